// Reports as files, in the formats of the command line.
import { type FormatName, reportWriter } from "@countersign/inspect";
import type { CaptureResult } from "./capture.js";

/** The formats that the page offers, with what a file of each is. */
export const exportFormats = {
  json: { label: "JSON", mediaType: "application/json", extension: "json" },
  csv: { label: "CSV", mediaType: "text/csv", extension: "csv" },
  sarif: { label: "SARIF", mediaType: "application/sarif+json", extension: "sarif" },
} as const satisfies Partial<Record<FormatName, unknown>>;

export type ExportFormat = keyof typeof exportFormats;
export type ExportSubject = "conversations" | "hosts";

/** The text of a file, in pieces: what `countersign inspect --format …` prints, with `--by host` for hosts. */
export function exportText(
  { capture, hosts, conversations }: CaptureResult,
  format: ExportFormat,
  subject: ExportSubject,
  toolVersion: string,
): string[] {
  const writer = reportWriter(format, { toolVersion });
  const reports = subject === "hosts" ? [capture, ...hosts] : [...conversations, capture];
  return [...reports.map((report) => writer.add(report)), writer.end()];
}

/** `office.pcap` becomes `office.hosts.csv`. */
export function exportName(file: string, format: ExportFormat, subject: ExportSubject): string {
  return `${file.replace(/\.(pcap|pcapng|cap|gz)(\.gz)?$/i, "")}.${subject}.${exportFormats[format].extension}`;
}
