// [MS-SMB2] 2.2.3.1.7 SMB2_SIGNING_CAPABILITIES. It says how messages are signed, never whether.
import type { Reader, Writer } from "@countersign/bytes";
import type { SigningAlgorithm } from "../enums.js";

/** [MS-SMB2] 2.2.3.1.7 SMB2_SIGNING_CAPABILITIES: how messages are signed, never whether. */
export interface SigningContext {
  kind: "signing";
  /** In the client's order of preference; a response has one. */
  signingAlgorithms: SigningAlgorithm[];
}

export function readSigningContext(r: Reader): SigningContext {
  r.structure = "Smb2SigningContext";
  const count = r.u16("signingAlgorithmCount");
  const signingAlgorithms = r.u16s(count, "signingAlgorithms", "signingAlgorithmCount") as SigningAlgorithm[];
  return { kind: "signing", signingAlgorithms };
}

export function writeSigningContext(w: Writer, m: SigningContext): void {
  w.u16(m.signingAlgorithms.length, "signingAlgorithmCount");
  w.u16s(m.signingAlgorithms, "signingAlgorithms");
}
