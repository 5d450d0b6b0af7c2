import type { Report } from "@countersign/inspect";
import { tableOutput } from "./table.js";

export const FORMATS = ["table", "json", "ndjson"] as const;
export type Format = (typeof FORMATS)[number];

/** Takes reports as they come and prints them. */
export interface Output {
  report: (report: Report) => void;
  end: () => void;
}

export function outputFor(format: Format, stream: NodeJS.WriteStream): Output {
  switch (format) {
    case "table":
      return tableOutput(stream);
    case "json":
      return jsonOutput(stream);
    case "ndjson":
      return { report: (report) => void stream.write(`${JSON.stringify(report)}\n`), end() {} };
  }
}

function jsonOutput(stream: NodeJS.WriteStream): Output {
  let before = "[\n";
  return {
    report(report) {
      stream.write(`${before}${JSON.stringify(report)}`);
      before = ",\n";
    },
    end() {
      stream.write(before === "[\n" ? "[]\n" : "\n]\n");
    },
  };
}
