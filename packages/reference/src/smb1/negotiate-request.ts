// [MS-CIFS] 2.2.4.52.1 SMB_COM_NEGOTIATE Request. The last string's NUL may be missing, as anywhere (see strings.ts).
import type { NegotiateRequest } from "@countersign/smb1";
import { concat, decodeLatin1, encodeLatin1 } from "../bytes.js";
import { ReferenceDecodeError } from "../error.js";
import { type Blocks, encodeBlocks } from "./blocks.js";

const BUFFER_FORMAT = 0x02;

export function decodeNegotiateRequest({ bytes }: Blocks): NegotiateRequest {
  const dialects: string[] = [];
  for (let remaining = bytes; remaining.length > 0; ) {
    if (remaining[0] !== BUFFER_FORMAT)
      throw new ReferenceDecodeError("SMB_Dialect", "has another BufferFormat");
    const nul = remaining.indexOf(0);
    const end = nul === -1 ? remaining.length : nul;
    dialects.push(decodeLatin1(remaining.subarray(1, end)));
    remaining = remaining.subarray(end + 1);
  }
  return { dialects };
}

export function encodeNegotiateRequest({ dialects }: NegotiateRequest): Uint8Array {
  if (dialects.some((name) => name.includes("\0"))) throw new RangeError("a dialect's name contains a NUL");
  const entries = dialects.map((name) => concat(Uint8Array.of(BUFFER_FORMAT), encodeLatin1(`${name}\0`)));
  return encodeBlocks(new Uint8Array(), concat(...entries));
}
