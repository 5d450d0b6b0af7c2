// [MS-NLMP] 2.2.1: the three fields (Len, MaxLen and BufferOffset) that say where in the Payload a value is, and the
// slots at a message's end that older senders leave out (<6>, <9>, <11>, <12>).
import {
  concat,
  decodeLatin1,
  decodeUtf16,
  encodeLatin1,
  encodeUtf16,
  paddingAt,
  payload,
  zeros,
} from "../bytes.js";
import { structure, u16, u32 } from "../structure.js";

const NTLMSSP_NEGOTIATE_UNICODE = 0x00000001;

/** The decoded form of, for example, DomainNameFields: DomainNameLen and DomainNameBufferOffset. */
export interface PayloadFields {
  len: number;
  bufferOffset: number;
}

const payloadFields = structure("payload fields", {
  len: u16,
  /** MUST be ignored on receipt. */
  maxLen: u16,
  bufferOffset: u32,
});

export function decodePayloadFields(bytes: Uint8Array): PayloadFields {
  const { len, bufferOffset } = payloadFields.decode(bytes);
  return { len, bufferOffset };
}

/** Whether a message has an optional slot: the Payload, or without one the message, leaves it room. */
export function hasSlot(
  message: Uint8Array,
  fields: readonly PayloadFields[],
  slot: { start: number; end: number },
): boolean {
  const offsets = fields.filter(({ len }) => len > 0).map(({ bufferOffset }) => bufferOffset);
  // Without a payload the message ends where its fixed part does.
  return offsets.length === 0 ? message.length > slot.start : Math.min(...offsets) >= slot.end;
}

/** A value in the Payload of a message whose fixed part ends at `after`. */
export function decodePayload(
  message: Uint8Array,
  { len, bufferOffset }: PayloadFields,
  after: number,
  name: string,
): Uint8Array {
  return payload(message, bufferOffset, len, after, name);
}

/** A string of the character set that was negotiated. */
export function decodeText(bytes: Uint8Array, negotiateFlags: number, name: string): string {
  const isUnicode = (negotiateFlags & NTLMSSP_NEGOTIATE_UNICODE) !== 0;
  return isUnicode ? decodeUtf16(bytes, name) : decodeLatin1(bytes);
}

export function encodeText(text: string, negotiateFlags: number): PayloadValue {
  const isUnicode = (negotiateFlags & NTLMSSP_NEGOTIATE_UNICODE) !== 0;
  return isUnicode ? { bytes: encodeUtf16(text), alignment: 2 } : { bytes: encodeLatin1(text), alignment: 1 };
}

export interface PayloadValue {
  bytes: Uint8Array;
  /** Of the offset: 2 for a Unicode string. */
  alignment: number;
}

/** Lays values out one behind the other from `start` on: the Payload, and the three fields of each. */
export function encodePayload<K extends string>(
  values: Record<K, PayloadValue>,
  start: number,
): { fields: Record<K, Uint8Array>; payload: Uint8Array } {
  let payload = zeros(0);
  const fields: Partial<Record<K, Uint8Array>> = {};
  for (const [name, { bytes, alignment }] of Object.entries<PayloadValue>(values)) {
    if (bytes.length > 0) payload = concat(payload, zeros(paddingAt(start + payload.length, alignment)));
    const len = bytes.length;
    fields[name as K] = payloadFields.encode({ len, maxLen: len, bufferOffset: start + payload.length });
    payload = concat(payload, bytes);
  }
  return { fields: fields as Record<K, Uint8Array>, payload };
}
