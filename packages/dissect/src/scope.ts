// What a field's meaning can depend on: the other fields of the same message.
import { type FieldTrace, hasFlag } from "@countersign/bytes";
import { littleEndian } from "./little-endian.js";

/** The fields of one message that were read. */
export class Scope {
  readonly #bytes: Uint8Array;
  readonly #fields = new Map<string, FieldTrace>();

  /** `fields`, in reading order, with offsets into `bytes`. */
  constructor(bytes: Uint8Array, fields: readonly FieldTrace[]) {
    this.#bytes = bytes;
    for (const entry of fields) if (!this.#fields.has(entry.field)) this.#fields.set(entry.field, entry);
  }

  /** The bytes of the first field of that name, `undefined` where it was not read. */
  bytes(field: string): Uint8Array | undefined {
    const entry = this.#fields.get(field);
    return entry && this.#bytes.subarray(entry.offset, entry.offset + entry.length);
  }

  /** The first field of that name as a little-endian integer of up to 32 bits. */
  number(field: string): number | undefined {
    const bytes = this.bytes(field);
    return bytes && Number(littleEndian(bytes.subarray(0, 4)));
  }

  /** Whether the first field of that name was read and has the flag. */
  has(field: string, flag: number): boolean {
    const value = this.number(field);
    return value !== undefined && hasFlag(value, flag);
  }
}
