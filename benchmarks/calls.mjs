// Everything that is a call: each case in a process of its own, round by round over all of them.
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { CASES } from "./cases/cases.mjs";
import { firstDifference } from "./cases/expected.mjs";
import { expectedFacts } from "./cases/expected-facts.mjs";
import { runTimed } from "./run-timed.mjs";

const MEASURE = fileURLToPath(new URL("measure.mjs", import.meta.url));
const MESSAGES = fileURLToPath(new URL("messages", import.meta.url));
const PATIENCE_MS = 60_000;
const OURS = [
  "countersign",
  "binary-parser (our reference)",
  "smart-buffer (our reference)",
  "Buffer.concat",
];

export function measureCalls(results, tools, rounds, pattern = "") {
  const isHere = ({ by }) => OURS.includes(by) || tools.has("npm peers");
  let cases = CASES.filter((one) => one.what.includes(pattern) && isHere(one));
  for (let round = 0; round < rounds; round++) {
    // What does not count once is not measured again.
    cases = cases.filter((one) => take(results, one.what, one.by, measureInProcess(one)));
    measureNative(results, tools, pattern);
  }
  results.settle();
  for (const name of ["impacket", "scapy"]) measurePython(results, tools, name, pattern);
  results.settle("one process");
}

/** False where the case does not count. */
function take(results, what, by, { ns, bytes, facts, failure }) {
  const expected = expectedFacts(what);
  const difference = failure ?? (expected && firstDifference(facts, expected));
  if (difference !== undefined) {
    results.refuse(what, by, difference);
    return false;
  }
  results.sample(what, by, "ns", ns);
  if (bytes !== undefined) results.sample(what, by, "bytes", bytes);
  return true;
}

function measureInProcess({ what, by }) {
  try {
    const args = ["--expose-gc", MEASURE, what, by];
    const options = { encoding: "utf8", timeout: PATIENCE_MS, stdio: ["ignore", "pipe", "pipe"] };
    return JSON.parse(execFileSync(process.execPath, args, options));
  } catch (error) {
    return {
      failure: `fails: ${String(error.stderr || error.message)
        .trim()
        .split("\n")
        .at(-1)}`,
    };
  }
}

function measureNative(results, tools, pattern) {
  if (!tools.has("C")) return;
  takeLines(results, "C", [tools.get("C").messages, MESSAGES], pattern);
}

function measurePython(results, tools, name, pattern) {
  if (tools.has(name)) takeLines(results, name, tools.get(name).command, pattern);
}

/** A program that prints a JSON line a case. */
function takeLines(results, by, command, pattern) {
  const { stdout } = runTimed(command);
  for (const line of stdout.trim().split("\n")) {
    const measured = JSON.parse(line);
    const isRefused = results.figures.some((one) => one.what === measured.case && one.by === by);
    if (measured.case.includes(pattern) && !isRefused) take(results, measured.case, by, measured);
  }
}
