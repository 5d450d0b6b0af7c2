// The reports of a job on their way into the stream.
import type { Report } from "@countersign/inspect";
import type { Redis } from "ioredis";
import type { FleetJob } from "../jobs/job.js";
import { unitsOf } from "../jobs/job.js";
import { packReports } from "../redis/batch.js";
import { scanKeys } from "../redis/keys.js";
import { addBatch } from "../redis/results.js";

const MOST_REPORTS = 128;
/** Milliseconds that a report waits for others. */
const LONGEST_WAIT = 1000;

/** Sends reports in batches; the last one in one transaction with the note that the job is done. */
export class ResultWriter {
  readonly #redis: Redis;
  readonly #job: FleetJob;
  readonly #id: string;
  #waiting: Report[] = [];
  #since = 0;

  constructor(redis: Redis, job: FleetJob, id: string) {
    this.#redis = redis;
    this.#job = job;
    this.#id = id;
  }

  /** Stamps the report with vantage and time, and sends what is ripe. */
  async add(report: Report): Promise<void> {
    const { vantage: name, scan } = this.#job;
    const time = new Date().toISOString();
    if (this.#waiting.length === 0) this.#since = performance.now();
    this.#waiting.push({ ...report, vantage: { name, time, scan, job: this.#id } });
    const late = performance.now() - this.#since >= LONGEST_WAIT;
    if (!late && this.#waiting.length < MOST_REPORTS) return;
    await this.#transaction(await this.#batch());
  }

  /** Sends the rest. Until this is done, the job is not: run again, it gives the same reports under the same keys. */
  async finish(): Promise<void> {
    const { scan, vantage } = this.#job;
    const transaction = await this.#batch();
    await this.#transaction(transaction.hset(scanKeys(scan).done(vantage), this.#id, unitsOf(this.#job)));
  }

  async #batch(): Promise<ReturnType<Redis["multi"]>> {
    const transaction = this.#redis.multi();
    const reports = this.#waiting;
    this.#waiting = [];
    if (reports.length > 0) addBatch(transaction, this.#job.scan, await packReports(reports));
    return transaction;
  }

  async #transaction(transaction: ReturnType<Redis["multi"]>): Promise<void> {
    for (const [error] of (await transaction.exec()) ?? []) if (error) throw error;
  }
}
