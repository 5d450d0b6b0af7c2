// X.690, the writing half. An element's length stands before its content, so everything is written back to front: the
// last field first, each field's content before its tag.
import { writeObjectIdentifier } from "./object-identifier.js";
import { Tag } from "./tags.js";

const INITIAL_SIZE = 512;

export class DerWriter {
  #bytes = new Uint8Array(INITIAL_SIZE);
  /** Bytes written so far, which fill the end of the buffer. */
  #size = 0;

  /** Where the elements written next will end; for {@link wrap}. */
  mark(): number {
    return this.#size;
  }

  bytes(value: Uint8Array): void {
    const start = this.#advance(value.length);
    this.#bytes.set(value, start);
  }

  u8(value: number): void {
    const start = this.#advance(1);
    this.#bytes[start] = value;
  }

  /** Makes all that was written since the mark the content of one element. */
  wrap(tag: number, mark: number): void {
    this.#length(this.#size - mark);
    this.u8(tag);
  }

  octetString(tag: number, value: Uint8Array | undefined): void {
    if (value === undefined) return;
    const end = this.mark();
    this.bytes(value);
    this.wrap(Tag.OCTET_STRING, end);
    this.wrap(tag, end);
  }

  objectIdentifier(value: string): void {
    const end = this.mark();
    this.bytes(writeObjectIdentifier(value));
    this.wrap(Tag.OBJECT_IDENTIFIER, end);
  }

  /** An ENUMERATED of 32 bits. */
  enumerated(value: number, field: string): void {
    if ((value | 0) !== value) throw new RangeError(`${field} cannot hold ${value}`);
    const end = this.mark();
    this.u8(value);
    // Further bytes until the sign is the first bit of the first one.
    for (let rest = value; (rest << 24) >> 24 !== rest; this.u8(rest)) rest >>= 8;
    this.wrap(Tag.ENUMERATED, end);
  }

  finish(): Uint8Array {
    return this.#bytes.slice(this.#bytes.length - this.#size);
  }

  #length(length: number): void {
    if (length < 0x80) {
      this.u8(length);
      return;
    }
    const end = this.mark();
    for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) this.u8(rest);
    this.u8(0x80 | (this.#size - end));
  }

  /** Makes room before what is written and answers where it starts. */
  #advance(length: number): number {
    this.#size += length;
    if (this.#size > this.#bytes.length) this.#grow(this.#size - length);
    return this.#bytes.length - this.#size;
  }

  #grow(written: number): void {
    const grown = new Uint8Array(this.#size * 2);
    grown.set(this.#bytes.subarray(this.#bytes.length - written), grown.length - written);
    this.#bytes = grown;
  }
}
