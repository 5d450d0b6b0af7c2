import { DecodeError } from "./error.js";
import { utf16Decode } from "./text.js";

/**
 * A checked cursor over one `Uint8Array`: the only place where a decoder compares an index with a bound.
 * Integers are little-endian unless the method says `be`. Offsets handed to `sliceAt` and `windowAt` count from
 * `origin`; offsets in errors count from the first byte of the array. `field` names what is read; it costs nothing
 * until something throws.
 */
export class Reader {
  /** The whole input; slices share its memory. */
  readonly bytes: Uint8Array;
  /** Index of the next byte to read. */
  position: number;
  /** Index one past the last readable byte. */
  readonly end: number;
  /** Index that the structure's own offsets count from. */
  readonly origin: number;
  /** The structure being read, the first half of an error's `field`. */
  structure: string;
  /** The structure and the field that gave this window its size, to blame for what does not fit into it. */
  #sizedBy: string | undefined = undefined;
  #sizedByField: string | undefined = undefined;

  constructor(bytes: Uint8Array, structure: string, start = 0, end: number = bytes.length) {
    this.bytes = bytes;
    this.structure = structure;
    this.origin = start;
    this.position = start;
    this.end = end;
  }

  /** Bytes left to read. */
  get remaining(): number {
    return this.end - this.position;
  }

  /** An unsigned 8-bit integer. Throws `truncated` past the end, as all that read here do. */
  u8(field: string): number {
    return this.bytes[this.take(1, field)]!;
  }

  /** 16 bits, little-endian. */
  u16(field: string): number {
    const p = this.take(2, field);
    const b = this.bytes;
    return b[p]! | (b[p + 1]! << 8);
  }

  /** 32 bits, little-endian. */
  u32(field: string): number {
    const p = this.take(4, field);
    const b = this.bytes;
    return (b[p]! | (b[p + 1]! << 8) | (b[p + 2]! << 16) | (b[p + 3]! << 24)) >>> 0;
  }

  /** 64 bits, little-endian. */
  u64(field: string): bigint {
    const p = this.take(8, field);
    const b = this.bytes;
    // One pass through a scratch is nearly free; shifting BigInts costs three times as much.
    halves[0] = b[p]! | (b[p + 1]! << 8) | (b[p + 2]! << 16) | (b[p + 3]! << 24);
    halves[1] = b[p + 4]! | (b[p + 5]! << 8) | (b[p + 6]! << 16) | (b[p + 7]! << 24);
    return LITTLE_ENDIAN_HOST ? whole[0]! : (BigInt(halves[1]!) << 32n) | BigInt(halves[0]!);
  }

  /** 16 bits, big-endian. */
  u16be(field: string): number {
    const p = this.take(2, field);
    const b = this.bytes;
    return (b[p]! << 8) | b[p + 1]!;
  }

  /** 24 bits, big-endian. */
  u24be(field: string): number {
    const p = this.take(3, field);
    const b = this.bytes;
    return (b[p]! << 16) | (b[p + 1]! << 8) | b[p + 2]!;
  }

  /** 32 bits, big-endian. */
  u32be(field: string): number {
    const p = this.take(4, field);
    const b = this.bytes;
    return ((b[p]! << 24) | (b[p + 1]! << 16) | (b[p + 2]! << 8) | b[p + 3]!) >>> 0;
  }

  /** `count` 16-bit integers, of which `blame` names the field that counts them. */
  u16s(count: number, field: string, blame?: string): number[] {
    let p = this.take(count * 2, field, blame);
    const b = this.bytes;
    const list: number[] = [];
    for (; p < this.position; p += 2) list.push(b[p]! | (b[p + 1]! << 8));
    return list;
  }

  /** The next `length` bytes, sharing the input's memory. `blame` names the field that gave the length. */
  slice(length: number, field: string, blame?: string): Uint8Array {
    const p = this.take(length, field, blame);
    return this.bytes.subarray(p, p + length);
  }

  /** The next `length` bytes as UTF-16LE; an odd length is malformed. */
  utf16(length: number, field: string, blame?: string): string {
    const p = this.take(length, field, blame);
    if (length % 2 !== 0) throw this.oddUtf16(field, p, blame);
    return utf16Decode(this.bytes, p, p + length);
  }

  /** `length` bytes at `offset` from the origin as UTF-16LE; the cursor stays. An odd length is malformed. */
  utf16At(offset: number, length: number, field: string, blame?: string): string {
    const p = this.locate(offset, length, field, blame);
    if (length % 2 !== 0) throw this.oddUtf16(field, p, blame);
    return utf16Decode(this.bytes, p, p + length);
  }

  /** Everything that is left, sharing the input's memory. */
  rest(field: string): Uint8Array {
    return this.slice(this.remaining, field);
  }

  /** Passes over `length` bytes that the decoded value does not carry. */
  skip(length: number, field: string): void {
    this.take(length, field);
  }

  /** `length` bytes at `offset` from the origin, sharing the input's memory; the cursor stays. */
  sliceAt(offset: number, length: number, field: string, blame?: string): Uint8Array {
    const p = this.locate(offset, length, field, blame);
    return this.bytes.subarray(p, p + length);
  }

  /** A reader over the next `length` bytes, whose origin is its own first byte. */
  window(length: number, structure: string, field: string, blame?: string): Reader {
    const p = this.take(length, field, blame);
    return this.child(structure, p, p + length).sizedBy(this.structure, blame);
  }

  /** A reader over `length` bytes at `offset` from the origin; the cursor stays. */
  windowAt(offset: number, length: number, structure: string, field: string, blame?: string): Reader {
    const p = this.locate(offset, length, field, blame);
    return this.child(structure, p, p + length).sizedBy(this.structure, blame);
  }

  /** Names the field that is to blame for what does not fit into this reader, unless a nearer one is. */
  sizedBy(structure: string, field: string | undefined): this {
    this.#sizedBy = structure;
    this.#sizedByField = field;
    return this;
  }

  /** The error for a value that no further bytes can mend. */
  malformed(field: string, why: string, offset: number = this.position, blame?: string): DecodeError {
    return this.error("malformed", field, why, offset, blame);
  }

  /** The error for something refused for its size or depth. */
  limit(field: string, why: string, offset: number = this.position): DecodeError {
    return this.error("limit", field, why, offset);
  }

  /** A reader over `bytes[start, end)`, of the same class as this one. */
  protected child(structure: string, start: number, end: number): Reader {
    return new Reader(this.bytes, structure, start, end);
  }

  /** Advances past `length` bytes and answers where they start. */
  protected take(length: number, field: string, blame?: string): number {
    const p = this.position;
    if (length > this.end - p) throw this.truncated(field, p, length, blame);
    this.position = p + length;
    return p;
  }

  /** Where `length` bytes at `offset` from the origin start. Throws `truncated` where they reach past the end. */
  protected locate(offset: number, length: number, field: string, blame?: string): number {
    // Peers leave anything in the offset of an empty field.
    if (length === 0) return this.origin;
    const available = this.end - this.origin;
    if (offset > available || length > available - offset) {
      throw this.truncated(field, this.origin + offset, length, blame);
    }
    return this.origin + offset;
  }

  private oddUtf16(field: string, offset: number, blame?: string): DecodeError {
    return this.error("malformed", field, "is not a whole number of UTF-16 code units", offset, blame);
  }

  private truncated(field: string, offset: number, length: number, blame?: string): DecodeError {
    const needed = offset + length - this.end;
    return this.error(
      "truncated",
      field,
      `needs ${needed} more byte${needed === 1 ? "" : "s"}`,
      offset,
      blame,
      needed,
    );
  }

  private error(
    code: "truncated" | "malformed" | "limit",
    field: string,
    why: string,
    offset: number,
    blame?: string,
    needed?: number,
  ): DecodeError {
    return new DecodeError(
      {
        code,
        field: `${this.structure}.${field}`,
        offset,
        ...this.#blame(code, blame),
        ...(needed !== undefined && { needed }),
      },
      why,
    );
  }

  #blame(code: "truncated" | "malformed" | "limit", blame: string | undefined): { blame?: string } {
    if (blame !== undefined) return { blame: `${this.structure}.${blame}` };
    if (code === "truncated" && this.#sizedByField !== undefined) {
      return { blame: `${this.#sizedBy}.${this.#sizedByField}` };
    }
    return {};
  }
}

const halves = new Uint32Array(2);
const whole = new BigUint64Array(halves.buffer);
const LITTLE_ENDIAN_HOST = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;
