// Where servers listen: loopback addresses, so that no packet leaves the machine and port 445 of others stays theirs.
import { randomInt } from "node:crypto";
import { createServer } from "node:net";

/** `count` addresses of a block of 127.0.0.0/8 that is picked by chance: test runs side by side do not meet. */
export function loopbackAddresses(count: number): string[] {
  const block = `127.${randomInt(64, 128)}.${randomInt(256)}`;
  return Array.from({ length: count }, (_, i) => `${block}.${i + 1}`);
}

/** A TCP port that is free on an address at the moment. */
export async function freePort(host: string): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}
