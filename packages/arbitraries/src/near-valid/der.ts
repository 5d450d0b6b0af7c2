// Elements of DER in a draft whose lengths have one byte each, as conforming tokens have them: a decoder reads the tag,
// the length and the content, so that the trace has three entries for each.
import type { FieldTrace } from "@countersign/bytes";
import type { Draft } from "./draft.js";

/** Which of a field's reads is what: a field is an element with a tag of its own and in it one of its type. */
export const Part = {
  TAG: 0,
  LENGTH: 1,
  CONTENT: 2,
  INNER_TAG: 3,
  INNER_LENGTH: 4,
  INNER_CONTENT: 5,
} as const;

/** Adds `by` to the length of every element that has the byte at `anchor` in its content. */
export function grow(draft: Draft, anchor: number, by: number): void {
  const lengths = draft.fields.filter((entry, i) => isContent(draft, i) && holds(entry, anchor));
  for (const { offset } of lengths) draft.bytes[offset - 1] = draft.bytes[offset - 1]! + by;
}

function isContent({ fields, bytes }: Draft, i: number): boolean {
  const [tag, length, content] = [fields[i - 2], fields[i - 1], fields[i]!];
  const isElement = tag?.offset === content.offset - 2 && length?.offset === content.offset - 1;
  return isElement && bytes[content.offset - 1] === content.length;
}

function holds({ offset, length }: FieldTrace, position: number): boolean {
  return offset <= position && position < offset + length;
}

export function end({ offset, length }: FieldTrace): number {
  return offset + length;
}

/** One element, its length in the shortest form. */
export function element(tag: number, content: readonly number[]): number[] {
  const { length } = content;
  if (length < 0x80) return [tag, length, ...content];
  return length < 0x100
    ? [tag, 0x81, length, ...content]
    : [tag, 0x82, length >> 8, length & 0xff, ...content];
}
