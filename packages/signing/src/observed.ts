// What the messages of a session showed. Evidence of what happened, never of a policy.

/** 'none': there was no message; 'unknown': the messages were not seen or could not be told apart. */
export type Observed = "signed" | "unsigned" | "mixed" | "encrypted" | "none" | "unknown";

/** Messages of one direction. Signed: the SIGNED flag and a signature that is not zero. */
export interface DirectionCount {
  /** Messages with the SIGNED flag and a signature that is not zero. */
  signed: number;
  /** Signed or not; encrypted ones left out. */
  total: number;
}

/**
 * Messages of one session after its set-up ended, without those that are never signed: interim answers
 * (STATUS_PENDING), CANCEL, and oplock breaks from the server.
 */
export interface MessageCounts {
  client: DirectionCount;
  server: DirectionCount;
  /** Of both directions; counted nowhere else. */
  encrypted: number;
}

/**
 * Sums up a session's messages: by those that were not encrypted, if there are any.
 * Without counts the answer is 'unknown'.
 */
export function observedSigning(counts: MessageCounts | undefined): Observed {
  if (counts === undefined) return "unknown";
  const total = counts.client.total + counts.server.total;
  const signed = counts.client.signed + counts.server.signed;
  if (total === 0) return counts.encrypted > 0 ? "encrypted" : "none";
  if (signed === 0) return "unsigned";
  return signed === total ? "signed" : "mixed";
}
