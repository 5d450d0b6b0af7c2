// The import rules of ARCHITECTURE.md, read from the sources. usage: node scripts/boundaries.mjs [ROOT]
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";

/** What each package may import, of ours and of others. Only what stands before a package in this list may be its. */
const ROOMS = {
  bytes: [],
  framing: ["bytes"],
  smb1: ["bytes"],
  smb2: ["bytes"],
  spnego: ["bytes"],
  ntlmssp: ["bytes"],
  signing: ["bytes", "smb1", "smb2", "ntlmssp"],
  guidance: ["signing"],
  dissect: ["bytes", "framing", "smb1", "smb2", "spnego", "ntlmssp", "signing"],
  capture: ["bytes"],
  handshake: ["bytes", "framing", "smb1", "smb2", "spnego", "ntlmssp", "signing"],
  inspect: [
    "bytes",
    "framing",
    "smb1",
    "smb2",
    "spnego",
    "ntlmssp",
    "capture",
    "handshake",
    "signing",
    "guidance",
  ],
  node: ["inspect", "handshake", "fzstd", "ipaddr.js"],
  fleet: ["node", "inspect", "guidance", "signing", "bullmq", "ioredis"],
  countersign: [
    "bytes",
    "framing",
    "smb1",
    "smb2",
    "spnego",
    "ntlmssp",
    "signing",
    "guidance",
    "dissect",
    "capture",
    "handshake",
    "inspect",
  ],
  cli: [
    "fleet",
    "node",
    "inspect",
    "dissect",
    "guidance",
    "signing",
    "cli-progress",
    "cli-table3",
    "commander",
    "picocolors",
    "tinypool",
  ],
  // A page: it imports public faces, and nobody imports it.
  explorer: ["dissect", "inspect", "guidance", "signing", "preact"],
  // Types only: at run time nothing of ours (see below).
  reference: ["framing", "smb1", "smb2", "spnego", "ntlmssp", "asn1js", "binary-parser", "smart-buffer"],
  // fast-check is its peer.
  arbitraries: ["bytes", "capture", "framing", "smb1", "smb2", "spnego", "ntlmssp", "fast-check"],
  testkit: ["arbitraries", "bytes", "capture", "fast-check", "vitest"],
  conformance: [
    "bytes",
    "capture",
    "framing",
    "handshake",
    "inspect",
    "ntlmssp",
    "smb1",
    "smb2",
    "spnego",
    "esbuild",
  ],
  robustness: [
    "arbitraries",
    "bytes",
    "capture",
    "conformance",
    "dissect",
    "framing",
    "handshake",
    "inspect",
    "ntlmssp",
    "reference",
    "smb1",
    "smb2",
    "spnego",
    "ajv",
    "fast-check",
    "pure-rand",
  ],
  interop: ["node", "inspect", "vite"],
};

/** These run on Node and nowhere else. */
const NODE_ONLY = ["node", "fleet", "cli", "testkit", "conformance", "robustness", "interop", "reference"];
/** These take types from ours, no code. */
const TYPES_ONLY = ["reference"];
/** Loaded by those who ask for them, with `import()`: nobody depends on them. */
const OPTIONAL = ["fleet"];

const IMPORT = /^\s*(?:import|export)\s+(type\s)?(?:[^"';]*?\sfrom\s+)?["']([^"']+)["']/gm;
const DYNAMIC_IMPORT = /\b(?:import|require)\(\s*["']([^"']+)["']\s*\)/g;

/** Every breach below `root`, as `file: what`. */
export function breaches(root) {
  const found = [];
  for (const name of readdirSync(join(root, "packages")).sort()) {
    const folder = join(root, "packages", name);
    if (!existsSync(join(folder, "package.json"))) continue;
    const rules = ROOMS[name];
    if (rules === undefined) {
      found.push(`packages/${name}: has no import rules in scripts/boundaries.mjs`);
      continue;
    }
    found.push(...manifestBreaches(folder, name, rules));
    for (const circle of circles(sources(join(folder, "src"))))
      found.push(`packages/${name}: ${circle.map((file) => relative(folder, file)).join(" imports ")}`);
    for (const file of sources(join(folder, "src"))) {
      const breach = (what) => found.push(`${relative(root, file).split(sep).join("/")}: ${what}`);
      checkFile(readFileSync(file, "utf8"), name, rules, breach);
    }
  }
  return found;
}

function manifestBreaches(folder, name, rules) {
  const { dependencies = {} } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  return Object.keys(dependencies)
    .filter((dependency) => {
      const room = ours(dependency);
      return OPTIONAL.includes(room) || !rules.includes(room ?? dependency);
    })
    .map((dependency) => `packages/${name}/package.json: may not depend on ${dependency}`);
}

function checkFile(text, name, rules, breach) {
  for (const { specifier, isType, isDynamic } of importsOf(text)) {
    const room = ours(specifier);
    if (specifier.startsWith(".")) {
      if (/(^|\/)index\.js$/.test(specifier)) breach("imports its own package's index");
    } else if (specifier.startsWith("node:")) {
      if (!NODE_ONLY.includes(name)) breach(`imports ${specifier}, but has to run anywhere`);
    } else if (!rules.includes(room ?? packageOf(specifier))) {
      breach(`may not import ${specifier}`);
    } else if (room !== undefined && !isType && TYPES_ONLY.includes(name)) {
      breach(`may import types of ${specifier}, no code`);
    } else if (OPTIONAL.includes(room) && !isType && !isDynamic) {
      breach(`may load ${specifier} with import() alone`);
    }
  }
  if (!NODE_ONLY.includes(name) && /\bBuffer\b/.test(withoutComments(text)))
    breach("uses Buffer, but has to run anywhere");
}

/** Files that import one another, types included, each circle with its first file once more at the end. */
function circles(files) {
  const found = [];
  const state = new Map();
  const visit = (file, path) => {
    if (state.get(file) === "done") return;
    if (state.get(file) === "open") {
      found.push([...path.slice(path.indexOf(file)), file]);
      return;
    }
    state.set(file, "open");
    for (const { specifier } of importsOf(readFileSync(file, "utf8"))) {
      const to = join(dirname(file), specifier.replace(/\.jsx?$/, ""));
      const next = files.find((other) => other.replace(/\.tsx?$/, "") === to);
      if (specifier.startsWith(".") && next !== undefined) visit(next, [...path, file]);
    }
    state.set(file, "done");
  };
  for (const file of files) visit(file, []);
  return found;
}

function importsOf(text) {
  const code = withoutComments(text);
  const fixed = [...code.matchAll(IMPORT)].map(([, type, specifier]) => ({
    specifier,
    isType: type !== undefined,
  }));
  const dynamic = [...code.matchAll(DYNAMIC_IMPORT)].map(([, specifier]) => ({
    specifier,
    isType: false,
    isDynamic: true,
  }));
  return [...fixed, ...dynamic];
}

function withoutComments(text) {
  return text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/^\s*\/\/.*$/gm, "");
}

function ours(specifier) {
  if (specifier === "countersign") return specifier;
  return specifier.startsWith("@countersign/") ? specifier.slice("@countersign/".length) : undefined;
}

function packageOf(specifier) {
  return specifier.split("/", specifier.startsWith("@") ? 2 : 1).join("/");
}

function sources(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const root = process.argv[2] ?? join(dirname(fileURLToPath(import.meta.url)), "..");
  const found = breaches(root);
  for (const breach of found) console.error(breach);
  console.log(found.length === 0 ? "boundaries: kept" : `boundaries: ${found.length} breaches`);
  process.exitCode = found.length === 0 ? 0 : 1;
}
