// Holds the codecs to their coverage: every line, and 97 % of the branches. usage: node scripts/coverage.mjs
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const CODECS = ["bytes", "framing", "smb1", "smb2", "spnego", "ntlmssp"];

execFileSync(
  "npx",
  [
    "vitest",
    "run",
    ...CODECS.map((name) => `packages/${name}/`),
    "--coverage",
    `--coverage.include=packages/{${CODECS.join(",")}}/src/**/*.ts`,
    "--coverage.thresholds.lines=100",
    "--coverage.thresholds.branches=97",
    "--coverage.reporter=text-summary",
  ],
  // A few runs of each property reach what a thousand do.
  {
    cwd: fileURLToPath(new URL("..", import.meta.url)),
    stdio: "inherit",
    env: { FC_RUNS: "200", ...process.env },
  },
);
