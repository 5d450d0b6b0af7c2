// [MS-NLMP] 2.2.1.1 to 2.2.1.3: the eight bytes (Len, MaxLen, BufferOffset) by which a message points into its payload,
// and how far the fixed part before the payload reaches. Older peers leave slots out of the fixed part, and nothing but
// the place of the payload tells (<6>, <9>, <11>, <12>); padding before the payload is legal.
import {
  equalBytes,
  latin1Decode,
  latin1Encode,
  type Place,
  type Reader,
  u16At,
  utf16Encode,
  type Writer,
} from "@countersign/bytes";

/** The names of one payload and of its three fields. */
export interface PayloadField {
  value: string;
  len: string;
  maxLen: string;
  bufferOffset: string;
}

export function payloadField(value: string): PayloadField {
  return { value, len: `${value}Len`, maxLen: `${value}MaxLen`, bufferOffset: `${value}BufferOffset` };
}

/** Reads the fields of a message's fixed part, then the slots that may follow them, then the payloads. */
export class PayloadReader {
  readonly #r: Reader;
  /** The payload that starts first. */
  #first: { field: PayloadField; place: Place } | undefined = undefined;

  constructor(r: Reader) {
    this.#r = r;
  }

  /** Reads one field's eight bytes. MaxLen must be ignored on receipt. */
  place(field: PayloadField): Place {
    const r = this.#r;
    const length = r.u16(field.len);
    r.skip(2, field.maxLen);
    const place = { offset: r.u32(field.bufferOffset), length };
    if (length > 0 && (this.#first === undefined || place.offset < this.#first.place.offset)) {
      this.#first = { field, place };
    }
    return place;
  }

  /** Whether every field read so far is empty. */
  get isEmpty(): boolean {
    return this.#first === undefined;
  }

  /**
   * Whether a slot that would end at `slotEnd` stands at the cursor: the payload leaves it room. Where every field is
   * empty the message's length tells, so that a slot cut short is an error and not an absent slot. A payload that would
   * start past the end is refused here, lest the slot be missed in its place.
   */
  hasSlot(slotEnd: number): boolean {
    if (this.#first === undefined) return this.#r.remaining > 0;
    const { field, place } = this.#first;
    if (this.#at(place) > this.#r.end) this.bytes(field, place);
    return place.offset >= slotEnd;
  }

  /** A payload, once the cursor stands at the end of the fixed part. Shares the input's memory. */
  bytes(field: PayloadField, place: Place): Uint8Array {
    return this.#r.sliceAt(place.offset, place.length, field.value, this.#check(field, place));
  }

  /** A string of the message: UTF-16LE, or bytes of an OEM code page as Latin-1. */
  text(field: PayloadField, place: Place, isUnicode: boolean): string {
    if (place.length === 0) return "";
    if (!isUnicode) return latin1Decode(this.bytes(field, place));
    return this.#r.utf16At(place.offset, place.length, field.value, this.#check(field, place));
  }

  /** A payload with a structure of its own, as a reader. */
  window(field: PayloadField, place: Place, structure: string): Reader {
    return this.#r.windowAt(place.offset, place.length, structure, field.value, this.#check(field, place));
  }

  /** Refuses a payload inside the fixed part; answers which field is to blame should it reach past the end. */
  #check(field: PayloadField, place: Place): string {
    if (place.length > 0 && this.#at(place) < this.#r.position) {
      throw this.#r.malformed(field.value, "lies inside the fixed part", this.#at(place), field.bufferOffset);
    }
    return this.#at(place) <= this.#r.end ? field.len : field.bufferOffset;
  }

  #at(place: Place): number {
    return this.#r.origin + place.offset;
  }
}

/** One payload to be written. */
export interface Payload {
  field: PayloadField;
  /** Where its three fields stand in the message. */
  at: number;
  value: Uint8Array;
  /** Of its offset: 2 for UTF-16LE (2.2.1.2, 2.2.1.3). */
  alignment: number;
}

export function bytesPayload(field: PayloadField, at: number, value: Uint8Array): Payload {
  return { field, at, value, alignment: 1 };
}

export function textPayload(field: PayloadField, at: number, value: string, isUnicode: boolean): Payload {
  return isUnicode
    ? { field, at, value: utf16Encode(value), alignment: 2 }
    : { field, at, value: latin1Encode(value), alignment: 1 };
}

/**
 * Places payloads, in this order where there is no original, and fills in their fields. Call it when the fixed part is
 * complete. Answers where the payload starts, or `undefined` if every payload is empty.
 */
export function writePayloads(w: Writer, payloads: readonly Payload[]): number | undefined {
  if (w.like) for (const payload of payloads) claimUnchanged(w, w.like, payload);
  let lowest: number | undefined;
  for (const { field, at, value, alignment } of payloads) {
    const original = w.like && readOriginal(w.like, at);
    const offset = w.place(value, original, alignment);
    if (value.length > 0) lowest = Math.min(lowest ?? offset, offset);
    w.position = at;
    w.u16(value.length, field.len);
    w.u16(
      original && original.maxLength !== original.length ? original.maxLength : value.length,
      field.maxLen,
    );
    w.u32(offset, field.bufferOffset);
  }
  return lowest;
}

/** Payloads may overlap: those that stay must have their bytes before one that changed takes its place. */
function claimUnchanged(w: Writer, like: Uint8Array, { at, value }: Payload): void {
  const { offset, length } = readOriginal(like, at);
  if (length === 0 || !equalBytes(value, like.subarray(offset, offset + length))) return;
  w.position = offset + length;
  w.claim(offset);
}

function readOriginal(like: Uint8Array, at: number): Place & { maxLength: number } {
  return {
    length: u16At(like, at),
    maxLength: u16At(like, at + 2),
    offset: u16At(like, at + 4) + u16At(like, at + 6) * 0x10000,
  };
}

/** The original's bytes of a payload, to encode its successor like them; `undefined` where it is empty or was left aside. */
export function originalPayload(w: Writer, at: number): Uint8Array | undefined {
  if (w.like === undefined) return undefined;
  const { offset, length } = readOriginal(w.like, at);
  return length === 0 || offset >= w.like.length ? undefined : w.like.subarray(offset, offset + length);
}
