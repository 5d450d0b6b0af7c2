// What the tests need of the machine, and what becomes of them where it is not there.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { networkInterfaces } from "node:os";

/** Something that the machine has or has not, and how one would get it. */
export interface Tool {
  isThere: () => boolean;
  otherwise: string;
}

/** Servers bind ports below 1024 and, as file servers do, change user; and end with their PID namespace. */
export const namespaces: Tool = {
  isThere: () => process.getuid?.() === 0 && succeeds("unshare", "--pid", "--fork", "true"),
  otherwise: "not root in a Linux that lets it make PID namespaces",
};
export const ipv6: Tool = {
  isThere: () =>
    Object.values(networkInterfaces()).some((addresses) =>
      addresses?.some(({ address }) => address === "::1"),
    ),
  otherwise: "no address ::1",
};
export const smbd = command("smbd", "samba");
export const nmap = command("nmap", "nmap");
export const impacket: Tool = {
  isThere: () => succeeds("/usr/bin/python3", "-c", "import impacket.smbserver"),
  otherwise: "no impacket (python3-impacket)",
};
export const python3 = command("python3", "python3");
export const zsh = command("zsh", "zsh");
export const fish = command("fish", "fish");
export const groff = command("groff", "groff-base");
export const sambaTool = command("samba-tool", "samba");
export const provisioning: Tool = {
  isThere: () => existsSync("/usr/share/samba/setup/provision.ldif"),
  otherwise: "no files to provision a domain from (samba-ad-provision)",
};

/**
 * Whether the machine has all of `tools`. Where it has not, one line says which tests are left out and why; where `CI`
 * is set this throws, as leaving out is a failure there.
 */
export function canTest(what: string, tools: readonly Tool[]): boolean {
  const missing = tools.filter((tool) => !tool.isThere());
  if (missing.length === 0) return true;
  const line = `left out: tests of ${what}: ${missing.map(({ otherwise }) => otherwise).join("; ")}`;
  if (process.env["CI"]) throw new Error(line);
  console.warn(line);
  return false;
}

function command(name: string, debianPackage: string): Tool {
  return { isThere: () => succeeds(name, "--version"), otherwise: `no ${name} (${debianPackage})` };
}

function succeeds(file: string, ...args: string[]): boolean {
  return spawnSync(file, args, { stdio: "ignore" }).status === 0;
}
