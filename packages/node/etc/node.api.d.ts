import { InspectOptions, Report, SourceFacts } from '@countersign/inspect';

/**
 * The files that a path stands for: itself, or of a folder, and the folders in it, everything named like a capture, in
 * the order of names. Throws where the path does not exist or cannot be read.
 */
declare function captureFiles(path: string): Promise<string[]>;

/** Told how many bytes were read of how many; `total` is absent where it cannot be known. */
type OnProgress = (done: number, total: number | undefined) => void;
/**
 * A file's bytes in chunks that share one buffer: a chunk is overwritten when the next one is asked for. Throws what
 * `open` and `read` throw. The file is closed however the loop ends. `signal` ends the bytes where they are.
 */
declare function readFileChunks(path: string, onProgress?: OnProgress, signal?: AbortSignal): AsyncGenerator<Uint8Array, void>;
/** Standard input's bytes. `signal` ends them where they are. */
declare function readStdinChunks(onProgress?: OnProgress, signal?: AbortSignal): AsyncGenerator<Uint8Array, void>;

interface InspectFileOptions extends Omit<InspectOptions, "file" | "source"> {
    onProgress?: OnProgress;
    /** Ends the input where it is: what was read until then is reported as the whole of it. */
    signal?: AbortSignal;
}
/**
 * Inspects a capture file, or standard input for `-`; what gzip or zstd is wrapped around it is taken off. Throws where
 * the input cannot be opened or read.
 */
declare function inspectFile(path: string, options?: InspectFileOptions): AsyncGenerator<Report, void>;

/**
 * What a source holds inside gzip or zstd, told by the first bytes; any other source as it is. A chunk is valid until the
 * next one is asked for. Damage ends the chunks, never throws: `facts` tells it, and what came before stands. Memory is
 * bounded whatever the file claims to hold: what is made of a chunk is given before more of it is made.
 */
declare function unwrapped(source: AsyncIterable<Uint8Array>, facts: SourceFacts): AsyncGenerator<Uint8Array, void>;

export { type InspectFileOptions, type OnProgress, captureFiles, inspectFile, readFileChunks, readStdinChunks, unwrapped };
