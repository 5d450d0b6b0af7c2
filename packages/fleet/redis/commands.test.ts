// What the commands promise: secrets that are not printed, cursors, trimming, an end that loses nothing.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { namespaces } from "@countersign/interop/tools";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fleet, linesOf } from "./command.js";
import { startRedis, type TestRedis } from "./redis-server.js";
import { type Stub, startStub, until } from "./targets.js";
import { canTest, openssl, redisServer } from "./tools.js";

const folder = mkdtempSync(join(tmpdir(), "countersign-fleet-"));
afterAll(() => rmSync(folder, { recursive: true }));
const captures = fileURLToPath(new URL("../../../fixtures/captures", import.meta.url));

describe.runIf(canTest("commands", [namespaces, redisServer]))("commands", () => {
  let redis: TestRedis;
  let stub: Stub;

  beforeAll(async () => {
    redis = await startRedis();
    stub = await startStub();
  });
  afterAll(async () => {
    stub[Symbol.dispose]();
    await redis[Symbol.asyncDispose]();
  });

  const run = (...args: string[]) => fleet([...args, "--redis", redis.url]).ended;

  it("inspect an archive, in lines of the contract with place and time, and hosts that are joined", async () => {
    const { stdout } = await run(
      "submit",
      "--vantage",
      "archive",
      "--capture",
      captures,
      "--scan",
      "captures",
    );
    expect(stdout).toBe("captures\n");
    await using _worker = fleet(["work", "--vantage", "archive", "--redis", redis.url]);
    const lines = linesOf((await run("results", "captures", "--follow")).stdout);
    const files = new Set(lines.filter(({ kind }) => kind === "capture").map(({ file }) => file));
    expect(files.size).toBeGreaterThan(30);
    for (const { vantage } of lines) {
      expect(vantage).toMatchObject({ name: "archive", scan: "captures", job: expect.any(String) });
      expect(Number.isNaN(Date.parse(vantage.time))).toBe(false);
    }
    const hosts = linesOf((await run("results", "captures", "--by", "host")).stdout);
    const addresses = lines.filter(({ kind }) => kind === "host").map(({ address }) => address);
    expect(hosts.map(({ address }) => address).sort()).toEqual([...new Set(addresses)].sort());
  });

  it("go on behind the cursor, and take out of Redis what was printed only if told to", async () => {
    const cursor = join(folder, "cursor");
    const options = ["--port", String(stub.port), "--vantage", "c", "--scan", "cursor", "--retries", "0"];
    await run("submit", "127.77.1.1-30", "--shard", "10", ...options);
    await using _worker = fleet(["work", "--vantage", "c", "--redis", redis.url]);
    const one = linesOf((await run("results", "cursor", "--follow", "--cursor", cursor)).stdout);
    expect(one).toHaveLength(30);
    expect(readFileSync(cursor, "utf8")).toMatch(/^\d+-\d+\n$/);
    expect((await run("results", "cursor", "--cursor", cursor)).stdout).toBe("");

    await run("submit", "127.77.2.1-5", ...options);
    const more = linesOf((await run("results", "cursor", "--follow", "--cursor", cursor)).stdout);
    expect(more.map(({ address }) => address).sort()).toEqual([1, 2, 3, 4, 5].map((i) => `127.77.2.${i}`));

    expect(linesOf((await run("results", "cursor", "--trim")).stdout)).toHaveLength(35);
    expect((await run("results", "cursor")).stdout).toBe("");
  });

  it("a worker that gets SIGTERM ends its job first", async () => {
    const submitted = [
      "submit",
      "127.77.3.1-6",
      "--port",
      String(stub.port),
      "--vantage",
      "g",
      "--scan",
      "g",
    ];
    await run(...submitted, "--shard", "3", "--rate", "2", "--retries", "0");
    await using worker = fleet(["work", "--vantage", "g", "--redis", redis.url]);
    await until(() => worker.printed.stderr.includes("began"));
    worker.child.kill("SIGTERM");
    const { code, stderr } = await worker.ended;
    expect([code, stderr.match(/began/g)?.length, stderr.match(/done/g)?.length]).toEqual([0, 1, 1]);
    const [status] = linesOf((await run("status", "g", "--json")).stdout);
    expect(status.vantages[0].jobs).toMatchObject({ done: 1, waiting: 1 });
    expect((await run("status", "g")).stdout).toContain("3 of 6");
  });

  it("say what there is not", async () => {
    for (const args of [["status"], ["results"], ["cancel"]]) {
      const { code, stderr } = await run(...args, "nothing");
      expect([code, stderr]).toEqual([3, "error: there is no scan nothing\n"]);
    }
  });
});

const PASSWORD = "geheim-1f6b";

describe.runIf(canTest("secrets", [namespaces, redisServer, openssl]))("secrets", () => {
  let redis: TestRedis;
  const certificate = join(folder, "redis.crt");
  const key = join(folder, "redis.key");

  beforeAll(async () => {
    const subject = ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"];
    const request = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", ...subject];
    expect(spawnSync("openssl", [...request, "-keyout", key, "-out", certificate]).status).toBe(0);
    const tls = ["--tls-cert-file", certificate, "--tls-key-file", key, "--tls-ca-cert-file", certificate];
    redis = await startRedis(["--requirepass", PASSWORD, "--tls-auth-clients", "no", ...tls], "rediss");
  });
  afterAll(() => redis[Symbol.asyncDispose]());

  const env = { COUNTERSIGN_REDIS_PASSWORD: PASSWORD, COUNTERSIGN_REDIS_CA: certificate };
  const status = (env: NodeJS.ProcessEnv) => fleet(["status", "--redis", redis.url], env).ended;

  it("of the environment let in, over TLS", async () => {
    const submitted = ["submit", "127.0.0.1", "--vantage", "s", "--scan", "s", "--redis", redis.url];
    expect(await fleet(submitted, env).ended).toMatchObject({ code: 0, stdout: "s\n" });
    expect((await status(env)).stdout).toContain("under way");
  });

  it("are not printed, whatever goes wrong", async () => {
    const wrong = [
      { ...env, COUNTERSIGN_REDIS_PASSWORD: `${PASSWORD}-not` },
      { ...env, COUNTERSIGN_REDIS_PASSWORD: "" },
      { COUNTERSIGN_REDIS_PASSWORD: PASSWORD },
    ];
    for (const { code, stdout, stderr } of await Promise.all(wrong.map(status))) {
      expect([code, stdout]).toEqual([3, ""]);
      expect(stderr).toMatch(/^error: Redis at 127\.0\.0\.1:\d+ with TLS: .+\n$/);
      expect(stderr).not.toContain(PASSWORD);
    }
  });

  it("in the URL are refused, and not repeated", async () => {
    const url = redis.url.replace("//", `//:${PASSWORD}@`);
    const { code, stderr } = await fleet(["status", "--redis", url]).ended;
    expect([code, stderr.includes(PASSWORD)]).toEqual([2, false]);
  });
});
