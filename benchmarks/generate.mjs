// usage: node generate.mjs NAME FILE [--size N] [--seed S]   writes one of the captures of generators/; without a name, lists them.
// N: of dense conversations, of bulk megabytes, of hostile ones packets.
import { parseArgs } from "node:util";
import { bulk } from "./generators/bulk.mjs";
import { dense } from "./generators/dense.mjs";
import { HOSTILE } from "./generators/hostile.mjs";
import { writePieces } from "./write-pieces.mjs";

const GENERATORS = new Map([
  ["dense", { size: 200_000, pieces: (conversations, seed) => dense({ conversations, seed }).pieces }],
  ["bulk", { size: 1500, pieces: (megabytes, seed) => bulk({ megabytes, seed }).pieces }],
]);
for (const [name, { packets, generate }] of HOSTILE) {
  GENERATORS.set(name, { size: packets, pieces: (packets, seed) => generate({ packets, seed }) });
}

const { values, positionals } = parseArgs({
  options: { size: { type: "string" }, seed: { type: "string", default: "1" } },
  allowPositionals: true,
});
const [name, file] = positionals;
const generator = GENERATORS.get(name);
if (generator === undefined || file === undefined) {
  console.log([...GENERATORS.keys()].join("\n"));
  process.exitCode = name === undefined ? 0 : 2;
} else {
  writePieces(file, generator.pieces(Number(values.size ?? generator.size), Number(values.seed)));
}
