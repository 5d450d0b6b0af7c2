// What nmap's scripts say of the same servers.
import { execFile } from "node:child_process";
import { promisify } from "node:util";

/** The words of smb-security-mode and smb2-security-mode, by address; a script that said nothing is absent. */
export type NmapWords = Map<string, { smb1?: string; smb2?: string }>;

const SCRIPTS = "smb-security-mode,smb2-security-mode";

/** Runs both scripts in one scan. `smbport` is for servers at neither 445 nor 139. */
export async function askNmap(hosts: readonly string[], smbport?: number): Promise<NmapWords> {
  const args = ["-Pn", "-n", "--script", SCRIPTS, "-oX", "-"];
  if (smbport === undefined) args.push("-p", "139,445");
  else args.push("-p", String(smbport), "--script-args", `smbport=${smbport}`);
  if (hosts[0]!.includes(":")) args.push("-6");
  const { stdout } = await promisify(execFile)("nmap", [...args, ...hosts]);
  return new Map(stdout.split("<host ").slice(1).map(wordsOf));
}

function wordsOf(host: string): [string, { smb1?: string; smb2?: string }] {
  const smb1 = /<elem key="message_signing">([^<]*)</.exec(host)?.[1];
  const smb2 = /<script id="smb2-security-mode".*?<elem>([^<]*)</s.exec(host)?.[1];
  const address = /<address addr="([^"]*)"/.exec(host)![1]!;
  return [address, { ...(smb1 !== undefined && { smb1 }), ...(smb2 !== undefined && { smb2 }) }];
}

/** Those words of both scripts that are a policy of the server, as this project names it. */
export const policyOfWords: Readonly<Record<string, string>> = {
  disabled: "disabled",
  supported: "enabled",
  required: "required",
  "Message signing enabled but not required": "enabled",
  "Message signing enabled and required": "required",
};
