// Commands of documents. The command of this project is run, in a folder with captures for it; of what would run the
// project's own scripts it is checked that they are there.
import { execFile } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "./markdown.mjs";

const captures = join(root, "fixtures/captures");
const program = join(root, "packages/cli/bin/countersign.js");

/** The commands of a block, less comments and empty lines. A backslash ends no command. */
export function commandsOf(body) {
  return body
    .replace(/\\\n\s*/g, "")
    .split("\n")
    .map((line) => line.replace(/(^|\s)#.*$/, "").trim())
    .filter((line) => line !== "");
}

/** A `console` block's commands, each with what it prints. */
export function sessionOf(body) {
  return body
    .split(/^\$ /m)
    .slice(1)
    .map((part) => {
      const [command, ...output] = part.split("\n");
      return { command, output: output.join("\n") };
    });
}

export function isOurs(command) {
  return /(^|\| |&& )(npx )?countersign /.test(command);
}

/** What of a command that is not run is wrong: a script or file that is not there, or a command that nobody knows. */
export function wrongWith(command) {
  const parts = command.split(" && ").map((part) => part.replace(/^([A-Z_]+=\S+ )+/, ""));
  return parts.map(wrongWithPart).find((wrong) => wrong !== undefined);
}

function wrongWithPart(part) {
  const [, script] = /^npm (?:run )?(?:--silent )?([\w:-]+)/.exec(part) ?? [];
  if (script === "ci") return undefined;
  if (script !== undefined) {
    const [, folder = "."] = /--workspace (\S+)/.exec(part) ?? [];
    const manifest = JSON.parse(readFileSync(join(root, folder, "package.json"), "utf8"));
    return script in manifest.scripts ? undefined : `${folder} has no script ${script}`;
  }
  const [, file] = /^(?:node|bash|npx vitest run) (?:--\S+ )*([\w./-]+)/.exec(part) ?? [];
  if (file === undefined) return "is neither run nor checked: mark its block not-run";
  return existsSync(join(root, file)) ? undefined : `no ${file}`;
}

/**
 * A folder as the documents' commands have it: captures, two audits, and on its PATH `countersign`, an `npx` that runs
 * what it is given, and a `tcpdump` that has already captured something.
 */
export class Folder {
  #path = mkdtempSync(join(tmpdir(), "countersign-documents-"));

  async prepare() {
    const site = join(captures, "d30-site-of-five.pcap");
    cpSync(site, join(this.#path, "site.pcap"));
    cpSync(join(captures, "d22-nano-pcapng.pcapng"), join(this.#path, "office.pcapng"));
    mkdirSync(join(this.#path, "captures"));
    for (const name of ["d01-smb311-default.pcap", "d09-smb1-plain-ntlmv1.pcap"])
      cpSync(join(captures, name), join(this.#path, "captures", name));
    mkdirSync(join(this.#path, "bin"));
    this.#script("countersign", `exec "${process.execPath}" "${program}" "$@"`);
    this.#script("npx", 'exec "$@"');
    this.#script("tcpdump", `exec cat "${site}"`);
    await this.run("countersign inspect --format ndjson site.pcap > old.ndjson");
    await this.run("countersign inspect --format ndjson captures/ > new.ndjson");
  }

  /** What a command prints and how it ends. */
  run(command) {
    const env = { ...process.env, PATH: `${join(this.#path, "bin")}:${process.env.PATH}`, NO_COLOR: "1" };
    return new Promise((resolve) => {
      const child = execFile(
        "bash",
        ["-o", "pipefail", "-c", command],
        { cwd: this.#path, env, maxBuffer: 1 << 26 },
        (error, stdout, stderr) => resolve({ code: error === null ? 0 : error.code, stdout, stderr }),
      );
      child.stdin.end();
    });
  }

  remove() {
    rmSync(this.#path, { recursive: true });
  }

  #script(name, line) {
    writeFileSync(join(this.#path, "bin", name), `#!/bin/sh\n${line}\n`, { mode: 0o755 });
  }
}
