// --follow on a standard input that is slow to come, as tcpdump's is.
import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { countersign, d30, program } from "./run.js";

const capture = readFileSync(d30);
/** Past the end of the first conversation, in the middle of another. */
const PART = 30_000;

class Live {
  stdout = "";
  stderr = "";
  readonly #child: ChildProcess;
  readonly #ended: Promise<number | null>;

  constructor(...args: string[]) {
    this.#child = spawn(process.execPath, [program, "inspect", "--follow", ...args, "-"]);
    this.#child.stdout?.setEncoding("utf8").on("data", (text: string) => {
      this.stdout += text;
    });
    this.#child.stderr?.setEncoding("utf8").on("data", (text: string) => {
      this.stderr += text;
    });
    this.#ended = new Promise((resolve) => this.#child.on("close", resolve));
  }

  write(bytes: Uint8Array): void {
    this.#child.stdin?.write(bytes);
  }

  /** Waits until standard output shows this; the test's time limit is the limit. */
  async shows(pattern: RegExp): Promise<void> {
    while (!pattern.test(this.stdout)) await new Promise((resolve) => setTimeout(resolve, 20));
  }

  end(): Promise<number | null> {
    this.#child.stdin?.end();
    return this.#ended;
  }

  interrupt(): Promise<number | null> {
    this.#child.kill("SIGINT");
    return this.#ended;
  }
}

const kinds = (ndjson: string) =>
  ndjson
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line).kind);

describe("--follow", () => {
  it("prints a conversation when it ends, before standard input does", async () => {
    const live = new Live("-f", "ndjson");
    live.write(capture.subarray(0, PART));
    await live.shows(/"kind":"handshake".*\n/);
    expect(live.stdout).not.toContain('"kind":"capture"');
    live.write(capture.subarray(PART));
    expect(await live.end()).toBe(0);
    expect(kinds(live.stdout)).toEqual([...Array(5).fill("handshake"), "capture"]);
    expect(live.stderr).toBe("");
  });

  it("draws a line a conversation, below one header", async () => {
    const live = new Live();
    live.write(capture.subarray(0, PART));
    await live.shows(
      /^server +name +protocol +signing advertised +this pair +relay to SMB +sessions\n198\.51\./,
    );
    live.write(capture.subarray(PART));
    expect(await live.end()).toBe(0);
    expect(live.stdout.match(/^server /gm)).toHaveLength(1);
    expect(live.stdout).toMatch(
      /^198\.51\.100\.41:445 +FS-KRAV +SMB 3\.1\.1 +SMB2 required +signed +blocked/m,
    );
    expect(live.stdout).toMatch(/\n- {2}241 packets, 5 SMB conversations\n$/);
  });

  it("ends the input at an interrupt: what is open is reported, and that is no failure", async () => {
    const live = new Live("-f", "ndjson");
    live.write(capture.subarray(0, PART));
    await live.shows(/"kind":"handshake".*\n/);
    expect(await live.interrupt()).toBe(0);
    const found = kinds(live.stdout);
    expect(found.at(-1)).toBe("capture");
    expect(found.length).toBeGreaterThanOrEqual(2);
  });

  it("prints the same reports as ever, in the order of their ends", async () => {
    const sorted = await countersign(["inspect", "-f", "ndjson", d30]);
    const ended = await countersign(["inspect", "-f", "ndjson", "--follow", d30]);
    expect(ended.stdout.split("\n").sort()).toEqual(sorted.stdout.split("\n").sort());
  });
});
