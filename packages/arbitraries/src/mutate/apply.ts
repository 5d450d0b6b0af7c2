import type { FieldTrace } from "@countersign/bytes";
import { concat } from "@countersign/bytes";
import type { LayoutChange, Mutation } from "./mutation.js";
import type { List, Structure } from "./structure.js";

/** The changed bytes, in memory of their own; the same bytes where there is nothing of the kind to change. */
export function apply(bytes: Uint8Array, m: Mutation, structure: Structure | undefined): Uint8Array {
  const at = bytes.length === 0 ? 0 : m.at % bytes.length;
  switch (m.kind) {
    case "set": {
      const changed = bytes.slice();
      changed.set(m.bytes.slice(0, bytes.length - at), at);
      return changed;
    }
    case "cut":
      return bytes.slice(0, at);
    case "remove":
      return concat(bytes.subarray(0, at), bytes.subarray(at + m.length));
    case "insert":
      return concat(bytes.subarray(0, at), m.bytes, bytes.subarray(at));
    case "repeat":
      return concat(bytes.subarray(0, at + m.length), bytes.subarray(at));
    case "layout":
      return structure?.layout.length ? changeLayout(bytes, m, structure.layout) : bytes;
    default:
      return structure?.lists.length ? changeList(bytes, m, structure.lists) : bytes;
  }
}

function changeLayout(
  bytes: Uint8Array,
  { at, to, isBigEndian }: Extract<Mutation, { kind: "layout" }>,
  layout: readonly FieldTrace[],
): Uint8Array {
  const place = layout[at % layout.length]!;
  const another = layout[(at + 1) % layout.length]!;
  const value = changed(to, valueAt(bytes, place, isBigEndian), place.length, {
    messageLength: bytes.length,
    another: valueAt(bytes, another, isBigEndian),
  });
  return withValue(bytes, place, value, isBigEndian);
}

function changed(
  to: LayoutChange,
  value: number,
  size: number,
  known: { messageLength: number; another: number },
): number {
  switch (to) {
    case "less":
      return value - 1;
    case "more":
      return value + 1;
    case "zero":
      return 0;
    case "top bit":
      return value + 256 ** size / 2;
    case "all bits":
      return 256 ** size - 1;
    case "message length":
      return known.messageLength;
    case "another's":
      return known.another;
  }
}

function changeList(
  bytes: Uint8Array,
  m: Extract<Mutation, { kind: "double" | "drop" | "swap" }>,
  lists: readonly List[],
): Uint8Array {
  const list = lists[m.list % lists.length]!;
  const i = m.at % list.entries.length;
  const { offset, length } = list.entries[i]!;
  const entry = bytes.subarray(offset, offset + length);
  const [before, after] = [bytes.subarray(0, offset), bytes.subarray(offset + length)];
  switch (m.kind) {
    case "double":
      return resized(concat(before, entry, entry, after), list, length, 1);
    case "drop":
      return resized(concat(before, after), list, -length, -1);
    case "swap": {
      const next = list.entries[i + 1]?.length ?? 0;
      return concat(before, after.subarray(0, next), entry, after.subarray(next));
    }
  }
}

/** What sizes a list stands before it, in the byte order of all formats that have lists. */
function resized(bytes: Uint8Array, { size }: List, by: number, entries: number): Uint8Array {
  if (size === undefined) return bytes;
  const { place, unit } = size;
  return withValue(bytes, place, valueAt(bytes, place, false) + (unit === "bytes" ? by : entries), false);
}

function valueAt(bytes: Uint8Array, { offset, length }: FieldTrace, isBigEndian: boolean): number {
  const digits = [...bytes.subarray(offset, offset + length)];
  return (isBigEndian ? digits : digits.reverse()).reduce((value, digit) => value * 256 + digit, 0);
}

function withValue(bytes: Uint8Array, place: FieldTrace, value: number, isBigEndian: boolean): Uint8Array {
  const changed = bytes.slice();
  for (let i = 0; i < place.length; i++) {
    const at = place.offset + (isBigEndian ? place.length - 1 - i : i);
    // Cut off where the message was: a typed array takes no notice.
    changed[at] = Math.floor(value / 256 ** i) & 0xff;
  }
  return changed;
}
