// What every format writes with.
import type { Report } from "../contract.js";

/** Writes one document: the texts that `add` and `end` return, joined, are it. Either may return an empty one. */
export interface ReportWriter {
  add: (report: Report) => string;
  /** To be called once, after the last report. */
  end: () => string;
}

/** What a format can be told; each passes over what is not its own. */
export interface FormatOptions {
  /** The version of the program that writes, for formats that name it. */
  toolVersion?: string;
  /** `markdown`: a table of what became of every packet of a file. */
  stats?: boolean;
}
