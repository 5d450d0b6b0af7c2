// Packs every package that is published, lints manifests and tarballs, installs them in an empty folder and loads each one
// as ESM and as CommonJS. usage: node scripts/pack-check.mjs   (after the build)
import { join } from "node:path";
import { manifestFaults, root } from "./manifest.mjs";
import { Checks, inScratchFolder, installAll, packAll, run } from "./packed.mjs";

const bin = (name) => join(root, "node_modules/.bin", name);
const NOT_EMPTY = 'if (Object.keys(m).length === 0) throw new Error("exports nothing");';
const checks = new Checks();

await inScratchFolder(async (folder) => {
  const packages = packAll(folder);
  const { version } = packages.find(({ name }) => name === "countersign").manifest;
  for (const { name, manifest, tarball, files } of packages) {
    const check = (what, action) => checks.check(`${manifest.name}: ${what}`, action);
    await check("manifest", () => none(manifestFaults(name, manifest, version)));
    await check("contents", () => none(strayFiles(manifest, files)));
    await check("publint", () => run(bin("publint"), ["--strict", tarball]));
    if (manifest.types) await check("types", () => run(bin("attw"), [tarball, "--profile", "strict"]));
  }
  const consumer = join(folder, "consumer");
  await checks.check("install", () =>
    installAll(
      consumer,
      packages.map(({ tarball }) => tarball),
    ),
  );
  for (const { manifest } of packages.filter(({ manifest }) => manifest.main)) {
    const { name } = manifest;
    const load = (...args) => run(process.execPath, args, { cwd: consumer });
    await checks.check(`${name}: import`, () =>
      load("--input-type=module", "-e", `import * as m from "${name}"; ${NOT_EMPTY}`),
    );
    await checks.check(`${name}: require`, () => load("-e", `const m = require("${name}"); ${NOT_EMPTY}`));
  }
});
checks.end("pack-check");

function none(faults) {
  if (faults.length > 0) throw new Error(faults.join("\n"));
}

/** A package holds what it builds, its README and its licence; no sources, tests or configuration. */
function strayFiles({ name }, files) {
  const stray = files.filter((path) => !/^(dist|bin|man)\/|^(package\.json|README\.md|LICENSE)$/.test(path));
  const missing = ["README.md", "LICENSE"].filter((wanted) => !files.includes(wanted));
  return [
    ...stray.map((path) => `${name} packs ${path}`),
    ...missing.map((path) => `${name} packs no ${path}`),
  ];
}
