import { describeLaws, type Edit } from "@countersign/testkit";
import * as ntlmssp from "../src/index.js";
import { readMessage } from "../src/message.js";
import * as arbitrary from "./arbitraries.js";
import { peeks } from "./peeks.js";
import { recorded, specified } from "./vectors.js";

type Message = ntlmssp.Message;

describeLaws<Message>({
  name: "ntlmssp.decodeMessage",
  decode: ntlmssp.decodeMessage,
  encode: ntlmssp.encodeMessage,
  values: arbitrary.message,
  samples: { ...specified, ...recorded },
  notCanonical: {
    "[MS-NLMP] 4.2.2.3 CHALLENGE_MESSAGE":
      "its empty TargetInfo has offset 0, not the one that 2.2.1.2 asks for",
    "[MS-NLMP] 4.2.3.3 CHALLENGE_MESSAGE":
      "its empty TargetInfo has offset 0, not the one that 2.2.1.2 asks for",
    "Samba client AUTHENTICATE": "Samba writes the payload in the order of the fields",
    "Samba client AUTHENTICATE with names beyond ASCII":
      "Samba writes the payload in the order of the fields",
    "Samba client anonymous AUTHENTICATE": "the empty fields' offsets follow Samba's order",
    "curl NEGOTIATE": "its empty names have offset 0, not the one that 2.2.1.1 asks for",
    "curl AUTHENTICATE": "curl writes the responses before the names",
    "impacket client NEGOTIATE": "its empty names have offset 0, not the one that 2.2.1.1 asks for",
    "impacket server CHALLENGE": "its Version is eight bytes of 0xFF, the reserved ones too",
    "go-smb2 client NEGOTIATE": "its empty names have offset 0, not the one that 2.2.1.1 asks for",
  },
  peeks,
  edits: { read: readMessage, of: editsOf },
});

const PAYLOADS =
  "domainName|workstationName|targetName|targetInfo|lmChallengeResponse|ntChallengeResponse|userName|workstation|" +
  "encryptedRandomSessionKey";
const ANY_PAYLOAD = new RegExp(`\\.(${PAYLOADS})$|^NtlmAvPair|^NtlmSingleHost`);

/** Every field, one at a time, from another message of the same kind, where it leaves the slots alone. */
function editsOf(m: Message, other: Message): Edit<Message>[] {
  if (m.kind !== other.kind || isUnicode(m) !== isUnicode(other)) return [];
  return Object.keys(m)
    .map((key) => ({ key, value: { ...m, [key]: other[key as keyof Message] } as Message }))
    .filter(({ value }) => slots(m) === slots(value))
    .map(({ key, value }) => ({ fields: keepsPlaces(m, value) ? namesOf(key) : anyOr(namesOf(key)), value }));
}

function namesOf(key: string): RegExp {
  switch (key) {
    case "targetInfo":
      return /targetInfo|^NtlmAvPair|^NtlmSingleHost/;
    case "version":
      return /^NtlmVersion/;
    default:
      return new RegExp(`\\.${key}$`);
  }
}

function anyOr(fields: RegExp): RegExp {
  return new RegExp(`${fields.source}|${ANY_PAYLOAD.source}`);
}

/**
 * Whether the payloads stay where they are. In a message without its last slot the first payload's place tells so: where
 * an edit makes that vanish or move, all of them move, and the rest of the message does not.
 */
function keepsPlaces(m: Message, edited: Message): boolean {
  if (lastSlot(m) !== undefined) return true;
  return Object.entries(m).every(([key, value]) => {
    const was = payloadSize(value);
    const is = payloadSize(edited[key as keyof Message]);
    return was === is || (is > 0 && is < was);
  });
}

function lastSlot(m: Message): unknown {
  return m.kind === "authenticate" ? m.mic : m.version;
}

function slots(m: Message): string {
  return Object.entries(m)
    .filter(([key, value]) => key !== "targetInfo" && value === undefined)
    .join();
}

function isUnicode(m: Message): boolean {
  return ((m.negotiateFlags ?? 0) & ntlmssp.NegotiateFlags.NEGOTIATE_UNICODE) !== 0;
}

function payloadSize(value: unknown): number {
  if (Array.isArray(value)) return ntlmssp.encodeAvPairs(value).length;
  return typeof value === "string" || value instanceof Uint8Array ? value.length : 0;
}

describeLaws<ntlmssp.AvPair[]>({
  name: "ntlmssp.decodeAvPairs",
  decode: ntlmssp.decodeAvPairs,
  encode: ntlmssp.encodeAvPairs,
  values: arbitrary.avPairs,
});

describeLaws<ntlmssp.NtlmV2Response>({
  name: "ntlmssp.decodeNtlmV2Response",
  decode: ntlmssp.decodeNtlmV2Response,
  encode: ntlmssp.encodeNtlmV2Response,
  values: arbitrary.ntlmV2Response,
});

describeLaws<ntlmssp.LmV2Response>({
  name: "ntlmssp.decodeLmV2Response",
  decode: ntlmssp.decodeLmV2Response,
  encode: ntlmssp.encodeLmV2Response,
  values: arbitrary.lmV2Response,
});

describeLaws<ntlmssp.LmResponse>({
  name: "ntlmssp.decodeLmResponse",
  decode: ntlmssp.decodeLmResponse,
  encode: ntlmssp.encodeLmResponse,
  values: arbitrary.response,
});

describeLaws<ntlmssp.NtlmResponse>({
  name: "ntlmssp.decodeNtlmResponse",
  decode: ntlmssp.decodeNtlmResponse,
  encode: ntlmssp.encodeNtlmResponse,
  values: arbitrary.response,
});

describeLaws<ntlmssp.MessageSignature>({
  name: "ntlmssp.decodeMessageSignature",
  decode: ntlmssp.decodeMessageSignature,
  encode: ntlmssp.encodeMessageSignature,
  values: arbitrary.messageSignature,
});

describeLaws<ntlmssp.ExtendedMessageSignature>({
  name: "ntlmssp.decodeExtendedMessageSignature",
  decode: ntlmssp.decodeExtendedMessageSignature,
  encode: ntlmssp.encodeExtendedMessageSignature,
  values: arbitrary.extendedMessageSignature,
});
