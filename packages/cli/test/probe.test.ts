import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer, type Server } from "node:net";
import { encodeFrame } from "@countersign/framing";
import { messageFixtures } from "@countersign/testkit";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { countersign, program, scratchFolder } from "./run.js";

const { file, path: scratch } = scratchFolder();
const answer = encodeFrame({
  kind: "sessionMessage",
  message: messageFixtures()["smb311-ntlm.json/neg_rsp"]!,
});
const ANSWERING = "127.7.0.1";
const SILENT = "127.7.0.2";
const REFUSING = "127.7.0.3";

const servers: Server[] = [];
let port = 0;

async function serve(host: string, reply: Uint8Array | undefined): Promise<void> {
  const server = createServer((socket) => {
    socket.on("error", () => {}).on("data", () => reply && socket.write(reply));
  });
  server.listen(port, host);
  await once(server, "listening");
  port = (server.address() as { port: number }).port;
  servers.push(server);
}

beforeAll(async () => {
  await serve(ANSWERING, answer);
  await serve(SILENT, undefined);
});
afterAll(() => {
  for (const server of servers) server.close();
});

function probe(...args: string[]): ReturnType<typeof countersign> {
  return countersign(["probe", "--port", `${port}`, "--timeout", "2", "--retries", "0", ...args]);
}

// biome-ignore lint/suspicious/noExplicitAny: reports of any kind, and the tests look where they please.
function lines(text: string): any[] {
  return text.split("\n").flatMap((line) => (line === "" ? [] : [JSON.parse(line)]));
}

describe("countersign probe", () => {
  it("draws a table: what was learned, and why not", async () => {
    const { code, stdout, stderr } = await probe(ANSWERING, REFUSING);
    expect([code, stderr]).toEqual([0, "warning: probe only servers that you may probe\n"]);
    expect(stdout).toMatch(
      / +target +name +dialects +signing advertised +relay to SMB +not answered +findings/,
    );
    expect(stdout).toMatch(
      new RegExp(`${ANSWERING}:${port} +3\\.1\\.1 +SMB2 required +blocked +smb-signing-required`),
    );
    expect(stdout).toMatch(
      new RegExp(`${REFUSING}:${port} +SMB2 unknown +unknown +SMB2: connection-refused`),
    );
  });

  it("prints a report a line, as each host is done", async () => {
    const { stdout } = await probe("-f", "ndjson", "--concurrency", "8", `127.7.0.0/30`);
    const reports = lines(stdout);
    expect(reports.map(({ target }) => target.host).sort()).toEqual([
      "127.7.0.0",
      ANSWERING,
      SILENT,
      REFUSING,
    ]);
    const byHost = Object.fromEntries(reports.map((report) => [report.target.host, report.probe[0].outcome]));
    expect(byHost).toEqual({
      "127.7.0.0": "connection-refused",
      [ANSWERING]: "answered",
      [SILENT]: "silent",
      [REFUSING]: "connection-refused",
    });
  });

  it.each(["csv", "json", "markdown", "sarif"])("prints %s", async (format) => {
    const { code, stdout } = await probe("-f", format, ANSWERING);
    expect(code).toBe(0);
    expect(stdout).toContain(ANSWERING);
    expect(stdout).toContain("smb-signing-required");
  });

  it("takes targets from files and from standard input", async () => {
    const list = file("servers.txt", `# the file servers\n${ANSWERING}\n\n${REFUSING} # switched off\n`);
    expect(lines((await probe("-f", "ndjson", "-i", list)).stdout)).toHaveLength(2);
    const args = ["probe", "--port", `${port}`, "-f", "ndjson", "-i", "-"];
    const { stdout } = await countersign(args, new TextEncoder().encode(`${ANSWERING}\n`));
    expect(lines(stdout).map(({ target }) => target)).toEqual([{ host: ANSWERING, port }]);
  });

  it("asks for what it is told to ask for", async () => {
    const { stdout } = await probe("-f", "ndjson", "--smb1", "--all-dialects", ANSWERING);
    const [{ probe: asked }] = lines(stdout);
    expect(asked.map((one: { question: string }) => one.question)).toEqual([
      "smb2",
      "smb1",
      ...Array(5).fill("smb2"),
    ]);
    expect(asked[2].dialects).toEqual(["2.0.2"]);
  });

  it("leaves out what an earlier run has done, also one that was stopped in a line", async () => {
    const { stdout } = await probe("-f", "ndjson", ANSWERING);
    const before = file("before.ndjson", `${stdout}{"kind":"host","target":{"host":"${REFUSING}"`);
    const after = await probe("-f", "ndjson", "--resume", before, ANSWERING, REFUSING);
    expect(lines(after.stdout).map(({ target }) => target.host)).toEqual([REFUSING]);
  });

  it("exits with 1 where --fail-on finds something", async () => {
    expect((await probe("--fail-on", "high", ANSWERING)).code).toBe(0);
    expect((await probe("--fail-on", "smb-signing-required", ANSWERING)).code).toBe(1);
  });

  it.each([
    [[], "error: no targets, and no list of them"],
    [["10.0.0.0/8"], "error: 10.0.0.0/8: has 16777216 addresses, more than 65536"],
    [["files example"], "error: files example: is neither a name, an address, a range nor a network"],
    [["--rate", "0", ANSWERING], "It is no whole number from 1 to 1000000."],
    [["--timeout", "soon", ANSWERING], "It is no number of seconds above 0, and 3600 at most."],
  ])("refuses %j as wrong usage", async (args, message) => {
    const { code, stdout, stderr } = await countersign(["probe", ...args]);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toContain(message);
  });

  it("says which list is wrong, and where, before it probes anything", async () => {
    const list = file("wrong.txt", `${ANSWERING}\n192.0.2.0/64\n`);
    expect(await probe("-i", list)).toEqual({
      code: 3,
      stdout: "",
      stderr: `error: ${list}: 192.0.2.0/64: is no network\n`,
    });
    const missing = `${scratch}/missing.txt`;
    for (const args of [
      ["-i", missing],
      ["--resume", missing, ANSWERING],
    ]) {
      expect((await probe(...args)).stderr).toBe(`error: ${missing}: no such file or folder\n`);
    }
  });

  it("stops at SIGINT, and what it printed until then is whole", async () => {
    const args = ["probe", "--port", `${port}`, "--timeout", "600", "-f", "ndjson", ANSWERING, SILENT];
    const child = spawn(process.execPath, [program, ...args], { stdio: ["ignore", "pipe", "ignore"] });
    let stdout = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      stdout += text;
      child.kill("SIGINT");
    });
    const [code] = await once(child, "close");
    expect(code).toBe(130);
    expect(lines(stdout).map(({ target }) => target.host)).toEqual([ANSWERING]);
  });
});
