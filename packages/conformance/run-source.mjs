// Runs a program of src/ as it is: bundled into a scratch folder, so that nothing needs to be built before.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";

/**
 * Imports `src/NAME.ts` beside the module that `base` is the URL of, and calls its `main` with `args`; its answer becomes
 * the exit code.
 */
export async function runSource(base, name, ...args) {
  const directory = mkdtempSync(join(tmpdir(), "conformance-"));
  const outfile = join(directory, `${name}.mjs`);
  try {
    await build({
      entryPoints: [fileURLToPath(new URL(`src/${name}.ts`, base))],
      outfile,
      bundle: true,
      platform: "node",
      format: "esm",
      target: "node20",
      conditions: ["countersign-source"],
      // CommonJS libraries require modules of Node's.
      banner: {
        js: 'import { createRequire as requireFrom } from "node:module"; const require = requireFrom(import.meta.url);',
      },
      logLevel: "error",
    });
    const { main } = await import(pathToFileURL(outfile).href);
    process.exitCode = await main(...args);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}
