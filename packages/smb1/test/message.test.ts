import { describeLaws, type Edit } from "@countersign/testkit";
import { decodeMessage, encodeMessage, type Message, readMessage } from "../src/index.js";
import * as peek from "../src/peek.js";
import { messages } from "./arbitraries.js";
import { SAMPLES } from "./samples.js";

describeLaws<Message>({
  name: "SMB1 messages",
  decode: decodeMessage,
  encode: encodeMessage,
  values: messages,
  samples: SAMPLES,
  peeks: [
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
  ],
  edits: { read: readMessage, of: editsOf },
});

function securityModeOf(m: Message): number | undefined {
  if (m.kind !== "negotiateResponse") return undefined;
  return "securityMode" in m.body ? m.body.securityMode : undefined;
}

function dialectIndexOf(m: Message): number | undefined {
  if (m.kind !== "negotiateResponse") return undefined;
  return m.body.kind === "refused" ? 0xffff : m.body.dialectIndex;
}

/** Edits that keep sizes: the blocks have no gaps, so another size moves all that follows. */
function editsOf(m: Message, other: Message): Edit<Message>[] {
  const { status, mid, securityFeatures } = other.header;
  return [
    { fields: /Header\.status$/, value: { ...m, header: { ...m.header, status } } },
    { fields: /Header\.mid$/, value: { ...m, header: { ...m.header, mid } } },
    { fields: /Header\.securityFeatures$/, value: { ...m, header: { ...m.header, securityFeatures } } },
    ...bodyEditsOf(m),
  ];
}

function bodyEditsOf(m: Message): Edit<Message>[] {
  switch (m.kind) {
    case "negotiateResponse":
      return m.body.kind === "extendedSecurity"
        ? [
            { fields: /securityMode$/, value: { ...m, body: { ...m.body, securityMode: 0x0f } } },
            { fields: /serverTimeZone$/, value: { ...m, body: { ...m.body, serverTimeZone: -60 } } },
            {
              fields: /securityBlob$/,
              value: { ...m, body: { ...m.body, securityBlob: inverted(m.body.securityBlob) } },
            },
          ]
        : [];
    case "sessionSetupRequest":
      return m.body.kind === "ntLanMan"
        ? [
            {
              fields: /oemPassword$/,
              value: { ...m, body: { ...m.body, oemPassword: inverted(m.body.oemPassword) } },
            },
          ]
        : [{ fields: /vcNumber$/, value: { ...m, body: { ...m.body, vcNumber: 7 } } }];
    case "sessionSetupResponse":
      return [{ fields: /action$/, value: { ...m, body: { ...m.body, action: 1 } } }];
    default:
      return [];
  }
}

function inverted(bytes: Uint8Array): Uint8Array {
  return bytes.map((byte) => byte ^ 0xff);
}
