// One host's answers over several connections, joined into one view that keeps the protocols apart.

import type { Advertised, Smb1Advertised, Smb2Advertised } from "./advertised.js";
import { type Reason, reason } from "./reason.js";
import { type RelayExposure, relayToSmb, type SmbServerConfiguration } from "./relay-smb.js";
import type { RelayVictim } from "./relay-victim.js";

/** One answer of a host to an SMB2 NEGOTIATE. */
export interface HostSmb2Answer extends Advertised<Smb2Advertised> {
  /** DialectRevision; tells the 0x02FF wildcard answer from the one that follows it. */
  dialect?: number | undefined;
}

/** Everything one host answered, in the order of time; an empty or absent list: never asked. */
export interface HostAnswers extends SmbServerConfiguration {
  smb1?: readonly Advertised<Smb1Advertised>[] | undefined;
  smb2?: readonly HostSmb2Answer[] | undefined;
  victim?: RelayVictim | undefined;
}

/** What a host's answers come to. */
export interface JoinedHost {
  /** Of the answer that counts for each protocol; absent: never asked. */
  advertised: { smb1?: Smb1Advertised; smb2?: Smb2Advertised };
  relayToSmb: RelayExposure;
  /** Learned answers whose security mode differs from the one that counts, one each. */
  conflicts: Reason[];
  deviations: Reason[];
}

const SMB_2_WILDCARD = 0x02ff;

/** Joins a host's answers. Where answers of one protocol conflict, one that leaves relay possible decides. */
export function joinHost(answers: HostAnswers): JoinedHost {
  const smb1 = decisiveAnswer(answers.smb1 ?? []);
  const smb2 = decisiveAnswer(answers.smb2 ?? []);
  const weakest1 = weakest(smb1, answers.smb1 ?? []);
  const weakest2 = weakest(smb2, answers.smb2 ?? []);
  const conflicts = [...conflictsWith(smb1, answers.smb1 ?? []), ...conflictsWith(smb2, answers.smb2 ?? [])];

  const exposure = relayToSmb({ ...answers, smb1: weakest1, smb2: weakest2 }, answers.victim);
  return {
    advertised: { ...(smb1 && { smb1: smb1.policy }), ...(smb2 && { smb2: smb2.policy }) },
    relayToSmb: { ...exposure, because: [...exposure.because, ...conflicts] },
    conflicts,
    deviations: [smb1, smb2].flatMap((answer) => answer?.deviations ?? []),
  };
}

/**
 * The answer that counts: the last that was learned and is not the 0x02FF wildcard, else the last learned, else the last.
 * `undefined` for an empty list.
 */
export function decisiveAnswer<A extends Advertised<string> & { dialect?: number | undefined }>(
  answers: readonly A[],
): A | undefined {
  const learned = answers.filter(({ policy }) => policy !== "unknown");
  const final = learned.filter(({ dialect }) => dialect !== SMB_2_WILDCARD);
  return final.at(-1) ?? learned.at(-1) ?? answers.at(-1);
}

/** An answer that allows relay, the one that counts before any other; else the one that counts. */
function weakest<A extends Advertised<string>>(
  decisive: A | undefined,
  answers: readonly A[],
): A | undefined {
  if (decisive !== undefined && allowsRelay(decisive)) return decisive;
  return answers.find(allowsRelay) ?? decisive;
}

function allowsRelay({ policy }: Advertised<string>): boolean {
  return policy === "enabled" || policy === "disabled";
}

function conflictsWith(
  decisive: Advertised<string> | undefined,
  answers: readonly Advertised<string>[],
): Reason[] {
  const others = answers.filter(
    ({ policy, securityMode }) =>
      policy !== "unknown" && (policy !== decisive?.policy || securityMode !== decisive.securityMode),
  );
  return others.map(({ because: [evidence] }) => reason("server-answers-differ", evidence));
}
