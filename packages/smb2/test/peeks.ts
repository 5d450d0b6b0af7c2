// Every peek, and the field that it stands for.
import type { Peek } from "@countersign/testkit";
import * as smb2 from "../src/index.js";

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

export const peeks: Peek<Message>[] = [
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
