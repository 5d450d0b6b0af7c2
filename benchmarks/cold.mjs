// What it takes to begin: importing a package, and the command on a capture of one conversation.
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { dense } from "./generators/dense.mjs";
import { runTimed } from "./run-timed.mjs";
import { writePieces } from "./write-pieces.mjs";

const CLI = fileURLToPath(new URL("../packages/cli/bin/countersign.js", import.meta.url));
const IMPORT = fileURLToPath(new URL("import.mjs", import.meta.url));
const MIB = 2 ** 20;

export function measureCold(results, tools, rounds, folder) {
  const capture = join(folder, "one.pcap");
  writePieces(capture, dense({ conversations: 1, seed: 1 }).pieces);
  for (let round = 0; round < rounds; round++) {
    for (const name of ["@countersign/ntlmssp", "countersign"]) {
      const { ms } = JSON.parse(runTimed([process.execPath, IMPORT, name]).stdout);
      results.sample("import", name, "ms", ms);
    }
    const { memory } = JSON.parse(runTimed([process.execPath, IMPORT]).stdout);
    results.sample("memory", "Node alone", "MB", memory / MIB);
    const node = runTimed([process.execPath, "-e", "0"]);
    start(results, "Node alone", node);
    start(results, "countersign", runTimed([process.execPath, CLI, "inspect", capture]));
    if (tools.has("tshark")) start(results, "tshark", runTimed(["tshark", "-r", capture]));
  }
  results.settle();
}

function start(results, by, { cpu, wall }) {
  results.sample("one conversation", by, "s", cpu);
  results.sample("one conversation, wall", by, "s", wall);
}
