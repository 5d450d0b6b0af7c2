// Each shell itself is asked what it would complete.
import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { canTest, fish as fishTool, zsh as zshTool } from "@countersign/interop/tools";
import { describe, expect, it } from "vitest";
import { countersign, scratchFolder } from "./run.js";

const scratch = scratchFolder();
scratch.file("a capture.pcap", "");

const scripts = new Map<string, string>();
for (const shell of ["bash", "zsh", "fish"]) {
  scripts.set(shell, scratch.file(`completion.${shell}`, (await countersign(["completion", shell])).stdout));
}

/** What the shell offers in place of the last word. */
type Complete = (...words: string[]) => string[];

function bash(...words: string[]): string[] {
  const program = `source ${scripts.get("bash")}
    COMP_WORDS=("$@"); COMP_CWORD=$(( $# - 1 )); _countersign; printf '%s\\n' "\${COMPREPLY[@]}"`;
  return offered("bash", ["-c", program, "bash", "countersign", ...words]);
}

function fish(...words: string[]): string[] {
  const program = `source ${scripts.get("fish")}; complete --do-complete $argv[1]`;
  return offered("fish", ["--no-config", "-c", program, ["countersign", ...words].join(" ")]);
}

/** compsys runs in an interactive shell alone, so it gets one, which shows what a Tab makes of the line. */
function zsh(...words: string[]): string[] {
  const folder = join(scratch.path, "fpath");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "_countersign"), execFileSync("cat", [scripts.get("zsh")!]));
  const inner = `fpath=(${folder} $fpath); autoload -U compinit; compinit -C -d ${scratch.path}/dump
compadd() { local -a found; local w; [[ " $* " == *" -O "* || " $* " == *" -A "* || " $* " == *" -D "* ]] || { builtin compadd -O found "$@"; for w in $found; do print -r -- "OFFER $w"; done }; builtin compadd "$@" }
offers() { zle expand-or-complete; print -r -- DO""NE }; zle -N offers; bindkey '^I' offers
PS1=; zstyle ':completion:*' completer _complete; unsetopt beep\n`;
  const program = `zmodload zsh/zpty; zpty z zsh -f -i; zpty -w z "source ${scratch.file("zshrc", inner)}"
zpty -w z 'print RE""ADY'; zpty -r z out '*READY*'
zpty -w -n z "$1"$'\\t'; zpty -r z out '*DONE*'; print -r -- "$out"`;
  const text = execFileSync("zsh", ["-f", "-c", program, "zsh", ["countersign", ...words].join(" ")], {
    encoding: "utf8",
    cwd: scratch.path,
  });
  return [...text.matchAll(/OFFER (.*?)\r?\n/g)].map(([, word]) => word!);
}

function offered(shell: string, args: string[]): string[] {
  const text = execFileSync(shell, args, {
    encoding: "utf8",
    cwd: scratch.path,
    env: { ...process.env, HOME: scratch.path },
  });
  return text
    .split("\n")
    .map((line) => line.split("\t")[0]!)
    .filter((line) => line !== "");
}

const SHELLS: [string, Complete][] = [["bash", bash]];
if (canTest("completion in fish", [fishTool])) SHELLS.push(["fish", fish]);
if (canTest("completion in zsh", [zshTool])) SHELLS.push(["zsh", zsh]);

describe.each(SHELLS)("completion in %s", (_shell, complete) => {
  it("offers commands", () => {
    expect(complete("in")).toEqual(["inspect"]);
    expect(complete("d").sort()).toEqual(["decode", "diff"]);
  });

  it("offers a command's options, and no other's", () => {
    expect(complete("inspect", "--f").sort()).toEqual(["--fail-on", "--follow", "--format"]);
    expect(complete("matrix", "--f")).toEqual([]);
  });

  it("offers what an option takes", () => {
    expect(complete("inspect", "--format", "nd")).toEqual(["ndjson"]);
    expect(complete("inspect", "-f", "sa")).toEqual(["sarif"]);
    expect(complete("probe", "--fail-on", "smb2-signing-n")).toEqual(["smb2-signing-not-required"]);
  });

  it("offers codes and shells", () => {
    expect(complete("explain", "smb311-s")).toEqual(["smb311-signs-tree-connect"]);
    expect(complete("completion", "fi")).toEqual(["fish"]);
  });

  it("offers files, spaces and all, where a file can stand", () => {
    const [found, ...others] = complete("inspect", "a");
    expect([found?.replaceAll("\\", ""), others]).toEqual(["a capture.pcap", []]);
  });
});

it("completes --option=value in bash, which comes as three words", () => {
  expect(bash("inspect", "--format", "=", "js")).toEqual(["json"]);
  expect(bash("inspect", "--by", "=")).toEqual(["conversation", "host"]);
});

it("is for three shells", async () => {
  const { code, stderr } = await countersign(["completion", "tcsh"]);
  expect(code).toBe(2);
  expect(stderr).toContain("Allowed choices are bash, zsh, fish");
});
