// Relay to SMB: stopped by the server's requirement alone, whatever the victim's own policy is.

import type { Advertised, Smb1Advertised, Smb2Advertised } from "./advertised.js";
import type { Unobservable } from "./not-observable.js";
import { type Reason, type ReasonCode, reason } from "./reason.js";
import { checkTargetName, isNtlmV1, type RelayVictim, type SpnValidation } from "./relay-victim.js";

/** 'possible': nothing that was learned stops it. 'unknown': what was not learned decides. */
export type RelayOutcome = "blocked" | "possible" | "unknown";

/** What a relayed NTLM logon meets at one service. */
export interface RelayExposure {
  outcome: RelayOutcome;
  because: Reason[];
  /** What could change the outcome and does not show in the input. */
  notObservable: Unobservable[];
}

/** A policy, or what was learned of it from the wire, whose evidence then stands in the answer. */
export type Stated<P extends string> = P | Advertised<P>;

/** What is known of an SMB server from elsewhere than NEGOTIATE; leave out what is unknown. */
export interface SmbServerConfiguration {
  /** EncryptData with RejectUnencryptedAccess. [MS-SMB2] 3.3.5.5, [MS-SMB] <110>. */
  encryptionRequired?: boolean | undefined;
  spnValidation?: SpnValidation | undefined;
  /** The lowest SMB2 dialect the server accepts. */
  minimumDialect?: number | undefined;
}

/** Both protocols of one SMB server; leave out one that was never asked. */
export interface SmbServer extends SmbServerConfiguration {
  smb1?: Stated<Smb1Advertised> | undefined;
  smb2?: Stated<Smb2Advertised> | undefined;
}

const SMB_3_1_1 = 0x0311;

type SmbPolicy = Smb1Advertised | Smb2Advertised;

interface Judged {
  outcome: RelayOutcome;
  because: Reason[];
}

/** One protocol of an SMB server, judged apart from the other. */
export function relayToProtocol(
  protocol: "smb1" | "smb2",
  stated: Stated<SmbPolicy>,
  server: SmbServerConfiguration,
  victim: RelayVictim | undefined,
): RelayExposure {
  const judged = judge(protocol, stated, server, victim);
  const unlearned: Unobservable[] =
    isSilent(stated) && !isRefusal(stated) ? [`${protocol}-not-answered`] : [];
  return { ...judged, notObservable: [...unlearned, ...hidden(server, protocol === "smb2")] };
}

/**
 * Both protocols joined: possible when either that answered is, blocked only when all that answered are.
 * A protocol that was never asked, or gave no answer, stands in `notObservable`; SMB1 refused by name needs no mention.
 */
export function relayToSmb(server: SmbServer, victim: RelayVictim | undefined): RelayExposure {
  const notObservable: Unobservable[] = [];
  const answers: Judged[] = [];
  const silences: Reason[] = [];
  for (const protocol of ["smb1", "smb2"] as const) {
    const stated: Stated<SmbPolicy> | undefined = server[protocol];
    if (stated === undefined) {
      notObservable.push(`${protocol}-not-asked`);
    } else if (isSilent(stated)) {
      silences.push(...evidenceOf(protocol, stated));
      if (!isRefusal(stated)) notObservable.push(`${protocol}-not-answered`);
    } else {
      answers.push(judge(protocol, stated, server, victim));
    }
  }
  notObservable.push(...hidden(server, true));
  return { ...joinOutcomes(answers, silences), notObservable };
}

function joinOutcomes(answers: Judged[], silences: Reason[]): Judged {
  if (answers.length === 0)
    return { outcome: "unknown", because: [reason("no-protocol-answered"), ...silences] };
  const outcome = (["possible", "unknown", "blocked"] as const).find((wanted) =>
    answers.some((answer) => answer.outcome === wanted),
  ) as RelayOutcome;
  // The reasons that decide come first; those of the other protocol are kept.
  const deciding = answers.filter((answer) => answer.outcome === outcome);
  const others = answers.filter((answer) => answer.outcome !== outcome);
  return { outcome, because: [...deciding, ...others].flatMap(({ because }) => because).concat(silences) };
}

function judge(
  protocol: "smb1" | "smb2",
  stated: Stated<SmbPolicy>,
  server: SmbServerConfiguration,
  victim: RelayVictim | undefined,
): Judged {
  const policy = policyOf(stated);
  const evidence = evidenceOf(protocol, stated);
  const targetName = checkTargetName(server.spnValidation, victim);
  if (targetName.stops === "yes")
    return { outcome: "blocked", because: [...targetName.because, ...evidence] };

  // Whoever obtains the session key can sign and encrypt.
  const keyObtainable = isNtlmV1(victim);
  const demands = [...evidence];
  if (server.encryptionRequired) demands.unshift(reason("server-requires-encryption"));
  const demanded = policy === "required" || server.encryptionRequired === true;
  if (demanded && !keyObtainable) return { outcome: "blocked", because: demands };

  if (targetName.stops === "unknown")
    return { outcome: "unknown", because: [...targetName.because, ...demands] };
  if (keyObtainable && (demanded || policy === "unknown")) {
    return { outcome: "possible", because: [reason("ntlmv1-key-obtainable"), ...demands] };
  }
  if (policy === "unknown")
    return { outcome: "unknown", because: [reason("server-policy-unknown"), ...demands] };
  if (protocol === "smb2" && server.minimumDialect === SMB_3_1_1) {
    return { outcome: "unknown", because: [reason("minimum-dialect-311"), ...demands] };
  }
  return { outcome: "possible", because: [...demands, ...targetName.because] };
}

function hidden(server: SmbServerConfiguration, smb2: boolean): Unobservable[] {
  const entries: Unobservable[] = [];
  if (server.encryptionRequired === undefined) entries.push("encryption-required");
  if (server.spnValidation === undefined) entries.push("spn-validation");
  entries.push("channel-binding", "ntlm-blocked");
  if (smb2 && server.minimumDialect === undefined) entries.push("minimum-dialect");
  entries.push("patch-level");
  return entries;
}

function policyOf(stated: Stated<SmbPolicy>): SmbPolicy {
  return typeof stated === "string" ? stated : stated.policy;
}

const POLICY_REASONS: Readonly<Record<SmbPolicy, ReasonCode>> = {
  disabled: "server-signing-disabled",
  enabled: "server-offers-signing",
  required: "server-requires-signing",
  unknown: "server-policy-unknown",
};

function evidenceOf(protocol: "smb1" | "smb2", stated: Stated<SmbPolicy>): Reason[] {
  if (typeof stated !== "string") return stated.because;
  return stated === "unknown" ? [] : [reason(POLICY_REASONS[stated], { field: protocol })];
}

/** Asked and not answered as this protocol answers; a damaged answer is one nevertheless. */
function isSilent(stated: Stated<SmbPolicy>): boolean {
  return typeof stated !== "string" && stated.because.some(({ code }) => SILENT.has(code));
}

const SILENT: ReadonlySet<ReasonCode> = new Set<ReasonCode>([
  "answer-missing",
  "negotiation-failed",
  "dialects-refused",
  "connection-refused",
  "host-unreachable",
  "connection-timed-out",
  "connection-reset",
  "connection-closed",
  "answer-timed-out",
  "netbios-session-refused",
  "netbios-session-retargeted",
  "peer-not-smb",
  "peer-sent-requests",
  "answer-limit-reached",
]);

function isRefusal(stated: Stated<SmbPolicy>): boolean {
  return typeof stated !== "string" && stated.because.some(({ code }) => code === "dialects-refused");
}
