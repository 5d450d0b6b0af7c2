// NTLMSSP messages in bytes of which nobody tells where one begins or ends.
import { attempt, isDecodeError, u16At, u32At } from "@countersign/bytes";
import * as ntlmssp from "@countersign/ntlmssp";

/** `N`, with which a message's signature begins. */
const FIRST_BYTE = 0x4e;
const TYPE_END = 12;
/** Signatures with nothing behind them; after so many the bytes were made to waste time. */
const MAX_FALSE_SIGNATURES = 64;

/**
 * The first NTLMSSP message anywhere in `bytes`: a signature, a type from 1 to 3, and a message that decodes. Shares the
 * memory of `bytes`, and ends where the message does.
 */
export function findNtlm(bytes: Uint8Array): Uint8Array | undefined {
  let falseSignatures = 0;
  for (let at = bytes.indexOf(FIRST_BYTE); at >= 0; at = bytes.indexOf(FIRST_BYTE, at + 1)) {
    // "NTLM": the view that the rest of the comparison needs is worth its price only then.
    if (bytes[at + 1] !== 0x54 || bytes[at + 2] !== 0x4c || bytes[at + 3] !== 0x4d) continue;
    const rest = bytes.subarray(at);
    if (!ntlmssp.isMessage(rest)) continue;
    const message = rest.subarray(0, ntlmExtent(rest));
    if (decodes(message)) return message;
    if (++falseSignatures === MAX_FALSE_SIGNATURES) return undefined;
  }
  return undefined;
}

function decodes(bytes: Uint8Array): boolean {
  return !isDecodeError(attempt(() => ntlmssp.decodeMessage(bytes)));
}

/**
 * How long the message at the start of `bytes` is, in bytes; 0 where none begins there. An answer above `bytes.length`
 * is what must be there before more can be told: ask again then. [MS-NLMP] 2.2.1.1 to 2.2.1.3.
 */
export function ntlmExtent(bytes: Uint8Array): number {
  if (bytes.length < TYPE_END) return TYPE_END;
  switch (ntlmssp.peekMessageType(bytes)) {
    case ntlmssp.MessageType.NtLmNegotiate:
      return negotiateExtent(bytes);
    case ntlmssp.MessageType.NtLmChallenge:
      return challengeExtent(bytes);
    case ntlmssp.MessageType.NtLmAuthenticate:
      return authenticateExtent(bytes);
    default:
      return 0;
  }
}

function negotiateExtent(bytes: Uint8Array): number {
  if (bytes.length < 32) return 32;
  return payloadEnd(bytes, [16, 24]) ?? fixedEnd(bytes, [16, 24], [32, 40]);
}

function challengeExtent(bytes: Uint8Array): number {
  if (bytes.length < 32) return 32;
  const end = payloadEnd(bytes, [12]);
  // A payload before the slot's end: the message is one without TargetInfo (<9>).
  if (end !== undefined && u32At(bytes, 16) < 48) return end;
  if (bytes.length < 48) return 48;
  return payloadEnd(bytes, [12, 40]) ?? fixedEnd(bytes, [12, 40], [48, 56]);
}

function authenticateExtent(bytes: Uint8Array): number {
  if (bytes.length < 52) return 52;
  const fields = [12, 20, 28, 36, 44];
  const end = payloadEnd(bytes, fields);
  if (end !== undefined && fields.some((at) => u16At(bytes, at) > 0 && u32At(bytes, at + 4) < 64)) return end;
  if (bytes.length < 64) return 64;
  return payloadEnd(bytes, [...fields, 52]) ?? fixedEnd(bytes, [...fields, 52], [64, 72, 88]);
}

/** Where the last payload of these fields ends; `undefined` where all are empty. */
function payloadEnd(bytes: Uint8Array, fields: readonly number[]): number | undefined {
  let last = 0;
  for (const at of fields) {
    const length = u16At(bytes, at);
    if (length > 0) last = Math.max(last, u32At(bytes, at + 4) + length);
  }
  return last === 0 ? undefined : last;
}

/**
 * Where a message without payload ends, of the ends that its kind may have: where its fields point to, though they are
 * empty, and else behind the Version if the flags announce one.
 */
function fixedEnd(bytes: Uint8Array, fields: readonly number[], ends: readonly number[]): number {
  const [least, withVersion] = ends as [number, number];
  const flags = ntlmssp.peekNegotiateFlags(bytes) ?? 0;
  const announced = (flags & ntlmssp.NegotiateFlags.NEGOTIATE_VERSION) === 0 ? least : withVersion;
  const pointedTo = fields.map((at) => u32At(bytes, at + 4)).filter((offset) => ends.includes(offset));
  return Math.max(announced, ...pointedTo);
}
