// Writes docs/api from the doc comments of the published packages' sources, and fails where a link leads nowhere or a
// comment is wanting (see api-docs/gaps.mjs). usage: node scripts/api-docs.mjs
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Application, Converter, ReflectionKind } from "typedoc";
import { coverage } from "./api-docs/gaps.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));

/** The published packages with code to import, the umbrella last: what it re-exports is linked, not repeated. */
function publishedPackages() {
  return readdirSync(join(root, "packages"))
    .filter((folder) => existsSync(join(root, "packages", folder, "src/index.ts")))
    .map((folder) => {
      const path = join(root, "packages", folder, "package.json");
      return { folder, ...JSON.parse(readFileSync(path, "utf8")) };
    })
    .filter((manifest) => manifest.private !== true && manifest.types !== undefined)
    .sort((a, b) => Number(a.name === "countersign") - Number(b.name === "countersign"));
}

const packages = publishedPackages();
const app = await Application.bootstrap({
  name: "countersign",
  entryPoints: packages.map(({ folder }) => join(root, "packages", folder, "src/index.ts")),
  tsconfig: join(root, "scripts/api-docs/tsconfig.json"),
  readme: "none",
  disableSources: true,
  // `npm run typecheck` does that.
  skipErrorChecking: true,
  validation: { notExported: true, invalidLink: true, invalidPath: true, rewrittenLink: true },
  treatWarningsAsErrors: true,
});
// typedoc calls an entry point by its path.
app.converter.on(Converter.EVENT_RESOLVE_BEGIN, ({ project }) => {
  for (const module of project.getReflectionsByKind(ReflectionKind.Module)) {
    const folder = module.name.split("/")[0];
    module.name = packages.find((manifest) => manifest.folder === folder)?.name ?? module.name;
  }
});

const project = await app.convert();
if (project === undefined) process.exit(1);
app.validate(project);
const { documented, gaps } = coverage(project);
for (const gap of gaps) app.logger.error(gap);
await app.generateDocs(project, join(root, "docs/api"));
console.log(
  `API documentation: ${documented} of ${documented + gaps.length} in docs/api, ${gaps.length} gaps`,
);
if (app.logger.hasErrors() || app.logger.hasWarnings()) process.exitCode = 1;
