/** A message as it went over the wire. */
export interface CapturedMessage {
  from: "client" | "server";
  /** The packet in which it ends, or which made known that it never will. */
  packet: number;
  /** SMB: from the frame's header on. Else one NTLMSSP message, taken out of what carried it. Its own memory. */
  bytes: Uint8Array;
  /** Bytes that the whole message has: more than there are in `bytes` where it was lost in part, or longer than was asked for. */
  length: number;
}

/** Takes the messages of one conversation, in the order in which they ended. */
export type MessageFound = (message: CapturedMessage) => void;
