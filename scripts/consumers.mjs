// Compiles programs against the packed packages with every TypeScript from 5.4 to 7, strictly and with their
// declarations checked too, in each way in which modules are found: a project each. Compilers come from npm, outside of
// the lock. usage: node scripts/consumers.mjs   (after the build)
import { execFile } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { root } from "./manifest.mjs";
import { Checks, inScratchFolder, installAll, packAll } from "./packed.mjs";

const COMPILERS = ["5.4.5", "5.5.4", "5.6.3", "5.7.3", "5.8.3", "5.9.3", "6.0.3", "7.0.2"];

/** `types`: what beside the language is declared. A `.cts` file is CommonJS, an `.mts` one ESM. */
const PROJECTS = [
  { name: "nodenext", files: { "esm.mts": "umbrella", "cjs.cts": "umbrella" }, types: [] },
  { name: "bundler", files: { "page.ts": "umbrella" }, types: [] },
  { name: "nodenext with Node", files: { "esm.mts": "node", "cjs.cts": "node" }, types: ["node"] },
];

const MODULES = { nodenext: "NodeNext", bundler: "ESNext" };

const execute = promisify(execFile);
const compilers = join(root, ".cache/typescript");
const checks = new Checks();

await installCompilers();
await inScratchFolder(async (folder) => {
  const tarballs = packAll(folder).map(({ tarball }) => tarball);
  const consumer = installAll(join(folder, "consumer"), tarballs, ["@types/node@20", "fast-check@4"]);
  const projects = COMPILERS.flatMap((version) => PROJECTS.map((project) => ({ version, project })));
  const work = async () => {
    for (let next = projects.shift(); next !== undefined; next = projects.shift()) {
      const { version, project } = next;
      await checks.check(`TypeScript ${version}, ${project.name}`, () => compile(consumer, version, project));
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
});
checks.end("consumers");

async function installCompilers() {
  if (COMPILERS.every((version) => existsSync(compiler(version)))) return;
  const specs = COMPILERS.map((version) => `ts-${version}@npm:typescript@${version}`);
  const flags = ["--no-audit", "--no-fund", "--no-package-lock"];
  await execute("npm", ["install", "--prefix", compilers, ...flags, ...specs]);
}

function compiler(version) {
  return join(compilers, "node_modules", `ts-${version}`, "bin/tsc");
}

async function compile(consumer, version, { name, files, types }) {
  const folder = join(consumer, `${name} ${version}`);
  mkdirSync(folder);
  for (const [file, source] of Object.entries(files))
    copyFileSync(join(root, "scripts/consumers", `${source}.ts`), join(folder, file));
  const [moduleResolution] = name.split(" ");
  const compilerOptions = {
    strict: true,
    exactOptionalPropertyTypes: true,
    skipLibCheck: false,
    noEmit: true,
    target: "ES2022",
    lib: ["ES2022"],
    types,
    module: MODULES[moduleResolution],
    moduleResolution,
  };
  writeFileSync(
    join(folder, "tsconfig.json"),
    JSON.stringify({ compilerOptions, files: Object.keys(files) }),
  );
  await execute(process.execPath, [compiler(version), "-p", folder], { cwd: consumer });
}
