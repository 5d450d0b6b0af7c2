// Samba's file server, with everything that it writes in a folder of its own.
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type RunningServer, startServer } from "./processes.js";

/** Lines of smb.conf(5). */
export type Settings = Readonly<Record<string, string | number>>;

export interface SambaOptions {
  host: string;
  port: number;
  /** Beside what makes it private: what the test is about. */
  settings: Settings;
}

/** Starts an smbd for nobody: it has no users and no shares, for a probe does not log on. */
export function startSamba({ host, port, settings }: SambaOptions): Promise<RunningServer> {
  return startServer(async (folder) => {
    const configuration = join(folder, "smb.conf");
    const all = {
      "server role": "standalone server",
      interfaces: `${host}/${host.includes(":") ? 128 : 8}`,
      "bind interfaces only": "yes",
      ...(await privateFolders(folder)),
      ...QUIET,
      "smb ports": port,
      ...settings,
    };
    await writeFile(configuration, configurationText(all));
    const argv = ["smbd", "--foreground", "--no-process-group", "--debug-stdout", "-s", configuration];
    return { argv, host, port };
  });
}

/** No printers, which Samba would ask other programs for. */
export const QUIET: Settings = {
  "load printers": "no",
  printing: "bsd",
  "printcap name": "/dev/null",
  "disable spoolss": "yes",
};

export function configurationText(settings: Settings): string {
  return `[global]\n${Object.entries(settings)
    .map(([name, value]) => `${name} = ${value}\n`)
    .join("")}`;
}

async function privateFolders(folder: string): Promise<Settings> {
  const settings: Record<string, string> = {};
  for (const name of ["private", "lock", "state", "cache", "pid"]) {
    const path = join(folder, name);
    await mkdir(path, { mode: 0o700 });
    settings[name === "private" ? "private dir" : `${name} directory`] = path;
  }
  return { ...settings, "ncalrpc dir": join(folder, "ncalrpc") };
}
