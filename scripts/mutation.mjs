// Mutation score of one package's tests, with Stryker, which is installed outside of the lock for its size.
// usage: node scripts/mutation.mjs PACKAGE [--break SCORE]
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const { positionals, values } = parseArgs({
  options: { break: { type: "string", default: "85" } },
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
const conditions = ["countersign-source", "module", "node", "development|production"];
export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: { include: ["packages/${name}/test/**/*.test.ts"], testTimeout: 60000 },
});
`,
);
writeFileSync(
  join(tools, "stryker.config.json"),
  JSON.stringify({
    testRunner: "vitest",
    plugins: [join(tools, "node_modules/@stryker-mutator/vitest-runner/dist/src/index.js")],
    vitest: { configFile: ".cache/stryker/vitest.config.mjs" },
    mutate: [`packages/${name}/src/**/*.ts`],
    coverageAnalysis: "perTest",
    concurrency: 2,
    ignoreStatic: true,
    tempDirName: ".cache/stryker/tmp",
    reporters: ["clear-text", "json"],
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
