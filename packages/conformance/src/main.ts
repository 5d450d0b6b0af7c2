// The program behind run.mjs.
import { statSync } from "node:fs";
import { explain, knownDifferences } from "./known-differences.js";
import { compareFolder, printable } from "./run.js";
import { findTshark, type Tshark } from "./tshark.js";

/** Prints what is unexplained in each folder; 1 if anything is, 2 on wrong usage. */
export async function main(folders: readonly string[], reducer: string): Promise<0 | 1 | 2> {
  const wrong = folders.find((folder) => !statSync(folder, { throwIfNoEntry: false })?.isDirectory());
  if (folders.length === 0 || wrong !== undefined) {
    if (wrong !== undefined) console.error(`${wrong} is no folder`);
    console.error("usage: node run.mjs FOLDER...   (or COUNTERSIGN_CAPTURES=FOLDER node run.mjs)");
    return 2;
  }
  const tshark = await findTshark(reducer);
  let status: 0 | 1 = 0;
  for (const folder of folders) if (!(await holds(folder, tshark))) status = 1;
  return status;
}

async function holds(folder: string, tshark: Tshark | undefined): Promise<boolean> {
  const { captures, leftOut, facts, differences } = await compareFolder(folder, tshark);
  const { unexplained } = explain(differences, knownDifferences);
  const explained = differences.length - unexplained.length;
  if (unexplained.length > 0) console.log(`${printable(unexplained)}\n`);
  for (const { capture, why } of leftOut) console.log(`left out: ${capture}: ${why}`);
  console.log(
    `${folder}: ${captures.length} captures, ${facts} facts, ${unexplained.length} differences, ` +
      `${explained} more explained, ${leftOut.length} captures left out`,
  );
  return unexplained.length === 0;
}
