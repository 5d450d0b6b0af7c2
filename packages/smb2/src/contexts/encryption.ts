// [MS-SMB2] 2.2.3.1.2 SMB2_ENCRYPTION_CAPABILITIES.
import type { Reader, Writer } from "@countersign/bytes";
import type { Cipher } from "../enums.js";

/** [MS-SMB2] 2.2.3.1.2 SMB2_ENCRYPTION_CAPABILITIES. */
export interface EncryptionContext {
  kind: "encryption";
  /** In the client's order of preference; a response has one, 0 for no common cipher. */
  ciphers: Cipher[];
}

export function readEncryptionContext(r: Reader): EncryptionContext {
  r.structure = "Smb2EncryptionContext";
  const count = r.u16("cipherCount");
  return { kind: "encryption", ciphers: r.u16s(count, "ciphers", "cipherCount") as Cipher[] };
}

export function writeEncryptionContext(w: Writer, m: EncryptionContext): void {
  w.u16(m.ciphers.length, "cipherCount");
  w.u16s(m.ciphers, "ciphers");
}
