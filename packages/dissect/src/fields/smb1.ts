import {
  Action,
  Capabilities,
  Command,
  ErrorClass,
  Flags,
  Flags2,
  SecurityMode,
  Status,
} from "@countersign/smb1";
import type { Scope } from "../scope.js";
import {
  characters,
  code,
  decimal,
  filetime,
  flags,
  guid,
  hexadecimal,
  latin1,
  minutes,
  octets,
  type Show,
  terminatedWhere,
} from "../show.js";
import { as, type Fields, payload, secret, token, window } from "./field.js";

/** An NTSTATUS, or a DOS class and code ([MS-CIFS] 2.2.3.1). */
const status: Show = (bytes, scope) => {
  const shown = code(Status)(bytes, scope);
  if (scope.has("Smb1Header.flags2", Flags2.NT_STATUS) || shown.raw === 0) return shown;
  const errorClass = code(ErrorClass)(bytes.subarray(0, 1), scope).value;
  return { ...shown, value: `${errorClass}, error ${decimal(bytes.subarray(2), scope).value}` };
};

const isUnicode = (scope: Scope) => scope.has("Smb1Header.flags2", Flags2.UNICODE);
/** [MS-CIFS] <89>: the names of a NEGOTIATE response go by the capabilities. */
const hasUnicode = (scope: Scope) => scope.has("Smb1NegotiateResponse.capabilities", Capabilities.UNICODE);
const string = as(terminatedWhere(isUnicode));
const name = as(terminatedWhere(hasUnicode));

const blocks: Fields = {
  wordCount: as(decimal),
  words: window,
  byteCount: as(decimal),
  bytes: window,
  pad: as(octets),
};
const andX: Fields = {
  andXCommand: as(code(Command)),
  andXReserved: as(hexadecimal),
  andXOffset: as(decimal),
  // A TREE_CONNECT_ANDX that follows may hold a share's password.
  andX: secret,
  nativeOs: string,
  nativeLanMan: string,
  primaryDomain: string,
};

export const smb1Fields: Readonly<Record<string, Fields>> = {
  Smb1Header: {
    protocol: as(characters),
    command: as(code(Command)),
    status: as(status),
    flags: as(flags(Flags)),
    flags2: as(flags(Flags2)),
    pidHigh: as(hexadecimal),
    securityFeatures: as(octets),
    reserved: as(hexadecimal),
    tid: as(hexadecimal),
    pidLow: as(hexadecimal),
    uid: as(hexadecimal),
    mid: as(hexadecimal),
    body: { show: octets, inner: "anything" },
  },
  Smb1NegotiateRequest: {
    ...blocks,
    bufferFormat: as(hexadecimal),
    dialects: as(terminatedWhere(() => false)),
  },
  Smb1NegotiateResponse: {
    ...blocks,
    dialectIndex: as(decimal),
    securityMode: as(flags(SecurityMode)),
    maxMpxCount: as(decimal),
    maxNumberVcs: as(decimal),
    maxBufferSize: as(decimal),
    maxRawSize: as(decimal),
    rawMode: as(hexadecimal),
    // A number that tells connections apart, and no key.
    sessionKey: as(hexadecimal),
    capabilities: as(flags(Capabilities)),
    systemTime: as(filetime),
    serverTime: as(hexadecimal),
    serverDate: as(hexadecimal),
    serverTimeZone: as(minutes),
    challengeLength: as(decimal),
    encryptionKeyLength: as(decimal),
    reserved: as(hexadecimal),
    serverGuid: as(guid),
    securityBlob: token,
    challenge: payload,
    encryptionKey: payload,
    domainName: name,
    serverName: name,
    primaryDomain: as(latin1),
  },
  Smb1SessionSetupRequest: {
    ...blocks,
    ...andX,
    maxBufferSize: as(decimal),
    maxMpxCount: as(decimal),
    vcNumber: as(decimal),
    sessionKey: as(hexadecimal),
    securityBlobLength: as(decimal),
    oemPasswordLen: as(decimal),
    unicodePasswordLen: as(decimal),
    passwordLength: as(decimal),
    reserved: as(hexadecimal),
    capabilities: as(flags(Capabilities)),
    securityBlob: token,
    oemPassword: secret,
    unicodePassword: { ...secret, inner: "response" },
    accountPassword: secret,
    accountName: string,
  },
  Smb1SessionSetupResponse: {
    ...blocks,
    ...andX,
    action: as(flags(Action)),
    securityBlobLength: as(decimal),
    securityBlob: token,
  },
  Smb1ErrorResponse: blocks,
};
