import { readFileSync } from "node:fs";
import { inspect } from "countersign";

const capture = readFileSync("fixtures/captures/d30-site-of-five.pcap");
for (const report of inspect.inspectCaptureSync([capture])) {
  if (report.kind !== "handshake") continue;
  const { advertised, relayToSmb } = report.signing;
  const why = relayToSmb.because.map((reason) => reason.code).join(", ");
  console.log(report.server.address, advertised.smb2, relayToSmb.outcome, `(${why})`);
}
