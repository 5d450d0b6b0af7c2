// What came of the ports of a host, seen from one place.
import type { HostReport, PortState, ProbeQuestionReport } from "@countersign/inspect";

/** By port, the best that any of the reports saw. */
export function portStates(reports: readonly HostReport[]): Map<number, PortState> {
  const states = new Map<number, PortState>();
  const see = (port: number, state: PortState): void => {
    const before = states.get(port);
    if (before === undefined || RANK[state] > RANK[before]) states.set(port, state);
  };
  for (const { ports, probe = [] } of reports) {
    for (const port of ports) see(port, "reached");
    for (const question of probe) see(question.port, stateOf(question));
  }
  return new Map([...states].sort(([a], [b]) => a - b));
}

const RANK: Readonly<Record<PortState, number>> = { filtered: 0, refused: 1, reached: 2 };

/** What speaks something else, or nothing, was reached all the same. */
function stateOf({ outcome }: ProbeQuestionReport): PortState {
  if (outcome === "connection-refused") return "refused";
  return outcome === "unreachable" || outcome === "connect-timeout" ? "filtered" : "reached";
}
