// The policies of several reports in one.
import type { HostReport } from "@countersign/inspect";

type Advertised = HostReport["advertised"];
type Relay = HostReport["relayToSmb"];

/** Weakest first: a relay may choose where it comes from. */
const SMB1 = ["disabled", "enabled", "required", "unknown"] as const;
const SMB2 = ["enabled", "required", "unknown"] as const;

/** Of each protocol the weakest policy that was learned; 'unknown' where none was. */
export function weakestAdvertised(reports: readonly { advertised: Advertised }[]): Advertised {
  const smb1 = SMB1.find((policy) => reports.some(({ advertised }) => advertised.smb1 === policy));
  const smb2 = SMB2.find((policy) => reports.some(({ advertised }) => advertised.smb2 === policy));
  return { ...(smb1 && { smb1 }), ...(smb2 && { smb2 }) };
}

/**
 * *Possible* where any report says so; *blocked* only where every one that learned a policy does; with the reasons of
 * those that decide.
 */
export function joinedRelay(reports: readonly HostReport[]): Relay {
  const learned = reports.filter(hasLearned);
  const counted = learned.length > 0 ? learned : reports;
  const outcome = (["possible", "unknown", "blocked"] as const).find((one) =>
    counted.some(({ relayToSmb }) => relayToSmb.outcome === one),
  )!;
  const deciding = counted.map(({ relayToSmb }) => relayToSmb).filter((relay) => relay.outcome === outcome);
  return {
    outcome,
    because: unique(deciding.flatMap(({ because }) => because)),
    notObservable: [...new Set(deciding.flatMap(({ notObservable }) => notObservable))],
  };
}

/** Whether any policy of it is known. */
export function hasLearned({ advertised }: { advertised: Advertised }): boolean {
  return Object.values(advertised).some((policy) => policy !== "unknown");
}

/** Plain data, each value once, in the order of their first. */
export function unique<T>(values: readonly T[]): T[] {
  return [...new Map(values.map((value) => [JSON.stringify(value), value])).values()];
}
