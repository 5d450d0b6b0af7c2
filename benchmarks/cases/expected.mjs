// What a message says, by the names under which every implementation has to tell it. Numbers of 64 bits are decimal text,
// bytes are hex.
import * as smb2 from "@countersign/smb2";
import { decodeFully } from "./full-decode.mjs";

export const hex = (bytes) => Buffer.from(bytes).toString("hex");

/** The facts of one message; what it does not have is left out. */
export function factsOf(bytes) {
  const { message, token, ntlm, response } = decodeFully(bytes);
  return present({
    ...headerFacts(message),
    ...(message.header.command === smb2.Command.NEGOTIATE && negotiateFacts(message)),
    mechs: token && mechsOf(token),
    negState: token?.negState,
    ...(ntlm && ntlmFacts(ntlm)),
    ...(response && pairFacts(response.avPairs)),
    proof: response && hex(response.response),
  });
}

function headerFacts({ header }) {
  return { command: header.command, status: header.status, messageId: String(header.messageId) };
}

function negotiateFacts({ body }) {
  return {
    securityMode: body.securityMode,
    capabilities: body.capabilities,
    contexts: body.negotiateContextList.length,
    guid: hex(body.clientGuid ?? body.serverGuid),
    dialects: body.dialects?.length,
    dialect: body.dialectRevision,
    maxReadSize: body.maxReadSize,
    systemTime: body.systemTime === undefined ? undefined : String(body.systemTime),
  };
}

function mechsOf(token) {
  return token.mechTypes?.length ?? (token.supportedMech === undefined ? 0 : 1);
}

/** Of an NTLM message alone. */
export function ntlmFacts(m) {
  return present({
    ntlmFlags: m.negotiateFlags,
    serverChallenge: m.serverChallenge && hex(m.serverChallenge),
    targetName: m.targetName,
    user: m.userName,
    domain: m.kind === "authenticate" ? m.domainName : undefined,
    workstation: m.kind === "authenticate" ? m.workstation : undefined,
    mic: m.mic && hex(m.mic),
    ...pairFacts(m.targetInfo ?? []),
  });
}

function pairFacts(pairs) {
  const value = (kind) => pairs.find((pair) => pair.kind === kind)?.value;
  const timestamp = value("timestamp");
  return {
    computer: value("nbComputerName"),
    dnsComputer: value("dnsComputerName"),
    timestamp: timestamp === undefined ? undefined : String(timestamp),
    targetNameSent: value("targetName"),
  };
}

/** The mechanism's token, hex. */
export function spnegoFacts(token) {
  const inner = token.mechToken ?? token.responseToken;
  return { token: inner === undefined ? "" : hex(inner) };
}

function present(facts) {
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined));
}

/** Of the facts that an implementation tells, the first that is not so; `undefined` where all are. */
export function firstDifference(told, expected) {
  for (let i = 0; i < expected.length; i++) {
    for (const [name, value] of Object.entries(told[i] ?? { facts: "none" })) {
      if (value !== expected[i][name]) return `${name} is ${value}, not ${expected[i][name]}`;
    }
  }
  return undefined;
}
