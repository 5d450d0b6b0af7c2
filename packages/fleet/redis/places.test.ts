// Two places, three workers, real servers, and one worker that dies.

import { fileURLToPath } from "node:url";
import type { HostReport } from "@countersign/inspect";
import { loopbackAddresses } from "@countersign/interop/addresses";
import { type RunningServer, startAll, stopAll } from "@countersign/interop/processes";
import { startSamba } from "@countersign/interop/samba";
import { namespaces, smbd } from "@countersign/interop/tools";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Queues, redisOptions } from "../src/index.js";
import { scanKeys } from "../src/redis/keys.js";
import { fleet, linesOf, running } from "./command.js";
import { startRedis, type TestRedis } from "./redis-server.js";
import { until } from "./targets.js";
import { canTest, redisServer } from "./tools.js";

const COUNT = 24;
const addresses = loopbackAddresses(COUNT + 1);
const [offering, mandatory, shared, closed, empty] = addresses as [string, string, string, string, string];
/** What stands at the shared address, on the other path. */
const behind = addresses[COUNT]!;
const OFFERED = {};
const MANDATORY = { "server signing": "mandatory" };

describe.runIf(canTest("two places", [namespaces, smbd, redisServer]))("two places", () => {
  let redis: TestRedis;
  let servers: RunningServer[];
  let lines: HostReport[];
  let hosts: Map<string, HostReport>;

  beforeAll(async () => {
    redis = await startRedis();
    servers = await startAll(
      [
        { host: offering, settings: OFFERED },
        { host: mandatory, settings: MANDATORY },
        { host: shared, settings: MANDATORY },
        { host: behind, settings: OFFERED },
        { host: closed, settings: OFFERED },
      ].map((server) => startSamba({ port: 445, ...server })),
    );
    ({ lines, hosts } = await scanFromBoth(redis.url));
  });
  afterAll(async () => {
    await stopAll(servers);
    await redis[Symbol.asyncDispose]();
  });

  it("the joined result has every host once, and the lines have each from both places", () => {
    const targets = addresses.slice(0, COUNT);
    expect([...hosts.keys()].sort()).toEqual([...targets].sort());
    for (const vantage of ["office", "dmz"]) {
      const seen = lines.filter((line) => line.vantage!.name === vantage).map(({ target }) => target!.host);
      expect([...new Set(seen)].sort()).toEqual([...targets].sort());
    }
  });

  it("what both places see alike is as if one had seen it", () => {
    expect(verdict(offering)).toEqual({
      smb2: "enabled",
      relay: "possible",
      differ: [],
      ports: { dmz: "reached", office: "reached" },
    });
    expect(verdict(mandatory)).toEqual({
      smb2: "required",
      relay: "blocked",
      differ: [],
      ports: { dmz: "reached", office: "reached" },
    });
    expect(verdict(empty)).toEqual({
      smb2: "unknown",
      relay: "unknown",
      differ: [],
      ports: { dmz: "refused", office: "refused" },
    });
  });

  it("signing that differs by path is a finding, and the weakest path decides", () => {
    expect(verdict(shared)).toEqual({
      smb2: "enabled",
      relay: "possible",
      differ: ["signing-differs-by-path"],
      ports: { dmz: "reached", office: "reached" },
    });
  });

  it("a host that is reached from here and filtered there is a finding", () => {
    expect(verdict(closed)).toEqual({
      smb2: "enabled",
      relay: "possible",
      differ: ["reachability-differs-by-path"],
      ports: { dmz: "filtered", office: "reached" },
    });
  });

  function verdict(address: string) {
    const { advertised, relayToSmb, findings, vantages } = hosts.get(address)!;
    return {
      smb2: advertised.smb2,
      relay: relayToSmb.outcome,
      differ: findings.map(({ code }) => code).filter((code) => code.endsWith("-by-path")),
      ports: Object.fromEntries(vantages!.map(({ name, ports }) => [name, ports[0]!.state])),
    };
  }
});

/** By the commands alone, but for the worker that has another path. */
async function scanFromBoth(url: string): Promise<{ lines: HostReport[]; hosts: Map<string, HostReport> }> {
  const redis = ["--redis", url];
  const atOffice = ["work", "--vantage", "office", "--life-time", "1", ...redis];
  await using doomed = fleet(atOffice);
  await using _office = fleet(atOffice);
  const script = fileURLToPath(new URL("other-path.mjs", import.meta.url));
  const paths = JSON.stringify({ [shared]: behind, [closed]: null });
  await using _dmz = running([script, url, "dmz", paths]);
  await until(() => doomed.printed.stderr.includes("waiting for jobs"));

  const targets = `${addresses[0]}-${COUNT}`;
  const slowly = ["--shard", "6", "--rate", "1", "--concurrency", "2", "--timeout", "60"];
  const places = ["--vantage", "office", "--vantage", "dmz"];
  await fleet(["submit", targets, "--scan", "both", ...places, ...slowly, ...redis]).ended;
  await using queues = new Queues(redisOptions(url, {}));
  const inHand = (): boolean => doomed.printed.stderr.trimEnd().endsWith(" targets");
  await until(async () => inHand() && (await queues.redis.xlen(scanKeys("both").results)) > 0);
  doomed.child.kill("SIGKILL");
  await doomed.ended;
  expect(inHand(), doomed.printed.stderr).toBe(true);

  const { stdout: lines } = await fleet(["results", "both", "--follow", ...redis]).ended;
  const { stdout: joined } = await fleet(["results", "both", "--by", "host", ...redis]).ended;
  return {
    lines: linesOf(lines),
    hosts: new Map(linesOf(joined).map((host: HostReport) => [host.address, host])),
  };
}
