export { formatAddress, parseAddress } from "./address.js";
export type { CloseReason, Flow, Side } from "./flow.js";
export { type Linked, LinkedList } from "./linked-list.js";
export { LinkType, type PacketInfo, type PacketSink } from "./packet.js";
export {
  Conversation,
  type ConversationOptions,
  type Endpoint,
  ethernetFrame,
  ipPacket,
  ipPacketOf,
  TcpFlag,
  type TcpSegment,
} from "./packets.js";
export type { CaptureProblem, CaptureProblemCode, UnreadPackets } from "./problem.js";
export { CaptureReader, type CaptureReaderOptions } from "./reader.js";
export { TcpReassembler } from "./reassembler.js";
export type { CaptureFormat } from "./recognize.js";
export type { DroppedPackets, ReassemblyCounters, ReassemblyLimits, StreamSink } from "./stream.js";
export { CaptureWriter, type CaptureWriterOptions, type PacketStamp } from "./writer.js";
