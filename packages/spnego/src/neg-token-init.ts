// RFC 4178 4.2.1 NegTokenInit and [MS-SPNG] 2.2.1 NegTokenInit2, which share one tag. Field [3] tells them apart: a
// SEQUENCE is negHints of the second, an OCTET STRING is mechListMIC of the first; a field [4] is of the second.
import type { Reader } from "@countersign/bytes";
import { type ContextFlags, readContextFlags, writeContextFlags } from "./context-flags.js";
import { closeElement, nextTag, openElement, openField, readOctetString } from "./der-reader.js";
import type { DerWriter } from "./der-writer.js";
import { readExtensions, writeExtensions } from "./extensions.js";
import { type NegHints, readNegHints, writeNegHints } from "./neg-hints.js";
import { readObjectIdentifier } from "./object-identifier.js";
import { Tag } from "./tags.js";

interface InitFields {
  /** Whether the token stands in the InitialContextToken of RFC 2743 3.1, as it should. */
  framed: boolean;
  /** Object identifiers as dotted text, in order of preference; see `MechType`. */
  mechTypes: string[] | undefined;
  /** Without meaning since RFC 4178. */
  reqFlags: ContextFlags | undefined;
  /** A token of the first mechanism, or of whatever the peer thinks. Shares the input's memory. */
  mechToken: Uint8Array | undefined;
  /** Shares the input's memory. */
  mechListMIC: Uint8Array | undefined;
  /** Elements after the known ones, whole, with tag and length. They share the input's memory. */
  extensions: Uint8Array[];
}

/** RFC 4178 4.2.1. Also a server's opening that has neither negHints nor field [4]. */
export interface NegTokenInit extends InitFields {
  kind: "negTokenInit";
}

/** [MS-SPNG] 2.2.1: a server's opening. At least one of `negHints` and `mechListMIC` is there. */
export interface NegTokenInit2 extends InitFields {
  kind: "negTokenInit2";
  negHints: NegHints | undefined;
}

/** Reads the SEQUENCE to its end. */
export function readNegTokenInit(r: Reader, framed: boolean): NegTokenInit | NegTokenInit2 {
  r.structure = "NegTokenInit";
  const mechTypes = nextTag(r) === Tag.CONTEXT_0 ? readMechTypes(r) : undefined;
  const reqFlags = nextTag(r) === Tag.CONTEXT_1 ? readContextFlags(r, Tag.CONTEXT_1, "reqFlags") : undefined;
  const mechToken = nextTag(r) === Tag.CONTEXT_2 ? readOctetString(r, Tag.CONTEXT_2, "mechToken") : undefined;
  const field3 = nextTag(r) === Tag.CONTEXT_3 ? readField3(r) : undefined;
  if (field3 instanceof Uint8Array) {
    const extensions = readExtensions(r, Tag.CONTEXT_3);
    return { kind: "negTokenInit", framed, mechTypes, reqFlags, mechToken, mechListMIC: field3, extensions };
  }
  const mechListMIC =
    nextTag(r) === Tag.CONTEXT_4 ? readOctetString(r, Tag.CONTEXT_4, "mechListMIC") : undefined;
  const extensions = readExtensions(r, Tag.CONTEXT_4);
  if (field3 === undefined && mechListMIC === undefined) {
    return { kind: "negTokenInit", framed, mechTypes, reqFlags, mechToken, mechListMIC, extensions };
  }
  const negHints = field3;
  return { kind: "negTokenInit2", framed, mechTypes, reqFlags, mechToken, negHints, mechListMIC, extensions };
}

function readMechTypes(r: Reader): string[] {
  const list = openField(r, Tag.CONTEXT_0, Tag.SEQUENCE, "mechTypes");
  const mechTypes: string[] = [];
  while (list.remaining > 0) {
    const content = openElement(list, Tag.OBJECT_IDENTIFIER, list.structure, "mechTypes");
    mechTypes.push(readObjectIdentifier(content, "mechTypes"));
  }
  return mechTypes;
}

function readField3(r: Reader): NegHints | Uint8Array {
  const explicit = openElement(r, Tag.CONTEXT_3, r.structure, "negHints");
  const isHints = nextTag(explicit) === Tag.SEQUENCE;
  const field = isHints ? "negHints" : "mechListMIC";
  const value = isHints
    ? readNegHints(explicit)
    : openElement(explicit, Tag.OCTET_STRING, r.structure, field).rest(field);
  closeElement(explicit, field);
  return value;
}

/** Writes the SEQUENCE. */
export function writeNegTokenInit(w: DerWriter, m: NegTokenInit | NegTokenInit2): void {
  const end = w.mark();
  if (m.kind === "negTokenInit2") writeFieldsOfInit2(w, m);
  else writeFieldsOfInit(w, m);
  w.octetString(Tag.CONTEXT_2, m.mechToken);
  if (m.reqFlags !== undefined) writeContextFlags(w, Tag.CONTEXT_1, m.reqFlags);
  if (m.mechTypes !== undefined) writeMechTypes(w, m.mechTypes);
  w.wrap(Tag.SEQUENCE, end);
}

function writeFieldsOfInit(w: DerWriter, m: NegTokenInit): void {
  // Without field [3] a field [4] would make it a NegTokenInit2.
  writeExtensions(w, m.extensions, m.mechListMIC === undefined ? Tag.CONTEXT_4 : Tag.CONTEXT_3);
  w.octetString(Tag.CONTEXT_3, m.mechListMIC);
}

function writeFieldsOfInit2(w: DerWriter, m: NegTokenInit2): void {
  if (m.negHints === undefined && m.mechListMIC === undefined) {
    throw new RangeError("a negTokenInit2 without negHints and mechListMIC is a negTokenInit");
  }
  writeExtensions(w, m.extensions, Tag.CONTEXT_4);
  w.octetString(Tag.CONTEXT_4, m.mechListMIC);
  if (m.negHints === undefined) return;
  const end = w.mark();
  writeNegHints(w, m.negHints);
  w.wrap(Tag.CONTEXT_3, end);
}

function writeMechTypes(w: DerWriter, mechTypes: string[]): void {
  const end = w.mark();
  for (let i = mechTypes.length - 1; i >= 0; i--) w.objectIdentifier(mechTypes[i]!);
  w.wrap(Tag.SEQUENCE, end);
  w.wrap(Tag.CONTEXT_0, end);
}
