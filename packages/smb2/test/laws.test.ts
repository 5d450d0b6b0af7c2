import { describeLaws, type Edit, messageFixtures } from "@countersign/testkit";
import fc from "fast-check";
import * as smb2 from "../src/index.js";
import { anyMessage, plainMessage } from "./arbitraries.js";
import { peeks } from "./peeks.js";

type Message = smb2.Message;

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
