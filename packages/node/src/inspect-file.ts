import { type InspectOptions, inspectCapture, type Report, type SourceFacts } from "@countersign/inspect";
import { type OnProgress, readFileChunks, readStdinChunks } from "./source.js";
import { unwrapped } from "./unwrap.js";

/** As {@link InspectOptions}, with what a file and standard input have besides. */
export interface InspectFileOptions extends Omit<InspectOptions, "file" | "source"> {
  onProgress?: OnProgress;
  /** Ends the input where it is: what was read until then is reported as the whole of it. */
  signal?: AbortSignal;
}

/**
 * Inspects a capture file, or standard input for `-`; what gzip or zstd is wrapped around it is taken off. Throws where
 * the input cannot be opened or read.
 */
export function inspectFile(path: string, options: InspectFileOptions = {}): AsyncGenerator<Report, void> {
  const { onProgress, signal, ...rest } = options;
  const bytes = path === "-" ? readStdinChunks(onProgress, signal) : readFileChunks(path, onProgress, signal);
  const source: SourceFacts = { problems: [] };
  return inspectCapture(unwrapped(bytes, source), { ...rest, file: path, source });
}
