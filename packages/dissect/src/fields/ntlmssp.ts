import {
  AvFlags,
  avName,
  MessageType,
  NegotiateFlags,
  NtlmRevision,
  ProductMajorVersion,
  ProductMinorVersion,
} from "@countersign/ntlmssp";
import { littleEndian } from "../little-endian.js";
import type { Scope } from "../scope.js";
import {
  characters,
  code,
  decimal,
  filetime,
  flags,
  hexadecimal,
  latin1,
  octets,
  type Show,
  text,
  textWhere,
} from "../show.js";
import { as, type Field, type Fields, payload, secret, window } from "./field.js";

/** The eight bytes by which a message points at a payload, and the payload. */
function pointed(name: string, value: Field): Fields {
  return {
    [`${name}Len`]: as(decimal),
    [`${name}MaxLen`]: as(decimal),
    [`${name}BufferOffset`]: as(decimal),
    [name]: { ...value, keepsEmpty: true },
  };
}

/** The strings of a message go by its own flags; without flags they are OEM (2.2.1.3). */
function string(flagsField: string): Field {
  return as(textWhere((scope: Scope) => scope.has(flagsField, NegotiateFlags.NEGOTIATE_UNICODE)));
}

/** `MsvAvFlags`, as the specification writes it. */
const avId: Show = (bytes) => {
  const id = Number(littleEndian(bytes));
  return { value: avName(id), raw: id };
};

const challengeString = string("NtlmChallenge.negotiateFlags");
const authenticateString = string("NtlmAuthenticate.negotiateFlags");

export const ntlmsspFields: Readonly<Record<string, Fields>> = {
  NtlmMessage: { signature: as(characters), messageType: as(code(MessageType)) },
  NtlmNegotiate: {
    negotiateFlags: as(flags(NegotiateFlags)),
    ...pointed("domainName", as(latin1)),
    ...pointed("workstationName", as(latin1)),
  },
  NtlmChallenge: {
    ...pointed("targetName", challengeString),
    negotiateFlags: as(flags(NegotiateFlags)),
    serverChallenge: as(octets),
    reserved: as(octets),
    ...pointed("targetInfo", window),
  },
  NtlmAuthenticate: {
    ...pointed("lmChallengeResponse", secret),
    ...pointed("ntChallengeResponse", { ...secret, inner: "response" }),
    ...pointed("domainName", authenticateString),
    ...pointed("userName", authenticateString),
    ...pointed("workstation", authenticateString),
    ...pointed("encryptedRandomSessionKey", secret),
    negotiateFlags: as(flags(NegotiateFlags)),
    mic: secret,
  },
  NtlmVersion: {
    productMajorVersion: as(code(ProductMajorVersion)),
    productMinorVersion: as(code(ProductMinorVersion)),
    productBuild: as(decimal),
    reserved: as(octets),
    ntlmRevisionCurrent: as(code(NtlmRevision)),
  },
  NtlmAvPair: {
    avId: as(avId),
    avLen: as(decimal),
    value: payload,
    /** What a name's `value` is taken for. */
    text: { show: text, keepsEmpty: true },
    flags: as(flags(AvFlags)),
    timestamp: as(filetime),
  },
  NtlmSingleHost: {
    size: as(decimal),
    z4: as(hexadecimal),
    customData: as(octets),
    machineId: as(octets),
    trailing: as(octets),
  },
  NtlmV2Response: {
    response: secret,
    respType: as(decimal),
    hiRespType: as(decimal),
    reserved1: as(hexadecimal),
    reserved2: as(hexadecimal),
    timeStamp: as(filetime),
    challengeFromClient: secret,
    reserved3: as(hexadecimal),
  },
};
