// What a mutator wants to know of an encoded message: which bytes say how long, how many and where, and where the
// entries of a list begin.
import { type FieldTrace, isDecodeError, type Reader, traceFields } from "@countersign/bytes";

/** What {@link mutated} changes first in a message: where its layout stands. Offsets and lengths are in bytes. */
export interface Structure {
  /** Lengths, counts and offsets, DER's lengths among them. */
  layout: readonly FieldTrace[];
  /** Of each list that has two entries or more the entries, and what sizes the list. */
  lists: readonly List[];
}

/** A list inside a message, such as AV pairs or negotiate contexts. Offsets and lengths are in bytes. */
export interface List {
  /** In order, without gaps between them. */
  entries: readonly { offset: number; length: number }[];
  /** A length in bytes or a count of entries, to be kept right if the list grows. */
  size?: { place: FieldTrace; unit: "bytes" | "entries" };
}

const LAYOUT = /(Offset|Length|Len|Count|Size|NextCommand)$/i;
const MAX_INTEGER = 4;

/** Fields that begin an entry, and what says how many or how long they are. */
const ENTRIES: Readonly<Record<string, { unit: "bytes" | "entries"; sizes: readonly string[] }>> = {
  "NtlmAvPair.avId": { unit: "bytes", sizes: ["NtlmChallenge.targetInfoLen"] },
  "Smb2NegotiateContext.contextType": {
    unit: "entries",
    sizes: ["Smb2NegotiateRequest.negotiateContextCount", "Smb2NegotiateResponse.negotiateContextCount"],
  },
  "Smb1NegotiateRequest.bufferFormat": { unit: "bytes", sizes: ["Smb1NegotiateRequest.byteCount"] },
};

/** What is known of `bytes`; nothing of those that `read` refuses. */
export function structureOf(bytes: Uint8Array, read: (r: Reader) => unknown): Structure | undefined {
  try {
    const trace = traceFields(read, bytes);
    return {
      layout: trace.filter((entry, i) => isLayout(entry, trace[i + 1], bytes)),
      lists: listsOf(trace),
    };
  } catch (error) {
    if (isDecodeError(error)) return undefined;
    throw error;
  }
}

function isLayout(entry: FieldTrace, next: FieldTrace | undefined, bytes: Uint8Array): boolean {
  if (entry.length === 0 || entry.length > MAX_INTEGER) return false;
  return LAYOUT.test(entry.field) || countsTheNext(entry, next, bytes);
}

/** A byte that is the length of what stands behind it: so it is in DER, and in NetBIOS names. */
function countsTheNext(entry: FieldTrace, next: FieldTrace | undefined, bytes: Uint8Array): boolean {
  return entry.length === 1 && next?.offset === entry.offset + 1 && bytes[entry.offset] === next.length;
}

function listsOf(trace: readonly FieldTrace[]): List[] {
  return Object.entries(ENTRIES).flatMap(([field, { unit, sizes }]) => {
    const starts = trace.filter((entry) => entry.field === field).map(({ offset }) => offset);
    // The last start has no end that is known: it is the end mark of AV pairs, or may lack its padding.
    const entries = starts.slice(0, -1).map((offset, i) => ({ offset, length: starts[i + 1]! - offset }));
    if (entries.length < 2) return [];
    const place = trace.find((entry) => sizes.includes(entry.field));
    return [{ entries, ...(place && { size: { place, unit } }) }];
  });
}
