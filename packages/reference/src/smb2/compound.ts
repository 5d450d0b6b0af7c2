// [MS-SMB2] 3.2.4.1.4 Sending Compounded Requests, 3.3.4.1.3 Sending Compounded Responses; NextCommand is of 2.2.1.
import type { PlainMessage } from "@countersign/smb2";
import { concat, paddingAt, splitAt, zeros } from "../bytes.js";
import { ReferenceDecodeError } from "../error.js";
import { decodeHeader, SMB2_FLAGS_SERVER_TO_REDIR } from "./header.js";
import { decodePlain, encodePlain } from "./plain-message.js";

/**
 * Decodes a message and those chained to it in the shape of `@countersign/smb2`; one alone is a chain too. Throws
 * `ReferenceDecodeError`.
 */
export function decodeSmb2Compound(bytes: Uint8Array): PlainMessage[] {
  const messages: PlainMessage[] = [];
  let remaining = bytes;
  do {
    const [message, following] = splitAtNext(remaining);
    messages.push(decodePlain(message));
    remaining = following;
  } while (remaining.length > 0);
  return messages;
}

/** A message is as long as its NextCommand says, the last one as what is left (3.2.5.1.9, 3.3.5.2.7.1). */
function splitAtNext(bytes: Uint8Array): [Uint8Array, Uint8Array] {
  const { header, nextCommand } = decodeHeader(bytes);
  const [message, following] = splitAt(bytes, nextCommand === 0 ? bytes.length : nextCommand, "NextCommand");
  // Where credits ran out, NextCommand of Windows' last response is its size (<236>).
  const mayEnd = nextCommand === 0 || (header.flags & SMB2_FLAGS_SERVER_TO_REDIR) !== 0;
  if (following.length === 0 && !mayEnd)
    throw new ReferenceDecodeError("NextCommand", "leads to the end of the requests");
  return [message, following];
}

/**
 * Encodes a chain: each message but the last is padded to a multiple of 8 bytes. Throws `RangeError` for a value that
 * does not fit, and for no message at all.
 */
export function encodeSmb2Compound(messages: readonly PlainMessage[]): Uint8Array {
  const last = messages.at(-1);
  if (last === undefined) throw new RangeError("a compound has a message at least");
  return concat(...messages.slice(0, -1).map(encodeFollowed), encodePlain(last, 0));
}

function encodeFollowed(m: PlainMessage): Uint8Array {
  const { length } = encodePlain(m, 0);
  const padding = paddingAt(length, 8);
  return concat(encodePlain(m, length + padding), zeros(padding));
}
