import { cpSync, existsSync, mkdirSync, readdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { countersign, countersignAt, root, scratchFolder } from "./run.js";

/** Its own copy, where npm gave it one. */
function installed(name: string): string {
  const own = join(root, "packages/cli/node_modules", name);
  return existsSync(own) ? own : join(root, "node_modules", name);
}

describe("countersign fleet", () => {
  const folder = scratchFolder();

  /** A copy of the command whose neighbours are all that it has here, less the fleet. */
  function withoutFleet(): string {
    const own = join(folder.path, "cli");
    for (const part of ["bin", "dist", "package.json"])
      cpSync(join(root, "packages/cli", part), join(own, part), { recursive: true });
    const modules = join(folder.path, "node_modules");
    mkdirSync(join(modules, "@countersign"), { recursive: true });
    for (const name of ["cli-progress", "cli-table3", "commander", "picocolors", "tinypool"])
      symlinkSync(installed(name), join(modules, name));
    for (const name of readdirSync(join(root, "node_modules/@countersign")).filter(
      (name) => name !== "fleet",
    ))
      symlinkSync(join(root, "node_modules/@countersign", name), join(modules, "@countersign", name));
    return join(own, "bin/countersign.js");
  }

  it("says how to install what it needs where it is absent, and the other commands go on without it", async () => {
    const program = withoutFleet();
    const { code, stdout, stderr } = await countersignAt(program, ["fleet", "status"]);
    expect([code, stdout]).toEqual([3, ""]);
    expect(stderr).toBe(
      "error: this command needs the package @countersign/fleet: npm install @countersign/fleet\n",
    );
    expect((await countersignAt(program, ["matrix"])).code).toBe(0);
  });

  it.each([
    ["no vantage", ["submit", "192.0.2.1"]],
    ["a vantage that is no name", ["submit", "192.0.2.1", "--vantage", "a:b"]],
    ["a target that is none", ["submit", "192.0.2.0/99", "--vantage", "a"]],
    ["nothing to submit", ["submit", "--vantage", "a"]],
    ["a shard of nothing", ["submit", "192.0.2.1", "--vantage", "a", "--shard", "0"]],
    ["no scan", ["results"]],
    ["a cursor for what is joined", ["results", "s", "--by", "host", "--cursor", "c"]],
    ["a password in the URL", ["status", "--redis", "redis://:x@127.0.0.1:1"]],
  ])("is used wrongly with %s", async (_what, args) => {
    expect((await countersign(["fleet", ...args])).code).toBe(2);
  });

  it("says where there is no Redis", async () => {
    const { code, stderr } = await countersign(["fleet", "status", "--redis", "redis://127.0.0.1:1"]);
    expect([code, stderr]).toEqual([3, "error: Redis at 127.0.0.1:1: connect ECONNREFUSED 127.0.0.1:1\n"]);
  });
});
