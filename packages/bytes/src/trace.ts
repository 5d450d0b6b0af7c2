import { Reader } from "./reader.js";

/** One read of a traced decode: which bytes gave which field. */
export interface FieldTrace {
  /** As `Structure.field`, the name an error would carry. */
  field: string;
  /** Byte offset in the input. */
  offset: number;
  /** Bytes. */
  length: number;
}

/** A reader that notes every field it reads, in reading order. */
class TracingReader extends Reader {
  readonly #fields: FieldTrace[];

  constructor(fields: FieldTrace[], bytes: Uint8Array, structure: string, start?: number, end?: number) {
    super(bytes, structure, start, end);
    this.#fields = fields;
  }

  protected override child(structure: string, start: number, end: number): Reader {
    return new TracingReader(this.#fields, this.bytes, structure, start, end);
  }

  protected override take(length: number, field: string, blame?: string): number {
    return this.#note(super.take(length, field, blame), length, field);
  }

  protected override locate(offset: number, length: number, field: string, blame?: string): number {
    return this.#note(super.locate(offset, length, field, blame), length, field);
  }

  #note(offset: number, length: number, field: string): number {
    this.#fields.push({ field: `${this.structure}.${field}`, offset, length });
    return offset;
  }
}

/** Runs `read` over `bytes` and answers which bytes each field came from. What `read` throws passes through. */
export function traceFields(read: (r: Reader) => unknown, bytes: Uint8Array): FieldTrace[] {
  const fields: FieldTrace[] = [];
  read(new TracingReader(fields, bytes, ""));
  return fields;
}
