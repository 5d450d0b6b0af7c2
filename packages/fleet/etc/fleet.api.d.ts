import { Redis, RedisOptions } from 'ioredis';
import { ScanOptions, Target, Transport } from '@countersign/node';
import { Report, HostReport } from '@countersign/inspect';
import { Queue } from 'bullmq';

/** Ends a scan: workers break off its jobs within a second or two, and take what waits out of the queues undone. */
declare function cancel(redis: Redis, scan: string): Promise<void>;

/** Of the jobs and of the reports that come of them; a worker runs jobs of its own version alone. */
declare const CONTRACT_VERSION: 1;
/** The options of a scan that are data. */
type ProbeOptions = Pick<ScanOptions, "smb1" | "multiProtocol" | "allDialects" | "challenge" | "concurrency" | "rate" | "retries" | "connectTimeout" | "answerTimeout">;
interface AnyJob {
    contract: typeof CONTRACT_VERSION;
    scan: string;
    vantage: string;
}
/** A shard of a scan's targets. */
interface ProbeJob extends AnyJob {
    kind: "probe";
    /** Each as `formatTarget` writes it. */
    targets: string[];
    options: ProbeOptions;
}
/** One capture, by a path or a URL that means something to the worker. */
interface InspectJob extends AnyJob {
    kind: "inspect";
    capture: string;
}
/** What a worker can do. */
type FleetJob = ProbeJob | InspectJob;

/** The same for the same work of the same scan, so that work submitted twice is there once. */
declare function jobId(job: FleetJob): string;

/** Whose jobs they are, and where they are to be run. */
interface ShardPlace {
    scan: string;
    vantage: string;
}
interface ProbeShardOptions extends ShardPlace {
    options: ProbeOptions;
    /** Targets of a job: 256 unless given. */
    size?: number;
}
/** Throws what `targets` throws, and `RangeError` for a wrong name or size. */
declare function probeJobs(targets: AsyncIterable<Target> | Iterable<Target>, { options, size, ...place }: ProbeShardOptions): AsyncGenerator<ProbeJob, void>;
/** A job a capture: of a folder, each file in it that is named like one; a URL is taken as it is. */
declare function inspectJobs(captures: readonly string[], place: ShardPlace): AsyncGenerator<InspectJob, void>;

/**
 * Takes the reports of a scan in any order, also the same ones again, and joins those of each address. It keeps all
 * host reports until then. What is no host report is passed over.
 */
declare class HostJoin {
    #private;
    /** Of reports with the same key, the last one counts: a job that was run again knows it all. */
    add(report: Report): void;
    /** One report an address, in the order in which addresses were first met. */
    reports(): Generator<HostReport, void>;
}

/** What a report is about, within its scan: the same for the reports of a job that was run twice. */
declare function reportKey(report: Report): string;

/**
 * One report of what `reports`, one at least and all of one address, say: the weakest policy decides, and where places
 * disagree a finding says so, place by place. Their order makes no difference.
 */
declare function joinReports(address: string, reports: readonly HostReport[]): HostReport;

/** The queue of one vantage point. */
type FleetQueue = Queue<FleetJob>;
/** Opens queues as they are asked for, over one connection. */
declare class Queues implements AsyncDisposable {
    #private;
    readonly redis: Redis;
    constructor(options: RedisOptions);
    /** The queue of a vantage point, opened when it is first asked for. */
    at(vantage: string): FleetQueue;
    /** Closes all queues and their connections. */
    [Symbol.asyncDispose](): Promise<void>;
}

/**
 * The options for `redis://HOST[:PORT][/DB]`, the same with `rediss://` for TLS, or `unix:///PATH`; with user name,
 * password and TLS files from `env`. Throws `RangeError` for another URL, and for one that holds a password: command
 * lines can be read by others.
 */
declare function redisOptions(url: string, env?: NodeJS.ProcessEnv): RedisOptions;
/** Where it leads, for people to read; there is nothing secret in it. */
declare function redisPlace({ path, host, port, tls }: RedisOptions): string;
/** Rejects where Redis cannot be reached now, or does not let us in, with what it says; nothing secret is in that. */
declare function checkRedis(options: RedisOptions): Promise<void>;

/** A place in the stream; what stands behind it is still to be read. */
type Cursor = string;
/** Reports of one job that were written together, and where to read on behind them. */
interface ResultBatch {
    reports: Report[];
    /** Behind this batch. */
    cursor: Cursor;
}
/** Takes the batches up to `cursor` and with it out of Redis, for good. Answers how many there were. */
declare function trimBatches(redis: Redis, scan: string, cursor: Cursor): Promise<number>;

/** Where to begin reading, and when to end. */
interface ResultOptions {
    /** Where to go on: behind this cursor; from the first report unless given. */
    after?: Cursor;
    /** Waits for what is still to come, until nothing is. */
    follow?: boolean;
    /** Ends the loop. */
    signal?: AbortSignal;
}
/**
 * A scan's reports in the order of their arrival, a batch at a time, each with the cursor behind it. A job that was run
 * twice may give a report twice, with the same job in its `vantage`. Throws `RangeError` for what is no cursor.
 */
declare function results(queues: Queues, scan: string, { after, follow, signal }?: ResultOptions): AsyncGenerator<ResultBatch, void>;

/** A job that was tried often enough, and stays in its queue until somebody looks at it. */
interface FailedJob {
    job: string;
    vantage: string;
    error: string;
    /** A count: how often it was tried. */
    attempts: number;
}
/** How far a scan is at one of its vantage points. */
interface VantageStatus {
    vantage: string;
    /** `waiting` has what waits to be tried again too. */
    jobs: {
        total: number;
        done: number;
        active: number;
        waiting: number;
        failed: number;
    };
    /** Targets and captures; what running jobs have done is counted. */
    units: {
        total: number;
        done: number;
    };
    /** Workers of the vantage point, whatever they do. */
    workers: number;
}
/** How far a scan is, at each of its vantage points. */
interface ScanStatus {
    scan: string;
    vantages: VantageStatus[];
    failed: FailedJob[];
    cancelled: boolean;
    /** Nothing more will come of it. */
    complete: boolean;
}
/** The names of all scans that are in Redis. */
declare function scans({ redis }: Queues): Promise<string[]>;
/** Of a scan that there is not, it is one without vantage points. */
declare function statusOf(queues: Queues, scan: string): Promise<ScanStatus>;

/** What became of the jobs that were handed in. */
interface Submitted {
    /** Jobs that were not there before. */
    jobs: number;
    /** Their targets or captures. */
    units: number;
    /** Jobs that the scan has already: waiting, running, done or set aside. */
    known: number;
}
/**
 * Puts jobs into their queues. Submitting the same jobs again adds nothing, also if the first time was broken off half
 * way. Throws what `jobs` throws; what was submitted until then stays.
 */
declare function submit(queues: Queues, jobs: AsyncIterable<FleetJob> | Iterable<FleetJob>): Promise<Submitted>;

/** What a worker tells of its jobs as it happens. */
type WorkerEvent = {
    kind: "started";
    job: string;
    of: FleetJob;
} | {
    kind: "done";
    job: string;
    reports: number;
}
/** `final`: it was tried often enough, or cannot be run at all, and is set aside. */
 | {
    kind: "failed";
    job: string;
    error: string;
    final: boolean;
}
/** A job of another contract version, left for a worker of that version. */
 | {
    kind: "refused";
    job: string;
    contract: number;
}
/** Of a scan that was cancelled. */
 | {
    kind: "cancelled";
    job: string;
}
/** Broken off by `stopNow`, and back in the queue. */
 | {
    kind: "put-back";
    job: string;
}
/** Its worker gave no more sign of life: it is back in the queue. */
 | {
    kind: "stalled";
    job: string;
}
/** Redis or the queue; the worker goes on. */
 | {
    kind: "trouble";
    error: string;
};

/** The bytes that a URL stands for, in chunks of any size. It ends soon after `signal` is aborted, or throws. */
type Opener = (url: string, signal: AbortSignal) => AsyncIterable<Uint8Array>;
/** How a worker reaches servers and captures. */
interface Means {
    /** How servers are reached: over TCP unless given. */
    transport?: Transport;
    /** How captures are read that are named by URLs; without it, those jobs fail. */
    open?: Opener;
}

/** Where a worker takes its jobs from, and how it runs them. */
interface FleetWorkerOptions extends Means {
    redis: RedisOptions;
    /** The place that it stands at: it takes the jobs for there, and no others. */
    vantage: string;
    /** Jobs at a time: 1 unless given. Each probes as many hosts at a time as its scan says. */
    concurrency?: number;
    /** Jobs a second that the queue gives to all its workers together; as fast as it goes unless given. */
    jobsPerSecond?: number;
    /** Milliseconds without a sign of life after which a job goes to another worker: 30,000 unless given. */
    lifeTime?: number;
    onEvent?: (event: WorkerEvent) => void;
}
/**
 * Takes jobs from its vantage point's queue and runs them until it is stopped. While Redis is away it waits. A job whose
 * worker dies goes to another one; after dying with three workers it is set aside.
 */
declare class FleetWorker {
    #private;
    /** Begins at once. Throws `RangeError` for a wrong name of a vantage point. */
    constructor(options: FleetWorkerOptions);
    /** Takes no more jobs, and ends when those that it has are done. */
    stop(): Promise<void>;
    /** Breaks off the jobs that it has, which go back into the queue, and ends. */
    stopNow(): Promise<void>;
}

export { CONTRACT_VERSION, type Cursor, type FailedJob, type FleetJob, type FleetQueue, FleetWorker, type FleetWorkerOptions, HostJoin, type InspectJob, type Means, type Opener, type ProbeJob, type ProbeOptions, type ProbeShardOptions, Queues, type ResultBatch, type ResultOptions, type ScanStatus, type ShardPlace, type Submitted, type VantageStatus, type WorkerEvent, cancel, checkRedis, inspectJobs, jobId, joinReports, probeJobs, redisOptions, redisPlace, reportKey, results, scans, statusOf, submit, trimBatches };
