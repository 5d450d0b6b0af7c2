import { formatNames, type Report, reportWriter } from "@countersign/inspect";
import { version } from "../version.js";
import { tableWriter } from "./table.js";

export const FORMATS = ["table", ...formatNames] as const;
export type Format = (typeof FORMATS)[number];

/** Takes reports as they come and prints them. */
export interface Output {
  report: (report: Report) => void;
  end: () => void;
}

export function outputFor(format: Format, stream: NodeJS.WriteStream): Output {
  const writer = format === "table" ? tableWriter(stream) : reportWriter(format, { toolVersion: version });
  const print = (text: string): void => {
    if (text !== "") stream.write(text);
  };
  return { report: (report) => print(writer.add(report)), end: () => print(writer.end()) };
}
