// Makes each hostile capture in a folder and reads it in processes of its own.
import { execFileSync } from "node:child_process";
import { rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { HOSTILE } from "./generators/hostile.mjs";
import { writePieces } from "./write-pieces.mjs";

/** What the command sets for itself: V8 else lets garbage grow to four times of what is alive. */
const AS_THE_COMMAND = ["--heap-growing-percent=50"];
const SCRIPT = fileURLToPath(new URL("hostile-measure.mjs", import.meta.url));

/**
 * A figure a capture whose name has `pattern` in it: `{ name, packets, bytes, streams, reports }`, of which each is the
 * least CPU seconds a packet and the highest memory in bytes of `runs` processes.
 */
export function* measureHostile({ folder, runs, scale = 1, seed = 1, pattern = "" }) {
  const file = join(folder, "hostile");
  for (const [name, { generate, packets: full }] of HOSTILE) {
    if (!name.includes(pattern)) continue;
    const packets = Math.round(full * scale);
    writePieces(file, generate({ packets, seed }));
    const bytes = statSync(file).size;
    const streams = measureFile(file, "capture", runs, packets);
    const reports = measureFile(file, "inspect", runs, packets);
    rmSync(file);
    yield { name, packets, bytes, streams, reports };
  }
}

function measureFile(file, how, runs, packets) {
  const results = Array.from({ length: runs }, () =>
    JSON.parse(execFileSync(process.execPath, [...AS_THE_COMMAND, SCRIPT, file, how], { encoding: "utf8" })),
  );
  return {
    cpu: Math.min(...results.map((result) => result.cpu)) / packets,
    memory: Math.max(...results.map((result) => result.memory)),
  };
}
