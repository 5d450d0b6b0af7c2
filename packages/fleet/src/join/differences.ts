// Where places disagree about a host, as findings.
import { deriveFindings, type Finding } from "@countersign/guidance";
import type { HostPathReport, HostReport, PortState } from "@countersign/inspect";
import { type Reason, reason } from "@countersign/signing";

/** The findings that only several places together make. */
export function pathFindings(paths: readonly HostPathReport[]): Finding[] {
  return deriveFindings({
    ...NO_ANSWERS,
    policiesByPath: policiesThatDiffer(paths),
    reachabilityByPath: portsThatDiffer(paths),
  });
}

/** Each place's own have their findings already. */
const NO_ANSWERS = {
  advertised: {},
  relayToSmb: { outcome: "unknown", because: [], notObservable: [] },
} satisfies Pick<HostReport, "advertised" | "relayToSmb">;

/** What each place was told of a protocol, where they were not told the same. */
export function policiesThatDiffer(paths: readonly HostPathReport[]): Reason[] {
  return (["smb1", "smb2"] as const).flatMap((protocol) => {
    const learned = paths.flatMap(({ name, advertised }) => {
      const policy = advertised[protocol];
      return policy === undefined || policy === "unknown" ? [] : [{ name, policy }];
    });
    if (new Set(learned.map(({ policy }) => policy)).size < 2) return [];
    return learned.map(({ name, policy }) =>
      reason("vantage-policy", { field: name, value: `${protocol} ${policy}` }),
    );
  });
}

/** A port that one place reached and another, which tried, did not. */
function portsThatDiffer(paths: readonly HostPathReport[]): Reason[] {
  const ports = new Set(paths.flatMap((path) => path.ports.map(({ port }) => port)));
  return [...ports]
    .sort((a, b) => a - b)
    .flatMap((port) => {
      const seen = paths.flatMap(({ name, ports }) => {
        const state = ports.find((one) => one.port === port)?.state;
        return state === undefined ? [] : [{ name, state }];
      });
      const reached = seen.filter(({ state }) => state === "reached").length;
      if (reached === 0 || reached === seen.length) return [];
      return seen.map(({ name, state }) => reachability(name, port, state));
    });
}

function reachability(name: string, port: number, state: PortState): Reason {
  if (state === "reached") return reason("vantage-reached", { field: name, value: port });
  return reason("vantage-not-reached", { field: name, value: `${port} ${state}` });
}
