// [MS-CIFS] 2.2.4.52.2 and [MS-SMB] 2.2.4.5.2: the NEGOTIATE response for NT LM 0.12, 17 words. The capability
// EXTENDED_SECURITY says which of two data blocks follows.
import { hasFlag, type Writer } from "@countersign/bytes";
import { type Block, readTimeZone, writeData, writeTimeZone } from "./block.js";
import { Capabilities, type SecurityMode } from "./enums.js";
import type { Layout } from "./layout.js";
import { readStrings, type StringRules, writeStrings } from "./strings.js";

export const NT_WORD_COUNT = 17;
const GUID_SIZE = 16;

interface NtFields {
  /** Which of the request's dialects, from 0. */
  dialectIndex: number;
  securityMode: SecurityMode;
  /** Requests that may be under way at once. */
  maxMpxCount: number;
  /** Virtual circuits that a client may have. */
  maxNumberVcs: number;
  /** Bytes. */
  maxBufferSize: number;
  /** Bytes. */
  maxRawSize: number;
  /** To be repeated in SESSION_SETUP_ANDX; no key to anything. */
  sessionKey: number;
  capabilities: Capabilities;
  /** FILETIME: 100 ns ticks since 1601-01-01 UTC. */
  systemTime: bigint;
  /** Minutes to add for UTC. */
  serverTimeZone: number;
}

/** [MS-SMB] 2.2.4.5.2.1. `capabilities` has EXTENDED_SECURITY. */
export interface ExtendedSecurityNegotiateResponse extends NtFields {
  kind: "extendedSecurity";
  /** 16 bytes, in wire order. Shares the input's memory. */
  serverGuid: Uint8Array;
  /** A SPNEGO NegTokenInit2, or empty. Shares the input's memory. */
  securityBlob: Uint8Array;
}

/** [MS-CIFS] 2.2.4.52.2, [MS-SMB] 2.2.4.5.2.2. `capabilities` lacks EXTENDED_SECURITY. */
export interface NtLanManNegotiateResponse extends NtFields {
  kind: "ntLanMan";
  /** 8 bytes; none from a server that takes plaintext passwords only. Shares the input's memory. */
  challenge: Uint8Array;
  /** In UTF-16LE where `capabilities` has UNICODE, whatever Flags2 says ([MS-CIFS] <89>). */
  domainName: string | undefined;
  /** As `domainName`. */
  serverName: string | undefined;
}

/** [MS-CIFS] 2.2.4.52.2, [MS-SMB] 2.2.4.5.2: the response for NT LM 0.12, with or without extended security. */
export type NtNegotiateResponse = ExtendedSecurityNegotiateResponse | NtLanManNegotiateResponse;

export function readNtNegotiateResponse(block: Block): NtNegotiateResponse {
  const { words, data } = block;
  const dialectIndex = words.u16("dialectIndex");
  const securityMode = words.u8("securityMode") as SecurityMode;
  const maxMpxCount = words.u16("maxMpxCount");
  const maxNumberVcs = words.u16("maxNumberVcs");
  const maxBufferSize = words.u32("maxBufferSize");
  const maxRawSize = words.u32("maxRawSize");
  const sessionKey = words.u32("sessionKey");
  const capabilities = words.u32("capabilities") as Capabilities;
  const systemTime = words.u64("systemTime");
  const serverTimeZone = readTimeZone(words);
  const challengeLength = words.u8("challengeLength");
  if (hasFlag(capabilities, Capabilities.EXTENDED_SECURITY)) {
    // ChallengeLength is to be ignored here ([MS-SMB] 2.2.4.5.2.1).
    const serverGuid = data.slice(GUID_SIZE, "serverGuid");
    const securityBlob = data.rest("securityBlob");
    return {
      kind: "extendedSecurity",
      dialectIndex,
      securityMode,
      maxMpxCount,
      maxNumberVcs,
      maxBufferSize,
      maxRawSize,
      sessionKey,
      capabilities,
      systemTime,
      serverTimeZone,
      serverGuid,
      securityBlob,
    };
  }
  const challenge = data.slice(challengeLength, "challenge", "challengeLength");
  const [domainName, serverName] = readStrings(block, nameRules(capabilities));
  return {
    kind: "ntLanMan",
    dialectIndex,
    securityMode,
    maxMpxCount,
    maxNumberVcs,
    maxBufferSize,
    maxRawSize,
    sessionKey,
    capabilities,
    systemTime,
    serverTimeZone,
    challenge,
    domainName,
    serverName,
  };
}

/** Never padded to an even offset ([MS-CIFS] <89>). */
function nameRules(capabilities: Capabilities): StringRules {
  const isUnicode = hasFlag(capabilities, Capabilities.UNICODE);
  return { fields: ["domainName", "serverName"], isUnicode, isAligned: false };
}

export function writeNtNegotiateResponse(w: Writer, m: NtNegotiateResponse, layout?: Layout): void {
  const isExtended = hasFlag(m.capabilities, Capabilities.EXTENDED_SECURITY);
  if (isExtended !== (m.kind === "extendedSecurity")) {
    throw new RangeError(`capabilities EXTENDED_SECURITY does not go with kind ${m.kind}`);
  }
  w.u8(NT_WORD_COUNT, "wordCount");
  w.u16(m.dialectIndex, "dialectIndex");
  w.u8(m.securityMode, "securityMode");
  w.u16(m.maxMpxCount, "maxMpxCount");
  w.u16(m.maxNumberVcs, "maxNumberVcs");
  w.u32(m.maxBufferSize, "maxBufferSize");
  w.u32(m.maxRawSize, "maxRawSize");
  w.u32(m.sessionKey, "sessionKey");
  w.u32(m.capabilities, "capabilities");
  w.u64(m.systemTime, "systemTime");
  writeTimeZone(w, m.serverTimeZone);
  if (m.kind === "extendedSecurity") w.skip(1);
  else w.u8(m.challenge.length, "challengeLength");
  writeData(w, () => {
    if (m.kind === "extendedSecurity") {
      w.fixed(m.serverGuid, GUID_SIZE, "serverGuid");
      w.bytes(m.securityBlob);
    } else {
      w.bytes(m.challenge);
      writeStrings(w, [m.domainName, m.serverName], nameRules(m.capabilities), layout);
    }
  });
}
