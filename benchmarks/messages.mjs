// The six messages of an SMB 3.1.1 handshake with NTLMv2, 32 variants each, without framing.
import { readFileSync } from "node:fs";

/** In the order of the handshake. */
export const NAMES = ["neg_req", "neg_rsp", "ss_req1", "ss_rsp1", "ss_req2", "ss_rsp2"];

/** Reads `messages/NAME.var`: a 32-bit count, then each variant behind its 32-bit length, little-endian. */
export function variants(name) {
  const bytes = new Uint8Array(readFileSync(new URL(`messages/${name}.var`, import.meta.url)));
  const view = new DataView(bytes.buffer);
  const list = [];
  for (let at = 4, left = view.getUint32(0, true); left > 0; left--) {
    const length = view.getUint32(at, true);
    list.push(bytes.slice(at + 4, at + 4 + length));
    at += 4 + length;
  }
  return list;
}
