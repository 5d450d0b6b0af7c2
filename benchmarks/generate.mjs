// usage: node generate.mjs NAME FILE [--packets N] [--seed S]   writes one of the captures of generators/; without a name, lists them.
import { parseArgs } from "node:util";
import { HOSTILE } from "./generators/hostile.mjs";
import { writePieces } from "./write-pieces.mjs";

const { values, positionals } = parseArgs({
  options: { packets: { type: "string" }, seed: { type: "string", default: "1" } },
  allowPositionals: true,
});
const [name, file] = positionals;
const entry = HOSTILE.get(name);
if (entry === undefined || file === undefined) {
  console.log([...HOSTILE.keys()].join("\n"));
  process.exitCode = name === undefined ? 0 : 2;
} else {
  const packets = Number(values.packets ?? entry.packets);
  writePieces(file, entry.generate({ packets, seed: Number(values.seed) }));
}
