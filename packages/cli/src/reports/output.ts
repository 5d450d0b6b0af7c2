import { formatNames, type Report, type ReportWriter, reportWriter } from "@countersign/inspect";
import { version } from "../version.js";
import { followWriter } from "./follow.js";
import { tableWriter } from "./table.js";

export const FORMATS = ["table", ...formatNames] as const;
export type Format = (typeof FORMATS)[number];

/** Takes reports as they come and prints them. */
export interface Output {
  report: (report: Report) => void;
  end: () => void;
}

export interface OutputOptions {
  /** Rows of the table are printed as they come. */
  follow?: boolean;
  /** What became of every packet, where the format does not tell it anyway. */
  stats?: boolean;
}

export function outputFor(format: Format, stream: NodeJS.WriteStream, options: OutputOptions = {}): Output {
  const writer = writerFor(format, stream, options);
  const print = (text: string): void => {
    if (text !== "") stream.write(text);
  };
  return { report: (report) => print(writer.add(report)), end: () => print(writer.end()) };
}

function writerFor(
  format: Format,
  stream: NodeJS.WriteStream,
  { follow = false, stats = false }: OutputOptions,
): ReportWriter {
  if (format !== "table") return reportWriter(format, { toolVersion: version, stats });
  return follow ? followWriter(stream, stats) : tableWriter(stream, stats);
}
