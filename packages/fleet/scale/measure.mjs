// Many targets over several workers, with a table in place of the network: what the distribution costs.
// usage, after the build: node scale/measure.mjs [--targets N] [--workers 1,2,4] [--shard N]
import { fork, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { HostJoin, probeJobs, Queues, redisOptions, results, submit } from "@countersign/fleet";
import { scan } from "@countersign/node";
import { postureOf, table } from "./answers.mjs";

const { values } = parseArgs({
  options: {
    targets: { type: "string", default: "1000000" },
    workers: { type: "string", default: "1,2,4" },
    shard: { type: "string", default: "256" },
  },
});
const count = Number(values.targets);
const size = Number(values.shard);
const PORT = 6399;

console.log(`${count} targets, ${Math.ceil(count / size)} jobs of ${size}, Node ${process.version}`);
const alone = await scanAlone();
console.log(`without a fleet: ${rounded(alone / count)} µs of CPU a target`);
for (const workers of values.workers.split(",").map(Number)) await measure(workers);

/** Microseconds of CPU of one process that scans all by itself. */
async function scanAlone() {
  const before = process.cpuUsage();
  for await (const _ of scan(targets(), { transport: table }));
  const { user, system } = process.cpuUsage(before);
  return user + system;
}

async function measure(number) {
  const folder = await mkdtemp(join(tmpdir(), "fleet-scale-"));
  const redis = spawn("redis-server", ["--port", PORT, "--dir", folder, "--appendonly", "yes", "--save", ""]);
  const queues = new Queues(redisOptions(`redis://127.0.0.1:${PORT}`));
  try {
    const jobs = probeJobs(targets(), { scan: "scale", vantage: "here", options: {}, size });
    const submitting = seconds();
    const { jobs: total } = await submit(queues, jobs);
    const submitted = submitting();
    const queued = await memoryOf(queues);
    const redisBefore = await cpuOf(queues);
    const working = seconds();
    const workers = await startWorkers(number);
    await done(queues, total);
    const worked = working();
    const told = await Promise.all(workers.map(end));
    const redisCpu = (await cpuOf(queues)) - redisBefore;
    const workerCpu = told.reduce((sum, { cpuSeconds }) => sum + cpuSeconds, 0);
    const view = await joined(queues);
    console.log(`${number} workers
  submitted in ${rounded(submitted)} s; done in ${rounded(worked)} s: ${rounded(total / worked)} jobs, ${rounded(count / worked)} targets a second
  CPU of a job: workers ${rounded((workerCpu * 1000) / total)} ms, of which ${rounded((workerCpu * 1e6 - alone) / total / 1000)} ms are not the scan's; Redis ${rounded((redisCpu * 1000) / total)} ms
  memory: Redis ${mebibytes(queued)} with all jobs queued, ${mebibytes(await memoryOf(queues))} with all results; workers ${told.map(({ peakBytes }) => mebibytes(peakBytes)).join(", ")} at most
  joined view: ${view.hosts} hosts in ${rounded(view.seconds)} s, ${mebibytes(process.memoryUsage().heapUsed)} of heap then`);
  } finally {
    await queues[Symbol.asyncDispose]();
    redis.kill();
    await once(redis, "exit");
    await rm(folder, { recursive: true });
  }
}

async function startWorkers(number) {
  const script = fileURLToPath(new URL("worker.mjs", import.meta.url));
  const url = `redis://127.0.0.1:${PORT}`;
  const workers = Array.from({ length: number }, () => fork(script, [url, "here"]));
  await Promise.all(workers.map((worker) => once(worker, "message")));
  return workers;
}

async function end(worker) {
  worker.kill("SIGTERM");
  const [told] = await once(worker, "message");
  return told;
}

async function done(queues, total) {
  while ((await queues.redis.hlen("countersign:scan:scale:done:here")) < total)
    await new Promise((resolve) => setTimeout(resolve, 50));
}

/** Reads all results, and throws where one is missing, twice, or not what the table says. */
async function joined(queues) {
  const time = seconds();
  const join = new HostJoin();
  for await (const { reports } of results(queues, "scale")) for (const report of reports) join.add(report);
  let hosts = 0;
  for (const { address, advertised } of join.reports()) {
    hosts++;
    const posture = postureOf(address);
    if (advertised.smb2 !== (posture === "refused" ? "unknown" : posture))
      throw new Error(`${address}: is ${posture}, was reported as ${advertised.smb2}`);
  }
  if (hosts !== count) throw new Error(`${hosts} hosts of ${count}`);
  return { hosts, seconds: time() };
}

function* targets() {
  for (let i = 0; i < count; i++) yield { host: `10.${i >> 16}.${(i >> 8) & 255}.${i & 255}`, port: 445 };
}

async function memoryOf({ redis }) {
  return Number(/^used_memory:(\d+)/m.exec(await redis.info("memory"))[1]);
}

/** Seconds, of Redis and its children. */
async function cpuOf({ redis }) {
  const text = await redis.info("cpu");
  return [...text.matchAll(/^used_cpu_(?:sys|user)(?:_children)?:([\d.]+)/gm)].reduce(
    (sum, [, n]) => sum + +n,
    0,
  );
}

function seconds() {
  const begun = performance.now();
  return () => (performance.now() - begun) / 1000;
}

function rounded(value) {
  return Number(value.toPrecision(3));
}

function mebibytes(bytes) {
  return `${rounded(bytes / 2 ** 20)} MiB`;
}
