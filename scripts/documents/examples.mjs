// The programs that documents show. Each `ts` and `js` block is to the letter a file of these folders, so that it is
// formatted, compiled and run as it stands.
import { basename, dirname } from "node:path";
import { files, read } from "./markdown.mjs";

const EXAMPLES = ["packages/*/test/examples/*", "packages/*/examples/*"];

/** Each example's path by its text. */
export function examplesByText() {
  return new Map(files(...EXAMPLES).map((path) => [read(path), path]));
}

/** Whether an example runs by being imported. Test files run by themselves; programs take arguments, or other runners. */
export function isImported(path) {
  return path.endsWith(".ts") && !path.endsWith(".test.ts");
}

/** The tests of an example's package that name it: those that run it. */
export function testsThatRun(path) {
  const tests = files(`${dirname(path).replace(/\/(test\/)?examples$/, "")}/test/*.test.ts`);
  return tests.filter((test) => test === path || read(test).includes(`"${basename(path)}"`));
}
