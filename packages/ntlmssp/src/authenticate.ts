// [MS-NLMP] 2.2.1.3 AUTHENTICATE_MESSAGE. Before the payload stand 52 bytes (five fields), 64 (session key and flags),
// 72 (Version) or 88 (MIC).
import { hasFlag, type Reader, type Writer } from "@countersign/bytes";
import { NegotiateFlags } from "./enums.js";
import {
  bytesPayload,
  type Payload,
  PayloadReader,
  payloadField,
  textPayload,
  writePayloads,
} from "./payload.js";
import { readVersion, type Version, writeVersion } from "./version.js";

const LM_CHALLENGE_RESPONSE = payloadField("lmChallengeResponse");
const NT_CHALLENGE_RESPONSE = payloadField("ntChallengeResponse");
const DOMAIN_NAME = payloadField("domainName");
const USER_NAME = payloadField("userName");
const WORKSTATION = payloadField("workstation");
const ENCRYPTED_RANDOM_SESSION_KEY = payloadField("encryptedRandomSessionKey");
const LM_CHALLENGE_RESPONSE_AT = 12;
const NT_CHALLENGE_RESPONSE_AT = 20;
const DOMAIN_NAME_AT = 28;
const USER_NAME_AT = 36;
const WORKSTATION_AT = 44;
const ENCRYPTED_RANDOM_SESSION_KEY_AT = 52;
const NAMES_END = 52;
const FLAGS_END = 64;
const VERSION_END = 72;
const MIC_END = 88;
const MIC_SIZE = 16;

/** [MS-NLMP] 2.2.1.3 AUTHENTICATE_MESSAGE: the client's proof. */
export interface Authenticate {
  kind: "authenticate";
  /** Empty or one zero byte from an anonymous client; see `responseKind`. Shares the input's memory. */
  lmChallengeResponse: Uint8Array;
  /** Empty from an anonymous client; see `responseKind`. Shares the input's memory. */
  ntChallengeResponse: Uint8Array;
  domainName: string;
  userName: string;
  workstation: string;
  /** 16 bytes or none; `undefined` in a message of 52 bytes, which has no slot for it. Shares the input's memory. */
  encryptedRandomSessionKey: Uint8Array | undefined;
  /** `undefined` in a message of 52 bytes, whose strings are taken for OEM, one character a byte. */
  negotiateFlags: NegotiateFlags | undefined;
  /** `undefined` where the payload starts, or an empty one would, before the slot's end. */
  version: Version | undefined;
  /**
   * 16 bytes; `undefined` where the payload starts, or an empty one would, before the slot's end. A slot, even one that
   * is not zero, does not say that the client vouches for it: MsvAvFlags does. Shares the input's memory.
   */
  mic: Uint8Array | undefined;
}

/** Reads what follows MessageType and leaves the cursor at the end of the fixed part. */
export function readAuthenticate(r: Reader): Authenticate {
  r.structure = "NtlmAuthenticate";
  const payload = new PayloadReader(r);
  const lmPlace = payload.place(LM_CHALLENGE_RESPONSE);
  const ntPlace = payload.place(NT_CHALLENGE_RESPONSE);
  const domainNamePlace = payload.place(DOMAIN_NAME);
  const userNamePlace = payload.place(USER_NAME);
  const workstationPlace = payload.place(WORKSTATION);
  const hasFlags = payload.hasSlot(FLAGS_END);
  const keyPlace = hasFlags ? payload.place(ENCRYPTED_RANDOM_SESSION_KEY) : undefined;
  const negotiateFlags = hasFlags ? (r.u32("negotiateFlags") as NegotiateFlags) : undefined;
  const version = hasFlags && payload.hasSlot(VERSION_END) ? readVersion(r) : undefined;
  const mic = version && payload.hasSlot(MIC_END) ? r.slice(MIC_SIZE, "mic") : undefined;
  const isUnicode = isUnicodeMessage(negotiateFlags);
  return {
    kind: "authenticate",
    lmChallengeResponse: payload.bytes(LM_CHALLENGE_RESPONSE, lmPlace),
    ntChallengeResponse: payload.bytes(NT_CHALLENGE_RESPONSE, ntPlace),
    domainName: payload.text(DOMAIN_NAME, domainNamePlace, isUnicode),
    userName: payload.text(USER_NAME, userNamePlace, isUnicode),
    workstation: payload.text(WORKSTATION, workstationPlace, isUnicode),
    encryptedRandomSessionKey: keyPlace && payload.bytes(ENCRYPTED_RANDOM_SESSION_KEY, keyPlace),
    negotiateFlags,
    version,
    mic,
  };
}

/** Without flags the code page is unknown, and Latin-1 keeps every byte: the caller who knows better can go on from it. */
function isUnicodeMessage(flags: NegotiateFlags | undefined): boolean {
  return flags !== undefined && hasFlag(flags, NegotiateFlags.NEGOTIATE_UNICODE);
}

/** Where the fixed part of `m` ends. */
export function authenticateLayout(m: Authenticate): number {
  if ((m.negotiateFlags === undefined) !== (m.encryptedRandomSessionKey === undefined)) {
    throw new RangeError("negotiateFlags and encryptedRandomSessionKey go together");
  }
  if (m.version && m.negotiateFlags === undefined)
    throw new RangeError("version needs negotiateFlags before it");
  if (m.mic && m.version === undefined) throw new RangeError("mic needs version before it");
  if (m.negotiateFlags === undefined) return NAMES_END;
  if (m.version === undefined) return FLAGS_END;
  return m.mic ? MIC_END : VERSION_END;
}

/** Writes what follows MessageType; answers whether a decoder finds the fixed part to end at `fixedEnd`. */
export function writeAuthenticate(w: Writer, m: Authenticate, fixedEnd: number): boolean {
  w.skip(40);
  if (m.negotiateFlags !== undefined) {
    w.skip(8);
    w.u32(m.negotiateFlags, "negotiateFlags");
  }
  if (m.version) writeVersion(w, m.version);
  if (m.mic) w.fixed(m.mic, MIC_SIZE, "mic");
  const start = writePayloads(w, authenticatePayloads(m));
  if (start === undefined) return fixedEnd === MIC_END || w.length === fixedEnd;
  return start < nextSlotEnd(fixedEnd);
}

/** In the order of Windows, which is also that of the examples in 4.2. */
function authenticatePayloads(m: Authenticate): Payload[] {
  const isUnicode = isUnicodeMessage(m.negotiateFlags);
  const payloads = [
    textPayload(DOMAIN_NAME, DOMAIN_NAME_AT, m.domainName, isUnicode),
    textPayload(USER_NAME, USER_NAME_AT, m.userName, isUnicode),
    textPayload(WORKSTATION, WORKSTATION_AT, m.workstation, isUnicode),
    bytesPayload(LM_CHALLENGE_RESPONSE, LM_CHALLENGE_RESPONSE_AT, m.lmChallengeResponse),
    bytesPayload(NT_CHALLENGE_RESPONSE, NT_CHALLENGE_RESPONSE_AT, m.ntChallengeResponse),
  ];
  if (m.encryptedRandomSessionKey) {
    const key = m.encryptedRandomSessionKey;
    payloads.push(bytesPayload(ENCRYPTED_RANDOM_SESSION_KEY, ENCRYPTED_RANDOM_SESSION_KEY_AT, key));
  }
  return payloads;
}

/** From where on a payload leaves room for the slot after `fixedEnd`. */
function nextSlotEnd(fixedEnd: number): number {
  switch (fixedEnd) {
    case NAMES_END:
      return FLAGS_END;
    case FLAGS_END:
      return VERSION_END;
    case VERSION_END:
      return MIC_END;
    default:
      return Number.POSITIVE_INFINITY;
  }
}
