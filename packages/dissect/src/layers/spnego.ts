// One SPNEGO or other GSS token. Its trace has the tags and lengths of DER, which become items of their own.
import type { FieldTrace } from "@countersign/bytes";
import { deviationMeanings, deviations, readToken } from "@countersign/spnego";
import { spnegoFields } from "../fields/spnego.js";
import { type Item, itemOf } from "../item.js";
import type { Scope } from "../scope.js";
import type { Layer } from "./layer.js";

export const spnegoLayer: Layer = {
  name: "spnego",
  read: readToken,
  title: titleOf,
  structure: (scope) => STRUCTURES.find((structure) => hasFields(scope, structure)) ?? "NegotiationToken",
  items: derItems,
  groups: [],
  deviations,
  meanings: deviationMeanings,
  // The rest of a token that does not decode may be anything that a mechanism sent.
  hidesRest: () => true,
};

const STRUCTURES = ["NegTokenInit", "NegTokenResp"];

function hasFields(scope: Scope, structure: string): boolean {
  return Object.keys(spnegoFields[structure]!).some((name) => scope.bytes(`${structure}.${name}`));
}

function titleOf(scope: Scope): string {
  if (hasFields(scope, "NegTokenInit")) {
    return scope.bytes("NegHints.hintName") ? "SPNEGO NegTokenInit2" : "SPNEGO NegTokenInit";
  }
  if (hasFields(scope, "NegTokenResp")) return "SPNEGO NegTokenResp";
  return scope.bytes("InitialContextToken.innerToken") ? "GSS token" : "SPNEGO token";
}

/** X.690 8.1: each element is read as its tag, the bytes of its length, and its content. */
function derItems(fields: readonly FieldTrace[], bytes: Uint8Array): Item[] {
  const items: Item[] = [];
  let i = 0;
  while (i < fields.length) {
    const tag = fields[i]!;
    const headerSize = headerSizeAt(bytes, tag.offset);
    const header = fields.slice(i, i + headerSize);
    const contentStart = tag.offset + headerSize;
    const isHeader = header.every(({ length }) => length === 1);
    if (tag.length !== 1 || !isHeader) {
      items.push(itemOf(tag, false));
      i++;
      continue;
    }
    items.push({ ...itemOf(tag, false), length: header.length, name: "tag and length", known: "tag" });
    i += header.length;
    const content = fields[i];
    if (content === undefined || content.offset !== contentStart || header.length < headerSize) continue;
    i++;
    const isConstructed = (bytes[tag.offset]! & 0x20) !== 0;
    items.push({ ...itemOf(content, isConstructed && holdsMore(content, fields[i])) });
    if (isConstructed) continue;
    // What is read from a primitive element is its content again.
    while (i < fields.length && isInside(fields[i]!, content)) i++;
  }
  return items;
}

function headerSizeAt(bytes: Uint8Array, at: number): number {
  const first = bytes[at + 1] ?? 0;
  return first < 0x80 ? 2 : 2 + (first & 0x7f);
}

function holdsMore(content: FieldTrace, next: FieldTrace | undefined): boolean {
  return next !== undefined && next.length === 1 && isInside(next, content);
}

function isInside(inner: FieldTrace, outer: FieldTrace): boolean {
  return (
    outer.length > 0 &&
    inner.offset >= outer.offset &&
    inner.offset + inner.length <= outer.offset + outer.length
  );
}
