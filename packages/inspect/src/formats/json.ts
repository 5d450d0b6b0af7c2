import type { ReportWriter } from "./report-writer.js";
import { jsonLine } from "./text.js";

/** One object a line. */
export function ndjsonWriter(): ReportWriter {
  return { add: (report) => `${jsonLine(report)}\n`, end: () => "" };
}

/** One array, an object a line. */
export function jsonWriter(): ReportWriter {
  let before = "[\n";
  return {
    add(report) {
      const text = `${before}${jsonLine(report)}`;
      before = ",\n";
      return text;
    },
    end: () => (before === "[\n" ? "[]\n" : "\n]\n"),
  };
}
