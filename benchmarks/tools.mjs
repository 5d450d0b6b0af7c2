// What there is beside Node to measure with: built or found, each with its version; what is absent is no error.
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const PATIENCE_MS = 240_000;
const NATIVE = ["smb2.c", "spnego.c", "ntlm.c", "text.c"];
// As good as the compiler makes it: across files, and with its costlier optimizations.
const FLAGS = ["-O3", "-flto", "-std=c11", "-D_GNU_SOURCE", "-Wall", "-Wextra"];
/** Debian's own: the first python3 on the path may be another, without its packages. */
const PYTHON = existsSync("/usr/bin/python3") ? "/usr/bin/python3" : "python3";
const DEBIAN_GO_PATH = "/usr/share/gocode";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

/**
 * By name: `{ version, ... }` of each tool that is here, with what it takes to run it; and a line about each that is not.
 * Programs are built into `folder`.
 */
export function findTools(folder) {
  const tools = new Map();
  const absent = [];
  const look = (name, find) => {
    try {
      tools.set(name, find());
    } catch (error) {
      absent.push(
        `${name}: ${String(error.stderr || error.message)
          .trim()
          .split("\n")
          .at(-1)}`,
      );
    }
  };
  look("npm peers", installPeers);
  look("C", () => buildNative(folder));
  look("gopacket", () => buildGo(folder));
  look("impacket", () => python("impacket"));
  look("scapy", () => python("scapy"));
  look("tshark", () => ({ version: firstLine(run("tshark", ["--version"])) }));
  look("tcpdump", () => ({ version: firstLine(run("tcpdump", ["--version"])) }));
  look("cat", () => ({ version: firstLine(run("cat", ["--version"])) }));
  return { tools, absent };
}

function installPeers() {
  const folder = here("peers");
  if (!existsSync(join(folder, "node_modules"))) {
    run("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix", folder]);
  }
  const tree = JSON.parse(run("npm", ["ls", "--json", "--prefix", folder]));
  const versions = Object.entries(tree.dependencies).map(([name, { version }]) => `${name} ${version}`);
  return { version: versions.join(", ") };
}

function buildNative(folder) {
  mkdirSync(folder, { recursive: true });
  const build = (name, sources) => {
    const program = join(folder, name);
    run("cc", [...FLAGS, "-o", program, ...sources.map((source) => here(`native/${source}`))]);
    return program;
  };
  return {
    version: firstLine(run("cc", ["--version"])),
    messages: build("messages", ["messages.c", "encode.c", ...NATIVE]),
    pipeline: build("pipeline", ["pipeline.c", "flows.c", ...NATIVE]),
  };
}

function buildGo(folder) {
  mkdirSync(folder, { recursive: true });
  const program = join(folder, "gopacket");
  const env = { GO111MODULE: "off", GOPATH: DEBIAN_GO_PATH, GOCACHE: join(folder, "go-cache") };
  run("go", ["build", "-o", program, here("go/main.go")], env);
  return { version: firstLine(run("go", ["version"])), program };
}

function python(name) {
  const code = `from importlib.metadata import version; import ${name}; print(version("${name}"))`;
  return { version: run(PYTHON, ["-c", code]).trim(), command: [PYTHON, here(`python/with_${name}.py`)] };
}

function run(command, args, env = {}) {
  return execFileSync(command, args, {
    encoding: "utf8",
    env: { ...process.env, ...env },
    timeout: PATIENCE_MS,
    stdio: ["ignore", "pipe", "pipe"],
  });
}

function firstLine(text) {
  return text.split("\n")[0];
}
