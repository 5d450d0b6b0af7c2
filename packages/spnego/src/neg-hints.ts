// [MS-SPNG] 2.2.1 NegHints, in the token with which a server opens.
import { equalBytes, latin1Decode, latin1Encode, type Reader } from "@countersign/bytes";
import { closeElement, nextTag, openElement, openField, readOctetString } from "./der-reader.js";
import type { DerWriter } from "./der-writer.js";
import { Tag } from "./tags.js";

/** What Windows Vista and later, and Samba, say as hintName ([MS-SPNG] 2.2.1). */
export const HINT_NAME = "not_defined_in_RFC4178@please_ignore";
const HINT_NAME_BYTES = latin1Encode(HINT_NAME);

/** [MS-SPNG] 2.2.1 NegHints, in the token with which a server opens. */
export interface NegHints {
  /** A GeneralString, a character a byte: usually {@link HINT_NAME}, from Windows 2003 and before the server's principal in its OEM code page (<6>). */
  hintName: string | undefined;
  /** Never sent, says the specification. Shares the input's memory. */
  hintAddress: Uint8Array | undefined;
}

/** Reads the SEQUENCE. */
export function readNegHints(r: Reader): NegHints {
  const hints = openElement(r, Tag.SEQUENCE, "NegHints", "negHints");
  const hintName = nextTag(hints) === Tag.CONTEXT_0 ? readHintName(hints) : undefined;
  const hintAddress =
    nextTag(hints) === Tag.CONTEXT_1 ? readOctetString(hints, Tag.CONTEXT_1, "hintAddress") : undefined;
  closeElement(hints, "hintAddress");
  return { hintName, hintAddress };
}

function readHintName(r: Reader): string {
  const name = openField(r, Tag.CONTEXT_0, Tag.GENERAL_STRING, "hintName").rest("hintName");
  // Nearly everybody says the same; comparing takes a third of the time that building a string takes.
  return equalBytes(name, HINT_NAME_BYTES) ? HINT_NAME : latin1Decode(name);
}

export function writeNegHints(w: DerWriter, m: NegHints): void {
  const end = w.mark();
  w.octetString(Tag.CONTEXT_1, m.hintAddress);
  if (m.hintName !== undefined) writeHintName(w, m.hintName);
  w.wrap(Tag.SEQUENCE, end);
}

function writeHintName(w: DerWriter, hintName: string): void {
  const end = w.mark();
  w.bytes(latin1Encode(hintName));
  w.wrap(Tag.GENERAL_STRING, end);
  w.wrap(Tag.CONTEXT_0, end);
}
