// One SMB2 message; a compound is several.

import { codeName, isZero, type Reader } from "@countersign/bytes";
import { advertisedSmb2, advertisedSmb2Client, reasonMeanings } from "@countersign/signing";
import {
  Command,
  deviationMeanings,
  deviations,
  HEADER_SIZE,
  HeaderFlags,
  peekProtocol,
  readMessage,
  readPlainMessage,
  SessionFlags,
} from "@countersign/smb2";
import type { Scope } from "../scope.js";
import { structureOf } from "../sections.js";
import { saidBy, structureGroup } from "./groups.js";
import type { Group, Layer } from "./layer.js";

const NEXT_COMMAND_AT = 20;
const CONTEXT = "Smb2NegotiateContext";

const context: Group = {
  starts: ({ field }) => field === `${CONTEXT}.contextType`,
  joins: ({ field }, first) =>
    structureOf(field) === CONTEXT
      ? field !== first.field && field !== `${CONTEXT}.padding`
      : /^Smb2\w+Context\./.test(field),
  name: (_, member) => member(`${CONTEXT}.contextType`)?.value?.replace(/ \(.*/, "") ?? "negotiateContext",
  value: saidBy(
    "Smb2PreauthIntegrityContext.hashAlgorithms",
    "Smb2EncryptionContext.ciphers",
    "Smb2CompressionContext.compressionAlgorithms",
    "Smb2NetnameContext.netName",
    "Smb2RdmaTransformContext.rdmaTransformIds",
    "Smb2SigningContext.signingAlgorithms",
    "Smb2PosixContext.version",
  ),
};

export const smb2Layer: Layer = {
  name: "smb2",
  read: (r: Reader) => (peekProtocol(r.bytes) === "plain" ? readPlainMessage(r) : readMessage(r)),
  title: (scope) => `SMB2 ${titleOf(scope)}`,
  structure: (scope) => STRUCTURES.find((structure) => hasStructure(scope, structure)) ?? "Smb2Header",
  groups: [
    structureGroup("Smb2Header.protocolId", "header", ["Smb2Header.body"]),
    context,
    structureGroup("Smb2CompressionChainedPayloadHeader.compressionAlgorithm", "payload"),
  ],
  deviations: (bytes) => deviations(withoutChain(bytes)),
  meanings: deviationMeanings,
  notes: (_, scope, isWhole) => [
    ...signingNotes(scope, isWhole),
    ...sessionNotes(scope),
    ...signatureNotes(scope),
  ],
  // A write or a transaction may carry a logon of its own, which is looked for by its signature.
  hidesRest: (scope) => scope.number("Smb2Header.command") === Command.SESSION_SETUP,
};

const STRUCTURES = [
  "Smb2NegotiateRequest",
  "Smb2NegotiateResponse",
  "Smb2SessionSetupRequest",
  "Smb2SessionSetupResponse",
  "Smb2ErrorResponse",
  "Smb2Logoff",
  "Smb2IoctlRequest",
  "Smb2IoctlResponse",
];

function hasStructure(scope: Scope, structure: string): boolean {
  return scope.bytes(`${structure}.structureSize`) !== undefined;
}

function titleOf(scope: Scope): string {
  if (scope.bytes("Smb2TransformHeader.protocolId")) return "encrypted message";
  if (scope.bytes("Smb2CompressionTransformHeader.protocolId")) return "compressed message";
  const command = scope.number("Smb2Header.command");
  if (command === undefined) return "message";
  const name = codeName(command, Command) ?? `command 0x${command.toString(16)}`;
  return `${name} ${isResponse(scope) ? "response" : "request"}`;
}

function isResponse(scope: Scope): boolean {
  return scope.has("Smb2Header.flags", HeaderFlags.SERVER_TO_REDIR);
}

/** `deviations` is about one message: a link to the next one would make it a compound. */
function withoutChain(bytes: Uint8Array): Uint8Array {
  if (bytes.length < HEADER_SIZE || isZero(bytes.subarray(NEXT_COMMAND_AT, NEXT_COMMAND_AT + 4)))
    return bytes;
  const lone = bytes.slice();
  if (peekProtocol(bytes) === "plain") lone.fill(0, NEXT_COMMAND_AT, NEXT_COMMAND_AT + 4);
  return lone;
}

function signingNotes(scope: Scope, isWhole: boolean): string[] {
  const command = scope.number("Smb2Header.command");
  if (isResponse(scope)) {
    if (command !== Command.NEGOTIATE) return [];
    const { because } = advertisedSmb2({
      answer: isWhole ? "complete" : "truncated",
      status: scope.number("Smb2Header.status"),
      dialect: scope.number("Smb2NegotiateResponse.dialectRevision"),
      securityMode: scope.number("Smb2NegotiateResponse.securityMode"),
    });
    return because.map(({ code }) => reasonMeanings[code]);
  }
  if (!isWhole || (command !== Command.NEGOTIATE && command !== Command.SESSION_SETUP)) return [];
  const { because } = advertisedSmb2Client({
    negotiate: scope.number("Smb2NegotiateRequest.securityMode"),
    sessionSetup: scope.number("Smb2SessionSetupRequest.securityMode"),
  });
  return because.map(({ code }) => reasonMeanings[code]);
}

function sessionNotes(scope: Scope): string[] {
  const has = (flag: number) => scope.has("Smb2SessionSetupResponse.sessionFlags", flag);
  return [
    ...(has(SessionFlags.IS_GUEST) ? [reasonMeanings["guest-session"]] : []),
    ...(has(SessionFlags.IS_NULL) ? [reasonMeanings["anonymous-session"]] : []),
    ...(has(SessionFlags.ENCRYPT_DATA) ? [reasonMeanings["session-encrypted"]] : []),
  ];
}

function signatureNotes(scope: Scope): string[] {
  const signature = scope.bytes("Smb2Header.signature");
  if (signature === undefined || !scope.has("Smb2Header.flags", HeaderFlags.SIGNED)) return [];
  return [
    isZero(signature)
      ? "The SIGNED flag is set, and there is no signature."
      : "The message is signed, which tells nothing of what is required.",
  ];
}
