// [MS-CIFS] 2.2.4.53.2 SMB_COM_SESSION_SETUP_ANDX Response; [MS-SMB] 2.2.4.6.2 Server Response Extensions. WordCount
// tells the form: 3 without, 4 with extended security.
import type { SessionSetupResponse } from "@countersign/smb1";
import { concat, splitAt } from "../bytes.js";
import { structure, u16 } from "../structure.js";
import { andXFields, andXOf, type Blocks, bytesAfter, decodeAndX, encodeBlocks } from "./blocks.js";
import { decodeStrings, encodeStrings } from "./strings.js";

export const SESSION_SETUP_RESPONSE_WORD_COUNTS: readonly number[] = [3, 4];

const words = structure("SMB_COM_SESSION_SETUP_ANDX Response", { ...andXFields, action: u16 });

const extendedSecurityWords = structure("SMB_COM_SESSION_SETUP_ANDX Response", {
  ...andXFields,
  action: u16,
  securityBlobLength: u16,
});

export function decodeSessionSetupResponse(
  message: Uint8Array,
  blocks: Blocks,
  isUnicode: boolean,
): SessionSetupResponse {
  const fields = words.decode(blocks.words);
  const isExtended = blocks.wordCount === 4;
  const blobLength = isExtended ? extendedSecurityWords.decode(blocks.words).securityBlobLength : 0;
  const [securityBlob, strings] = splitAt(blocks.bytes, blobLength, "SecurityBlob");
  const place = { at: blocks.bytesAt + blobLength, isUnicode, isAligned: true };
  const [nativeOs, nativeLanMan, primaryDomain] = decodeStrings(strings, place, 3);
  const andX = decodeAndX(message, fields, blocks);
  const common = { andX, action: fields.action, nativeOs, nativeLanMan, primaryDomain };
  return isExtended ? { kind: "extendedSecurity", ...common, securityBlob } : { kind: "lanMan", ...common };
}

export function encodeSessionSetupResponse(m: SessionSetupResponse, isUnicode: boolean): Uint8Array {
  const securityBlob = m.kind === "extendedSecurity" ? m.securityBlob : new Uint8Array();
  const bytesAt = bytesAfter(m.kind === "extendedSecurity" ? 4 : 3);
  const place = { at: bytesAt + securityBlob.length, isUnicode, isAligned: true };
  const bytes = concat(securityBlob, encodeStrings([m.nativeOs, m.nativeLanMan, m.primaryDomain], place));
  const fields = { ...m, ...andXOf(m.andX, bytesAt + bytes.length) };
  const encoded =
    m.kind === "extendedSecurity"
      ? extendedSecurityWords.encode({ ...fields, securityBlobLength: securityBlob.length })
      : words.encode(fields);
  return concat(encodeBlocks(encoded, bytes), m.andX?.blocks ?? new Uint8Array());
}
