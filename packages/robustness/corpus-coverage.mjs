// How much of the codecs the committed corpus reaches alone. usage: node packages/robustness/corpus-coverage.mjs
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const CODECS = ["framing", "smb1", "smb2", "spnego", "ntlmssp"];

execFileSync(
  "npx",
  [
    "vitest",
    "run",
    "packages/robustness/test/corpus.test.ts",
    "--coverage",
    `--coverage.include=packages/{${CODECS.join(",")}}/src/**/*.ts`,
    "--coverage.reporter=text",
    "--coverage.thresholds.branches=90",
  ],
  { cwd: fileURLToPath(new URL("../..", import.meta.url)), stdio: "inherit" },
);
