// docs/scanner.md shows programs as they stand, what one of them prints, and reasons that there are.
import { readFileSync } from "node:fs";
import { reasonMeanings } from "@countersign/signing";
import { messageFixtures } from "@countersign/testkit";
import { describe, expect, it } from "vitest";
import { printed } from "./program.js";
import { adversary, answering, type Behaviour, frameOf } from "./scan/adversary.js";

const ROOT = new URL("../../../", import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, ROOT), "utf8");
const guide = read("docs/scanner.md");
const messages = messageFixtures();
const answers = answering(
  ...["neg_rsp", "ss_rsp1"].map((name) => frameOf(messages[`smb311-ntlm.json/${name}`]!)),
);

/** As Windows where SMB1 is switched off. */
const resetsSmb1: Behaviour = (socket) => {
  socket.once("data", (request: Uint8Array) => {
    if (request[4] === 0xff) socket.resetAndDestroy();
  });
  answers(socket);
};

describe("the guide to scanners", () => {
  it("has no code that is not run somewhere", async () => {
    await using server = await adversary(resetsSmb1);
    const example = (name: string): string => read(`packages/node/examples/${name}.mjs`);
    expect([...guide.matchAll(/```\w*\n(.*?)```/gs)].map(([, code]) => code)).toEqual([
      example("probe"),
      await printed("probe.mjs", `127.0.0.1:${server.port}`),
      example("scanner"),
      example("socks"),
      example("workers"),
      example("inventory"),
      read("packages/handshake/test/examples/probe.ts"),
    ]);
  });

  it("explains reasons that there are", () => {
    const table = guide.slice(guide.indexOf("| reason |"), guide.indexOf("`probe` lists"));
    const rows = table.split("\n").slice(2);
    const codes = rows.flatMap((row) => [...(row.split("|")[1]?.matchAll(/`([^`]*)`/g) ?? [])]);
    expect(codes.length).toBeGreaterThan(8);
    for (const [, code] of codes) expect(reasonMeanings).toHaveProperty([code!]);
  });
});
