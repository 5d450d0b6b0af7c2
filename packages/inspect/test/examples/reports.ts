import { readFileSync } from "node:fs";
import { inspectCapture } from "@countersign/inspect";

const chunks = [readFileSync("fixtures/captures/d30-site-of-five.pcap")];
for await (const report of inspectCapture(chunks, { file: "site.pcap" })) {
  if (report.kind === "handshake") console.log(report.server.address, report.signing.relayToSmb.outcome);
}
