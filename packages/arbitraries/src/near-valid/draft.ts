import { type FieldTrace, type Reader, traceFields } from "@countersign/bytes";

/** An encoded message about to be spoiled, and where its fields stand. */
export class Draft {
  bytes: Uint8Array;
  /** In reading order, of the message before it was spoiled. */
  readonly fields: readonly FieldTrace[];

  constructor(bytes: Uint8Array, read: (r: Reader) => unknown) {
    this.bytes = bytes;
    this.fields = traceFields(read, bytes);
  }

  /** The `nth` field of that name, from the last one if negative. */
  place(field: string, nth = 0): FieldTrace {
    const place = this.fields.filter((entry) => entry.field === field).at(nth);
    if (place === undefined) throw new Error(`the message has no ${field}, number ${nth}`);
    return place;
  }

  /** The value of an integer, little-endian. */
  get(field: string, nth?: number): number {
    const { offset, length } = this.place(field, nth);
    const digits = this.bytes.subarray(offset, offset + length);
    return digits.reduceRight((value, digit) => value * 256 + digit, 0);
  }

  /** Writes an integer, little-endian, cut to the field's size. */
  set(field: string, value: number, nth?: number): void {
    const { offset, length } = this.place(field, nth);
    for (let i = 0; i < length; i++) this.bytes[offset + i] = Math.floor(value / 256 ** i) % 256;
  }

  /** Writes bytes from a field's first one on. */
  put(field: string, values: readonly number[], nth?: number): void {
    this.bytes.set(values, this.place(field, nth).offset);
  }

  cut(length: number): void {
    this.bytes = this.bytes.slice(0, length);
  }

  /** Puts bytes in, or at the end without `at`. */
  insert(values: readonly number[], at: number = this.bytes.length): void {
    this.bytes = Uint8Array.of(...this.bytes.subarray(0, at), ...values, ...this.bytes.subarray(at));
  }

  remove(at: number, length: number): void {
    this.bytes = Uint8Array.of(...this.bytes.subarray(0, at), ...this.bytes.subarray(at + length));
  }
}
