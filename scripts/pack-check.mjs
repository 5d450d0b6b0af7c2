// Packs every package that is published, lints the tarballs, installs them in an empty folder and loads each one as ESM
// and as CommonJS. usage: node scripts/pack-check.mjs   (after the build)
import { execFileSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const bin = (name) => join(root, "node_modules/.bin", name);
const run = (command, args, cwd = root) =>
  execFileSync(command, args, { cwd, encoding: "utf8", stdio: "pipe" });

const packages = readdirSync(join(root, "packages"))
  .map((name) => ({
    folder: join(root, "packages", name),
    path: join(root, "packages", name, "package.json"),
  }))
  .filter(({ path }) => existsSync(path))
  .map(({ folder, path }) => ({ folder, manifest: JSON.parse(readFileSync(path, "utf8")) }))
  .filter(({ manifest }) => !manifest.private);

const NOT_EMPTY = 'if (Object.keys(m).length === 0) throw new Error("exports nothing");';

let passed = 0;
let failed = 0;
function check(what, action) {
  try {
    action();
    passed++;
  } catch (error) {
    failed++;
    console.error(
      `FAILED ${what}\n${error.stdout ?? ""}${error.stderr ?? ""}${error.stdout ? "" : error.message}`,
    );
  }
}

const directory = mkdtempSync(join(tmpdir(), "pack-check-"));
try {
  const tarballs = packages.map(({ folder, manifest }) => {
    const [{ filename, files }] = JSON.parse(
      run("npm", ["pack", "--json", "--pack-destination", directory], folder),
    );
    const tarball = join(directory, filename);
    check(`${manifest.name}: contents`, () =>
      assertLean(
        manifest,
        files.map(({ path }) => path),
      ),
    );
    check(`${manifest.name}: publint`, () => run(bin("publint"), ["--strict", tarball]));
    if (manifest.types)
      check(`${manifest.name}: types`, () => run(bin("attw"), [tarball, "--profile", "node16"]));
    return tarball;
  });
  const consumer = join(directory, "consumer");
  mkdirSync(consumer);
  writeFileSync(join(consumer, "package.json"), '{ "private": true }');
  check("install", () =>
    run("npm", ["install", "--no-audit", "--no-fund", "--prefer-offline", ...tarballs], consumer),
  );
  for (const { manifest } of packages.filter(({ manifest }) => manifest.main)) {
    const { name } = manifest;
    check(`${name}: import`, () =>
      load(consumer, ["--input-type=module", "-e", `import * as m from "${name}"; ${NOT_EMPTY}`]),
    );
    check(`${name}: require`, () => load(consumer, ["-e", `const m = require("${name}"); ${NOT_EMPTY}`]));
  }
  check("cli", () => run(join(consumer, "node_modules/.bin/countersign"), ["--version"], consumer));
} finally {
  rmSync(directory, { recursive: true, force: true });
}
console.log(`pack-check: ${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

function load(cwd, args) {
  run(process.execPath, args, cwd);
}

/** A package holds what it builds, its README and its licence; no sources, tests or configuration. */
function assertLean({ name }, files) {
  const stray = files.filter((path) => !/^(dist|bin)\/|^(package\.json|README\.md|LICENSE)$/.test(path));
  if (stray.length > 0) throw new Error(`${name} packs ${stray.join(", ")}`);
  for (const wanted of ["README.md", "LICENSE"]) {
    if (!files.includes(wanted)) throw new Error(`${name} packs no ${wanted}`);
  }
}
