// [MS-SPNG] 2.2.1 NegHints, in the token with which a server opens.
import { latin1Decode, latin1Encode, type Reader } from "@countersign/bytes";
import { closeElement, nextTag, openElement, openField, readOctetString } from "./der-reader.js";
import { element, octetString } from "./der-writer.js";
import { Tag } from "./tags.js";

/** What Windows Vista and later, and Samba, say as hintName. */
export const HINT_NAME = "not_defined_in_RFC4178@please_ignore";

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
  return latin1Decode(openField(r, Tag.CONTEXT_0, Tag.GENERAL_STRING, "hintName").rest("hintName"));
}

export function negHints(m: NegHints): Uint8Array {
  return element(Tag.SEQUENCE, hintName(m.hintName), octetString(Tag.CONTEXT_1, m.hintAddress));
}

function hintName(value: string | undefined): Uint8Array {
  if (value === undefined) return new Uint8Array(0);
  return element(Tag.CONTEXT_0, element(Tag.GENERAL_STRING, latin1Encode(value)));
}
