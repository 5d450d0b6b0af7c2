// The SMB server of impacket, as attackers run it.
import { fileURLToPath } from "node:url";
import { type RunningServer, startServer } from "./processes.js";

export interface ImpacketOptions {
  host: string;
  port: number;
  /** Its SMB2 server answers SMB1 too, with SMB2 where that is offered. */
  protocol: "SMB1" | "SMB2";
}

export function startImpacket({ host, port, protocol }: ImpacketOptions): Promise<RunningServer> {
  const script = fileURLToPath(new URL("impacket-server.py", import.meta.url));
  // Debian's own Python: impacket is one of its packages.
  const argv = ["/usr/bin/python3", script, host, String(port), protocol];
  return startServer(async () => ({ argv, host, port }));
}
