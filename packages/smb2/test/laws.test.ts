import { describeLaws, type Edit, messageFixtures, type Peek } from "@countersign/testkit";
import fc from "fast-check";
import * as smb2 from "../src/index.js";
import { anyMessage, plainMessage } from "./arbitraries.js";

type Message = smb2.Message;

function header(m: Message): smb2.Header | undefined {
  return "header" in m && m.kind !== "transform" ? m.header : undefined;
}

function has(flag: number): (m: Message) => boolean | undefined {
  return (m) => {
    const h = header(m);
    return h && (h.flags & flag) !== 0;
  };
}

const peeks: Peek<Message>[] = [
  { name: "peekCommand", peek: smb2.peekCommand, field: (m) => header(m)?.command },
  { name: "peekStatus", peek: smb2.peekStatus, field: (m) => header(m)?.status },
  { name: "peekFlags", peek: smb2.peekFlags, field: (m) => header(m)?.flags },
  { name: "peekIsResponse", peek: smb2.peekIsResponse, field: has(smb2.HeaderFlags.SERVER_TO_REDIR) },
  { name: "peekIsSigned", peek: smb2.peekIsSigned, field: has(smb2.HeaderFlags.SIGNED) },
  { name: "peekNextCommand", peek: smb2.peekNextCommand, field: (m) => header(m) && 0 },
  {
    name: "peekSessionIdLow",
    peek: smb2.peekSessionIdLow,
    field: (m) => header(m) && Number(header(m)!.sessionId & 0xffffffffn),
  },
  {
    name: "peekSessionIdHigh",
    peek: smb2.peekSessionIdHigh,
    field: (m) => header(m) && Number(header(m)!.sessionId >> 32n),
  },
  {
    name: "peekSecurityMode",
    peek: smb2.peekSecurityMode,
    field: (m) =>
      m.kind === "negotiateRequest" || m.kind === "negotiateResponse" || m.kind === "sessionSetupRequest"
        ? m.body.securityMode
        : undefined,
  },
  {
    name: "peekDialect",
    peek: smb2.peekDialect,
    field: (m) => (m.kind === "negotiateResponse" ? m.body.dialectRevision : undefined),
  },
  {
    name: "peekProtocol",
    peek: smb2.peekProtocol,
    field: (m) => (header(m) ? "plain" : m.kind === "transform" ? "transform" : "compressed"),
  },
];

describeLaws<Message>({
  name: "smb2.decodeMessage",
  decode: smb2.decodeMessage,
  encode: smb2.encodeMessage,
  values: anyMessage,
  samples: messageFixtures(),
  peeks,
  edits: { read: smb2.readMessage, of: editsOf },
});

/** An untyped body takes the padding before the next message with it, so one of whole words comes back as it was. */
function alignBody(m: smb2.PlainMessage): smb2.PlainMessage {
  if (m.kind !== "unknown") return m;
  return { ...m, body: m.body.subarray(0, m.body.length & ~7) };
}

/** Every field of the body, one at a time, from another message of the same kind. */
function editsOf(m: Message, other: Message): Edit<Message>[] {
  if (!("body" in m) || !("body" in other) || m.kind !== other.kind) return [];
  const { body } = m;
  if (body === undefined || body instanceof Uint8Array) return [];
  return Object.entries(other.body as object)
    .map(([key, value]) => ({
      fields: namesOf(key),
      value: { ...m, body: { ...body, [key]: value } } as Message,
    }))
    .filter(({ value }) => isConsistent(value));
}

function namesOf(key: string): RegExp {
  return key === "negotiateContextList" ? /Context\.|negotiateContextList/ : new RegExp(`\\.${key}$`);
}

/** Contexts and ClientStartTime go with the dialects. */
function isConsistent(m: Message): boolean {
  switch (m.kind) {
    case "negotiateRequest":
      return m.body.dialects.includes(0x311)
        ? m.body.clientStartTime === 0n
        : m.body.negotiateContextList.length === 0;
    case "negotiateResponse":
      return m.body.dialectRevision === 0x311 || m.body.negotiateContextList.length === 0;
    default:
      return true;
  }
}

describeLaws<smb2.PlainMessage[]>({
  name: "smb2.decodeCompound",
  decode: smb2.decodeCompound,
  encode: smb2.encodeCompound,
  values: fc.array(plainMessage.map(alignBody), { minLength: 1, maxLength: 4 }),
  samples: messageFixtures(),
});
