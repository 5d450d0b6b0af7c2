// What every published package's manifest says alike, and whether it does. Where the repository moves, it is changed in
// the root's package.json alone, and written into all by: node scripts/manifest.mjs
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("..", import.meta.url));
const { repository } = readJson(join(root, "package.json"));
const home = repository.url.replace(/^git\+|\.git$/g, "");

function readJson(path) {
  return JSON.parse(readFileSync(path, "utf8"));
}

/** Every package below packages/ that is published: its folder's name, its path and its manifest. */
export function publishedPackages() {
  return readdirSync(join(root, "packages"))
    .sort()
    .map((name) => ({ name, folder: join(root, "packages", name) }))
    .filter(({ folder }) => existsSync(join(folder, "package.json")))
    .map((found) => ({ ...found, manifest: readJson(join(found.folder, "package.json")) }))
    .filter(({ manifest }) => !manifest.private);
}

/** The fields that are the same for all, but for the folder; npm compares `repository` with where provenance comes from. */
export function sharedFields(name) {
  return {
    license: "MIT",
    homepage: `${home}/tree/main/packages/${name}#readme`,
    bugs: `${home}/issues`,
    repository: { ...repository, directory: `packages/${name}` },
    publishConfig: { access: "public", provenance: true },
  };
}

/** What of a manifest is not as it must be, a line each. */
export function manifestFaults(name, manifest, version) {
  const faults = [];
  const must = (what, isSo) => {
    if (!isSo) faults.push(`${manifest.name} must ${what}`);
  };
  must(`be called ${publicName(name)}`, manifest.name === publicName(name));
  must(`be of version ${version}, like all`, manifest.version === version);
  for (const [field, value] of Object.entries(sharedFields(name))) {
    const wanted = JSON.stringify(value);
    must(`have "${field}": ${wanted}`, JSON.stringify(manifest[field]) === wanted);
  }
  must("declare engines", manifest.engines?.node !== undefined);
  must("have a description", manifest.description !== undefined);
  must("have keywords", manifest.keywords !== undefined);
  if (manifest.main) must("have no side effects", manifest.sideEffects === false);
  for (const [dependency, range] of Object.entries(manifest.dependencies ?? {})) {
    if (/^(@countersign\/|countersign$)/.test(dependency))
      must(`depend on ${dependency} ${version} exactly`, range === version);
  }
  return faults;
}

export function publicName(name) {
  return name === "countersign" ? name : `@countersign/${name}`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const { name, folder, manifest } of publishedPackages()) {
    const text = JSON.stringify({ ...manifest, ...sharedFields(name) }, null, 2);
    writeFileSync(join(folder, "package.json"), `${text}\n`);
  }
}
