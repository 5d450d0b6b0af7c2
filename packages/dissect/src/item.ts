// The reads of one layer, as a trace has them, made ready to be put into a tree.
import {
  attempt,
  type DecodeError,
  type FieldTrace,
  isDecodeError,
  type Reader,
  traceFields,
} from "@countersign/bytes";
import { nameOf } from "./sections.js";

/** One read, or several that belong together. */
export interface Item extends FieldTrace {
  name: string;
  /** What is known of it stands under this name; nearly always `field`. */
  known: string;
  /** It groups what is read from it, and is no node of its own. */
  isWindow: boolean;
}

/** The reads of a decode, also of one that failed, and why it did. */
export interface Trace {
  fields: FieldTrace[];
  error: DecodeError | undefined;
}

/** Reads as far as it goes. */
export function traceOf(read: (r: Reader) => unknown, bytes: Uint8Array): Trace {
  let error: DecodeError | undefined;
  const fields = traceFields((r) => {
    const result = attempt(() => read(r));
    if (isDecodeError(result)) error = result;
  }, bytes);
  return { fields, error };
}

export function itemOf(entry: FieldTrace, isWindow: boolean): Item {
  return { ...entry, name: nameOf(entry.field), known: entry.field, isWindow };
}
