import { findTcp } from "./dissect.js";
import { be16, be32 } from "./endian.js";
import { FlowTable } from "./flow-table.js";
import { Fragments } from "./fragments.js";
import type { PacketInfo, PacketSink } from "./packet.js";
import { Drop, Path } from "./path.js";
import { Field, SLOT_WORDS, State } from "./slot.js";
import { type CloseReason, type Flow, type Side, TcpFlow } from "./flow.js";
import { Delivery } from "./delivery.js";
