// Runs every command over the big captures and takes down CPU seconds and, of our own, memory.
import { rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { bulk } from "../generators/bulk.mjs";
import { dense } from "../generators/dense.mjs";
import { runTimed } from "../run-timed.mjs";
import { writePieces } from "../write-pieces.mjs";
import { COMMANDS } from "./commands.mjs";

const MIB = 2 ** 20;
/** Seconds after which once has to do. */
const LONG = 8;

/** `scale` of 200,000 conversations and of 1.5 GB. */
export function measureCaptures(results, tools, rounds, folder, scale) {
  for (const [what, generate] of [
    ["dense", (size) => dense({ conversations: Math.round(200_000 * size), seed: 1 })],
    ["bulk", (size) => bulk({ megabytes: 1500 * size, seed: 1 })],
  ]) {
    measureOn(results, tools, rounds, { what, file: join(folder, "capture.pcap"), ...generate(scale) });
    const tenth = { what: `${what}, a tenth`, file: join(folder, "capture.pcap"), ...generate(scale / 10) };
    measureOn(results, tools, rounds, tenth, true);
  }
}

function measureOn(results, tools, rounds, capture, isTenth = false) {
  writePieces(capture.file, capture.pieces);
  capture.truth.bytes = statSync(capture.file).size;
  let commands = COMMANDS.filter(({ tool }) => tool === undefined || tools.has(tool)).filter(
    ({ slow = false, tenth = false, only }) => (isTenth ? slow || tenth || only === "tenth" : !slow && !only),
  );
  for (let round = 0; round < rounds && commands.length > 0; round++) {
    commands = commands.filter((command) => runOnce(results, tools, capture, command) && !command.slow);
  }
  results.settle();
  rmSync(capture.file);
}

/** Answers whether it is worth running again. */
function runOnce(results, tools, { what, file, truth }, { by, command, facts, check }) {
  try {
    const { stdout, cpu } = runTimed(command(file, tools));
    const told = { ...facts(stdout), ...check?.facts(runTimed(check.command(file)).stdout) };
    const difference = differenceOf(told, truth);
    if (difference !== undefined) throw new Error(difference);
    results.sample(what, by, "s", cpu);
    if (told.memory !== undefined) results.sample(what, by, "MB", told.memory / MIB);
    return cpu < LONG;
  } catch (error) {
    results.refuse(what, by, error.message);
    return false;
  }
}

/** Of what was told, the first that is not so; what the truth does not know of is not asked. */
function differenceOf(told, truth) {
  if (told.wrong > 0) return `${told.wrong} wrong`;
  for (const [name, value] of Object.entries(told)) {
    if (truth[name] !== undefined && truth[name] !== value) return `${name} is ${value}, not ${truth[name]}`;
  }
  return undefined;
}
