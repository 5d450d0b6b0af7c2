import { type InspectOptions, inspectCapture, type Report } from "@countersign/inspect";
import { type OnProgress, readFileChunks, readStdinChunks } from "./source.js";

export interface InspectFileOptions extends Omit<InspectOptions, "file"> {
  onProgress?: OnProgress;
}

/** Inspects a capture file, or standard input for `-`. Throws where the input cannot be opened or read. */
export function inspectFile(path: string, options: InspectFileOptions = {}): AsyncGenerator<Report, void> {
  const { onProgress, ...rest } = options;
  const source = path === "-" ? readStdinChunks(onProgress) : readFileChunks(path, onProgress);
  return inspectCapture(source, { ...rest, file: path });
}
