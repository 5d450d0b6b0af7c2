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

/**
 * Finds the `nth` read of a field in a trace, from 0; `undefined` where there are not so many. Those of one name are
 * gathered when they are first asked for, since each of 65,535 may be.
 */
export function fieldFinder(
  trace: readonly FieldTrace[],
): (field: string, nth?: number) => FieldTrace | undefined {
  const byName = new Map<string, FieldTrace[]>();
  return (field, nth = 0) => {
    let all = byName.get(field);
    if (all === undefined) {
      all = trace.filter((entry) => entry.field === field);
      byName.set(field, all);
    }
    return all[nth];
  };
}
