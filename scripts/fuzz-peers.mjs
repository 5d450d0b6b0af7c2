// Gives labelled near-valid NTLM messages to other people's parsers and prints, label by label, which of them they
// mishandle. The parsers are installed outside of the lock. Each runs in a worker, so that one that hangs can be ended.
// usage: node scripts/fuzz-peers.mjs [--runs N] [--seed N]   (after the build)
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";

const PATIENCE_MS = 5000;
const root = fileURLToPath(new URL("..", import.meta.url));
const tools = join(root, ".cache/peers");
const require = createRequire(join(tools, "package.json"));

const base64 = (bytes) => Buffer.from(bytes).toString("base64");
/** `takes`: which messages a parser is for. */
const PEERS = {
  "ntlm-parser": {
    version: "1.0.9",
    takes: () => true,
    // It says no by an answer of a type of its own.
    decode: (bytes) => {
      const { messageType } = require("ntlm-parser").ntlmParse(base64(bytes));
      if (messageType === require("ntlm-parser").NTLMMessageType.UNKNOWN) throw new Error("no NTLM message");
    },
  },
  "@ewsjs/ntlm-client": {
    version: "3.0.1",
    takes: ({ bytes, label }) => bytes[8] === 2 || label.kind.startsWith("ntlmssp/challenge-"),
    decode: (bytes) => require("@ewsjs/ntlm-client").decodeType2Message(base64(bytes)),
  },
};

if (isMainThread) await main();
else parentPort.on("message", (bytes) => parentPort.postMessage(outcomeOf(PEERS[workerData].decode, bytes)));

/** What a parser makes of bytes. An error of its own is a refusal; one that escaped it has a name to go by. */
function outcomeOf(decode, bytes) {
  try {
    decode(bytes);
    return "decodes";
  } catch (error) {
    if (error.constructor === Error && error.code === undefined) return "refuses";
    return error.code ?? error.name;
  }
}

async function main() {
  const { values } = parseArgs({
    options: { runs: { type: "string", default: "4000" }, seed: { type: "string", default: "1" } },
  });
  install();
  const { nearValidNtlm } = await import("@countersign/arbitraries");
  const fc = await import("fast-check");
  const messages = fc.sample(nearValidNtlm(), { numRuns: Number(values.runs), seed: Number(values.seed) });
  const kinds = new Map(messages.map(({ label }) => [label.kind, label.expect]));
  const tallies = await Promise.all(Object.entries(PEERS).map(([name, peer]) => tally(name, peer, messages)));
  print([...kinds].sort(), tallies);
}

function install() {
  if (existsSync(join(tools, "node_modules"))) return;
  mkdirSync(tools, { recursive: true });
  writeFileSync(join(tools, "package.json"), '{ "private": true }');
  const packages = Object.entries(PEERS).map(([name, { version }]) => `${name}@${version}`);
  execFileSync("npm", ["install", "--no-audit", "--no-fund", "--ignore-scripts", ...packages], {
    cwd: tools,
    stdio: "inherit",
  });
}

/** By kind of label, how often each outcome came of it. */
async function tally(name, { takes }, messages) {
  const counts = new Map();
  let worker = startWorker(name);
  for (const message of messages.filter(takes)) {
    const answer = await ask(worker, message.bytes);
    if (answer === undefined) {
      await worker.terminate();
      worker = startWorker(name);
    }
    const byOutcome = counts.get(message.label.kind) ?? new Map();
    const outcome = answer ?? "hangs";
    byOutcome.set(outcome, (byOutcome.get(outcome) ?? 0) + 1);
    counts.set(message.label.kind, byOutcome);
  }
  await worker.terminate();
  return { name, counts };
}

function startWorker(name) {
  return new Worker(new URL(import.meta.url), { workerData: name });
}

/** The worker's answer, or `undefined` if there is none in time. */
function ask(worker, bytes) {
  return new Promise((resolve) => {
    const timer = setTimeout(() => done(undefined), PATIENCE_MS);
    const done = (answer) => {
      clearTimeout(timer);
      worker.off("message", done);
      resolve(answer);
    };
    worker.on("message", done);
    worker.postMessage(bytes);
  });
}

function print(kinds, tallies) {
  const versions = tallies.map(({ name }) => {
    const manifest = join(tools, "node_modules", name, "package.json");
    return `${name} ${JSON.parse(readFileSync(manifest, "utf8")).version}`;
  });
  console.log(
    `| label | must be | ${versions.join(" | ")} |\n|---|---|${tallies.map(() => "---|").join("")}`,
  );
  for (const [kind, expected] of kinds) {
    const wanted = expected === "decodes-with" ? "decodes" : "refuses";
    const cells = tallies.map(({ counts }) => cell(counts.get(kind), wanted));
    const isHandled = cells.every((text) => text === "" || text === "right");
    if (!isHandled)
      console.log(`| \`${kind.slice("ntlmssp/".length)}\` | ${expected} | ${cells.join(" | ")} |`);
  }
  for (const { name, counts } of tallies) {
    const mishandled = kinds.filter(([kind, expected]) => {
      const text = cell(counts.get(kind), expected === "decodes-with" ? "decodes" : "refuses");
      return text !== "" && text !== "right";
    });
    console.log(`\n${name}: ${mishandled.length} of ${counts.size} labels mishandled`);
  }
}

/** What was wrong, with how often if not always; empty for a parser that does not take such messages. */
function cell(byOutcome, wanted) {
  if (byOutcome === undefined) return "";
  const total = [...byOutcome.values()].reduce((sum, count) => sum + count, 0);
  const wrong = [...byOutcome].filter(([outcome]) => outcome !== wanted).sort();
  if (wrong.length === 0) return "right";
  return wrong
    .map(([outcome, count]) => (count === total ? outcome : `${outcome} (${count} of ${total})`))
    .join(", ");
}
