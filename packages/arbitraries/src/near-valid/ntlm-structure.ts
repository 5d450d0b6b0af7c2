// NTLM messages whose structure is wrong: cut, or with a length or an offset that does not fit.
import type { FieldTrace } from "@countersign/bytes";
import type { Message } from "@countersign/ntlmssp";
import { authenticate, challenge, negotiate } from "../conforming/ntlmssp.js";
import type { Sizes } from "../sizes.js";
import type { Draft } from "./draft.js";
import {
  cut,
  firstMissing,
  offsetBeyond,
  offsetInside,
  offsetWraps,
  type Rule,
  tooLong,
  wrongValue,
} from "./rule.js";

/** Where the fixed part ends once a payload lies below the slots behind it. */
const FIXED_END = { negotiate: 32, targetName: 32, targetInfo: 48, authenticate: 52, sessionKey: 64 };
/** A NEGOTIATE of 16 bytes is one without names. */
const SHORT_NEGOTIATE = 16;

export function ntlmStructureRules(sizes: Sizes): Rule<Message>[] {
  return [
    ...headRules(sizes),
    ...cutRules(sizes),
    ...payloadRules("NtlmNegotiate", negotiate(sizes), {
      domainName: FIXED_END.negotiate,
      workstationName: FIXED_END.negotiate,
    }),
    ...payloadRules("NtlmChallenge", challenge(sizes), {
      targetName: FIXED_END.targetName,
      targetInfo: FIXED_END.targetInfo,
    }),
    ...payloadRules("NtlmAuthenticate", authenticate(sizes), {
      lmChallengeResponse: FIXED_END.authenticate,
      ntChallengeResponse: FIXED_END.authenticate,
      domainName: FIXED_END.authenticate,
      userName: FIXED_END.authenticate,
      workstation: FIXED_END.authenticate,
      encryptedRandomSessionKey: FIXED_END.sessionKey,
    }),
    oddLength("NtlmChallenge", challenge(sizes), "targetName"),
    oddLength("NtlmAuthenticate", authenticate(sizes), "domainName"),
    oddLength("NtlmAuthenticate", authenticate(sizes), "userName"),
    oddLength("NtlmAuthenticate", authenticate(sizes), "workstation"),
    ...avRules(sizes),
  ];
}

function headRules(sizes: Sizes): Rule<Message>[] {
  const any = negotiate(sizes);
  return [
    {
      kind: "signature",
      from: any,
      spoil: (draft) => draft.put("NtlmMessage.signature", [0x6e]),
      expect: "malformed",
      field: "NtlmMessage.signature",
    },
    {
      kind: "signature-without-zero",
      from: any,
      spoil: (draft) => draft.put("NtlmMessage.signature", [0x53, 0x53, 0x50, 0x20], 1),
      expect: "malformed",
      field: "NtlmMessage.signature",
    },
    wrongValue("message-type-0", any, "NtlmMessage.messageType", 0),
    wrongValue("message-type-4", any, "NtlmMessage.messageType", 4),
    wrongValue("message-type-big-endian", any, "NtlmMessage.messageType", 0x01000000),
  ];
}

function cutRules(sizes: Sizes): Rule<Message>[] {
  return [
    cutAmongSlots(cut("negotiate-cut", negotiate(sizes), {}, [SHORT_NEGOTIATE]), FIXED_END.negotiate),
    cutAmongSlots(cut("challenge-cut", challenge(sizes)), FIXED_END.targetName),
    cutAmongSlots(cut("authenticate-cut", authenticate(sizes)), FIXED_END.authenticate),
  ];
}

/**
 * Which slots stand behind the fixed part is told by where the payload starts. If it would start past the end, it is the
 * payload that is missed, and not a slot before it.
 */
function cutAmongSlots<M extends Message>(rule: Rule<M>, slotsBegin: number): Rule<M> {
  const missing = (draft: Draft): FieldTrace => {
    const first = firstMissing(draft);
    if (first.offset < slotsBegin) return first;
    const payload = firstPayload(draft.fields, first.offset);
    return payload !== undefined && payload.offset > draft.bytes.length ? payload : first;
  };
  return { ...rule, field: (draft) => missing(draft).field, at: (draft) => missing(draft).offset };
}

/** The payload that starts first, of those whose length and offset stand before `end`. */
function firstPayload(fields: readonly FieldTrace[], end: number): FieldTrace | undefined {
  const pointedTo = fields.flatMap(({ field, offset }) =>
    field.endsWith("BufferOffset") && offset < end ? field.slice(0, -"BufferOffset".length) : [],
  );
  return fields
    .filter(({ field, length }) => length > 0 && pointedTo.includes(field))
    .reduce<FieldTrace | undefined>((a, b) => (a !== undefined && a.offset <= b.offset ? a : b), undefined);
}

/** `payloads`: each with the lowest offset that it may have. */
function payloadRules<M extends Message>(
  structure: string,
  from: Rule<M>["from"],
  payloads: Readonly<Record<string, number>>,
): Rule<M>[] {
  return Object.entries(payloads).flatMap(([name, fixedEnd]) => {
    const payload = `${structure}.${name}`;
    const offset = `${payload}BufferOffset`;
    const prefix = `${messageOf(structure)}-${kebab(name)}`;
    return [
      tooLong(`${prefix}-length`, from, `${payload}Len`, payload),
      offsetInside(`${prefix}-offset-inside`, from, offset, payload, fixedEnd),
      offsetBeyond(`${prefix}-offset-beyond`, from, offset, payload),
      offsetWraps(`${prefix}-offset-wraps`, from, offset, payload),
    ];
  });
}

function oddLength<M extends Message>(structure: string, from: Rule<M>["from"], name: string): Rule<M> {
  const len = `${structure}.${name}Len`;
  return {
    kind: `${messageOf(structure)}-${kebab(name)}-of-odd-length`,
    from,
    spoil: (draft) => draft.set(len, draft.get(len) - 1),
    expect: "malformed",
    field: `${structure}.${name}`,
  };
}

/** Positions in the AV pairs of a conforming message. */
const NAME = 0;
const TIMESTAMP = 5;
const FLAGS = 6;
const SINGLE_HOST = 7;
const EOL = -1;

function avRules(sizes: Sizes): Rule<Message>[] {
  const from = challenge(sizes);
  const value = "NtlmAvPair.value";
  const length = "NtlmAvPair.avLen";
  return [
    tooLong("av-length-past-target-info", from, length, value, NAME),
    {
      kind: "av-name-of-odd-length",
      from,
      spoil: (draft) => draft.set(length, draft.get(length, NAME) - 1, NAME),
      expect: "malformed",
      field: value,
      nth: NAME,
    },
    shortValue("av-flags-short", from, FLAGS, 3, "NtlmAvPair.flags"),
    shortValue("av-timestamp-short", from, TIMESTAMP, 7, "NtlmAvPair.timestamp"),
    shortValue("av-single-host-short", from, SINGLE_HOST, 7, "NtlmSingleHost.z4"),
    endsInEol("target-info-ends-in-av-id", from, 3, "NtlmAvPair.avId"),
    endsInEol("target-info-ends-in-av-length", from, 1, length),
  ];
}

/** A value of fixed size with fewer bytes. */
function shortValue<M extends Message>(
  kind: string,
  from: Rule<M>["from"],
  nth: number,
  length: number,
  field: string,
): Rule<M> {
  return {
    kind,
    from,
    spoil: (draft) => draft.set("NtlmAvPair.avLen", length, nth),
    expect: "truncated",
    field,
  };
}

/** A TargetInfo of which `missing` bytes of the end mark are cut off. */
function endsInEol<M extends Message>(
  kind: string,
  from: Rule<M>["from"],
  missing: number,
  field: string,
): Rule<M> {
  const len = "NtlmChallenge.targetInfoLen";
  const spoil: Rule<M>["spoil"] = (draft) => draft.set(len, draft.get(len) - missing);
  return { kind, from, spoil, expect: "truncated", field, nth: EOL };
}

/** `negotiate` of `NtlmNegotiate`. */
function messageOf(structure: string): string {
  return structure.slice(4).toLowerCase();
}

function kebab(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
