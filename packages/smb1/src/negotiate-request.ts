// [MS-CIFS] 2.2.4.52.1 SMB_COM_NEGOTIATE Request: no words, and dialects as byte 0x02 and a name that a NUL ends.
import { latin1Decode, latin1Encode, type Reader, type Writer } from "@countersign/bytes";
import { noteRest } from "./andx.js";
import { readBlock, writeData } from "./block.js";
import type { Layout } from "./layout.js";

const DIALECT_FORMAT = 0x02;

/** Names of dialects that decide how a session goes on, [MS-CIFS] 1.7, [MS-SMB2] 3.3.5.3. */
export const DialectName = {
  CORE: "PC NETWORK PROGRAM 1.0",
  LANMAN_1_0: "LANMAN1.0",
  LANMAN_2_1: "LANMAN2.1",
  NT_LM_0_12: "NT LM 0.12",
  /** An SMB2 server may answer with SMB2 2.0.2. */
  SMB_2_002: "SMB 2.002",
  /** An SMB2 server may answer with SMB2 and dialect 0x02FF. */
  SMB_2_WILDCARD: "SMB 2.???",
} as const;

/** [MS-CIFS] 2.2.4.52.1 SMB_COM_NEGOTIATE request. */
export interface NegotiateRequest {
  /** Names, a character a byte; see `DialectName`. A response chooses by index. Some peers send empty ones. */
  dialects: string[];
}

export function readNegotiateRequest(r: Reader, layout?: Layout): NegotiateRequest {
  const { data } = readBlock(r, "Smb1NegotiateRequest", layout);
  const dialects: string[] = [];
  while (data.remaining > 0) dialects.push(readDialect(data, layout));
  noteRest(r, r.end, false, layout);
  return { dialects };
}

function readDialect(data: Reader, layout: Layout | undefined): string {
  if (data.u8("bufferFormat") !== DIALECT_FORMAT) {
    throw data.malformed("bufferFormat", "is not 2", data.position - 1);
  }
  const nul = data.bytes.subarray(data.position, data.end).indexOf(0);
  const name = data.slice(nul < 0 ? data.remaining : nul, "dialects");
  if (nul >= 0) data.skip(1, "dialects");
  if (layout) layout.isTerminated = nul >= 0;
  return latin1Decode(name);
}

export function writeNegotiateRequest(w: Writer, m: NegotiateRequest, layout?: Layout): void {
  w.u8(0, "wordCount");
  writeData(w, () => {
    m.dialects.forEach((name, i) => {
      if (name.includes("\0")) throw new RangeError("dialects cannot hold a NUL");
      w.u8(DIALECT_FORMAT, "bufferFormat");
      w.bytes(latin1Encode(name));
      const leavesOutNul = layout?.isTerminated === false && i === m.dialects.length - 1;
      if (!leavesOutNul) w.u8(0, "dialects");
    });
  });
  if (layout) w.bytes(layout.rest);
}
