import { createReadStream, readFileSync } from "node:fs";
import { inspectCapture, type Report } from "@countersign/inspect";
import { compareCapture } from "../../src/compare.js";
import type { ExpectedCapture } from "../../src/expected.js";

const capture = "fixtures/captures/d01-smb311-default.pcap";
const expected: ExpectedCapture = JSON.parse(
  readFileSync(capture.replace(".pcap", ".expected.json"), "utf8"),
);
const reports: Report[] = [];
for await (const report of inspectCapture(createReadStream(capture), { file: expected.file.name })) {
  reports.push(report);
}
const { facts, differences } = compareCapture(expected, reports);
// A difference: { capture, path: "handshake(4).sessions[0].observed", expected: "mixed", actual: "signed" }
console.log(`${facts} facts, ${differences.length} differences`);
