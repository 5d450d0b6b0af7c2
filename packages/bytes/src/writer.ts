import { Reader } from "./reader.js";

/** How an encoder lays out its message. */
export interface EncodeOptions {
  /**
   * An encoded message whose layout to keep: payload order, gaps, padding, reserved and trailing bytes stay wherever
   * the values still fit. It supplies bytes that the typed message does not carry, never values.
   */
  like?: Uint8Array;
}

/** Where a variable-length value stood in the original: offset from the message's first byte, and room in bytes. */
export interface Place {
  /** Bytes from the message's first one. */
  offset: number;
  /** Bytes. */
  length: number;
}

const INITIAL_SIZE = 512;
const MAX_SPARE_SIZE = 4096;
const MAX_SPARES = 8;

/** Buffers of finished writers, all zeros. A new one costs more than half of encoding an NTLM CHALLENGE. */
const spares: Uint8Array[] = [];
const EMPTY = new Uint8Array(0);

/**
 * A growing buffer that starts as a copy of `like`, so that whatever is skipped keeps the original's bytes, or zeros
 * without one. Integers are little-endian unless the method says `be`; a value that does not fit its field is a
 * `RangeError` that names the field.
 */
export class Writer {
  /** Index of the next byte to write. */
  position = 0;
  #bytes: Uint8Array;
  #length: number;
  /** How much may be no zeros beyond the length. */
  #dirty = 0;
  /** The original's layout, if there is one. */
  readonly like: Uint8Array | undefined;
  /** Starts and ends of payloads already placed, in pairs. */
  readonly #placed: number[] = [];

  constructor(like?: Uint8Array) {
    this.like = like;
    this.#length = like?.length ?? 0;
    this.#bytes = zeros(Math.max(INITIAL_SIZE, this.#length * 2));
    if (like) this.#bytes.set(like);
  }

  /** Bytes written or kept so far. */
  get length(): number {
    return this.#length;
  }

  /** An unsigned 8-bit integer. A value that does not fit is a `RangeError`, as in all that write here. */
  u8(value: number, field: string): void {
    check(value, 0xff, field);
    const p = this.#advance(1);
    this.#bytes[p] = value;
  }

  /** 16 bits, little-endian. */
  u16(value: number, field: string): void {
    check(value, 0xffff, field);
    const p = this.#advance(2);
    const b = this.#bytes;
    b[p] = value;
    b[p + 1] = value >>> 8;
  }

  /** 32 bits, little-endian. */
  u32(value: number, field: string): void {
    check(value, 0xffffffff, field);
    const p = this.#advance(4);
    const b = this.#bytes;
    b[p] = value;
    b[p + 1] = value >>> 8;
    b[p + 2] = value >>> 16;
    b[p + 3] = value >>> 24;
  }

  /** 64 bits, little-endian. */
  u64(value: bigint, field: string): void {
    // One pass through a scratch costs a third of masks and shifts of BigInts.
    whole[0] = value;
    if (whole[0] !== value) throw outOfRange(field, value);
    this.u32(LITTLE_ENDIAN_HOST ? halves[0]! : halves[1]!, field);
    this.u32(LITTLE_ENDIAN_HOST ? halves[1]! : halves[0]!, field);
  }

  /** 16 bits, big-endian. */
  u16be(value: number, field: string): void {
    check(value, 0xffff, field);
    const p = this.#advance(2);
    this.#bytes[p] = value >>> 8;
    this.#bytes[p + 1] = value;
  }

  /** 24 bits, big-endian. */
  u24be(value: number, field: string): void {
    check(value, 0xffffff, field);
    const p = this.#advance(3);
    this.#bytes[p] = value >>> 16;
    this.#bytes[p + 1] = value >>> 8;
    this.#bytes[p + 2] = value;
  }

  /** 32 bits, big-endian. */
  u32be(value: number, field: string): void {
    check(value, 0xffffffff, field);
    const p = this.#advance(4);
    const b = this.#bytes;
    b[p] = value >>> 24;
    b[p + 1] = value >>> 16;
    b[p + 2] = value >>> 8;
    b[p + 3] = value;
  }

  /** 16-bit integers, little-endian, one behind the other. */
  u16s(values: readonly number[], field: string): void {
    for (const value of values) this.u16(value, field);
  }

  /** Bytes as they are, copied. */
  bytes(value: Uint8Array): void {
    const p = this.#advance(value.length);
    this.#bytes.set(value, p);
  }

  /** A string's code units as UTF-16LE. */
  utf16(value: string): void {
    let p = this.#advance(2 * value.length);
    const b = this.#bytes;
    for (let i = 0; i < value.length; i++) {
      const unit = value.charCodeAt(i);
      b[p++] = unit;
      b[p++] = unit >>> 8;
    }
  }

  /** Exactly `length` bytes; another length is a `RangeError`. */
  fixed(value: Uint8Array, length: number, field: string): void {
    if (value.length !== length)
      throw new RangeError(`${field} must be ${length} bytes, not ${value.length}`);
    this.bytes(value);
  }

  /** Leaves `length` bytes as the original has them, zero without one. */
  skip(length: number): void {
    this.#advance(length);
  }

  /**
   * Puts a payload where the original had it if it fits there and no other payload claims the bytes, else at the end, aligned
   * from the message's first byte; answers its offset. Call it when the fixed part is complete, and write the offset
   * with {@link patchU16} or {@link patchU32}.
   */
  place(value: Uint8Array, was: Place | undefined, alignment = 1): number {
    if (value.length === 0) return was ? was.offset : aligned(this.#length, alignment);
    const offset = was && this.#fits(value, was) ? was.offset : aligned(this.#length, alignment);
    this.position = offset;
    this.bytes(value);
    this.claim(offset);
    return offset;
  }

  /** Keeps later payloads off the bytes written so far from `start` on. */
  claim(start: number): void {
    if (this.like) this.#placed.push(start, this.position);
  }

  /** 16 bits, little-endian, at an offset that was written before; the cursor stays. */
  patchU16(offset: number, value: number, field: string): void {
    this.#patch(offset, () => this.u16(value, field));
  }

  /** 32 bits, little-endian, at an offset that was written before; the cursor stays. */
  patchU32(offset: number, value: number, field: string): void {
    this.#patch(offset, () => this.u32(value, field));
  }

  /** Drops what the original had beyond the cursor. */
  truncate(): void {
    this.#dirty = Math.max(this.#dirty, this.#length);
    this.#length = this.position;
  }

  /** A copy of everything written or kept. The writer is empty afterwards. */
  finish(): Uint8Array {
    const bytes = this.#bytes.slice(0, this.#length);
    this.#release();
    return bytes;
  }

  /** As {@link finish}, to the beginning of `target`; answers how many bytes. A `target` too short is a `RangeError`. */
  finishInto(target: Uint8Array): number {
    const length = this.#length;
    if (length > target.length) throw new RangeError(`${length} bytes do not fit into ${target.length}`);
    target.set(this.#bytes.subarray(0, length));
    this.#release();
    return length;
  }

  /**
   * Hands everything written or kept to `use`, in the writer's own memory and for the time of the call. The writer is empty
   * afterwards. For a part that goes into another writer: a copy of more than 64 bytes, which V8 puts outside of its heap, costs
   * 0.3 µs.
   */
  lend<T>(use: (bytes: Uint8Array) => T): T {
    const result = use(this.#bytes.subarray(0, this.#length));
    this.#release();
    return result;
  }

  #release(): void {
    const bytes = this.#bytes;
    if (bytes.length <= MAX_SPARE_SIZE && spares.length < MAX_SPARES) {
      bytes.fill(0, 0, Math.max(this.#dirty, this.#length));
      spares.push(bytes);
    }
    this.#bytes = EMPTY;
    this.#length = 0;
    this.position = 0;
  }

  #patch(offset: number, write: () => void): void {
    const back = this.position;
    this.position = offset;
    write();
    this.position = back;
  }

  #fits(value: Uint8Array, was: Place): boolean {
    const end = was.offset + value.length;
    if (value.length > was.length || end > this.#length) return false;
    for (let i = 0; i < this.#placed.length; i += 2) {
      const from = Math.max(was.offset, this.#placed[i]!);
      const to = Math.min(end, this.#placed[i + 1]!);
      // Payloads may share bytes as long as they agree on them.
      for (let p = from; p < to; p++) if (this.#bytes[p] !== value[p - was.offset]) return false;
    }
    return true;
  }

  #advance(length: number): number {
    const p = this.position;
    const end = p + length;
    if (end > this.#bytes.length) this.#grow(end);
    this.position = end;
    if (end > this.#length) this.#length = end;
    return p;
  }

  #grow(size: number): void {
    const grown = new Uint8Array(size * 2);
    grown.set(this.#bytes.subarray(0, this.#length));
    this.#bytes = grown;
  }
}

function zeros(size: number): Uint8Array {
  const spare = spares.pop();
  if (spare !== undefined && spare.length >= size) return spare;
  return new Uint8Array(size);
}

function aligned(offset: number, alignment: number): number {
  return Math.ceil(offset / alignment) * alignment;
}

function check(value: number, max: number, field: string): void {
  // `>>> 0` keeps integers of 32 bits and nothing else.
  if (value >>> 0 !== value || value > max) throw outOfRange(field, value);
}

function outOfRange(field: string, value: number | bigint): RangeError {
  return new RangeError(`${field} cannot hold ${value}`);
}

/**
 * Encodes a counted part of a message. What the original part had behind its typed value, as `read` leaves it, stays
 * behind the new one. Throws what `read` and `write` throw.
 */
export function encodePart(
  like: Uint8Array | undefined,
  read: (r: Reader) => unknown,
  write: (w: Writer) => void,
): Uint8Array {
  if (like === undefined) return newPart(write);
  const meant = new Reader(like, "");
  read(meant);
  const w = new Writer(like.subarray(0, meant.position));
  write(w);
  w.truncate();
  w.bytes(like.subarray(meant.position));
  return w.finish();
}

function newPart(write: (w: Writer) => void): Uint8Array {
  const w = new Writer();
  write(w);
  w.truncate();
  return w.finish();
}

const whole = new BigUint64Array(1);
const halves = new Uint32Array(whole.buffer);
const LITTLE_ENDIAN_HOST = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;
