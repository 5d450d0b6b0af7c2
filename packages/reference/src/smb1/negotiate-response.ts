// [MS-CIFS] 2.2.4.52.2 SMB_COM_NEGOTIATE Response; [MS-SMB] 2.2.4.5.2 Server Response Extensions. WordCount tells the
// dialect's form: 1 Core Protocol or refused, 13 LAN Manager ([SMB-LM21]), 17 NT LAN Manager.
import type {
  ExtendedSecurityNegotiateResponse,
  LanManNegotiateResponse,
  NegotiateResponse,
  NtLanManNegotiateResponse,
} from "@countersign/smb1";
import { concat, splitAt } from "../bytes.js";
import { bytes, i16, reserved, rest, structure, u8, u16, u32, u64 } from "../structure.js";
import { type Blocks, encodeBlocks } from "./blocks.js";
import { decodeStrings, encodeStrings, type StringPlace } from "./strings.js";

export const NEGOTIATE_RESPONSE_WORD_COUNTS: readonly number[] = [1, 13, 17];
const NO_DIALECT = 0xffff;
/** In SecurityMode. */
const ENCRYPT_PASSWORDS = 0x02;
const CAP_UNICODE = 0x00000004;
const CAP_EXTENDED_SECURITY = 0x80000000;

const OEM: StringPlace = { at: 0, isUnicode: false, isAligned: false };

const coreWords = structure("SMB_COM_NEGOTIATE Response", { dialectIndex: u16 });

const lanManWords = structure("SMB_COM_NEGOTIATE Response", {
  dialectIndex: u16,
  securityMode: u16,
  maxBufferSize: u16,
  maxMpxCount: u16,
  maxNumberVcs: u16,
  rawMode: u16,
  sessionKey: u32,
  serverTime: u16,
  serverDate: u16,
  serverTimeZone: i16,
  encryptionKeyLength: u16,
  reserved: reserved(2),
});

const ntWords = structure("SMB_COM_NEGOTIATE Response", {
  dialectIndex: u16,
  securityMode: u8,
  maxMpxCount: u16,
  maxNumberVcs: u16,
  maxBufferSize: u32,
  maxRawSize: u32,
  sessionKey: u32,
  capabilities: u32,
  systemTime: u64,
  serverTimeZone: i16,
  challengeLength: u8,
});

// [MS-SMB] 2.2.4.5.2.1
const extendedSecurityBytes = structure("SMB_COM_NEGOTIATE Response", {
  serverGuid: bytes(16),
  securityBlob: rest,
});

export function decodeNegotiateResponse(blocks: Blocks): NegotiateResponse {
  switch (blocks.wordCount) {
    case 1: {
      const { dialectIndex } = coreWords.decode(blocks.words);
      return dialectIndex === NO_DIALECT ? { kind: "refused" } : { kind: "core", dialectIndex };
    }
    case 13:
      return decodeLanMan(blocks);
    default: {
      const { capabilities } = ntWords.decode(blocks.words);
      return (capabilities & CAP_EXTENDED_SECURITY) !== 0
        ? decodeExtendedSecurity(blocks)
        : decodeNtLanMan(blocks);
    }
  }
}

export function encodeNegotiateResponse(m: NegotiateResponse): Uint8Array {
  switch (m.kind) {
    case "refused":
      return encodeBlocks(coreWords.encode({ dialectIndex: NO_DIALECT }), new Uint8Array());
    case "core":
      return encodeBlocks(coreWords.encode(m), new Uint8Array());
    case "lanMan":
      return encodeLanMan(m);
    case "extendedSecurity":
      return encodeBlocks(ntWords.encode({ ...m, challengeLength: 0 }), extendedSecurityBytes.encode(m));
    case "ntLanMan":
      return encodeNtLanMan(m);
  }
}

function decodeLanMan({ words, bytes }: Blocks): LanManNegotiateResponse {
  const fields = lanManWords.decode(words);
  // LAN Manager 2.0 reserves the length and sends the key alone.
  const isUncounted = fields.encryptionKeyLength === 0 && (fields.securityMode & ENCRYPT_PASSWORDS) !== 0;
  const keyLength = isUncounted && bytes.length === 8 ? 8 : fields.encryptionKeyLength;
  const [encryptionKey, strings] = splitAt(bytes, keyLength, "EncryptionKey");
  const [primaryDomain] = decodeStrings(strings, OEM, 1);
  return {
    kind: "lanMan",
    dialectIndex: fields.dialectIndex,
    securityMode: fields.securityMode,
    maxBufferSize: fields.maxBufferSize,
    maxMpxCount: fields.maxMpxCount,
    maxNumberVcs: fields.maxNumberVcs,
    rawMode: fields.rawMode,
    sessionKey: fields.sessionKey,
    serverTime: fields.serverTime,
    serverDate: fields.serverDate,
    serverTimeZone: fields.serverTimeZone,
    encryptionKey,
    primaryDomain,
  };
}

function encodeLanMan(m: LanManNegotiateResponse): Uint8Array {
  const words = lanManWords.encode({ ...m, encryptionKeyLength: m.encryptionKey.length });
  return encodeBlocks(words, concat(m.encryptionKey, encodeStrings([m.primaryDomain], OEM)));
}

function decodeNtFields(
  words: Uint8Array,
): Omit<NtLanManNegotiateResponse, "kind" | "challenge" | "domainName" | "serverName"> {
  const fields = ntWords.decode(words);
  return {
    dialectIndex: fields.dialectIndex,
    securityMode: fields.securityMode,
    maxMpxCount: fields.maxMpxCount,
    maxNumberVcs: fields.maxNumberVcs,
    maxBufferSize: fields.maxBufferSize,
    maxRawSize: fields.maxRawSize,
    sessionKey: fields.sessionKey,
    capabilities: fields.capabilities,
    systemTime: fields.systemTime,
    serverTimeZone: fields.serverTimeZone,
  };
}

function decodeExtendedSecurity({ words, bytes }: Blocks): ExtendedSecurityNegotiateResponse {
  const { serverGuid, securityBlob } = extendedSecurityBytes.decode(bytes);
  return { kind: "extendedSecurity", ...decodeNtFields(words), serverGuid, securityBlob };
}

function decodeNtLanMan({ words, bytes }: Blocks): NtLanManNegotiateResponse {
  const fields = decodeNtFields(words);
  const { challengeLength } = ntWords.decode(words);
  const [challenge, strings] = splitAt(bytes, challengeLength, "Challenge");
  const [domainName, serverName] = decodeStrings(strings, ntStrings(fields), 2);
  return { kind: "ntLanMan", ...fields, challenge, domainName, serverName };
}

function encodeNtLanMan(m: NtLanManNegotiateResponse): Uint8Array {
  const words = ntWords.encode({ ...m, challengeLength: m.challenge.length });
  return encodeBlocks(words, concat(m.challenge, encodeStrings([m.domainName, m.serverName], ntStrings(m))));
}

/** Servers send these in Unicode whatever Flags2 says, and never add padding (<89>). */
function ntStrings({ capabilities }: { capabilities: number }): StringPlace {
  return { at: 0, isUnicode: (capabilities & CAP_UNICODE) !== 0, isAligned: false };
}
