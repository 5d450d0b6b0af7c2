// Streams of no known protocol: NTLMSSP messages are looked for by their signature, raw and in base64, in the first
// bytes of each side.
import { attempt, decodeBase64, isDecodeError, latin1Decode } from "@countersign/bytes";
import { ntlmExtent } from "@countersign/handshake";
import * as ntlmssp from "@countersign/ntlmssp";
import type { Carrier, NtlmFound, Side } from "./carrier.js";
import { Held } from "./held.js";

/** How far each side is searched. */
const SEARCHED = 16 * 1024;
/** A message that claims to be longer is none. */
const MAX_MESSAGE = 16 * 1024;
/** Signatures with nothing behind them, a side; after so many the bytes were made to waste time. */
const MAX_FALSE_SIGNATURES = 16;

/** [MS-NLMP] 2.2.1: `NTLMSSP` and a zero. Its first byte occurs only there, so that a mismatch starts it anew. */
const SIGNATURE = Uint8Array.of(0x4e, 0x54, 0x4c, 0x4d, 0x53, 0x53, 0x50, 0x00);
/** The same in base64, `TlRMTVNTUA`, as far as the bytes after it have no part in it. */
const TEXT_SIGNATURE = Uint8Array.of(0x54, 0x6c, 0x52, 0x4d, 0x54, 0x56, 0x4e, 0x54, 0x55, 0x41);
const UPPER_N = 0x4e;
const UPPER_T = 0x54;
const LOWER_L = 0x6c;

export class Scan implements Carrier {
  readonly #sides: readonly [SideScan, SideScan];

  constructor(found: NtlmFound) {
    this.#sides = [
      new SideScan((token, packet) => found("tcp", token, 0, packet)),
      new SideScan((token, packet) => found("tcp", token, 1, packet)),
    ];
  }

  data(side: Side, bytes: Uint8Array, start: number, end: number, packet: number): boolean {
    return this.#sides[side].data(bytes, start, end, packet);
  }

  gap(side: Side, length: number): void {
    this.#sides[side].gap(length);
  }

  get heldBytes(): number {
    return this.#sides[0].heldBytes + this.#sides[1].heldBytes;
  }
}

class SideScan {
  readonly #found: (token: Uint8Array, packet: number) => void;
  /** Bytes still to be searched. */
  #left = SEARCHED;
  #falseSignatures = 0;
  /** How many bytes of either signature the last bytes were. */
  #raw = 0;
  #text = 0;
  /** What a signature was found of, and how much of it is needed to go on; 0 while searching. */
  readonly #held = new Held();
  #needed = 0;
  #isText = false;

  constructor(found: (token: Uint8Array, packet: number) => void) {
    this.#found = found;
  }

  data(bytes: Uint8Array, start: number, end: number, packet: number): boolean {
    let at = start;
    while (at < end && this.#isWanting) {
      at = this.#needed > 0 ? this.#collect(bytes, at, end, packet) : this.#search(bytes, at, end);
    }
    return this.#isWanting;
  }

  gap(length: number): void {
    this.#left -= length;
    this.#raw = 0;
    this.#text = 0;
    this.#needed = 0;
    this.#held.clear();
  }

  get heldBytes(): number {
    return this.#held.length;
  }

  get #isWanting(): boolean {
    return this.#needed > 0 || this.#left > 0;
  }

  /** Searches up to a whole signature and answers the index after it, or where it stopped. */
  #search(bytes: Uint8Array, start: number, end: number): number {
    const stop = Math.min(end, start + this.#left);
    let at = start;
    while (at < stop && this.#needed === 0) {
      if (this.#raw === 0 && this.#text === 0) {
        while (at < stop && bytes[at] !== UPPER_N && bytes[at] !== UPPER_T) at++;
        if (at === stop) break;
      }
      this.#match(bytes[at]!);
      at++;
    }
    this.#left -= at - start;
    return at;
  }

  #match(byte: number): void {
    this.#raw = byte === SIGNATURE[this.#raw] ? this.#raw + 1 : byte === UPPER_N ? 1 : 0;
    if (byte === TEXT_SIGNATURE[this.#text]) this.#text++;
    // The fifth and the eighth byte are a T too, which may be the first.
    else if (byte === LOWER_L && (this.#text === 5 || this.#text === 8)) this.#text = 2;
    else this.#text = byte === UPPER_T ? 1 : 0;
    if (this.#raw === SIGNATURE.length) this.#open(SIGNATURE, false);
    if (this.#text === TEXT_SIGNATURE.length) this.#open(TEXT_SIGNATURE, true);
  }

  #open(signature: Uint8Array, isText: boolean): void {
    this.#raw = 0;
    this.#text = 0;
    this.#isText = isText;
    this.#held.append(signature, 0, signature.length);
    this.#needed = this.#inStream(ntlmExtent(SIGNATURE));
  }

  /** Gathers what is needed, no byte more: what is found does not depend on how the stream was split. */
  #collect(bytes: Uint8Array, at: number, end: number, packet: number): number {
    const taken = Math.min(this.#needed - this.#held.length, end - at);
    this.#held.append(bytes, at, at + taken);
    this.#left -= taken;
    if (this.#held.length === this.#needed) this.#examine(packet);
    return at + taken;
  }

  #examine(packet: number): void {
    const view = this.#held.view();
    const message = this.#isText ? decodeBase64(latin1Decode(view)) : view;
    const extent = message === undefined ? 0 : ntlmExtent(message);
    const needed = this.#inStream(extent);
    // By what the stream has and not by the message: text may be padded before its message is whole, and then no more
    // of it comes.
    if (needed > view.length && extent <= MAX_MESSAGE) {
      this.#needed = needed;
      return;
    }
    const token = message?.slice(0, extent);
    const looked = view.slice(this.#isText ? TEXT_SIGNATURE.length : SIGNATURE.length);
    this.#needed = 0;
    this.#held.clear();
    if (token !== undefined && decodes(token)) this.#found(token, packet);
    else this.#searchAgain(looked, packet);
  }

  /** A false signature may have hidden a true one that follows it. */
  #searchAgain(bytes: Uint8Array, packet: number): void {
    this.#left += bytes.length;
    if (++this.#falseSignatures > MAX_FALSE_SIGNATURES) this.#left = 0;
    else this.data(bytes, 0, bytes.length, packet);
  }

  /** How many bytes of the stream hold `length` bytes of a message. */
  #inStream(length: number): number {
    return this.#isText ? Math.ceil((length * 4) / 3) : length;
  }
}

function decodes(bytes: Uint8Array): boolean {
  return !isDecodeError(attempt(() => ntlmssp.decodeMessage(bytes)));
}
