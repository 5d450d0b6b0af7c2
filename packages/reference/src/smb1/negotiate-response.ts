// [MS-CIFS] 2.2.4.52.2 SMB_COM_NEGOTIATE Response; [MS-SMB] 2.2.4.5.2 Server Response Extensions. WordCount tells the
// dialect's form: 1 Core Protocol or refused, 13 LAN Manager ([SMB-LM21]), 17 NT LAN Manager.
import type {
  ExtendedSecurityNegotiateResponse,
  LanManNegotiateResponse,
  NegotiateResponse,
  NtLanManNegotiateResponse,
} from "@countersign/smb1";
import { concat } from "../bytes.js";
import { bytes, bytesOf, i16, reserved, rest, structure, u8, u16, u32, u64 } from "../structure.js";
import { type Blocks, bytesAfter, encodeBlocks } from "./blocks.js";
import { decodeStrings, encodeStrings } from "./strings.js";

export const NEGOTIATE_RESPONSE_WORD_COUNTS: readonly number[] = [1, 13, 17];
const NO_DIALECT = 0xffff;
const CAP_UNICODE = 0x00000004;
const CAP_EXTENDED_SECURITY = 0x80000000;

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

const lanManKey = (length: number) => structure("EncryptionKey", { encryptionKey: bytes(length), strings: rest });

function decodeLanMan({ words, bytes, bytesAt }: Blocks): LanManNegotiateResponse {
  const { encryptionKeyLength, ...fields } = lanManWords.decode(words);
  const { encryptionKey, strings } = lanManKey(encryptionKeyLength).decode(bytes);
  const place = { at: bytesAt + encryptionKeyLength, isUnicode: false, isAligned: false };
  const [primaryDomain] = decodeStrings(strings, place, 1);
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
