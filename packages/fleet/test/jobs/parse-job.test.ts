import { expect, it } from "vitest";
import { BadJob, contractOf, parseJob } from "../../src/jobs/parse-job.js";

const good = {
  kind: "probe",
  contract: 1,
  scan: "s",
  vantage: "dmz",
  targets: ["192.0.2.1:445"],
  options: { retries: 0, smb1: true },
};

it("takes a job as it is, and leaves out options that it does not know", () => {
  expect(parseJob({ ...good, options: { ...good.options, later: 1 } })).toEqual(good);
});

it.each<[string, unknown]>([
  ["no object", null],
  ["a text", "probe"],
  ["a list", []],
  ["another version", { ...good, contract: 2 }],
  ["another kind", { ...good, kind: "relay" }],
  ["no scan", { ...good, scan: undefined }],
  ["a scan that is no part of a key", { ...good, scan: "a:b" }],
  ["no targets", { ...good, targets: undefined }],
  ["a target that is none", { ...good, targets: ["192.0.2.1", "!"] }],
  ["a network for a target", { ...good, targets: ["192.0.2.0/24"] }],
  ["no options", { ...good, options: 3 }],
  ["an option of another type", { ...good, options: { retries: "3" } }],
  ["an option below zero", { ...good, options: { rate: -1 } }],
  ["no capture", { ...good, kind: "inspect" }],
  ["standard input for a capture", { ...good, kind: "inspect", capture: "-" }],
])("refuses %s", (_what, data) => {
  expect(() => parseJob(data)).toThrow(BadJob);
});

it("tells the contract version of whatever it is", () => {
  expect([good, { contract: 2 }, {}, null, 1].map(contractOf)).toEqual([
    1,
    2,
    undefined,
    undefined,
    undefined,
  ]);
});
