// Runs the umbrella, packed and installed, in every runtime that it is for: the facts must be those of
// runtimes/expected.json, as ESM and as CommonJS. Runtimes come from npm, outside of the lock; Chromium is the system's.
// usage: node scripts/runtimes.mjs [--write]   (after the build)
import { execFile } from "node:child_process";
import { copyFileSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual, promisify } from "node:util";
import { buildSync } from "esbuild";
import { root } from "./manifest.mjs";
import { Checks, inScratchFolder, installAll, packAll } from "./packed.mjs";

const NODES = ["20.20.2", "22.23.3", "24.21.0"];
const DENO = "2.9.6";
const BUN = "1.4.5";
const CHROMIUM = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--dump-dom",
];

const here = join(root, "scripts/runtimes");
const expectedPath = join(here, "expected.json");
const execute = promisify(execFile);
const checks = new Checks();

await inScratchFolder(async (folder) => {
  const needed = ["countersign", ...readUmbrellaRooms()];
  const tarballs = packAll(folder).filter(({ manifest }) => needed.includes(manifest.name));
  const consumer = installAll(
    join(folder, "consumer"),
    tarballs.map(({ tarball }) => tarball),
  );
  writePrograms(consumer);
  if (process.argv.includes("--write")) {
    const { stdout } = await execute(process.execPath, ["program.mjs"], { cwd: consumer });
    writeFileSync(expectedPath, `${JSON.stringify(JSON.parse(stdout), null, 2)}\n`);
  }
  const expected = JSON.parse(readFileSync(expectedPath, "utf8"));
  for (const { name, command, args } of await runtimes(consumer)) {
    await checks.check(name, async () => {
      const { stdout } = await execute(command, args, { cwd: consumer, timeout: 120_000 });
      const facts = JSON.parse(/\{"messages".*\}/.exec(stdout)?.[0].replaceAll("&quot;", '"') ?? "null");
      if (!isDeepStrictEqual(facts, expected)) throw new Error(`${name} has other facts: ${stdout}`);
      console.log(`${name}: the same`);
    });
  }
});
checks.end("runtimes");

function readUmbrellaRooms() {
  return Object.keys(
    JSON.parse(readFileSync(join(root, "packages/countersign/package.json"), "utf8")).dependencies,
  );
}

/** The same program twice, beside its data, and once more for a browser, with everything in one page. */
function writePrograms(consumer) {
  const data = {
    messages: JSON.parse(readFileSync(join(root, "fixtures/messages/smb311-ntlm.json"), "utf8")),
    capture: readFileSync(join(root, "fixtures/captures/d30-site-of-five.pcap")).toString("base64"),
  };
  copyFileSync(join(here, "facts.cjs"), join(consumer, "facts.cjs"));
  writeFileSync(join(consumer, "data.cjs"), `module.exports = ${JSON.stringify(data)};\n`);
  const show = "console.log(JSON.stringify(facts(countersign, data)));\n";
  writeFileSync(
    join(consumer, "program.mjs"),
    `import * as countersign from "countersign";\nimport data from "./data.cjs";\nimport { facts } from "./facts.cjs";\n${show}`,
  );
  writeFileSync(
    join(consumer, "program.cjs"),
    `const countersign = require("countersign");\nconst data = require("./data.cjs");\nconst { facts } = require("./facts.cjs");\n${show}`,
  );
  const { outputFiles } = buildSync({
    entryPoints: [join(consumer, "program.mjs")],
    bundle: true,
    format: "iife",
    platform: "browser",
    banner: { js: "const console = { log: (text) => { document.body.textContent = text; } };" },
    write: false,
  });
  const script = outputFiles[0].text.replaceAll("</script", "<\\/script");
  writeFileSync(join(consumer, "page.html"), `<!doctype html><body><script>${script}</script></body>\n`);
}

/** Each runtime with each kind of module that it has, installed where it is not there yet. */
async function runtimes(consumer) {
  const modules = (name, command, ...flags) => [
    { name: `${name}, ESM`, command, args: [...flags, "program.mjs"] },
    { name: `${name}, CommonJS`, command, args: [...flags, "program.cjs"] },
  ];
  const [deno, bun, ...nodes] = await Promise.all([
    installed("deno", DENO, "deno/deno"),
    installed("bun", BUN, "bun/bin/bun.exe"),
    ...NODES.map((version) => nodeOf(version)),
  ]);
  return [
    ...nodes.flatMap((node, i) => modules(`Node ${NODES[i].split(".")[0]}`, node)),
    ...modules("Deno", deno, "run", "--no-prompt", "--node-modules-dir=manual", "--allow-read"),
    ...modules("Bun", bun, "run"),
    { name: "Chromium", command: "chromium", args: [...CHROMIUM, `file://${join(consumer, "page.html")}`] },
  ];
}

function nodeOf(version) {
  const isOurs = process.versions.node.split(".")[0] === version.split(".")[0];
  return isOurs ? process.execPath : installed("node", version, "node/bin/node");
}

/** The path of a runtime's program, in a cache beside the lock. */
async function installed(name, version, program) {
  const folder = join(root, ".cache/runtimes", `${name}-${version}`);
  const path = join(folder, "node_modules", program);
  if (!existsSync(path))
    await execute("npm", [
      "install",
      "--prefix",
      folder,
      "--no-audit",
      "--no-fund",
      "--no-package-lock",
      `${name}@${version}`,
    ]);
  return path;
}
