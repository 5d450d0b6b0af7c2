import { InspectOptions, Report, HostReport, SourceFacts } from '@countersign/inspect';
import { SigningProbeOptions } from '@countersign/handshake';
import { Socket } from 'node:net';

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
/** Standard input's bytes. `signal` ends them where they are. Throws as Node does. */
declare function readStdinChunks(onProgress?: OnProgress, signal?: AbortSignal): AsyncGenerator<Uint8Array, void>;

/** As {@link InspectOptions}, with what a file and standard input have besides. */
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

/** One server to ask: a name or an address, and a TCP port. */
interface Target {
    host: string;
    /** TCP port. */
    port: number;
}
/** How texts are read that name targets. */
interface TargetOptions {
    /** The port of targets that name none: 445 unless given. */
    port?: number;
    /** The most addresses that one range or network may have: 65,536 unless given. */
    maxRange?: number;
}
/**
 * The targets that a text stands for, made as they are asked for: `files.example`, `192.0.2.7`, `2001:db8::7`,
 * `192.0.2.0/24`, `2001:db8::/120` (all addresses of it), `192.0.2.10-20`, `192.0.2.10-192.0.2.20`; each with `:PORT`
 * behind it, and then an IPv6 address in brackets. Throws `RangeError` for a text that is none of these, and for more
 * addresses than `maxRange`.
 */
declare function targetsOf(text: string, options?: TargetOptions): Iterable<Target>;
/** As {@link targetsOf}, for the lines of a list: a target a line; `#` and what follows it is passed over. */
declare function targetsOfLines(lines: AsyncIterable<string> | Iterable<string>, options?: TargetOptions): AsyncGenerator<Target, void>;
/** A target as text that {@link targetsOf} reads as the same one. */
declare function formatTarget({ host, port }: Target): string;

/** A connection to a server. What `read` and a `Transport` reject with is told to the probe by its `code`. */
interface Connection {
    /** The server's address, where the transport knows it. */
    address?: string | undefined;
    /** Sends; what cannot be sent is told by the next `read`. */
    write(bytes: Uint8Array): void;
    /** The next bytes; `undefined` when the server has said all. Asked again only after it answered. */
    read(): Promise<Uint8Array | undefined>;
    /** Ends it at once, also while `read` waits. Once is enough; more do nothing. */
    close(): void;
}
/**
 * Opens a connection. Rejects where it cannot, with Node's `code` if there is one (`ECONNREFUSED`, `EHOSTUNREACH`,
 * `ENOTFOUND` …), and soon after `signal` is aborted.
 */
type Transport = (target: Target, signal: AbortSignal) => Promise<Connection>;
/** TCP, by Node's own sockets. */
declare const tcp: Transport;
/** A connection over a socket that stands: of a proxy, of a tunnel, of TLS. It is the connection's from now on. */
declare function connectionOf(socket: Socket): Connection;

/** What to ask one server, how to get there, and how long to wait. */
interface ProbeHostOptions extends Omit<SigningProbeOptions, "random" | "transport"> {
    /** Milliseconds until a connection has to stand: 3,000 unless given. */
    connectTimeout?: number;
    /** Milliseconds until each message of ours has to be answered whole: 5,000 unless given. */
    answerTimeout?: number;
    /** How often a host is asked again that has answered nothing in time: once unless given. */
    retries?: number;
    /** Ends the probe: it rejects with the signal's reason, its connection closed. */
    signal?: AbortSignal;
    /** How to get there: over TCP unless given. */
    transport?: Transport;
}
/**
 * Asks one server what it says of signing. A server that cannot be reached or makes no sense is a report too, which
 * says so. Rejects where `signal` tells it to, and for wrong options (`RangeError`).
 */
declare function probeHost(target: Target, options?: ProbeHostOptions): Promise<HostReport>;

/** As {@link ProbeHostOptions}, with what many hosts need besides. */
interface ScanOptions extends ProbeHostOptions {
    /** Hosts at a time: 100 unless given. */
    concurrency?: number;
    /** Hosts a second, at most; as fast as it goes unless given. */
    rate?: number;
    /** Told of each host that is done, before its report is yielded. */
    onProgress?: (done: number) => void;
}
/**
 * Probes many servers and yields a report for each, in the order in which they are done. Memory does not grow with the
 * number of targets. Throws what `targets` throws, and when `signal` is aborted its reason; however it ends, also when
 * its consumer leaves, no connection stays open.
 */
declare function scan(targets: AsyncIterable<Target> | Iterable<Target>, options?: ScanOptions): AsyncGenerator<HostReport, void>;

/**
 * What a source holds inside gzip or zstd, told by the first bytes; any other source as it is. A chunk is valid until the
 * next one is asked for. Damage ends the chunks, never throws: `facts` tells it, and what came before stands. Memory is
 * bounded whatever the file claims to hold: what is made of a chunk is given before more of it is made.
 */
declare function unwrapped(source: AsyncIterable<Uint8Array>, facts: SourceFacts): AsyncGenerator<Uint8Array, void>;

export { type Connection, type InspectFileOptions, type OnProgress, type ProbeHostOptions, type ScanOptions, type Target, type TargetOptions, type Transport, captureFiles, connectionOf, formatTarget, inspectFile, probeHost, readFileChunks, readStdinChunks, scan, targetsOf, targetsOfLines, tcp, unwrapped };
