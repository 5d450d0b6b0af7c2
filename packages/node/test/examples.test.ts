import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { messageFixtures } from "@countersign/testkit";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { printed } from "./program.js";
import { type Adversary, adversary, answering, type Behaviour, frameOf } from "./scan/adversary.js";

const messages = messageFixtures();
const answer = frameOf(messages["smb311-ntlm.json/neg_rsp"]!);
const challenge = frameOf(messages["smb311-ntlm.json/ss_rsp1"]!);

let server: Adversary;
let web: Adversary;
let refusing: string;
const addressOf = ({ port }: Adversary): string => `127.0.0.1:${port}`;

beforeAll(async () => {
  server = await adversary(answering(answer, challenge));
  web = await adversary(answering(new TextEncoder().encode("HTTP/1.1 400 Bad Request\r\n\r\n")));
  const gone = await adversary(() => {});
  refusing = addressOf(gone);
  await gone[Symbol.asyncDispose]();
});
afterAll(async () => {
  for (const one of [server, web]) await one[Symbol.asyncDispose]();
});

describe("examples", () => {
  it("scanner.mjs tells of each server what a relay would meet, and how many there are", async () => {
    const lines = (await printed("scanner.mjs", addressOf(server), addressOf(web), refusing)).split("\n");
    expect(lines.slice(0, 2).sort()).toEqual(
      [
        `${addressOf(server)}\tvm\trelay to SMB blocked (server-requires-signing)`,
        `${addressOf(web)}\t\trelay to SMB unknown (no-protocol-answered, answer-missing, peer-not-smb)`,
      ].sort(),
    );
    expect(lines.slice(2)).toEqual(["0 possible, 1 blocked, 2 unknown", ""]);
  });

  it("scan.mjs tells of each server what it advertises", async () => {
    expect(await printed("scan.mjs", addressOf(server))).toBe("127.0.0.1 FILESRV01 required blocked\n");
  });

  it("files.mjs prints the reports of a capture", async () => {
    const capture = new URL("../../../fixtures/captures/d30-site-of-five.pcap", import.meta.url);
    const lines = (await printed("files.mjs", fileURLToPath(capture))).trimEnd().split("\n");
    const kinds = lines.map((line) => (JSON.parse(line) as { kind: string }).kind);
    expect(kinds).toEqual([...Array<string>(5).fill("handshake"), "capture"]);
  });

  it("socks.mjs asks through a proxy", async () => {
    await using proxy = await adversary(socks5);
    expect(await printed("socks.mjs", addressOf(proxy), addressOf(server))).toBe(
      "127.0.0.1: SMB2 required, relay to SMB blocked\n",
    );
    expect(await printed("socks.mjs", addressOf(proxy), refusing)).toBe(
      "127.0.0.1: SMB2 unknown, relay to SMB unknown\n",
    );
  });

  it("workers.mjs counts what its threads are told", async () => {
    const targets = [addressOf(server), refusing, addressOf(server), addressOf(web), addressOf(server)];
    expect(await printed("workers.mjs", "2", ...targets)).toBe("required: 3\nunknown: 2\n");
  });

  describe("inventory.mjs", () => {
    let folder = "";
    beforeAll(() => {
      folder = mkdtempSync(join(tmpdir(), "countersign-inventory-"));
    });
    afterAll(() => rmSync(folder, { recursive: true }));

    it("adds columns to each row and keeps the others", async () => {
      const inventory = join(folder, "inventory.csv");
      writeFileSync(
        inventory,
        `owner,host,note\nmaja,${addressOf(server)},"files, and prints"\nolav,${refusing},\n`,
      );
      expect(await printed("inventory.mjs", inventory)).toBe(
        "owner,host,note,smb_signing,smb1,relay_to_smb,reported_name\n" +
          `maja,${addressOf(server)},"files, and prints",required,unknown,blocked,vm\n` +
          `olav,${refusing},,unknown,,unknown,\n`,
      );
    });
  });
});

/** RFC 1928, as far as it goes without a logon: CONNECT to an IPv4 address. */
const socks5: Behaviour = (client) => {
  client.once("data", () => {
    client.write(Uint8Array.of(5, 0));
    client.once("data", (request: Uint8Array) => {
      const target = connect({ host: request.slice(4, 8).join("."), port: (request[8]! << 8) | request[9]! });
      target.once("connect", () => {
        client.write(Uint8Array.of(5, 0, 0, 1, 0, 0, 0, 0, 0, 0));
        client.pipe(target).pipe(client);
      });
      target.once("error", () => client.end(Uint8Array.of(5, 5, 0, 1, 0, 0, 0, 0, 0, 0)));
    });
  });
};
