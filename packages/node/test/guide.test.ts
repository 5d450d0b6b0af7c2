// docs/scanner.md says what a program prints, and reasons that there are.
import { readFileSync } from "node:fs";
import { reasonMeanings } from "@countersign/signing";
import { messageFixtures } from "@countersign/testkit";
import { describe, expect, it } from "vitest";
import { printed } from "./program.js";
import { adversary, answering, type Behaviour, frameOf } from "./scan/adversary.js";

const guide = readFileSync(new URL("../../../docs/scanner.md", import.meta.url), "utf8");
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
  it("says what probe.mjs prints", async () => {
    await using server = await adversary(resetsSmb1);
    expect(guide).toContain(`\`\`\`\n${await printed("probe.mjs", `127.0.0.1:${server.port}`)}\`\`\``);
  });

  it("explains reasons that there are", () => {
    const table = guide.slice(guide.indexOf("| reason |"), guide.indexOf("`probe` lists"));
    const rows = table.split("\n").slice(2);
    const codes = rows.flatMap((row) => [...(row.split("|")[1]?.matchAll(/`([^`]*)`/g) ?? [])]);
    expect(codes.length).toBeGreaterThan(8);
    for (const [, code] of codes) expect(reasonMeanings).toHaveProperty([code!]);
  });
});
