// What every carrier of NTLM is: a reader of both byte streams of one TCP conversation, without I/O.
import type { CarrierName } from "../contract.js";

export type { CarrierName };

/** One end of a conversation; which one is 0 has no meaning. */
export type Side = 0 | 1;

/** Takes one NTLMSSP message, its own memory: the end that sent it, and the packet in which it ended. */
export type NtlmFound = (carrier: CarrierName, token: Uint8Array, side: Side, packet: number) => void;

/** Reads one protocol. Never throws for what the bytes hold. */
export interface Carrier {
  /** Takes the next bytes of a side, bytes[start, end), valid during the call; answers whether more of it is wanted. */
  data(side: Side, bytes: Uint8Array, start: number, end: number, packet: number): boolean;
  /** The next `length` bytes of a side will never come; `Infinity` where nobody knows how many. */
  gap(side: Side, length: number): void;
}
