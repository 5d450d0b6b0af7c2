// A scanner: who lets NTLM logons be relayed to it? usage: node scanner.mjs TARGET...
import { formatTarget, scan, targetsOf } from "@countersign/node";

function* targets() {
  for (const text of process.argv.slice(2)) yield* targetsOf(text);
}

const found = { possible: 0, blocked: 0, unknown: 0 };
const stop = new AbortController();
process.once("SIGINT", () => stop.abort());

try {
  for await (const report of scan(targets(), { concurrency: 200, challenge: true, signal: stop.signal })) {
    const { outcome, because } = report.relayToSmb;
    found[outcome]++;
    // A port where nothing listens is nothing to tell of; an answer that could not be read is.
    if (report.probe.every((asked) => asked.outcome === "connection-refused")) continue;
    const name = report.names.dnsName ?? report.names.netbiosName ?? "";
    const reasons = because.map(({ code }) => code).join(", ");
    console.log(`${formatTarget(report.target)}\t${name}\trelay to SMB ${outcome} (${reasons})`);
  }
} catch (error) {
  if (!stop.signal.aborted) throw error;
}
console.log(`${found.possible} possible, ${found.blocked} blocked, ${found.unknown} unknown`);
