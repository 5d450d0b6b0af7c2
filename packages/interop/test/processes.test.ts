import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { freePort } from "../src/addresses.js";
import { accepts, startAll, startServer } from "../src/processes.js";
import { canTest, namespaces } from "../src/tools.js";

/** Listens, and has a child in a session of its own, which outlives it where nothing is done about that. */
const SERVER = `
  const { spawn } = require("node:child_process");
  const [host, port, folder] = process.argv.slice(1);
  spawn("sleep", ["600"], { detached: true, argv0: folder }).unref();
  require("node:net").createServer().listen(Number(port), host);
`;
const host = "127.0.0.1";

describe.runIf(canTest("starting servers", [namespaces]))("startServer", () => {
  it("leaves no process and no folder behind", async () => {
    let made = "";
    {
      await using server = await startServer(async (folder) => {
        made = folder;
        const port = await freePort(host);
        return { argv: [process.execPath, "-e", SERVER, host, String(port), folder], host, port };
      });
      expect(await accepts(host, server.port)).toBe(true);
      expect(processesThatName(made)).not.toEqual([]);
    }
    expect(processesThatName(made)).toEqual([]);
    expect(existsSync(made)).toBe(false);
  });

  it("tells what a server printed that does not come up, and stops those that did", async () => {
    const folders: string[] = [];
    const port = await freePort(host);
    const good = startServer(async (folder) => {
      folders.push(folder);
      return { argv: [process.execPath, "-e", SERVER, host, String(port), folder], host, port };
    });
    const bad = startServer(async (folder) => {
      folders.push(folder);
      return { argv: ["sh", "-c", "echo no such setting; exit 1"], host, port: await freePort(host) };
    });
    await expect(startAll([good, bad])).rejects.toThrow(/does not listen.*no such setting/s);
    expect(await accepts(host, port)).toBe(false);
    expect(folders.filter(existsSync)).toEqual([]);
  });
});

function processesThatName(text: string): string[] {
  return readdirSync("/proc").filter((pid) => /^\d+$/.test(pid) && commandLine(pid).includes(text));
}

function commandLine(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8");
  } catch {
    return ""; // It ended in between.
  }
}
