import { InspectOptions, Report } from '@countersign/inspect';

/**
 * The files that a path stands for: itself, or of a folder, and the folders in it, everything named like a capture, in
 * the order of names. Throws where the path does not exist or cannot be read.
 */
declare function captureFiles(path: string): Promise<string[]>;

/** Told how many bytes were read of how many; `total` is absent where it cannot be known. */
type OnProgress = (done: number, total: number | undefined) => void;
/**
 * A file's bytes in chunks that share one buffer: a chunk is overwritten when the next one is asked for. Throws what
 * `open` and `read` throw. The file is closed however the loop ends.
 */
declare function readFileChunks(path: string, onProgress?: OnProgress): AsyncGenerator<Uint8Array, void>;
/** Standard input's bytes. */
declare function readStdinChunks(onProgress?: OnProgress): AsyncGenerator<Uint8Array, void>;

interface InspectFileOptions extends Omit<InspectOptions, "file"> {
    onProgress?: OnProgress;
}
/** Inspects a capture file, or standard input for `-`. Throws where the input cannot be opened or read. */
declare function inspectFile(path: string, options?: InspectFileOptions): AsyncGenerator<Report, void>;

export { type InspectFileOptions, type OnProgress, captureFiles, inspectFile, readFileChunks, readStdinChunks };
