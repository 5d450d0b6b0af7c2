// Reports in, a document's text out, piece by piece.
import type { Report } from "../contract.js";
import { csvWriter } from "./csv.js";
import { jsonWriter, ndjsonWriter } from "./json.js";
import { markdownWriter } from "./markdown.js";
import { sarifWriter } from "./sarif.js";

/** Every format that reports can be written in. */
export const formatNames = ["json", "ndjson", "csv", "markdown", "sarif"] as const;

export type FormatName = (typeof formatNames)[number];

/** Writes one document: the texts that `add` and `end` return, joined, are it. Either may return an empty one. */
export interface ReportWriter {
  add: (report: Report) => string;
  /** To be called once, after the last report. */
  end: () => string;
}

export interface FormatOptions {
  /** The version of the program that writes, for formats that name it. */
  toolVersion?: string;
  /** `markdown`: a table of what became of every packet of a file. */
  stats?: boolean;
}

/** A writer for one document. Streams: what was written is not kept, but for a file's tables in `markdown`. */
export function reportWriter(format: FormatName, options: FormatOptions = {}): ReportWriter {
  switch (format) {
    case "json":
      return jsonWriter();
    case "ndjson":
      return ndjsonWriter();
    case "csv":
      return csvWriter();
    case "markdown":
      return markdownWriter(options);
    case "sarif":
      return sarifWriter(options);
  }
}
