// [MS-SMB2] 2.2.3.1.1 SMB2_PREAUTH_INTEGRITY_CAPABILITIES.
import type { Reader, Writer } from "@countersign/bytes";
import type { HashAlgorithm } from "../enums.js";

/** [MS-SMB2] 2.2.3.1.1 SMB2_PREAUTH_INTEGRITY_CAPABILITIES. */
export interface PreauthIntegrityContext {
  kind: "preauthIntegrity";
  /** In the sender's order of preference. */
  hashAlgorithms: HashAlgorithm[];
  /** Random bytes, usually 32. Shares the input's memory. */
  salt: Uint8Array;
}

export function readPreauthIntegrityContext(r: Reader): PreauthIntegrityContext {
  r.structure = "Smb2PreauthIntegrityContext";
  const count = r.u16("hashAlgorithmCount");
  const saltLength = r.u16("saltLength");
  const hashAlgorithms = r.u16s(count, "hashAlgorithms", "hashAlgorithmCount") as HashAlgorithm[];
  const salt = r.slice(saltLength, "salt", "saltLength");
  return { kind: "preauthIntegrity", hashAlgorithms, salt };
}

export function writePreauthIntegrityContext(w: Writer, m: PreauthIntegrityContext): void {
  w.u16(m.hashAlgorithms.length, "hashAlgorithmCount");
  w.u16(m.salt.length, "saltLength");
  w.u16s(m.hashAlgorithms, "hashAlgorithms");
  w.bytes(m.salt);
}
