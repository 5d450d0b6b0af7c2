// Jobs that are not as they should be, and jobs that are broken off.

import { createReadStream } from "node:fs";
import { namespaces } from "@countersign/interop/tools";
import { DelayedError, type Job, Worker } from "bullmq";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  cancel,
  type FleetJob,
  FleetWorker,
  Queues,
  redisOptions,
  statusOf,
  submit,
  type WorkerEvent,
} from "../src/index.js";
import { PREFIX, queueName } from "../src/redis/keys.js";
import { startRedis, type TestRedis } from "./redis-server.js";
import {
  everything,
  type Stub,
  slowJobs,
  startStub,
  targetsOfHosts,
  targetsOfJobs,
  until,
} from "./targets.js";
import { canTest, redisServer } from "./tools.js";

const FIXTURES = new URL("../../../fixtures/captures/", import.meta.url);

describe.runIf(canTest("jobs", [namespaces, redisServer]))("jobs", () => {
  let redis: TestRedis;
  let stub: Stub;
  let queues: Queues;

  beforeAll(async () => {
    redis = await startRedis();
    stub = await startStub();
    queues = new Queues(redisOptions(redis.url, {}));
  });
  afterAll(async () => {
    await queues[Symbol.asyncDispose]();
    stub[Symbol.dispose]();
    await redis[Symbol.asyncDispose]();
  });

  /** Runs in this process; what it tells is collected. */
  function work(vantage: string, jobsPerSecond?: number) {
    const events: WorkerEvent[] = [];
    const worker = new FleetWorker({
      redis: redisOptions(redis.url, {}),
      vantage,
      lifeTime: 2000,
      ...(jobsPerSecond && { jobsPerSecond }),
      onEvent: (event) => events.push(event),
    });
    return { worker, events, [Symbol.asyncDispose]: () => worker.stopNow() };
  }

  const quick = { count: 8, size: 4, rate: 1000 };

  it("that were submitted twice are there once, also when they are done", async () => {
    const jobs = await slowJobs(stub, { scan: "twice", vantage: "t", ...quick });
    expect(await submit(queues, jobs)).toEqual({ jobs: 2, units: 8, known: 0 });
    expect(await submit(queues, jobs)).toEqual({ jobs: 0, units: 0, known: 2 });
    await using _here = work("t");
    const { lines } = await everything(queues, "twice");
    expect(targetsOfHosts(lines)).toEqual(targetsOfJobs(jobs));
    const asked = stub.asked();
    expect(await submit(queues, jobs)).toEqual({ jobs: 0, units: 0, known: 2 });
    expect((await everything(queues, "twice")).lines).toHaveLength(8);
    expect(stub.asked()).toBe(asked);
  });

  it("read captures that URLs name through the opener that they are given", async () => {
    const capture = "archive:d30-site-of-five.pcap";
    await submit(queues, [{ kind: "inspect", contract: 1, scan: "opened", vantage: "u", capture }]);
    const worker = new FleetWorker({
      redis: redisOptions(redis.url, {}),
      vantage: "u",
      open: (url) => createReadStream(new URL(url.replace("archive:", ""), FIXTURES)),
    });
    const { hosts, lines } = await everything(queues, "opened");
    await worker.stop();
    expect(hosts).toHaveLength(5);
    expect(lines.at(-1)).toMatchObject({ kind: "capture", file: capture, vantage: { name: "u" } });
  });

  it("that fail are set aside with their error, and keep none of the others", async () => {
    const common = { contract: 1, scan: "poison", vantage: "p" } as const;
    const missing: FleetJob = { kind: "inspect", ...common, capture: "/nowhere/missing.pcap" };
    const unopened: FleetJob = { kind: "inspect", ...common, capture: "s3://archive/a.pcap" };
    const garbled = { kind: "probe", ...common, targets: ["!"], options: {} } as FleetJob;
    const good = await slowJobs(stub, { scan: "poison", vantage: "p", ...quick });
    await submit(queues, [missing, garbled, unopened, ...good]);
    await queues.at("p").add("probe", { ...good[0]!, vantage: "elsewhere" }, { jobId: "astray" });
    await using here = work("p");
    const { hosts } = await everything(queues, "poison");
    expect(targetsOfHosts(hosts)).toEqual(targetsOfJobs(good));
    const { failed, vantages } = await statusOf(queues, "poison");
    expect(failed.map(({ error, attempts }) => [error, attempts]).sort()).toEqual([
      ["!: is neither a name, an address, a range nor a network", 1],
      ["ENOENT: no such file or directory, open '/nowhere/missing.pcap'", 3],
      ["is for vantage elsewhere", 1],
      ["s3://archive/a.pcap: this worker has no opener of URLs", 3],
    ]);
    expect(vantages[0]!.jobs).toMatchObject({ total: 5, done: 2 });
    const ends = here.events.filter((event) => event.kind === "failed" && event.final);
    expect(ends).toHaveLength(4);
  });

  it("of another contract version are refused, told of, and left for a worker of theirs", async () => {
    const [mine, theirs] = await slowJobs(stub, { scan: "versions", vantage: "v", ...quick });
    const newer = { ...theirs!, contract: 2 } as unknown as FleetJob;
    await submit(queues, [newer, mine!]);
    await using here = work("v");
    await until(async () => (await statusOf(queues, "versions")).vantages[0]!.jobs.done === 1);
    expect(here.events).toContainEqual({ kind: "refused", job: expect.any(String), contract: 2 });
    const done: unknown[] = [];
    await using _right = new RightWorker("v", redis.url, (data) => done.push(data));
    await until(() => done.length > 0);
    expect(done).toEqual([newer]);
    expect(here.events.filter(({ kind }) => kind === "failed")).toEqual([]);
  });

  it("of a cancelled scan are broken off, and not begun", async () => {
    const jobs = await slowJobs(stub, { scan: "cancelled", vantage: "c", count: 40, size: 20, rate: 2 });
    await submit(queues, jobs);
    await using here = work("c");
    await until(() => here.events.some(({ kind }) => kind === "started"));
    await cancel(queues.redis, "cancelled");
    await until(() => here.events.filter(({ kind }) => kind === "cancelled").length === 2);
    expect(here.events.filter(({ kind }) => kind === "started")).toHaveLength(1);
    await until(async () => (await queues.at("c").getActiveCount()) === 0);
    const status = await statusOf(queues, "cancelled");
    expect([status.cancelled, status.complete]).toEqual([true, true]);
    expect(status.vantages[0]!.jobs.done).toBe(0);
  });

  it("of a worker that is stopped at once go back, at no cost", async () => {
    const jobs = await slowJobs(stub, { scan: "back", vantage: "b", count: 6, size: 6, rate: 3 });
    await submit(queues, jobs);
    const first = work("b");
    await until(() => first.events.some(({ kind }) => kind === "started"));
    await first.worker.stopNow();
    expect(first.events.map(({ kind }) => kind)).toEqual(["started", "put-back"]);
    expect((await statusOf(queues, "back")).vantages[0]!.jobs).toMatchObject({ waiting: 1, failed: 0 });
    await using _second = work("b");
    const { hosts } = await everything(queues, "back");
    expect(targetsOfHosts(hosts)).toEqual(targetsOfJobs(jobs));
  });

  it("come no faster than the queue's limit", async () => {
    const jobs = await slowJobs(stub, { scan: "limited", vantage: "l", count: 6, size: 1, rate: 1000 });
    await submit(queues, jobs);
    const begun = performance.now();
    await using _one = work("l", 2);
    await using _other = work("l", 2);
    await everything(queues, "limited");
    // Two at once, then two a second.
    expect(performance.now() - begun).toBeGreaterThan(1800);
  });
});

/** As one of contract version 2 would be. */
class RightWorker implements AsyncDisposable {
  readonly #worker: Worker;

  constructor(vantage: string, url: string, done: (data: unknown) => void) {
    const run = async (job: Job): Promise<void> => {
      if (job.data.contract === 2) return done(job.data);
      await job.moveToDelayed(Date.now() + 1000, job.token);
      throw new DelayedError();
    };
    const connection = redisOptions(url, {});
    this.#worker = new Worker(queueName(vantage), run, { connection, prefix: PREFIX });
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#worker.close();
  }
}
