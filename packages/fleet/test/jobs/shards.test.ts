import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { targetsOf } from "@countersign/node";
import { afterAll, describe, expect, it } from "vitest";
import { jobId } from "../../src/jobs/job-id.js";
import { parseJob } from "../../src/jobs/parse-job.js";
import { inspectJobs, probeJobs } from "../../src/jobs/shards.js";

const place = { scan: "s", vantage: "dmz" };
const options = { challenge: true, retries: 0 };

async function all<T>(jobs: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const job of jobs) found.push(job);
  return found;
}

const shardsOf = (text: string, size: number) => all(probeJobs(targetsOf(text), { ...place, options, size }));

describe("shards of targets", () => {
  it("have every target once, in order", async () => {
    const jobs = await shardsOf("192.0.2.0-24", 10);
    expect(jobs.map(({ targets }) => targets.length)).toEqual([10, 10, 5]);
    expect(jobs.flatMap(({ targets }) => targets)).toEqual(
      Array.from({ length: 25 }, (_, i) => `192.0.2.${i}:445`),
    );
  });

  it("are known by what they are", async () => {
    const ids = (await shardsOf("192.0.2.0-24", 10)).map(jobId);
    expect(new Set(ids).size).toBe(3);
    expect((await shardsOf("192.0.2.0-24", 10)).map(jobId)).toEqual(ids);
    const [job] = await shardsOf("192.0.2.0-24", 10);
    for (const other of [{ scan: "t" }, { vantage: "office" }, { options: { retries: 1 } }])
      expect(ids).not.toContain(jobId({ ...job!, ...other }));
  });

  it("go through JSON and the check unchanged", async () => {
    for (const job of await shardsOf("2001:db8::/124", 7))
      expect(parseJob(JSON.parse(JSON.stringify(job)))).toEqual(job);
  });

  it("refuse names that are no part of a key, and sizes that are none", async () => {
    for (const wrong of [{ vantage: "a:b" }, { scan: "" }, { size: 0 }, { size: 1.5 }]) {
      const jobs = probeJobs(targetsOf("192.0.2.1"), { ...place, options, ...wrong });
      await expect(jobs.next()).rejects.toThrow(RangeError);
    }
  });
});

describe("captures", () => {
  const folder = mkdtempSync(join(tmpdir(), "countersign-fleet-"));
  afterAll(() => rmSync(folder, { recursive: true }));

  it("are found in folders, and URLs are taken as they are", async () => {
    for (const name of ["b.pcap", "a.pcapng.gz", "notes.txt"]) writeFileSync(join(folder, name), "");
    const jobs = await all(inspectJobs([folder, "s3://archive/c.pcap"], place));
    expect(jobs.map(({ capture }) => capture)).toEqual([
      join(folder, "a.pcapng.gz"),
      join(folder, "b.pcap"),
      "s3://archive/c.pcap",
    ]);
    for (const job of jobs) expect(parseJob(JSON.parse(JSON.stringify(job)))).toEqual(job);
  });
});
