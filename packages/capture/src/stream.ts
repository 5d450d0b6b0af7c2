import type { CloseReason, Flow, Side } from "./flow.js";

/** Takes what a `TcpReassembler` finds. A sink must not push packets from inside a call. */
export interface StreamSink {
  /** The flow carried its first payload. A flow that never does is never mentioned. */
  open(flow: Flow): void;
  /** The next bytes of a side: bytes[start, end), valid during the call only; `packet` is the number of the one that brought them. */
  data(flow: Flow, side: Side, bytes: Uint8Array, start: number, end: number, packet: number): void;
  /** The next `length` bytes of a side will never come: lost, or not captured. `packet` made that known. */
  gap(flow: Flow, side: Side, length: number, packet: number): void;
  /** Nothing more of the flow comes. */
  close(flow: Flow, reason: CloseReason): void;
}

/** Bounds of a `TcpReassembler`: past one the oldest goes, is counted, and the rest goes on. */
export interface ReassemblyLimits {
  /** Conversations at a time: 16,384 unless told, 150 bytes each and 200 more with payload. One without payload goes first, else one long idle. */
  maxFlows?: number;
  /** Bytes waiting for others in all flows, with 256 for each segment: 8 MiB unless told. */
  maxHeldBytes?: number;
  /** Segments waiting for others, for each side of a flow: 64 unless told. */
  maxHeldSegments?: number;
  /** Bytes of IP fragments waiting for others, with 256 for each fragment: 4 MiB unless told. */
  maxFragmentBytes?: number;
}

/** Packets that brought no TCP segment, by the reason. */
export interface DroppedPackets {
  /** The link type is none of those read. */
  linkType: number;
  /** Another protocol than IP, such as ARP. */
  notIp: number;
  /** IP, but neither TCP nor a tunnel that is read. */
  notTcp: number;
  /** An 802.11 frame under encryption. */
  encrypted: number;
  /** A header contradicts itself, or does not fit into the packet. */
  malformed: number;
  /** The snap length left too little of the headers, or cut a fragment. */
  cut: number;
  /** Kept as a part of a datagram; the fragment that completes one counts as what the datagram is. */
  fragment: number;
  /** A fragment of a datagram that has too many. */
  fragmentLimit: number;
  /** More than 32 headers one inside the other. */
  tooDeep: number;
}

/** What happened to TCP segments and conversations. */
export interface ReassemblyCounters {
  /** TCP segments: together with the packets dropped, all packets. The three kinds below are all of them. */
  segments: number;
  /** Segments whose payload was handed on, at once or when its turn came, or had been before. */
  payloadSegments: number;
  /** Segments without payload, and RST segments: whatever they carry is no data. */
  emptySegments: number;
  /** Segments with payload of conversations that were over. */
  latePayloadSegments: number;
  /** Conversations that carried payload. */
  flows: number;
  /** Segments with bytes that had already been handed on. */
  retransmittedSegments: number;
  /** Segments that came before others that they follow. */
  heldSegments: number;
  /** Bytes that came twice and differed while the first ones were held; those were handed on. */
  conflictingBytes: number;
  /** Runs of bytes that never came. */
  gaps: number;
  /** Bytes in them. */
  gapBytes: number;
  /** Segments with SYN, FIN or payload of conversations that were over. */
  lateSegments: number;
  /** RST segments whose sequence number is more than 16 MiB off. */
  ignoredResets: number;
  /** Conversations with payload given up for `maxFlows`. */
  evictedFlows: number;
  /** Conversations without payload given up for `maxFlows`. */
  evictedEmptyFlows: number;
  /** IP datagrams of which fragments are missing. */
  incompleteDatagrams: number;
  /** Bytes of IP fragments that came twice and differed; the first ones were taken. */
  conflictingFragmentBytes: number;
}
