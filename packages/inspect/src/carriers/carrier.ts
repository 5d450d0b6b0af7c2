// What every carrier of NTLM is: a reader of both byte streams of one TCP conversation, without I/O.
import type { Side } from "@countersign/capture";
import type { CarrierName } from "../contract.js";

export type { Side };

/** Takes one NTLMSSP message, its own memory: the end that sent it, and the packet in which it ended. */
export type NtlmFound = (carrier: CarrierName, token: Uint8Array, side: Side, packet: number) => void;

/** Reads one protocol. Never throws for what the bytes hold. */
export interface Carrier {
  /** Bytes held of both sides until more of them come. */
  readonly heldBytes: number;
  /** Takes the next bytes of a side, which may begin anywhere, bytes[start, end), valid during the call; answers whether more of it is wanted. */
  data(side: Side, bytes: Uint8Array, start: number, end: number, packet: number): boolean;
  /** The next `length` bytes of a side will never come. */
  gap(side: Side, length: number): void;
}
