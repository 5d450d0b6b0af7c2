// [MS-SMB2] 3.2.4.1.4, 3.3.4.1.3: a chain of messages, each 8-byte aligned, linked by NextCommand. That is 0 in the last
// one; Windows' last response may lead to the chain's end instead (<236>).
import { type EncodeOptions, Reader, Writer } from "@countersign/bytes";
import { HEADER_SIZE, NEXT_COMMAND_AT } from "./header.js";
import { type PlainMessage, readPlainMessage, writePlainMessage } from "./message.js";
import { nextCommandAt, peekIsResponse, peekNextCommand } from "./peek.js";

/** Decodes a message and all that are chained to it; one alone is a chain too. Throws `DecodeError`. */
export function decodeCompound(bytes: Uint8Array): PlainMessage[] {
  return segments(bytes).map((segment) => readPlainMessage(segment));
}

/**
 * Encodes a chain; `options.like`, a chain that decodes, supplies the layout message by message. Throws a
 * `RangeError` for no messages and for values that do not fit, a `DecodeError` where `like` does not decode.
 */
export function encodeCompound(messages: PlainMessage[], options?: EncodeOptions): Uint8Array {
  if (messages.length === 0) throw new RangeError("a compound has at least one message");
  const originals = options?.like ? segments(options.like) : [];
  const w = new Writer();
  messages.forEach((m, i) => {
    const start = w.position;
    w.bytes(encodeSegment(m, originals[i]));
    const isLast = i === messages.length - 1;
    if (!isLast && w.position - start !== lengthOf(originals[i])) w.skip(-(w.position - start) & 7);
    const leadsOn = !isLast || (i === originals.length - 1 && nextOf(originals[i]!) !== 0);
    w.patchU32(start + NEXT_COMMAND_AT, leadsOn ? w.position - start : 0, "nextCommand");
  });
  return w.finish();
}

function encodeSegment(m: PlainMessage, original: Reader | undefined): Uint8Array {
  const like = original?.bytes.subarray(original.origin, original.end);
  const isLike = like !== undefined && readPlainMessage(new Reader(like, "Smb2Header")).kind === m.kind;
  const w = new Writer(isLike ? like : undefined);
  writePlainMessage(w, m);
  return w.finish();
}

function nextOf(original: Reader): number {
  return nextCommandAt(original.bytes, original.origin);
}

function lengthOf(original: Reader | undefined): number {
  return original ? original.end - original.origin : -1;
}

/** A reader for each message, whose offsets count from its own header. */
function segments(bytes: Uint8Array): Reader[] {
  const chain = new Reader(bytes, "Smb2Header");
  const found: Reader[] = [];
  for (let more = true; more; ) {
    const at = chain.position;
    const rest = bytes.subarray(at);
    const next = peekNextCommand(rest) ?? 0;
    if (next > 0 && next < HEADER_SIZE)
      throw chain.malformed("nextCommand", "lies inside the header", at + NEXT_COMMAND_AT);
    more = next > 0 && !(next === rest.length && peekIsResponse(rest));
    found.push(chain.window(next > 0 ? next : rest.length, "Smb2Header", "message", "nextCommand"));
  }
  return found;
}
