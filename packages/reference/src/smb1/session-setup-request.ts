// [MS-CIFS] 2.2.4.53.1 SMB_COM_SESSION_SETUP_ANDX Request; [MS-SMB] 2.2.4.6.1 Client Request Extensions. WordCount tells
// the form: 10 LAN Manager ([XOPEN-SMB]), 12 extended security, 13 NT LAN Manager.
import type {
  ExtendedSecuritySessionSetupRequest,
  LanManSessionSetupRequest,
  NtLanManSessionSetupRequest,
  SessionSetupRequest,
} from "@countersign/smb1";
import { concat, splitAt } from "../bytes.js";
import { reserved, structure, u16, u32 } from "../structure.js";
import { andXFields, andXOf, type Blocks, bytesAfter, decodeAndX, encodeBlocks } from "./blocks.js";
import { decodeStrings, encodeStrings } from "./strings.js";

export const SESSION_SETUP_REQUEST_WORD_COUNTS: readonly number[] = [10, 12, 13];

const common = {
  ...andXFields,
  maxBufferSize: u16,
  maxMpxCount: u16,
  vcNumber: u16,
  sessionKey: u32,
} as const;

const lanManWords = structure("SMB_COM_SESSION_SETUP_ANDX Request", {
  ...common,
  passwordLength: u16,
  reserved: reserved(4),
});

const extendedSecurityWords = structure("SMB_COM_SESSION_SETUP_ANDX Request", {
  ...common,
  securityBlobLength: u16,
  reserved: reserved(4),
  capabilities: u32,
});

const ntLanManWords = structure("SMB_COM_SESSION_SETUP_ANDX Request", {
  ...common,
  oemPasswordLen: u16,
  unicodePasswordLen: u16,
  reserved: reserved(4),
  capabilities: u32,
});

export function decodeSessionSetupRequest(
  message: Uint8Array,
  blocks: Blocks,
  isUnicode: boolean,
): SessionSetupRequest {
  switch (blocks.wordCount) {
    case 10:
      return decodeLanMan(message, blocks, isUnicode);
    case 12:
      return decodeExtendedSecurity(message, blocks, isUnicode);
    default:
      return decodeNtLanMan(message, blocks, isUnicode);
  }
}

function decodeLanMan(message: Uint8Array, blocks: Blocks, isUnicode: boolean): LanManSessionSetupRequest {
  const fields = lanManWords.decode(blocks.words);
  const [accountPassword, strings] = splitAt(blocks.bytes, fields.passwordLength, "AccountPassword");
  const place = { at: blocks.bytesAt + accountPassword.length, isUnicode, isAligned: true };
  const [accountName, primaryDomain, nativeOs, nativeLanMan] = decodeStrings(strings, place, 4);
  return {
    kind: "lanMan",
    andX: decodeAndX(message, fields, blocks),
    maxBufferSize: fields.maxBufferSize,
    maxMpxCount: fields.maxMpxCount,
    vcNumber: fields.vcNumber,
    sessionKey: fields.sessionKey,
    accountPassword,
    accountName,
    primaryDomain,
    nativeOs,
    nativeLanMan,
  };
}

function decodeExtendedSecurity(
  message: Uint8Array,
  blocks: Blocks,
  isUnicode: boolean,
): ExtendedSecuritySessionSetupRequest {
  const fields = extendedSecurityWords.decode(blocks.words);
  const [securityBlob, strings] = splitAt(blocks.bytes, fields.securityBlobLength, "SecurityBlob");
  const place = { at: blocks.bytesAt + securityBlob.length, isUnicode, isAligned: true };
  const [nativeOs, nativeLanMan, primaryDomain] = decodeStrings(strings, place, 3);
  return {
    kind: "extendedSecurity",
    andX: decodeAndX(message, fields, blocks),
    maxBufferSize: fields.maxBufferSize,
    maxMpxCount: fields.maxMpxCount,
    vcNumber: fields.vcNumber,
    sessionKey: fields.sessionKey,
    capabilities: fields.capabilities,
    securityBlob,
    nativeOs,
    nativeLanMan,
    primaryDomain,
  };
}

function decodeNtLanMan(
  message: Uint8Array,
  blocks: Blocks,
  isUnicode: boolean,
): NtLanManSessionSetupRequest {
  const fields = ntLanManWords.decode(blocks.words);
  const [oemPassword, behindOem] = splitAt(blocks.bytes, fields.oemPasswordLen, "OEMPassword");
  const [unicodePassword, strings] = splitAt(behindOem, fields.unicodePasswordLen, "UnicodePassword");
  const at = blocks.bytesAt + oemPassword.length + unicodePassword.length;
  const place = { at, isUnicode, isAligned: true };
  const [accountName, primaryDomain, nativeOs, nativeLanMan] = decodeStrings(strings, place, 4);
  return {
    kind: "ntLanMan",
    andX: decodeAndX(message, fields, blocks),
    maxBufferSize: fields.maxBufferSize,
    maxMpxCount: fields.maxMpxCount,
    vcNumber: fields.vcNumber,
    sessionKey: fields.sessionKey,
    capabilities: fields.capabilities,
    oemPassword,
    unicodePassword,
    accountName,
    primaryDomain,
    nativeOs,
    nativeLanMan,
  };
}

export function encodeSessionSetupRequest(m: SessionSetupRequest, isUnicode: boolean): Uint8Array {
  const bytes = encodeBytes(m, isUnicode);
  const andX = andXOf(m.andX, BYTES_AT[m.kind] + bytes.length);
  return concat(encodeBlocks(encodeWords(m, andX), bytes), m.andX?.blocks ?? new Uint8Array());
}

const BYTES_AT = {
  lanMan: bytesAfter(10),
  extendedSecurity: bytesAfter(12),
  ntLanMan: bytesAfter(13),
} as const;

function encodeWords(m: SessionSetupRequest, andX: ReturnType<typeof andXOf>): Uint8Array {
  switch (m.kind) {
    case "lanMan":
      return lanManWords.encode({ ...m, ...andX, passwordLength: m.accountPassword.length });
    case "extendedSecurity":
      return extendedSecurityWords.encode({ ...m, ...andX, securityBlobLength: m.securityBlob.length });
    case "ntLanMan": {
      const [oemPasswordLen, unicodePasswordLen] = [m.oemPassword.length, m.unicodePassword.length];
      return ntLanManWords.encode({ ...m, ...andX, oemPasswordLen, unicodePasswordLen });
    }
  }
}

function encodeBytes(m: SessionSetupRequest, isUnicode: boolean): Uint8Array {
  switch (m.kind) {
    case "lanMan":
      return withStrings(m.kind, m.accountPassword, accountStrings(m), isUnicode);
    case "extendedSecurity":
      return withStrings(m.kind, m.securityBlob, [m.nativeOs, m.nativeLanMan, m.primaryDomain], isUnicode);
    case "ntLanMan":
      return withStrings(m.kind, concat(m.oemPassword, m.unicodePassword), accountStrings(m), isUnicode);
  }
}

function accountStrings(m: LanManSessionSetupRequest | NtLanManSessionSetupRequest): (string | undefined)[] {
  return [m.accountName, m.primaryDomain, m.nativeOs, m.nativeLanMan];
}

function withStrings(
  kind: SessionSetupRequest["kind"],
  secret: Uint8Array,
  strings: readonly (string | undefined)[],
  isUnicode: boolean,
): Uint8Array {
  const place = { at: BYTES_AT[kind] + secret.length, isUnicode, isAligned: true };
  return concat(secret, encodeStrings(strings, place));
}
