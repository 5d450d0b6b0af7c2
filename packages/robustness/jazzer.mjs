// usage: node packages/robustness/jazzer.mjs TARGET [libFuzzer's options, such as -max_total_time=60]
// The targets of fuzz.mjs under Jazzer.js, which is installed for it into .cache/jazzer; see README.md.
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { bundleSource } from "@countersign/conformance/run-source.mjs";
import { weaken } from "./jazzer/weaken.mjs";

const VERSION = "4.0.0";
const root = fileURLToPath(new URL("../..", import.meta.url));
const folder = join(root, ".cache", "jazzer");
const modules = join(folder, "node_modules", "@jazzer.js");
const shim = join(folder, "shim.so");

const [target, ...options] = process.argv.slice(2);
if (target === undefined) {
  console.error("usage: node packages/robustness/jazzer.mjs TARGET [libFuzzer's options]");
  process.exit(2);
}
process.chdir(root);
process.env.FUZZ_TARGET = target;
install();
const bundle = join(folder, `${target}.cjs`);
await bundleSource(import.meta.url, "jazzer-target", bundle, "cjs");
const { maxLength, corpus, words } = begin(createRequire(import.meta.url)(bundle));
const { status } = spawnSync(
  process.execPath,
  [
    join(modules, "core", "dist", "cli.js"),
    bundle,
    ...["--sync", "--disable_bug_detectors=.*", `--includes=${bundle}`, "--excludes=node_modules"],
    corpus,
    ...["--", `-dict=${words}`, `-max_len=${maxLength}`, `-artifact_prefix=${folder}/${target}-`, ...options],
  ],
  { stdio: "inherit", env: { ...process.env, ...(existsSync(shim) && { LD_PRELOAD: shim }) } },
);
process.exitCode = status ?? 1;

function install() {
  mkdirSync(folder, { recursive: true });
  const names = [
    "install",
    "--no-save",
    "--no-audit",
    "--no-fund",
    "--prefix",
    folder,
    `@jazzer.js/core@${VERSION}`,
  ];
  if (!existsSync(join(modules, "core"))) execFileSync("npm", names, { stdio: "inherit" });
  if (process.platform === "linux") makeLoadable();
}

/** The addon asks for newer libraries than Debian 12 has; where they are there this does no harm. */
function makeLoadable() {
  const source = fileURLToPath(new URL("jazzer/shim.c", import.meta.url));
  execFileSync("cc", ["-shared", "-fPIC", "-o", shim, source]);
  weaken(join(modules, "fuzzer", "prebuilds", `fuzzer-linux-${process.arch}.node`));
}

function begin({ beginning }) {
  const { maxLength, inputs, words } = beginning();
  const corpus = join(folder, "corpus", target);
  mkdirSync(corpus, { recursive: true });
  for (const [i, bytes] of inputs.entries())
    writeFileSync(join(corpus, `seed-${i}`), bytes.subarray(0, maxLength));
  const path = join(folder, "dictionary.txt");
  writeFileSync(path, `${words.join("\n")}\n`);
  return { maxLength, corpus, words: path };
}
