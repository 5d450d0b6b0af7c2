// Keeps each published package's public face, its rolled-up declarations, under version control as etc/NAME.api.d.ts, so
// that a change of it is seen in review. usage: node scripts/api-report.mjs [--check]   (after the build)
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const packages = fileURLToPath(new URL("../packages", import.meta.url));
const isCheck = process.argv.includes("--check");
let changed = 0;

for (const name of readdirSync(packages).sort()) {
  const manifest = join(packages, name, "package.json");
  if (!existsSync(manifest)) continue;
  const { private: isPrivate, types } = JSON.parse(readFileSync(manifest, "utf8"));
  if (isPrivate || types === undefined) continue;
  const report = join(packages, name, "etc", `${name}.api.d.ts`);
  const now = readFileSync(join(packages, name, types), "utf8");
  if (existsSync(report) && readFileSync(report, "utf8") === now) continue;
  changed++;
  if (isCheck) console.error(`packages/${name}: the public face differs from etc/${name}.api.d.ts`);
  else {
    mkdirSync(join(packages, name, "etc"), { recursive: true });
    writeFileSync(report, now);
    console.log(`packages/${name}: report written`);
  }
}
if (isCheck && changed > 0) console.error("If that is meant: npm run build && node scripts/api-report.mjs");
console.log(`api reports: ${changed} ${isCheck ? "differ" : "written"}`);
process.exitCode = isCheck && changed > 0 ? 1 : 0;
