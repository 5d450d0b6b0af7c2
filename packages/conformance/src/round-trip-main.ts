// The program behind round-trip.mjs.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { captureFiles } from "./captures.js";
import { type Outcomes, roundTrip } from "./round-trip.js";

/** Prints a line a format; 1 if a message came back changed, 2 on wrong usage. */
export function main(folders: readonly string[]): 0 | 1 | 2 {
  if (folders.length === 0) {
    console.error("usage: node round-trip.mjs FOLDER...");
    return 2;
  }
  const outcomes: Outcomes = new Map();
  for (const folder of folders) {
    for (const name of captureFiles(folder)) {
      roundTrip(new Uint8Array(readFileSync(join(folder, name))), outcomes);
    }
  }
  let changed = 0;
  for (const [format, { same, changed: other, refused }] of outcomes) {
    changed += other;
    const percent = ((100 * same) / (same + other)).toFixed(2);
    console.log(`${format}: ${same} of ${same + other} messages come back byte for byte (${percent} %)`);
    for (const [why, count] of refused) console.log(`  ${count} do not decode: ${why}`);
  }
  return changed > 0 ? 1 : 0;
}
