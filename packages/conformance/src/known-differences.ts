// Where the project and tshark 4.0.17 differ and the project is right, or tells more.
import { basename } from "node:path";
import type { Difference } from "./compare.js";

export interface KnownDifference {
  /** The captures' file names. */
  capture: RegExp;
  path: RegExp;
  /** What the two values have to be for the reason to hold; any, unless given. */
  holds?: (expected: unknown, actual: unknown) => boolean;
  /** Why the project's answer stands. */
  reason: string;
}

export const knownDifferences: readonly KnownDifference[] = [
  {
    capture: /^(arkime--ntlm_synthetic|d50-mail-ntlm)\.pcap$/,
    path: /^ntlm\(\d+\)$/,
    holds: (expected, actual) => expected === undefined && / (smtp|imap|pop3)$/.test(String(actual)),
    reason:
      "tshark looks for no NTLM in IMAP and POP3, and for the server's alone in SMTP, if smtp.decryption is on.",
  },
  {
    capture: /^d49-tds-ntlm\.pcap$/,
    path: /^ntlm\(\d+\)\.ntlm\.(challengeFlags|serverChallenge|targetName|targetInfo|serverVersion)$/,
    holds: (expected) => expected === "absent",
    reason:
      "tshark calls the server's SSPI token malformed. It is a length of two bytes and the bytes, [MS-TDS] 2.2.7.22.",
  },
  {
    capture: /^(arkime--ntlm_synthetic|zeek--sasl-ntlm)\.pcap$/,
    path: /^ntlm\((87|1)\)\.ntlm\.(challengeFlags|serverChallenge|targetName|targetInfo|serverVersion)$/,
    holds: (expected) => expected === "absent",
    reason:
      "tshark shows no token in the server's SASL answers of this LDAP conversation; the CHALLENGE is there.",
  },
  {
    capture: /^arkime--arkime_synthetic\.pcap$/,
    path: /^handshake\(428\)\.negotiations\[0\]\.response$/,
    reason:
      "The frame claims more bytes than ever come, so tshark waits for them; the NEGOTIATE response in it is whole.",
  },
  {
    capture: /^arkime--smbtorture-ntlmssp-moloch-crash\.pcap$/,
    path: /^handshake\(1\)\.sessions\[0\]\.(kind|ntlm\.(response|mic))$/,
    reason:
      "The AUTHENTICATE's LM response is said to lie 4 GB behind the message: nothing of it is taken for true.",
  },
];

/** Sorts differences into those with a reason and those without, and names the entries that explain nothing. */
export function explain(
  differences: readonly Difference[],
  known: readonly KnownDifference[],
): { unexplained: Difference[]; unused: KnownDifference[] } {
  const used = new Set<KnownDifference>();
  const unexplained = differences.filter((d) => {
    const entry = known.find((k) => explains(k, d));
    if (entry) used.add(entry);
    return !entry;
  });
  return { unexplained, unused: known.filter((k) => !used.has(k)) };
}

function explains({ capture, path, holds }: KnownDifference, d: Difference): boolean {
  return capture.test(basename(d.capture)) && path.test(d.path) && (holds?.(d.expected, d.actual) ?? true);
}
