import type { ExpectedSmb1SessionSetup, ExpectedSmb2SessionSetup } from "./expected.js";

/** One authentication: the SESSION_SETUPs up to a status other than MORE_PROCESSING_REQUIRED. */
export interface Authentication<Setup> {
  /** "0x…" for SMB2, a decimal UID for SMB1. */
  id: string;
  setups: Setup[];
  /** The response that ended it. */
  end?: NonNullable<(ExpectedSmb1SessionSetup | ExpectedSmb2SessionSetup)["response"]>;
}
