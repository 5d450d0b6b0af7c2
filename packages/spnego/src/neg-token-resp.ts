// RFC 4178 4.2.2 NegTokenResp. Every field may be absent, also all of them.
import type { Code, Reader } from "@countersign/bytes";
import { nextTag, readEnumerated, readOctetString, readOid } from "./der-reader.js";
import type { DerWriter } from "./der-writer.js";
import { readExtensions, writeExtensions } from "./extensions.js";
import { Tag } from "./tags.js";

/** RFC 4178 4.2.2 negState. */
export type NegState = Code<"SpnegoNegState">;
export const NegState = {
  ACCEPT_COMPLETED: 0 as NegState,
  ACCEPT_INCOMPLETE: 1 as NegState,
  REJECT: 2 as NegState,
  REQUEST_MIC: 3 as NegState,
} as const;

/** RFC 4178 4.2.2 NegTokenResp. Every field may be absent, also all of them. */
export interface NegTokenResp {
  kind: "negTokenResp";
  /** Whether the token stands in an InitialContextToken, where it should not. */
  framed: boolean;
  /** Left out in a client's last token to a server older than Windows Vista ([MS-SPNG] <8>). */
  negState: NegState | undefined;
  /** An object identifier as dotted text; see `MechType`. Only in the first answer. */
  supportedMech: string | undefined;
  /** A token of the chosen mechanism. Shares the input's memory. */
  responseToken: Uint8Array | undefined;
  /** 16 bytes with NTLM; some peers repeat responseToken here. Shares the input's memory. */
  mechListMIC: Uint8Array | undefined;
  /** Elements after the known ones, whole, with tag and length. They share the input's memory. */
  extensions: Uint8Array[];
}

/** Reads the SEQUENCE to its end. */
export function readNegTokenResp(r: Reader, framed: boolean): NegTokenResp {
  r.structure = "NegTokenResp";
  const negState = (
    nextTag(r) === Tag.CONTEXT_0 ? readEnumerated(r, Tag.CONTEXT_0, "negState") : undefined
  ) as NegState | undefined;
  const supportedMech = nextTag(r) === Tag.CONTEXT_1 ? readOid(r, Tag.CONTEXT_1, "supportedMech") : undefined;
  const responseToken =
    nextTag(r) === Tag.CONTEXT_2 ? readOctetString(r, Tag.CONTEXT_2, "responseToken") : undefined;
  const mechListMIC =
    nextTag(r) === Tag.CONTEXT_3 ? readOctetString(r, Tag.CONTEXT_3, "mechListMIC") : undefined;
  const extensions = readExtensions(r, Tag.CONTEXT_3);
  return { kind: "negTokenResp", framed, negState, supportedMech, responseToken, mechListMIC, extensions };
}

/** Writes the SEQUENCE. */
export function writeNegTokenResp(w: DerWriter, m: NegTokenResp): void {
  const end = w.mark();
  writeExtensions(w, m.extensions, Tag.CONTEXT_3);
  w.octetString(Tag.CONTEXT_3, m.mechListMIC);
  w.octetString(Tag.CONTEXT_2, m.responseToken);
  if (m.supportedMech !== undefined) writeSupportedMech(w, m.supportedMech);
  if (m.negState !== undefined) writeNegState(w, m.negState);
  w.wrap(Tag.SEQUENCE, end);
}

function writeSupportedMech(w: DerWriter, supportedMech: string): void {
  const end = w.mark();
  w.objectIdentifier(supportedMech);
  w.wrap(Tag.CONTEXT_1, end);
}

function writeNegState(w: DerWriter, negState: NegState): void {
  const end = w.mark();
  w.enumerated(negState, "negState");
  w.wrap(Tag.CONTEXT_0, end);
}
