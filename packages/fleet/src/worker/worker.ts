// A worker of one vantage point.
import { hostname } from "node:os";
import { type Job, Worker } from "bullmq";
import type { Redis, RedisOptions } from "ioredis";
import { checkedName } from "../jobs/name.js";
import { ATTEMPTS } from "../queues.js";
import { connect } from "../redis/connection.js";
import { PREFIX, queueName } from "../redis/keys.js";
import type { WorkerEvent } from "./events.js";
import type { Means } from "./reports-of.js";
import { PutBack, runJob } from "./run-job.js";

/** Where a worker takes its jobs from, and how it runs them. */
export interface FleetWorkerOptions extends Means {
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

const LIFE_TIME = 30_000;

/**
 * Takes jobs from its vantage point's queue and runs them until it is stopped. While Redis is away it waits. A job whose
 * worker dies goes to another one; after dying with three workers it is set aside.
 */
export class FleetWorker {
  readonly #worker: Worker;
  readonly #redis: Redis;
  readonly #running = new Set<AbortController>();

  /** Begins at once. Throws `RangeError` for a wrong name of a vantage point. */
  constructor(options: FleetWorkerOptions) {
    const {
      redis,
      concurrency = 1,
      jobsPerSecond,
      lifeTime = LIFE_TIME,
      onEvent = () => {},
      ...means
    } = options;
    const vantage = checkedName("vantage", options.vantage);
    this.#redis = connect(redis);
    const place = { redis: this.#redis, vantage, means, tell: onEvent };
    this.#worker = new Worker(queueName(vantage), (job: Job) => this.#run(job, place), {
      connection: redis,
      prefix: PREFIX,
      name: `${hostname()}-${process.pid}`,
      concurrency,
      ...(jobsPerSecond !== undefined && { limiter: { max: jobsPerSecond, duration: 1000 } }),
      lockDuration: lifeTime,
      stalledInterval: lifeTime,
      maxStalledCount: ATTEMPTS - 1,
    });
    this.#tell(onEvent);
  }

  /** Takes no more jobs, and ends when those that it has are done. */
  async stop(): Promise<void> {
    await this.#worker.close();
    this.#redis.disconnect();
  }

  /** Breaks off the jobs that it has, which go back into the queue, and ends. */
  async stopNow(): Promise<void> {
    for (const control of this.#running) control.abort(new PutBack());
    await this.stop();
  }

  async #run(job: Job, place: Parameters<typeof runJob>[1]): Promise<void> {
    const control = new AbortController();
    this.#running.add(control);
    try {
      await runJob(job, place, control);
    } finally {
      this.#running.delete(control);
    }
  }

  #tell(onEvent: (event: WorkerEvent) => void): void {
    this.#worker.on("stalled", (job) => onEvent({ kind: "stalled", job }));
    this.#worker.on("error", ({ message }) => onEvent({ kind: "trouble", error: message }));
    this.#worker.on("failed", (job, error) => {
      // Without options where the job itself could not be read any more.
      const final = job === undefined || job.finishedOn !== undefined;
      onEvent({ kind: "failed", job: job?.id ?? "?", error: error.message, final });
    });
  }
}
