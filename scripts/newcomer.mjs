// The README, followed to the letter by somebody who has nothing: an empty folder, the packed packages, the commands and
// the program as they are printed there, and what is printed there for an answer. usage: node scripts/newcomer.mjs
import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./manifest.mjs";
import { Checks, inScratchFolder, installAll, packAll } from "./packed.mjs";

const readme = readFileSync(join(root, "README.md"), "utf8");
const site = "fixtures/captures/d30-site-of-five.pcap";
const checks = new Checks();

await inScratchFolder(async (folder) => {
  const consumer = installAll(
    join(folder, "consumer"),
    packAll(folder).map(({ tarball }) => tarball),
  );
  mkdirSync(join(consumer, "fixtures/captures"), { recursive: true });
  copyFileSync(join(root, site), join(consumer, site));
  copyFileSync(join(root, site), join(consumer, "site.pcap"));
  const shell = (command) => spawnSync("sh", ["-c", command], { cwd: consumer, encoding: "utf8" });

  const [command, ...table] = blockAfter("", "```console\n$ ").split("\n");
  await checks.check(command, () => same(shell(command).stdout.trimEnd(), table.join("\n")));

  await checks.check("the program under As a library", () => {
    const program = blockAfter("## As a library", "```ts\n");
    writeFileSync(join(consumer, "first.mjs"), program);
    same(shell("node first.mjs").stdout.trimEnd(), blockAfter(program, "```\n\n```\n"));
  });

  const NTLM = "Authorization: NTLM TlRMTVNTUAABAAAAB4IIogAAAAAAAAAAAAAAAAAAAAAKAGFKAAAADw==";
  for (const [line, code, told] of [
    ["npx countersign --version", 0, /^\d+\.\d+\.\d+\n$/],
    ["npx countersign --help", 0, /Examples:\n {2}countersign inspect/],
    [`npx countersign decode '${NTLM}'`, 0, /NTLM/],
    [`npx countersign decode ${NTLM}`, 0, /NTLM/],
    ["npx countersign explain smb2-signing-not-required", 0, /RequireSecuritySignature/],
    ["npx countersign matrix", 0, /required/],
    ["npx countersign inspect --format ndjson site.pcap > a && npx countersign diff a a", 0, /.*/],
    ["npx countersign inspect --fail-on high nothing.pcap", 3, /^$/],
    ["npx countersign completion bash", 0, /complete -F/],
    ["man -l node_modules/@countersign/cli/man/countersign.1", 0, /COUNTERSIGN\(1\)/],
  ]) {
    await checks.check(line, () => {
      const { status, stdout } = shell(line);
      if (status !== code || !told.test(stdout)) throw new Error(`exits with ${status} and prints ${stdout}`);
    });
  }
});
checks.end("newcomer");

/** The README's next block that opens so, behind some text of it. */
function blockAfter(text, opening) {
  const begin = readme.indexOf(opening, readme.indexOf(text) + text.length) + opening.length;
  return readme.slice(begin, readme.indexOf("\n```", begin));
}

function same(got, wanted) {
  if (got !== wanted) throw new Error(`printed\n${got}\nand the README says\n${wanted}`);
}
