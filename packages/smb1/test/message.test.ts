import { describeLaws, type Edit } from "@countersign/testkit";
import { decodeMessage, encodeMessage, type Message, readMessage } from "../src/index.js";
import { messages } from "./arbitraries.js";
import { peeks } from "./peeks.js";
import { SAMPLES } from "./samples.js";

describeLaws<Message>({
  name: "SMB1 messages",
  decode: decodeMessage,
  encode: encodeMessage,
  values: messages,
  samples: SAMPLES,
  peeks,
  edits: { read: readMessage, of: editsOf },
});

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
