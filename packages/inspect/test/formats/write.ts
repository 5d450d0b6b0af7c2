import { type FormatName, type Report, reportWriter } from "../../src/index.js";

/** The whole document. */
export function write(format: FormatName, reports: readonly Report[]): string {
  const writer = reportWriter(format, { toolVersion: "1.2.3" });
  return reports.map(writer.add).join("") + writer.end();
}
