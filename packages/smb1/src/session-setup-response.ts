// [MS-CIFS] 2.2.4.53.2 and [MS-SMB] 2.2.4.6.2 SMB_COM_SESSION_SETUP_ANDX Response. WordCount tells the forms apart.
import type { Reader, Writer } from "@countersign/bytes";
import { type AndX, readAndX, readAndXPointer, writeAndX, writeAndXPointer } from "./andx.js";
import { readBlock, writeData } from "./block.js";
import type { Action } from "./enums.js";
import { HEADER_SIZE } from "./header.js";
import type { Layout } from "./layout.js";
import { readStrings, type StringRules, writeStrings } from "./strings.js";

const EXTENDED_WORD_COUNT = 4;
const LANMAN_WORD_COUNT = 3;
const ANDX_OFFSET_AT = HEADER_SIZE + 3;

interface CommonFields {
  andX: AndX | undefined;
  /** GUEST says that the logon failed and was let in all the same. */
  action: Action;
  /** In UTF-16LE where Flags2 has UNICODE, else in the OEM code page, a character a byte. So are all strings here. */
  nativeOs: string | undefined;
  nativeLanMan: string | undefined;
  /** With a security blob not in the specification; Samba sends it. */
  primaryDomain: string | undefined;
}

/** [MS-SMB] 2.2.4.6.2, 4 words. */
export interface ExtendedSecuritySessionSetupResponse extends CommonFields {
  kind: "extendedSecurity";
  /** A SPNEGO token or a raw NTLMSSP message. Shares the input's memory. */
  securityBlob: Uint8Array;
}

/** [MS-CIFS] 2.2.4.53.2, 3 words: for NT LM 0.12 without extended security, and LAN Manager. */
export interface LanManSessionSetupResponse extends CommonFields {
  kind: "lanMan";
}

/** [MS-CIFS] 2.2.4.53.2, [MS-SMB] 2.2.4.6.2: the response, whose `kind` follows from the number of its words. */
export type SessionSetupResponse = ExtendedSecuritySessionSetupResponse | LanManSessionSetupResponse;

const stringRules = (isUnicode: boolean): StringRules => ({
  fields: ["nativeOs", "nativeLanMan", "primaryDomain"],
  isUnicode,
  isAligned: true,
});

/** Whether a response with so many words is one of the forms. */
export function isSessionSetupResponseForm(wordCount: number): boolean {
  return wordCount === EXTENDED_WORD_COUNT || wordCount === LANMAN_WORD_COUNT;
}

/** Reads a response of one of the forms. */
export function readSessionSetupResponse(
  r: Reader,
  isUnicode: boolean,
  layout?: Layout,
): SessionSetupResponse {
  const block = readBlock(r, "Smb1SessionSetupResponse", layout);
  const { words, data } = block;
  const isExtended = words.remaining / 2 === EXTENDED_WORD_COUNT;
  const pointer = readAndXPointer(words);
  const action = words.u16("action") as Action;
  const blobLength = isExtended ? words.u16("securityBlobLength") : 0;
  const securityBlob = data.slice(blobLength, "securityBlob", "securityBlobLength");
  const [nativeOs, nativeLanMan, primaryDomain] = readStrings(block, stringRules(isUnicode));
  const andX = readAndX(r, pointer, layout);
  if (!isExtended) return { kind: "lanMan", andX, action, nativeOs, nativeLanMan, primaryDomain };
  return { kind: "extendedSecurity", andX, action, securityBlob, nativeOs, nativeLanMan, primaryDomain };
}

export function writeSessionSetupResponse(
  w: Writer,
  m: SessionSetupResponse,
  isUnicode: boolean,
  layout?: Layout,
): void {
  w.u8(m.kind === "extendedSecurity" ? EXTENDED_WORD_COUNT : LANMAN_WORD_COUNT, "wordCount");
  writeAndXPointer(w, m.andX);
  w.u16(m.action, "action");
  if (m.kind === "extendedSecurity") w.u16(m.securityBlob.length, "securityBlobLength");
  writeData(w, () => {
    if (m.kind === "extendedSecurity") w.bytes(m.securityBlob);
    writeStrings(w, [m.nativeOs, m.nativeLanMan, m.primaryDomain], stringRules(isUnicode), layout);
  });
  writeAndX(w, m.andX, ANDX_OFFSET_AT, layout);
}
