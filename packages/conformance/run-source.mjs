// Runs a program of src/ as it is: bundled into a scratch folder, so that nothing needs to be built before.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";

const REQUIRE =
  'import { createRequire as requireFrom } from "node:module"; const require = requireFrom(import.meta.url);';

/**
 * Imports `src/NAME.ts` beside the module that `base` is the URL of, and calls its `main` with `args`; its answer becomes
 * the exit code.
 */
export async function runSource(base, name, ...args) {
  const directory = mkdtempSync(join(tmpdir(), "conformance-"));
  const outfile = join(directory, `${name}.mjs`);
  try {
    await bundleSource(base, name, outfile, "esm");
    const { main } = await import(pathToFileURL(outfile).href);
    process.exitCode = await main(...args);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** Writes `src/NAME.ts` beside the module that `base` is the URL of, with all that it imports, as one module. */
export async function bundleSource(base, name, outfile, format) {
  await build({
    entryPoints: [fileURLToPath(new URL(`src/${name}.ts`, base))],
    outfile,
    bundle: true,
    platform: "node",
    format,
    target: "node20",
    conditions: ["countersign-source"],
    // CommonJS libraries require modules of Node's.
    ...(format === "esm" && { banner: { js: REQUIRE } }),
    logLevel: "error",
  });
}
