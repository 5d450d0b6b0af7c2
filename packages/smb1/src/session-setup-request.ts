// [MS-CIFS] 2.2.4.53.1 and [MS-SMB] 2.2.4.6.1 SMB_COM_SESSION_SETUP_ANDX Request. WordCount tells the forms apart.
import type { Reader, Writer } from "@countersign/bytes";
import { type AndX, readAndX, readAndXPointer, writeAndX, writeAndXPointer } from "./andx.js";
import { type Block, readBlock, writeData } from "./block.js";
import type { Capabilities } from "./enums.js";
import { HEADER_SIZE } from "./header.js";
import type { Layout } from "./layout.js";
import { readStrings, type StringRules, writeStrings } from "./strings.js";

const EXTENDED_WORD_COUNT = 12;
const NT_WORD_COUNT = 13;
const LANMAN_WORD_COUNT = 10;
const ANDX_OFFSET_AT = HEADER_SIZE + 3;

/** What all forms say first. */
interface CommonWords {
  /** Bytes. */
  maxBufferSize: number;
  /** Requests that the client may have under way at once. */
  maxMpxCount: number;
  /** The number of the client's virtual circuit; 0 may end its others. */
  vcNumber: number;
  /** As in the NEGOTIATE response. */
  sessionKey: number;
}

interface CommonFields extends CommonWords {
  andX: AndX | undefined;
  /** In UTF-16LE where Flags2 has UNICODE, else in the OEM code page, a character a byte. So are all strings here. */
  nativeOs: string | undefined;
  nativeLanMan: string | undefined;
  primaryDomain: string | undefined;
}

/** [MS-SMB] 2.2.4.6.1, 12 words. `primaryDomain` is not in the specification; some clients send it. */
export interface ExtendedSecuritySessionSetupRequest extends CommonFields {
  kind: "extendedSecurity";
  capabilities: Capabilities;
  /** A SPNEGO token or a raw NTLMSSP message. Shares the input's memory. */
  securityBlob: Uint8Array;
}

/** [MS-CIFS] 2.2.4.53.1, 13 words. */
export interface NtLanManSessionSetupRequest extends CommonFields {
  kind: "ntLanMan";
  capabilities: Capabilities;
  /** An LM, LMv2 or NTLM response, or a plaintext password. Shares the input's memory. */
  oemPassword: Uint8Array;
  /** An NTLM or NTLMv2 response, or a plaintext password. Shares the input's memory. */
  unicodePassword: Uint8Array;
  accountName: string | undefined;
}

/** The same command for LAN Manager 1.0 to 2.1, 10 words. */
export interface LanManSessionSetupRequest extends CommonFields {
  kind: "lanMan";
  /** An LM response or a plaintext password. Shares the input's memory. */
  accountPassword: Uint8Array;
  accountName: string | undefined;
}

/** [MS-CIFS] 2.2.4.53.1, [MS-SMB] 2.2.4.6.1: the request, whose `kind` follows from the number of its words. */
export type SessionSetupRequest =
  | ExtendedSecuritySessionSetupRequest
  | NtLanManSessionSetupRequest
  | LanManSessionSetupRequest;

const extendedRules = (isUnicode: boolean): StringRules => ({
  fields: ["nativeOs", "nativeLanMan", "primaryDomain"],
  isUnicode,
  isAligned: true,
});

const accountRules = (isUnicode: boolean): StringRules => ({
  fields: ["accountName", "primaryDomain", "nativeOs", "nativeLanMan"],
  isUnicode,
  isAligned: true,
});

/** Whether a request with so many words is one of the forms. */
export function isSessionSetupRequestForm(wordCount: number): boolean {
  return wordCount === EXTENDED_WORD_COUNT || wordCount === NT_WORD_COUNT || wordCount === LANMAN_WORD_COUNT;
}

/** Reads a request of one of the forms. */
export function readSessionSetupRequest(r: Reader, isUnicode: boolean, layout?: Layout): SessionSetupRequest {
  const block = readBlock(r, "Smb1SessionSetupRequest", layout);
  switch (block.words.remaining / 2) {
    case EXTENDED_WORD_COUNT:
      return readExtendedSecurity(r, block, isUnicode);
    case NT_WORD_COUNT:
      return readNtLanMan(r, block, isUnicode);
    default:
      return readLanMan(r, block, isUnicode);
  }
}

function readCommonWords(words: Reader): CommonWords {
  return {
    maxBufferSize: words.u16("maxBufferSize"),
    maxMpxCount: words.u16("maxMpxCount"),
    vcNumber: words.u16("vcNumber"),
    sessionKey: words.u32("sessionKey"),
  };
}

function readExtendedSecurity(
  r: Reader,
  block: Block,
  isUnicode: boolean,
): ExtendedSecuritySessionSetupRequest {
  const { words, data, layout } = block;
  const pointer = readAndXPointer(words);
  const common = readCommonWords(words);
  const blobLength = words.u16("securityBlobLength");
  words.skip(4, "reserved");
  const capabilities = words.u32("capabilities") as Capabilities;
  const securityBlob = data.slice(blobLength, "securityBlob", "securityBlobLength");
  const [nativeOs, nativeLanMan, primaryDomain] = readStrings(block, extendedRules(isUnicode));
  const andX = readAndX(r, pointer, layout);
  return {
    kind: "extendedSecurity",
    andX,
    ...common,
    capabilities,
    securityBlob,
    nativeOs,
    nativeLanMan,
    primaryDomain,
  };
}

function readNtLanMan(r: Reader, block: Block, isUnicode: boolean): NtLanManSessionSetupRequest {
  const { words, data, layout } = block;
  const pointer = readAndXPointer(words);
  const common = readCommonWords(words);
  const oemLength = words.u16("oemPasswordLen");
  const unicodeLength = words.u16("unicodePasswordLen");
  words.skip(4, "reserved");
  const capabilities = words.u32("capabilities") as Capabilities;
  const oemPassword = data.slice(oemLength, "oemPassword", "oemPasswordLen");
  const unicodePassword = data.slice(unicodeLength, "unicodePassword", "unicodePasswordLen");
  const [accountName, primaryDomain, nativeOs, nativeLanMan] = readStrings(block, accountRules(isUnicode));
  const andX = readAndX(r, pointer, layout);
  return {
    kind: "ntLanMan",
    andX,
    ...common,
    capabilities,
    oemPassword,
    unicodePassword,
    accountName,
    primaryDomain,
    nativeOs,
    nativeLanMan,
  };
}

function readLanMan(r: Reader, block: Block, isUnicode: boolean): LanManSessionSetupRequest {
  const { words, data, layout } = block;
  const pointer = readAndXPointer(words);
  const common = readCommonWords(words);
  const passwordLength = words.u16("passwordLength");
  words.skip(4, "reserved");
  const accountPassword = data.slice(passwordLength, "accountPassword", "passwordLength");
  const [accountName, primaryDomain, nativeOs, nativeLanMan] = readStrings(block, accountRules(isUnicode));
  const andX = readAndX(r, pointer, layout);
  return {
    kind: "lanMan",
    andX,
    ...common,
    accountPassword,
    accountName,
    primaryDomain,
    nativeOs,
    nativeLanMan,
  };
}

export function writeSessionSetupRequest(
  w: Writer,
  m: SessionSetupRequest,
  isUnicode: boolean,
  layout?: Layout,
): void {
  w.u8(WORD_COUNTS[m.kind], "wordCount");
  writeAndXPointer(w, m.andX);
  w.u16(m.maxBufferSize, "maxBufferSize");
  w.u16(m.maxMpxCount, "maxMpxCount");
  w.u16(m.vcNumber, "vcNumber");
  w.u32(m.sessionKey, "sessionKey");
  switch (m.kind) {
    case "extendedSecurity":
      writeExtendedSecurity(w, m, isUnicode, layout);
      break;
    case "ntLanMan":
      writeNtLanMan(w, m, isUnicode, layout);
      break;
    case "lanMan":
      writeLanMan(w, m, isUnicode, layout);
  }
  writeAndX(w, m.andX, ANDX_OFFSET_AT, layout);
}

const WORD_COUNTS = {
  extendedSecurity: EXTENDED_WORD_COUNT,
  ntLanMan: NT_WORD_COUNT,
  lanMan: LANMAN_WORD_COUNT,
} as const;

function writeExtendedSecurity(
  w: Writer,
  m: ExtendedSecuritySessionSetupRequest,
  isUnicode: boolean,
  layout: Layout | undefined,
): void {
  w.u16(m.securityBlob.length, "securityBlobLength");
  w.skip(4);
  w.u32(m.capabilities, "capabilities");
  writeData(w, () => {
    w.bytes(m.securityBlob);
    const strings = [m.nativeOs, m.nativeLanMan, m.primaryDomain];
    writeStrings(w, strings, extendedRules(isUnicode), layout);
  });
}

function writeNtLanMan(
  w: Writer,
  m: NtLanManSessionSetupRequest,
  isUnicode: boolean,
  layout: Layout | undefined,
): void {
  w.u16(m.oemPassword.length, "oemPasswordLen");
  w.u16(m.unicodePassword.length, "unicodePasswordLen");
  w.skip(4);
  w.u32(m.capabilities, "capabilities");
  writeData(w, () => {
    w.bytes(m.oemPassword);
    w.bytes(m.unicodePassword);
    const strings = [m.accountName, m.primaryDomain, m.nativeOs, m.nativeLanMan];
    writeStrings(w, strings, accountRules(isUnicode), layout);
  });
}

function writeLanMan(
  w: Writer,
  m: LanManSessionSetupRequest,
  isUnicode: boolean,
  layout: Layout | undefined,
): void {
  w.u16(m.accountPassword.length, "passwordLength");
  w.skip(4);
  writeData(w, () => {
    w.bytes(m.accountPassword);
    const strings = [m.accountName, m.primaryDomain, m.nativeOs, m.nativeLanMan];
    writeStrings(w, strings, accountRules(isUnicode), layout);
  });
}
