// [MS-NLMP] 2.2.1.2 CHALLENGE_MESSAGE. Before the payload stand 32 bytes (of which some peers send 40, with Reserved),
// 48 (TargetInfo) or 56 (Version).
import { hasFlag, type Reader, type Writer } from "@countersign/bytes";
import { type AvPair, EOL_SIZE, readAvPairs, writtenAvPairs } from "./av-pairs.js";
import { NegotiateFlags } from "./enums.js";
import {
  bytesPayload,
  originalPayload,
  PayloadReader,
  payloadField,
  textPayload,
  writePayloads,
} from "./payload.js";
import { readVersion, type Version, writeVersion } from "./version.js";

const TARGET_NAME = payloadField("targetName");
const TARGET_INFO = payloadField("targetInfo");
const TARGET_NAME_AT = 12;
const TARGET_INFO_AT = 40;
const CHALLENGE_END = 32;
const RESERVED_END = 40;
const TARGET_INFO_END = 48;
const VERSION_END = 56;
const NOTHING = new Uint8Array(0);

/** [MS-NLMP] 2.2.1.2 CHALLENGE_MESSAGE: what the server chose, and its nonce. */
export interface Challenge {
  kind: "challenge";
  /** The server's authentication realm: its domain, or itself. */
  targetName: string;
  negotiateFlags: NegotiateFlags;
  /** 8 bytes. Shares the input's memory. */
  serverChallenge: Uint8Array;
  /** `undefined` where its length is zero or a message of 32 bytes has no slot for it; `[]` for the end mark alone. */
  targetInfo: AvPair[] | undefined;
  /** `undefined` where the payload starts, or an empty one would, before the slot's end. */
  version: Version | undefined;
}

/** Reads what follows MessageType and leaves the cursor at the end of the fixed part. */
export function readChallenge(r: Reader): Challenge {
  r.structure = "NtlmChallenge";
  const payload = new PayloadReader(r);
  const targetNamePlace = payload.place(TARGET_NAME);
  const negotiateFlags = r.u32("negotiateFlags") as NegotiateFlags;
  const serverChallenge = r.slice(8, "serverChallenge");
  const isUnicode = hasFlag(negotiateFlags, NegotiateFlags.NEGOTIATE_UNICODE);
  const isShort = payload.isEmpty
    ? isShortLength(r.end - r.origin, negotiateFlags)
    : !payload.hasSlot(TARGET_INFO_END);
  if (isShort) {
    const targetName = payload.text(TARGET_NAME, targetNamePlace, isUnicode);
    return {
      kind: "challenge",
      targetName,
      negotiateFlags,
      serverChallenge,
      targetInfo: undefined,
      version: undefined,
    };
  }
  r.skip(8, "reserved");
  const targetInfoPlace = payload.place(TARGET_INFO);
  const version = payload.hasSlot(VERSION_END) ? readVersion(r) : undefined;
  const targetName = payload.text(TARGET_NAME, targetNamePlace, isUnicode);
  const targetInfo =
    targetInfoPlace.length > 0
      ? readAvPairs(payload.window(TARGET_INFO, targetInfoPlace, r.structure))
      : undefined;
  return { kind: "challenge", targetName, negotiateFlags, serverChallenge, targetInfo, version };
}

/** Whether a message without payload may lack TargetInfo: never one whose flags announce it. */
function isShortLength(length: number, flags: NegotiateFlags): boolean {
  if (hasFlag(flags, NegotiateFlags.NEGOTIATE_TARGET_INFO)) return false;
  return length === CHALLENGE_END || length === RESERVED_END;
}

/** Where the fixed part of `m` ends, in a message like one where it ended at `likeEnd`. */
export function challengeLayout(m: Challenge, likeEnd?: number): number {
  if (m.version) return VERSION_END;
  return likeEnd === CHALLENGE_END && m.targetInfo === undefined ? CHALLENGE_END : TARGET_INFO_END;
}

/** Writes what follows MessageType; answers whether a decoder finds the fixed part to end at `fixedEnd`. */
export function writeChallenge(w: Writer, m: Challenge, fixedEnd: number): boolean {
  w.skip(8);
  w.u32(m.negotiateFlags, "negotiateFlags");
  w.fixed(m.serverChallenge, 8, "serverChallenge");
  if (fixedEnd >= TARGET_INFO_END) w.skip(16);
  if (m.version) writeVersion(w, m.version);
  const start = writeChallengePayloads(w, m, fixedEnd);
  switch (fixedEnd) {
    case CHALLENGE_END:
      return start === undefined ? isShortLength(w.length, m.negotiateFlags) : start < TARGET_INFO_END;
    case TARGET_INFO_END:
      return start === undefined ? w.length === TARGET_INFO_END : start < VERSION_END;
    default:
      return true;
  }
}

function writeChallengePayloads(w: Writer, m: Challenge, fixedEnd: number): number | undefined {
  const isUnicode = hasFlag(m.negotiateFlags, NegotiateFlags.NEGOTIATE_UNICODE);
  const targetName = textPayload(TARGET_NAME, TARGET_NAME_AT, m.targetName, isUnicode);
  if (fixedEnd < TARGET_INFO_END) return writePayloads(w, [targetName]);
  const write = (bytes: Uint8Array) =>
    writePayloads(w, [targetName, bytesPayload(TARGET_INFO, TARGET_INFO_AT, bytes)]);
  return m.targetInfo === undefined ? write(NOTHING) : writtenTargetInfo(w, m.targetInfo).lend(write);
}

function writtenTargetInfo(w: Writer, targetInfo: AvPair[]): Writer {
  const pairs = writtenAvPairs(targetInfo, originalPayload(w, TARGET_INFO_AT), EOL_SIZE);
  // No pairs like an original without end mark would be no TargetInfo at all.
  return pairs.length === 0 ? writtenAvPairs(targetInfo, undefined, EOL_SIZE) : pairs;
}
