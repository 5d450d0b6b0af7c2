import { createServer, type Server, type Socket } from "node:net";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { encodeFrame } from "@countersign/framing";
import type { HostReport } from "@countersign/inspect";
import { messageFixtures } from "@countersign/testkit";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  formatTarget,
  type ScanOptions,
  scan,
  type Target,
  type Transport,
  targetsOf,
  tcp,
} from "../../src/index.js";

const answer = encodeFrame({
  kind: "sessionMessage",
  message: messageFixtures()["smb311-ntlm.json/neg_rsp"]!,
});
const QUICK: ScanOptions = { connectTimeout: 500, answerTimeout: 500, retries: 0 };

/** Of the addresses below 127.9.0.0, those that end so answer, or accept and say nothing. The others refuse. */
const ANSWERS = "127.9.0.16/29";
const SILENT = "127.9.0.32/29";
const servers: Server[] = [];
const sockets = new Set<Socket>();
let port = 0;

async function serve(host: string, behaviour: (socket: Socket) => void): Promise<void> {
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket)).on("error", () => {});
    behaviour(socket);
  });
  await new Promise<void>((resolve) => server.listen(port, host, resolve));
  port = (server.address() as { port: number }).port;
  servers.push(server);
}

beforeAll(async () => {
  for (const { host } of targetsOf(ANSWERS))
    await serve(host, (socket) => socket.on("data", () => socket.write(answer)));
  for (const { host } of targetsOf(SILENT)) await serve(host, (socket) => socket.resume());
});
afterAll(async () => {
  for (const server of servers) await new Promise((resolve) => server.close(resolve));
});

/** What is left when the garbage is gone. */
function heapInUse(): number {
  setFlagsFromString("--expose-gc");
  (runInNewContext("gc") as () => void)();
  return process.memoryUsage().heapUsed;
}

async function collect(targets: Iterable<Target>, options: ScanOptions = QUICK): Promise<HostReport[]> {
  const reports: HostReport[] = [];
  for await (const report of scan(targets, options)) reports.push(report);
  return reports;
}

function outcomes(reports: readonly HostReport[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { probe } of reports) {
    const outcome = probe![0]!.outcome;
    counts[outcome] = (counts[outcome] ?? 0) + 1;
  }
  return counts;
}

describe("scan", () => {
  it("reports every target once, as each is done", async () => {
    const told: number[] = [];
    const targets = [...targetsOf("127.9.0.0/26", { port })];
    const reports = await collect(targets, {
      ...QUICK,
      concurrency: 8,
      onProgress: (done) => void told.push(done),
    });
    expect(outcomes(reports)).toEqual({ answered: 8, silent: 8, "connection-refused": 48 });
    expect(reports.map(({ target }) => formatTarget(target!)).sort()).toEqual(
      targets.map(formatTarget).sort(),
    );
    expect(told).toEqual(Array.from({ length: 64 }, (_, i) => i + 1));
    await expect.poll(() => sockets.size).toBe(0);
  });

  it("keeps to its rate", async () => {
    const begun = performance.now();
    await collect(targetsOf(ANSWERS, { port }), { ...QUICK, rate: 50 });
    expect(performance.now() - begun).toBeGreaterThanOrEqual(140 - 10);
  });

  it("stops with the reason it is given, its connections closed", async () => {
    const stop = new AbortController();
    const reason = new Error("enough");
    setTimeout(() => stop.abort(reason), 100);
    const options = { ...QUICK, answerTimeout: 60_000, signal: stop.signal };
    await expect(collect(targetsOf("127.9.0.0/26", { port }), options)).rejects.toBe(reason);
    await expect.poll(() => sockets.size).toBe(0);
  });

  it("closes its connections when its consumer leaves", async () => {
    for await (const report of scan(targetsOf("127.9.0.0/26", { port }), {
      ...QUICK,
      answerTimeout: 60_000,
    })) {
      expect(report.kind).toBe("host");
      break;
    }
    await expect.poll(() => sockets.size).toBe(0);
  });

  it("throws what the targets throw", async () => {
    function* targets(): Generator<Target> {
      yield* targetsOf(ANSWERS, { port });
      throw new RangeError("no target");
    }
    await expect(collect(targets())).rejects.toThrow("no target");
    await expect.poll(() => sockets.size).toBe(0);
  });

  it("ends in the time that its options imply where most of 4,096 hosts refuse or drop, with steady memory", async () => {
    // Loopback has no address that drops packets: every sixteenth never gets there.
    let opened = 0;
    const transport: Transport = (target, signal) =>
      ++opened % 16 === 0 ? new Promise(() => {}) : tcp(target, signal);
    const heap: number[] = [];
    const options = { ...QUICK, concurrency: 64, transport };
    const begun = performance.now();
    const reports: string[] = [];
    for await (const { probe } of scan(targetsOf("127.9.0.0/20", { port }), options)) {
      reports.push(probe![0]!.outcome);
      if (reports.length % 1024 === 0) heap.push(heapInUse());
    }
    const took = performance.now() - begun;
    expect(reports).toHaveLength(4096);
    expect(reports.filter((outcome) => outcome === "connect-timeout")).toHaveLength(256);
    // 256 time-outs of 500 ms, 64 at a time, are 2 s; the rest is the machine's.
    expect(took).toBeGreaterThanOrEqual(1900);
    expect(took).toBeLessThan(60_000);
    expect(heap.at(-1)! - heap[0]!).toBeLessThan(8 * 1024 * 1024);
  });
});
