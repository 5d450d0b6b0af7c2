// One NTLMSSP message, and the NTLMv2 response in an AUTHENTICATE.
import { attempt, codeName, type FieldTrace, isDecodeError, u16At } from "@countersign/bytes";
import {
  type Authenticate,
  AvId,
  type AvPair,
  avIdOf,
  avValueBytes,
  decodeMessage,
  decodeResponses,
  deviationMeanings,
  deviations,
  MessageType,
  NegotiateFlags,
  readMessage,
  readNtlmV2Response,
} from "@countersign/ntlmssp";
import { type ChannelBindings, inspectNtlm, type NtlmResponseKind } from "@countersign/signing";
import { fieldOf } from "../fields/fields.js";
import { type Item, itemOf } from "../item.js";
import type { Scope } from "../scope.js";
import { structureOf } from "../sections.js";
import { saidBy, stem, structureGroup } from "./groups.js";
import type { Group, Layer } from "./layer.js";

/** Len, MaxLen and BufferOffset of one payload. */
const pointer: Group = {
  starts: ({ field }) => /^Ntlm\w+\.\w+[a-z]Len$/.test(field) && structureOf(field) !== "NtlmAvPair",
  joins: ({ field }, first) => {
    const name = first.field.slice(0, -"Len".length);
    return field === `${name}MaxLen` || field === `${name}BufferOffset`;
  },
  name: ({ field }) => `${stem(field, "Len")}Fields`,
};

const avPair: Group = {
  starts: ({ field }) => field === "NtlmAvPair.avId",
  joins: ({ field }, first) => field !== first.field && /^Ntlm(AvPair|SingleHost)\./.test(field),
  name: (_, member) => member("NtlmAvPair.avId")?.value ?? "avPair",
  value: saidBy("NtlmAvPair.value", "NtlmAvPair.flags", "NtlmAvPair.timestamp"),
};

const version: Group = {
  ...structureGroup("NtlmVersion.productMajorVersion", "version"),
  value: (member) => {
    const parts = ["productMajorVersion", "productMinorVersion", "productBuild"];
    const [major, minor, build] = parts.map((name) => member(`NtlmVersion.${name}`)?.raw);
    return build === undefined ? undefined : `${major}.${minor}.${build}`;
  },
};

const groups: readonly Group[] = [version, pointer, avPair];

export const ntlmsspLayer: Layer = {
  name: "ntlmssp",
  read: readMessage,
  title: (scope) => {
    const type = scope.number("NtlmMessage.messageType");
    const name = type === undefined ? undefined : codeName(type, MessageType);
    return name === undefined ? "NTLMSSP message" : `NTLMSSP ${name.slice("NtLm".length).toUpperCase()}`;
  },
  structure: (scope) => STRUCTURES[scope.number("NtlmMessage.messageType") ?? 0] ?? "NtlmMessage",
  items: avItems,
  groups,
  deviations,
  meanings: deviationMeanings,
  notes: (bytes, scope, isWhole) => [...signNotes(scope), ...(isWhole ? authenticateNotes(bytes) : [])],
  hidesRest: (scope) => {
    const type = scope.number("NtlmMessage.messageType");
    return type !== MessageType.NtLmNegotiate && type !== MessageType.NtLmChallenge;
  },
};

/** The response by itself; its deviations are the message's. */
export const ntlmV2ResponseLayer: Layer = {
  name: "ntlmssp",
  read: readNtlmV2Response,
  title: () => "NTLMv2 response",
  structure: () => "NtlmV2Response",
  items: avItems,
  groups,
  hidesRest: () => true,
};

const STRUCTURES = ["", "NtlmNegotiate", "NtlmChallenge", "NtlmAuthenticate"];

const TEXTS: readonly number[] = [
  AvId.NbComputerName,
  AvId.NbDomainName,
  AvId.DnsComputerName,
  AvId.DnsDomainName,
  AvId.DnsTreeName,
  AvId.TargetName,
];

/** What `value` of an AV pair is, its AvId says. */
function avItems(fields: readonly FieldTrace[], bytes: Uint8Array): Item[] {
  let avId: number = AvId.EOL;
  return fields.map((entry, i) => {
    if (entry.field === "NtlmAvPair.avId") avId = u16At(bytes, entry.offset);
    const item = itemOf(entry, fieldOf(entry.field).window === true);
    if (entry.field !== "NtlmAvPair.value") return item;
    if (TEXTS.includes(avId)) return { ...item, known: "NtlmAvPair.text" };
    return { ...item, isWindow: isReadAgain(entry, fields[i + 1]) };
  });
}

/** Flags, timestamps and single hosts are read out of the value, and take its place. */
function isReadAgain(value: FieldTrace, next: FieldTrace | undefined): boolean {
  return (
    next !== undefined && value.length > 0 && next.offset === value.offset && next.length <= value.length
  );
}

function signNotes(scope: Scope): string[] {
  const structure = STRUCTURES[scope.number("NtlmMessage.messageType") ?? 0];
  const field = `${structure}.negotiateFlags`;
  if (scope.bytes(field) === undefined) return [];
  return [
    scope.has(field, NegotiateFlags.NEGOTIATE_SIGN)
      ? "NEGOTIATE_SIGN is set: the sender can sign, which says nothing of requiring it."
      : "NEGOTIATE_SIGN is clear: the sender does not ask for signed messages.",
  ];
}

const RESPONSES: Readonly<Record<NtlmResponseKind, string>> = {
  ntlmv2: "The response is NTLMv2.",
  ntlmv1: "The response is NTLMv1.",
  "ntlmv1-ess": "The response is NTLMv1 with extended session security.",
  lm: "The response is LM alone.",
  anonymous: "There is no response: the logon is anonymous.",
  other: "The response has a length that none has.",
};

const BINDINGS: Readonly<Record<ChannelBindings, string>> = {
  absent: "MsvAvChannelBindings is absent: the client knows nothing of channel bindings.",
  zero: "MsvAvChannelBindings is zero: the client knows channel bindings and was given none.",
  present: "MsvAvChannelBindings is present: the logon is bound to a TLS channel.",
};

function authenticateNotes(bytes: Uint8Array): string[] {
  const m = decodeMessage(bytes);
  if (m.kind !== "authenticate") return [];
  const { response, mic, channelBindings } = inspectNtlm({
    authenticate: { ...m, flags: m.negotiateFlags ?? 0, targetInfo: responsePairs(m)?.map(factOf) },
  });
  return [
    ...(response ? [RESPONSES[response]] : []),
    ...(mic ? [`The MIC's slot is ${mic.present ? "there" : "not there"}.`] : []),
    ...(mic ? [`MsvAvFlags ${mic.asserted ? "says" : "does not say"} that the client provides a MIC.`] : []),
    ...(channelBindings ? [BINDINGS[channelBindings]] : []),
  ];
}

function responsePairs(m: Authenticate): AvPair[] | undefined {
  const responses = attempt(() => decodeResponses(m));
  return !isDecodeError(responses) && responses.kind === "ntlmv2" ? responses.nt.avPairs : undefined;
}

function factOf(pair: AvPair): { id: number; value: Uint8Array } {
  return { id: avIdOf(pair), value: avValueBytes(pair) };
}
