// usage: node packages/conformance/run.mjs [FOLDER...]   folders of captures beside their *.expected.json;
// without one, the folder that COUNTERSIGN_CAPTURES names. Exit code 1 when a difference is unexplained.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";

const fromEnvironment = process.env.COUNTERSIGN_CAPTURES;
const folders = process.argv.length > 2 ? process.argv.slice(2) : fromEnvironment ? [fromEnvironment] : [];

// The sources are bundled as they are, so that nothing needs to be built before.
const directory = mkdtempSync(join(tmpdir(), "conformance-"));
const outfile = join(directory, "main.mjs");
try {
  await build({
    entryPoints: [fileURLToPath(new URL("src/main.ts", import.meta.url))],
    outfile,
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    conditions: ["countersign-source"],
    logLevel: "error",
  });
  const { main } = await import(pathToFileURL(outfile).href);
  process.exitCode = await main(folders);
} finally {
  rmSync(directory, { recursive: true, force: true });
}
