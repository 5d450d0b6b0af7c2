// Reports in, a document's text out, piece by piece.
import { csvWriter } from "./csv.js";
import { jsonWriter, ndjsonWriter } from "./json.js";
import { markdownWriter } from "./markdown.js";
import type { FormatOptions, ReportWriter } from "./report-writer.js";
import { sarifWriter } from "./sarif.js";

/** Every format that reports can be written in. */
export const formatNames = ["json", "ndjson", "csv", "markdown", "sarif"] as const;

/** A format that {@link reportWriter} knows, such as `ndjson`. */
export type FormatName = (typeof formatNames)[number];

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
