// Servers that a probe is done with at once, and what is submitted of them.
import { createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import type { HostReport } from "@countersign/inspect";
import { loopbackAddresses } from "@countersign/interop/addresses";
import { type FleetJob, HostJoin, probeJobs, type Queues, results } from "../src/index.js";

export interface Stub extends Disposable {
  port: number;
  /** How often it was asked. */
  asked: () => number;
}

/** Listens on all loopback addresses, and hangs up on whoever comes. */
export async function startStub(): Promise<Stub> {
  let asked = 0;
  const server = createServer((socket) => {
    asked++;
    socket.on("error", () => {}).destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, "0.0.0.0", resolve));
  const { port } = server.address() as { port: number };
  return { port, asked: () => asked, [Symbol.dispose]: () => void server.close() };
}

export interface Slow {
  scan: string;
  vantage?: string;
  count: number;
  size: number;
  /** Hosts a second, of each job. */
  rate: number;
}

/** Jobs that take as long as they are told to. */
export async function slowJobs(stub: Stub, slow: Slow): Promise<FleetJob[]> {
  const { scan, vantage = "here", count, size, rate } = slow;
  const targets = loopbackAddresses(count).map((host) => ({ host, port: stub.port }));
  const options = { concurrency: 1, rate, retries: 0, connectTimeout: 5000, answerTimeout: 5000 };
  const jobs: FleetJob[] = [];
  for await (const job of probeJobs(targets, { scan, vantage, options, size })) jobs.push(job);
  return jobs;
}

/** Everything, once nothing more comes; `lines` as they came, `hosts` joined. */
export async function everything(
  queues: Queues,
  scan: string,
): Promise<{ lines: HostReport[]; hosts: HostReport[] }> {
  const join = new HostJoin();
  const lines: HostReport[] = [];
  for await (const { reports } of results(queues, scan, { follow: true }))
    for (const report of reports) {
      lines.push(report as HostReport);
      join.add(report);
    }
  return { lines, hosts: [...join.reports()] };
}

export function targetsOfJobs(jobs: readonly FleetJob[]): string[] {
  return jobs.flatMap((job) => (job.kind === "probe" ? job.targets : [])).sort();
}

export function targetsOfHosts(hosts: readonly HostReport[]): string[] {
  return hosts.map(({ target }) => `${target!.host}:${target!.port}`).sort();
}

/** Waits until it is so. */
export async function until(what: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = performance.now() + 120_000;
  while (!(await what())) {
    if (performance.now() > deadline) throw new Error(`waited in vain until ${what}`);
    await sleep(50);
  }
}
