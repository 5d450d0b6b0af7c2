// The program behind run.mjs.
import { explain, knownDifferences } from "./known-differences.js";
import { compareFolder, printable } from "./run.js";

/** Prints what is unexplained in each folder; 1 if anything is, 2 on wrong usage. */
export async function main(folders: readonly string[]): Promise<0 | 1 | 2> {
  if (folders.length === 0) {
    console.error("usage: node run.mjs FOLDER...   (or COUNTERSIGN_CAPTURES=FOLDER node run.mjs)");
    return 2;
  }
  let status: 0 | 1 = 0;
  for (const folder of folders) {
    const { captures, facts, differences } = await compareFolder(folder);
    const { unexplained } = explain(differences, knownDifferences);
    const explained = differences.length - unexplained.length;
    if (unexplained.length > 0) {
      status = 1;
      console.log(`${printable(unexplained)}\n`);
    }
    console.log(
      `${folder}: ${captures.length} captures, ${facts} facts, ${unexplained.length} differences, ${explained} more explained`,
    );
  }
  return status;
}
