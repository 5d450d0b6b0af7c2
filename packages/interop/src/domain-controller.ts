// Samba as an Active Directory domain controller: the directory is made, and of its services the file server started.
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type RunningServer, run, startServer } from "./processes.js";
import { configurationText, QUIET, type Settings } from "./samba.js";

export interface DomainControllerOptions {
  host: string;
  port: number;
  /** Of the computer, such as 'vale01'. */
  name: string;
  /** The DNS domain, such as 'vale.test'; its first label is the NetBIOS domain. */
  domain: string;
}

export function startDomainController(options: DomainControllerOptions): Promise<RunningServer> {
  const { host, port } = options;
  return startServer(async (folder) => {
    const configuration = await provision(folder, options);
    const settings: Settings = {
      "server services": "s3fs",
      interfaces: `${host}/8`,
      "bind interfaces only": "yes",
      "smb ports": port,
      "pid directory": join(folder, "pid"),
      "ncalrpc dir": join(folder, "ncalrpc"),
      ...QUIET,
    };
    await mkdir(join(folder, "pid"));
    const provisioned = await readFile(configuration, "utf8");
    await writeFile(configuration, provisioned.replace("[global]\n", configurationText(settings)));
    const argv = ["samba", "--foreground", "--no-process-group", "--debug-stdout", "-s", configuration];
    return { argv, host, port };
  });
}

/** Makes a domain and answers the path of its smb.conf. */
async function provision(folder: string, { host, name, domain }: DomainControllerOptions): Promise<string> {
  const workgroup = domain.split(".")[0]!.toUpperCase();
  // Without a file to begin with, the machine's own smb.conf would be read.
  const begin = join(folder, "begin.conf");
  const role = "active directory domain controller";
  const settings = { "netbios name": name, workgroup, realm: domain, "server role": role };
  await writeFile(begin, configurationText(settings));
  const options = {
    "server-role": "dc",
    "dns-backend": "NONE",
    realm: domain,
    domain: workgroup,
    adminpass: "Nobody-logs-on-1",
    "host-name": name,
    "host-ip": host,
    targetdir: join(folder, "domain"),
  };
  const argv = ["samba-tool", "domain", "provision", "-s", begin];
  await run(
    [...argv, ...Object.entries(options).map(([key, value]) => `--${key}=${value}`)],
    join(folder, "log"),
  );
  return join(folder, "domain/etc/smb.conf");
}
