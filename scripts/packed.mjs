// The packages as npm would publish them, and as somebody finds them who installs them in an empty folder.
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { publishedPackages, root } from "./manifest.mjs";

/** Runs a program to its end and returns what it printed; an error has `stdout` and `stderr`. */
export function run(command, args, options = {}) {
  return execFileSync(command, args, { cwd: root, encoding: "utf8", stdio: "pipe", ...options });
}

/** Packs every published package into `folder`: its file's path, its manifest, and the paths of what is in it. */
export function packAll(folder) {
  const packages = publishedPackages();
  const workspaces = packages.map(({ name }) => `--workspace=packages/${name}`);
  const packed = JSON.parse(run("npm", ["pack", "--json", "--pack-destination", folder, ...workspaces]));
  return packages.map(({ name, manifest }) => {
    const { filename, files } = packed.find(({ name }) => name === manifest.name);
    return { name, manifest, tarball: join(folder, filename), files: files.map(({ path }) => path) };
  });
}

/** Installs tarballs, and what they need, in a folder of their own; returns it. */
export function installAll(folder, tarballs, extra = []) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "package.json"), '{ "private": true }');
  const flags = ["--no-audit", "--no-fund", "--prefer-offline", "--no-package-lock"];
  run("npm", ["install", ...flags, ...tarballs, ...extra], { cwd: folder });
  return folder;
}

/** Calls `action` with a folder that is empty, outside of the repository, and gone afterwards. */
export async function inScratchFolder(action) {
  const folder = mkdtempSync(join(tmpdir(), "countersign-"));
  try {
    await action(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Counts what holds and what does not, and ends in a line that says so and an exit code. */
export class Checks {
  passed = 0;
  failed = 0;

  async check(what, action) {
    try {
      await action();
      this.passed++;
    } catch (error) {
      this.failed++;
      console.error(
        `FAILED ${what}\n${error.stdout || ""}${error.stderr || ""}${error.stdout ? "" : error.message}`,
      );
    }
  }

  end(name) {
    console.log(`${name}: ${this.passed} passed, ${this.failed} failed`);
    process.exitCode = this.failed === 0 ? 0 : 1;
  }
}
