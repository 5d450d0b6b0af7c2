// usage: node packages/conformance/run.mjs [FOLDER...]   folders of captures beside their *.expected.json;
// without one, the folder that COUNTERSIGN_CAPTURES names. Exit code 1 when a difference is unexplained.
import { runSource } from "./run-source.mjs";

const fromEnvironment = process.env.COUNTERSIGN_CAPTURES;
const folders = process.argv.length > 2 ? process.argv.slice(2) : fromEnvironment ? [fromEnvironment] : [];
await runSource("main", folders);
