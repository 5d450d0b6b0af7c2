import { readdirSync } from "node:fs";
import { fixture } from "@countersign/testkit";
import { type FormatName, inspectCaptureSync, type Report, reportWriter } from "../../src/index.js";

/** The whole document. */
export function write(format: FormatName, reports: readonly Report[]): string {
  const writer = reportWriter(format, { toolVersion: "1.2.3" });
  return reports.map(writer.add).join("") + writer.end();
}

/** The reports of one of the recorded captures. */
export function reportsOf(name: string): Report[] {
  return [...inspectCaptureSync([fixture(`captures/${name}`)], { file: name })];
}

/** The names of the recorded captures. */
export function captureNames(): string[] {
  return readdirSync(new URL("../../../../fixtures/captures/", import.meta.url))
    .filter((name) => /\.pcap(ng)?$/.test(name))
    .sort();
}
