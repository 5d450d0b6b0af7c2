// [MS-NLMP] 2.2.1.2 CHALLENGE_MESSAGE. The oldest senders stop after ServerChallenge.
import type { Challenge } from "@countersign/ntlmssp";
import { concat, zeros } from "../bytes.js";
import { bytes, reserved, structure, u32 } from "../structure.js";
import { decodeAvPairs, encodeAvPairs } from "./av-pairs.js";
import {
  decodePayload,
  decodePayloadFields,
  decodeText,
  encodePayload,
  encodeText,
  hasSlot,
  type PayloadFields,
} from "./fields.js";
import { messageType, signature } from "./start.js";
import { decodeVersion, encodeVersion } from "./version.js";

const NTLMSSP_NEGOTIATE_TARGET_INFO = 0x00800000;
const RESERVED = { start: 32, end: 40 };
const TARGET_INFO = { start: 40, end: 48 };
const VERSION = { start: 48, end: 56 };

const message = structure("CHALLENGE_MESSAGE", {
  signature,
  messageType: messageType.challenge,
  targetNameFields: bytes(8),
  negotiateFlags: u32,
  serverChallenge: bytes(8),
});

const reservedSlot = structure("CHALLENGE_MESSAGE", { reserved: reserved(8) });
const targetInfoSlot = structure("CHALLENGE_MESSAGE", { targetInfoFields: bytes(8) });

export function decodeChallenge(input: Uint8Array): Challenge {
  const { targetNameFields, negotiateFlags, serverChallenge } = message.decode(input);
  const targetName = decodePayloadFields(targetNameFields);
  const targetInfo = decodeTargetInfoFields(input, targetName, negotiateFlags);
  const fields = targetInfo ? [targetName, targetInfo] : [targetName];
  const hasVersion = targetInfo !== undefined && hasSlot(input, fields, VERSION);
  const end = hasVersion ? VERSION.end : targetInfo ? TARGET_INFO.end : RESERVED.start;
  const name = decodePayload(input, targetName, end, "TargetName");
  return {
    kind: "challenge",
    targetName: decodeText(name, negotiateFlags, "TargetName"),
    negotiateFlags,
    serverChallenge,
    targetInfo: decodeTargetInfo(input, targetInfo, end),
    version: hasVersion ? decodeVersion(input.subarray(VERSION.start)) : undefined,
  };
}

function decodeTargetInfoFields(
  input: Uint8Array,
  targetName: PayloadFields,
  negotiateFlags: number,
): PayloadFields | undefined {
  // Where no payload tells, a server that promises TargetInfo has fields for it: a message without them was cut.
  const isPromised = targetName.len === 0 && (negotiateFlags & NTLMSSP_NEGOTIATE_TARGET_INFO) !== 0;
  if (!isPromised && !hasSlot(input, [targetName], RESERVED)) return undefined;
  reservedSlot.decode(input.subarray(RESERVED.start));
  if (!isPromised && !hasSlot(input, [targetName], TARGET_INFO)) return undefined;
  return decodePayloadFields(targetInfoSlot.decode(input.subarray(TARGET_INFO.start)).targetInfoFields);
}

function decodeTargetInfo(
  input: Uint8Array,
  fields: PayloadFields | undefined,
  end: number,
): Challenge["targetInfo"] {
  if (fields === undefined || fields.len === 0) return undefined;
  return decodeAvPairs(decodePayload(input, fields, end, "TargetInfo"));
}

export function encodeChallenge(m: Challenge): Uint8Array {
  const { negotiateFlags, serverChallenge } = m;
  const slots = m.version ? encodeVersion(m.version) : zeros(0);
  const { fields, payload } = encodePayload(
    {
      targetNameFields: encodeText(m.targetName, negotiateFlags),
      targetInfoFields: { bytes: m.targetInfo ? encodeAvPairs(m.targetInfo) : zeros(0), alignment: 1 },
    },
    VERSION.start + slots.length,
  );
  return concat(
    message.encode({ ...fields, negotiateFlags, serverChallenge }),
    reservedSlot.encode({}),
    targetInfoSlot.encode(fields),
    slots,
    payload,
  );
}
