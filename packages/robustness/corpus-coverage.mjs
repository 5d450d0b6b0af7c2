// How much of the codecs' reading side the committed corpus reaches alone: branches outside of what encodes, in percent.
// usage: node packages/robustness/corpus-coverage.mjs [LEAST]
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const CODECS = ["framing", "smb1", "smb2", "spnego", "ntlmssp"];
const ENCODES = /^(write|encode|#?write|wrap|place|put|lay)/i;
const ENCODERS = /writer\.ts$/;

const root = fileURLToPath(new URL("../..", import.meta.url));
const least = Number(process.argv[2] ?? 0);
const folder = mkdtempSync(join(tmpdir(), "corpus-"));
try {
  execFileSync(
    "npx",
    [
      "vitest",
      "run",
      "packages/robustness/test/corpus.test.ts",
      "--coverage",
      `--coverage.include=packages/{${CODECS.join(",")}}/src/**/*.ts`,
      "--coverage.reporter=json",
      "--coverage.reportOnFailure",
      `--coverage.reportsDirectory=${folder}`,
    ],
    { cwd: root, stdio: ["ignore", "ignore", "inherit"] },
  );
  tell(JSON.parse(readFileSync(join(folder, "coverage-final.json"), "utf8")));
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function tell(files) {
  const all = { reached: 0, total: 0 };
  for (const [path, file] of Object.entries(files)) {
    if (ENCODERS.test(path)) continue;
    const { reached, total, missed } = branchesOf(file);
    all.reached += reached;
    all.total += total;
    if (missed.length > 0) console.log(`${relative(root, path)}: not lines ${missed.join(", ")}`);
  }
  const percent = (100 * all.reached) / all.total;
  console.log(`${all.reached} of ${all.total} branches that do not encode, ${percent.toFixed(1)} %`);
  if (percent < least) process.exitCode = 1;
}

function branchesOf({ branchMap, b, fnMap }) {
  const encoding = Object.values(fnMap).filter(({ name }) => ENCODES.test(name));
  const result = { reached: 0, total: 0, missed: [] };
  for (const [id, { locations, loc }] of Object.entries(branchMap)) {
    if (encoding.some((fn) => fn.loc.start.line <= loc.start.line && loc.end.line <= fn.loc.end.line))
      continue;
    b[id].forEach((count, i) => {
      result.total++;
      if (count > 0) result.reached++;
      else result.missed.push(locations[i].start?.line ?? loc.start.line);
    });
  }
  return result;
}
