// The queues of a fleet, one a vantage point.
import { type JobsOptions, Queue } from "bullmq";
import type { Redis, RedisOptions } from "ioredis";
import type { FleetJob } from "./jobs/job.js";
import { connect } from "./redis/connection.js";
import { PREFIX, queueName } from "./redis/keys.js";

/** How often a job is tried, the first time included, and for how long it then waits, in milliseconds: twice as long each time. */
export const ATTEMPTS = 3;
const BACKOFF = 1000;

/** Done jobs are noted by their scan and leave the queue; failed ones stay, with their errors. */
export const JOB_OPTIONS: JobsOptions = {
  attempts: ATTEMPTS,
  backoff: { type: "exponential", delay: BACKOFF },
  removeOnComplete: true,
  removeOnFail: false,
};

/** The queue of one vantage point. */
export type FleetQueue = Queue<FleetJob>;

/** Opens queues as they are asked for, over one connection. */
export class Queues implements AsyncDisposable {
  readonly redis: Redis;
  readonly #queues = new Map<string, FleetQueue>();

  constructor(options: RedisOptions) {
    this.redis = connect(options);
  }

  /** The queue of a vantage point, opened when it is first asked for. */
  at(vantage: string): FleetQueue {
    let queue = this.#queues.get(vantage);
    if (queue === undefined) {
      queue = new Queue(queueName(vantage), { connection: this.redis, prefix: PREFIX });
      queue.on("error", () => {});
      this.#queues.set(vantage, queue);
    }
    return queue;
  }

  /** Closes all queues and their connections. */
  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all([...this.#queues.values()].map((queue) => queue.close()));
    this.redis.disconnect();
  }
}
