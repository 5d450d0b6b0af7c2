// What one side said of signing, read from its own messages and from nothing else.

import type { Reason } from "./reason.js";

/** What an SMB1 server's NEGOTIATE response says; 'unknown': asked and not learned. */
export type Smb1Advertised = "disabled" | "enabled" | "required" | "unknown";

/** What an SMB2 or SMB3 peer's security mode says; 'unknown': asked and not learned. */
export type Smb2Advertised = "enabled" | "required" | "unknown";

/** A policy as read from the wire, with what it rests on. */
export interface Advertised<P> {
  policy: P;
  /** As on the wire, kept even where the policy is unknown or overrides it. */
  securityMode?: number;
  /** Why the policy is what it is, evidence first; never empty. */
  because: Reason[];
  /** What the security mode has that the specification forbids; does not change the policy. */
  deviations: Reason[];
}

/** How much of an answer there is to judge. */
export type AnswerState = "complete" | "missing" | "truncated" | "undecodable";
