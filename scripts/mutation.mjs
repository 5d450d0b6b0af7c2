// Mutation score of one package's tests, with Stryker, which is installed outside of the lock for its size.
// usage: node scripts/mutation.mjs PACKAGE [--break SCORE] [--files GLOB] [--incremental]
// GLOB is below the package's src; --incremental runs again only what changed since the last run with it.
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const { positionals, values } = parseArgs({
  options: {
    break: { type: "string", default: "85" },
    files: { type: "string", default: "**/*.ts" },
    incremental: { type: "boolean", default: false },
  },
  allowPositionals: true,
});
const [name] = positionals;
const root = fileURLToPath(new URL("..", import.meta.url));
const tools = join(root, ".cache/stryker");

if (!existsSync(join(tools, "node_modules"))) {
  mkdirSync(tools, { recursive: true });
  writeFileSync(join(tools, "package.json"), '{ "private": true }');
  const packages = ["@stryker-mutator/core@9.6.1", "@stryker-mutator/vitest-runner@9.6.1"];
  execFileSync("npm", ["install", "--no-audit", "--no-fund", "--legacy-peer-deps", ...packages], {
    cwd: tools,
    stdio: "inherit",
  });
}

writeFileSync(
  join(tools, "vitest.config.mjs"),
  `import { defineConfig } from "vitest/config";
import { BaseSequencer } from "vitest/node";
const conditions = ["countersign-source", "module", "node", "development|production"];
// The first failure ends a run: what takes long comes last.
const SLOW = ["laws.test", "never-lie.test"];
class CheapFirst extends BaseSequencer {
  async sort(files) {
    const cost = ({ moduleId }) => 1 + SLOW.findIndex((name) => moduleId.includes(name));
    return [...files].sort((a, b) => cost(a) - cost(b));
  }
}
export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    include: ["packages/${name}/test/**/*.test.ts"],
    testTimeout: 60000,
    // One worker imports everything once; a mutant is set before each file's tests.
    isolate: false,
    sequence: { sequencer: CheapFirst },
  },
});
`,
);
writeFileSync(
  join(tools, "stryker.config.json"),
  JSON.stringify({
    testRunner: "vitest",
    plugins: [join(tools, "node_modules/@stryker-mutator/vitest-runner/dist/src/index.js")],
    vitest: { configFile: ".cache/stryker/vitest.config.mjs" },
    mutate: [`packages/${name}/src/${values.files}`],
    coverageAnalysis: "perTest",
    concurrency: 2,
    // On a loaded machine a slow run is no endless one.
    timeoutMS: 60000,
    incremental: values.incremental,
    incrementalFile: `.cache/stryker/${name}.incremental.json`,
    tempDirName: ".cache/stryker/tmp",
    reporters: ["clear-text", "json", "progress-append-only"],
    jsonReporter: { fileName: `.cache/stryker/${name}.json` },
    clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
    thresholds: { high: 95, low: 90, break: Number(values.break) },
  }),
);
execFileSync(join(tools, "node_modules/.bin/stryker"), ["run", join(tools, "stryker.config.json")], {
  cwd: root,
  stdio: "inherit",
  env: { FC_RUNS: "20", ...process.env },
});
