// usage: node packages/conformance/run.mjs [FOLDER...]   folders of captures, with *.expected.json beside them or without;
// without one, the folder that COUNTERSIGN_CAPTURES names. Exit code 1 when a difference is unexplained, 2 on wrong usage.
import { fileURLToPath } from "node:url";
import { runSource } from "./run-source.mjs";

const fromEnvironment = process.env.COUNTERSIGN_CAPTURES;
const folders = process.argv.length > 2 ? process.argv.slice(2) : fromEnvironment ? [fromEnvironment] : [];
const reducer = fileURLToPath(new URL("../../fixtures/recorder/reduce.py", import.meta.url));
await runSource(import.meta.url, "main", folders, reducer);
