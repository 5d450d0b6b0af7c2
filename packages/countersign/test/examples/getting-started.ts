import { readFileSync } from "node:fs";
import { guidance, inspect } from "countersign";

const capture = readFileSync("fixtures/captures/d30-site-of-five.pcap");
for (const report of inspect.inspectCaptureSync([capture], { by: "host" })) {
  if (report.kind !== "host") continue;
  const [gravest] = report.findings;
  if (gravest === undefined) continue;
  console.log(`${report.address}: relay ${report.relayToSmb.outcome}, ${gravest.severity}:`);
  console.log(`  ${guidance.advise(gravest).title}`);
}
