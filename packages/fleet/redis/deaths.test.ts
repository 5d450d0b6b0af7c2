// What is lost when something dies: nothing.
import { namespaces } from "@countersign/interop/tools";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { FleetWorker, Queues, redisOptions, statusOf, submit } from "../src/index.js";
import { scanKeys } from "../src/redis/keys.js";
import { fleet } from "./command.js";
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

describe.runIf(canTest("deaths", [namespaces, redisServer]))("deaths", () => {
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

  const batches = (scan: string) => queues.redis.xlen(scanKeys(scan).results);
  const worker = (vantage: string) =>
    fleet(["work", "--vantage", vantage, "--redis", redis.url, "--life-time", "1"]);

  it("a worker killed in the middle of a job: another does the job, and the joined view has each host once", async () => {
    const jobs = await slowJobs(stub, { scan: "killed", vantage: "k", count: 12, size: 12, rate: 3 });
    await submit(queues, jobs);
    await using first = worker("k");
    await until(async () => (await batches("killed")) > 0);
    first.child.kill("SIGKILL");
    const { units, jobs: before } = (await statusOf(queues, "killed")).vantages[0]!;
    expect([before.done, units.done < units.total]).toEqual([0, true]);
    await using second = worker("k");
    const { lines, hosts } = await everything(queues, "killed");
    expect(targetsOfHosts(hosts)).toEqual(targetsOfJobs(jobs));
    expect(lines.length).toBeGreaterThan(hosts.length);
    expect(second.printed.stderr).toContain("gave no sign of life");
    const after = (await statusOf(queues, "killed")).vantages[0]!;
    expect(after.jobs).toEqual({ total: 1, done: 1, active: 0, waiting: 0, failed: 0 });
    expect(after.units).toEqual({ total: 12, done: 12 });
  });

  it("Redis killed in the middle of a scan: workers and readers wait for it, and go on", async () => {
    const jobs = await slowJobs(stub, { scan: "outage", vantage: "o", count: 24, size: 6, rate: 4 });
    await submit(queues, jobs);
    const options = { redis: redisOptions(redis.url, {}), vantage: "o", lifeTime: 2000 };
    const workers = [new FleetWorker(options), new FleetWorker(options)];
    try {
      await until(async () => (await batches("outage")) > 1);
      const reading = everything(queues, "outage");
      await redis.kill();
      await redis.start();
      const { hosts } = await reading;
      expect(targetsOfHosts(hosts)).toEqual(targetsOfJobs(jobs));
      const [at] = (await statusOf(queues, "outage")).vantages;
      expect(at!.jobs).toMatchObject({ total: 4, done: 4, failed: 0 });
    } finally {
      await Promise.all(workers.map((one) => one.stop()));
    }
  });

  it("a job that kills its worker is set aside after the third", async () => {
    const capture = "kill:all";
    const job = { kind: "inspect", contract: 1, scan: "deadly", vantage: "d", capture } as const;
    await submit(queues, [job]);
    const opener = new URL("deadly-opener.mjs", import.meta.url).pathname;
    const args = ["work", "--vantage", "d", "--redis", redis.url, "--life-time", "1", "--opener", opener];
    for (let i = 0; i < 3; i++) {
      await using deadly = fleet(args);
      await deadly.ended;
      expect(deadly.child.signalCode).toBe("SIGKILL");
    }
    await using last = fleet(args);
    await until(async () => (await statusOf(queues, "deadly")).complete);
    const { failed } = await statusOf(queues, "deadly");
    expect(failed.map(({ error }) => error)).toEqual([expect.stringContaining("stalled")]);
    await until(() => last.printed.stderr.includes("set aside"));
  });
});
