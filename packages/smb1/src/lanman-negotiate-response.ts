// [MS-CIFS] 2.2.4.52.2 names it, [XOPEN-SMB] and [SMB-LM21] define it: the NEGOTIATE response for LAN Manager 1.0 to
// 2.1, 13 words.
import { hasFlag, type Writer } from "@countersign/bytes";
import { type Block, readTimeZone, writeData, writeTimeZone } from "./block.js";
import { SecurityMode } from "./enums.js";
import { HEADER_SIZE } from "./header.js";
import type { Layout } from "./layout.js";
import { readStrings, type StringRules, writeStrings } from "./strings.js";

export const LANMAN_WORD_COUNT = 13;
const KEY_SIZE = 8;
/** Offset of EncryptionKeyLength from the first word. */
const KEY_LENGTH_AT = 22;
/** No dialect of LAN Manager has Unicode. */
const NAME_RULES: StringRules = { fields: ["primaryDomain"], isUnicode: false, isAligned: false };

/** [MS-CIFS] 2.2.4.52.2, 13 words: the response for LAN Manager 1.0 to 2.1. */
export interface LanManNegotiateResponse {
  kind: "lanMan";
  /** Which of the request's dialects, from 0. */
  dialectIndex: number;
  /** 16 bits, of which USER_SECURITY and ENCRYPT_PASSWORDS mean something: no LAN Manager server signs. */
  securityMode: SecurityMode;
  /** Bytes. */
  maxBufferSize: number;
  /** Requests that may be under way at once. */
  maxMpxCount: number;
  /** Virtual circuits that a client may have. */
  maxNumberVcs: number;
  /** Bit 0: READ_RAW, bit 1: WRITE_RAW. */
  rawMode: number;
  /** To be repeated in SESSION_SETUP_ANDX; no key to anything. */
  sessionKey: number;
  /** MS-DOS time: hours, minutes and half seconds in 5, 6 and 5 bits. */
  serverTime: number;
  /** MS-DOS date: years since 1980, month and day in 7, 4 and 5 bits. */
  serverDate: number;
  /** Minutes to add for UTC. */
  serverTimeZone: number;
  /** Usually 8 bytes or none. Shares the input's memory. */
  encryptionKey: Uint8Array;
  /** In LAN Manager 2.1; in the OEM code page, a character a byte. */
  primaryDomain: string | undefined;
}

export function readLanManNegotiateResponse(block: Block): LanManNegotiateResponse {
  const { words, data } = block;
  const dialectIndex = words.u16("dialectIndex");
  const securityMode = words.u16("securityMode") as SecurityMode;
  const maxBufferSize = words.u16("maxBufferSize");
  const maxMpxCount = words.u16("maxMpxCount");
  const maxNumberVcs = words.u16("maxNumberVcs");
  const rawMode = words.u16("rawMode");
  const sessionKey = words.u32("sessionKey");
  const serverTime = words.u16("serverTime");
  const serverDate = words.u16("serverDate");
  const serverTimeZone = readTimeZone(words);
  const encryptionKeyLength = words.u16("encryptionKeyLength");
  words.skip(2, "reserved");
  const isUncounted = encryptionKeyLength === 0 && isLoneKey(securityMode, data.remaining);
  const keySize = isUncounted ? KEY_SIZE : encryptionKeyLength;
  const encryptionKey = data.slice(keySize, "encryptionKey", "encryptionKeyLength");
  const [primaryDomain] = readStrings(block, NAME_RULES);
  return {
    kind: "lanMan",
    dialectIndex,
    securityMode,
    maxBufferSize,
    maxMpxCount,
    maxNumberVcs,
    rawMode,
    sessionKey,
    serverTime,
    serverDate,
    serverTimeZone,
    encryptionKey,
    primaryDomain,
  };
}

/**
 * Before LAN Manager 2.1 the length was reserved, and the key all of the data; Windows 98 and DOS clients' servers
 * still send it so.
 */
function isLoneKey(securityMode: SecurityMode, dataSize: number): boolean {
  return hasFlag(securityMode, SecurityMode.ENCRYPT_PASSWORDS) && dataSize === KEY_SIZE;
}

export function writeLanManNegotiateResponse(w: Writer, m: LanManNegotiateResponse, layout?: Layout): void {
  w.u8(LANMAN_WORD_COUNT, "wordCount");
  w.u16(m.dialectIndex, "dialectIndex");
  w.u16(m.securityMode, "securityMode");
  w.u16(m.maxBufferSize, "maxBufferSize");
  w.u16(m.maxMpxCount, "maxMpxCount");
  w.u16(m.maxNumberVcs, "maxNumberVcs");
  w.u16(m.rawMode, "rawMode");
  w.u32(m.sessionKey, "sessionKey");
  w.u16(m.serverTime, "serverTime");
  w.u16(m.serverDate, "serverDate");
  writeTimeZone(w, m.serverTimeZone);
  if (keepsUncounted(w, m, layout)) w.skip(2);
  else w.u16(m.encryptionKey.length, "encryptionKeyLength");
  w.skip(2);
  writeData(w, () => {
    w.bytes(m.encryptionKey);
    writeDomain(w, m, layout);
  });
}

/** Whether the original did not count the key, and this one needs no counting either. */
function keepsUncounted(w: Writer, m: LanManNegotiateResponse, layout: Layout | undefined): boolean {
  if (layout === undefined || m.primaryDomain !== undefined) return false;
  const at = HEADER_SIZE + 1 + KEY_LENGTH_AT;
  const isUncounted = w.like![at] === 0 && w.like![at + 1] === 0;
  return isUncounted && isLoneKey(m.securityMode, m.encryptionKey.length);
}

function writeDomain(w: Writer, m: LanManNegotiateResponse, layout: Layout | undefined): void {
  const start = w.position;
  writeStrings(w, [m.primaryDomain], NAME_RULES, layout);
  if (m.encryptionKey.length > 0 || !isLoneKey(m.securityMode, w.position - start)) return;
  // They would be taken for the key.
  if (layout === undefined)
    throw new RangeError("primaryDomain of 7 characters needs an encryptionKey before it");
  w.position = start;
  w.truncate();
  writeDomain(w, m, undefined);
}
