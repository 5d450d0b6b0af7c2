import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

type Open = (url: string, signal: AbortSignal) => AsyncIterable<Uint8Array>;

const server = createServer((request, response) => {
  if (request.url === "/there") response.end("bytes of a capture");
  else response.writeHead(404).end();
});

async function textOf(path: string): Promise<string> {
  const { default: open } = (await import(new URL(`../examples/${"opener.mjs"}`, import.meta.url).href)) as {
    default: Open;
  };
  const { port } = server.address() as AddressInfo;
  const chunks: Uint8Array[] = [];
  for await (const chunk of open(`http://127.0.0.1:${port}${path}`, AbortSignal.timeout(5000)))
    chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

describe("the guide's opener", () => {
  beforeAll(() => new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve)));
  afterAll(() => {
    server.close();
  });

  it("gives what a URL stands for", async () => {
    expect(await textOf("/there")).toBe("bytes of a capture");
  });

  it("fails where there is nothing", async () => {
    await expect(textOf("/not-there")).rejects.toThrow(": 404");
  });
});
