// Every peek, and the field that it stands for.
import type { Peek } from "@countersign/testkit";
import type { Message } from "../src/index.js";
import * as peek from "../src/peek.js";

export const peeks: Peek<Message>[] = [
  { name: "peekCommand", peek: peek.peekCommand, field: (m) => m.header.command },
  { name: "peekStatus", peek: peek.peekStatus, field: (m) => m.header.status },
  { name: "peekIsResponse", peek: peek.peekIsResponse, field: (m) => m.header.flags >= 0x80 },
  { name: "peekFlags2", peek: peek.peekFlags2, field: (m) => m.header.flags2 },
  { name: "peekUid", peek: peek.peekUid, field: (m) => m.header.uid },
  {
    name: "peekHasSignature",
    peek: peek.peekHasSignature,
    field: (m) => m.header.securityFeatures.some((byte) => byte !== 0),
  },
  { name: "peekSecurityMode", peek: peek.peekSecurityMode, field: securityModeOf },
  { name: "peekDialectIndex", peek: peek.peekDialectIndex, field: dialectIndexOf },
];

function securityModeOf(m: Message): number | undefined {
  if (m.kind !== "negotiateResponse") return undefined;
  return "securityMode" in m.body ? m.body.securityMode : undefined;
}

function dialectIndexOf(m: Message): number | undefined {
  if (m.kind !== "negotiateResponse") return undefined;
  return m.body.kind === "refused" ? 0xffff : m.body.dialectIndex;
}
