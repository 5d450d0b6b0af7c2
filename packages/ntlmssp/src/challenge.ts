// [MS-NLMP] 2.2.1.2 CHALLENGE_MESSAGE. 32 bytes (or 40, with Reserved alone), 48 (TargetInfo) or 56 (Version) before the
// payload.
import { hasFlag, type Reader, type Writer } from "@countersign/bytes";
import { type AvPair, readAvPairs, TARGET_INFO_END, writeAvPairs } from "./av-pairs.js";
import { NegotiateFlags } from "./enums.js";
import {
  bytesPayload,
  originalPayload,
  type Payload,
  PayloadReader,
  payloadField,
  textPayload,
  writePayloads,
} from "./payload.js";
import { readVersion, type Version, writeVersion } from "./version.js";

const TARGET_NAME = payloadField("targetName");
const TARGET_INFO = payloadField("targetInfo");
const TARGET_NAME_AT = 12;
const TARGET_INFO_AT = 40;
export const CHALLENGE_END = 32;
const RESERVED_END = 40;
const TARGET_INFO_END_AT = 48;
const VERSION_END = 56;
