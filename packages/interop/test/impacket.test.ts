import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loopbackAddresses } from "../src/addresses.js";
import { startImpacket } from "../src/impacket.js";
import { type RunningServer, startAll, stopAll } from "../src/processes.js";
import { canTest, impacket, namespaces, nmap } from "../src/tools.js";
import { type Answers, ask, type Expected, expectAgreement, expectVerdict } from "./rows.js";

/** It never signs: SMB1's bits are clear, and SMB2 has none for that. Of SMB2 it speaks 2.0.2, whatever is offered. */
const ROWS: [protocol: "SMB1" | "SMB2", Expected][] = [
  [
    "SMB1",
    {
      advertised: { smb1: "disabled", smb2: "unknown" },
      relay: "possible",
      dialects: ["NT LM 0.12"],
      names: {},
    },
  ],
  [
    "SMB2",
    {
      advertised: { smb1: "disabled", smb2: "enabled" },
      relay: "possible",
      dialects: ["NT LM 0.12", "2.0.2"],
      names: {},
    },
  ],
];

describe.runIf(canTest("impacket's server", [namespaces, impacket, nmap]))("impacket's server", () => {
  const hosts = loopbackAddresses(ROWS.length);
  let servers: RunningServer[] = [];
  let answers: Answers[] = [];

  beforeAll(async () => {
    servers = await startAll(
      ROWS.map(([protocol], i) => startImpacket({ host: hosts[i]!, port: 445, protocol })),
    );
    answers = await ask(servers);
  }, 600_000);
  afterAll(() => stopAll(servers));

  for (const [i, [protocol, expected]] of ROWS.entries()) {
    it(`${protocol}: the verdict is what the server can do`, () => {
      // Its names are eight letters, new ones each time.
      const { netbiosName, netbiosDomain } = answers[i]!.report.names;
      if (protocol === "SMB2")
        for (const name of [netbiosName, netbiosDomain]) expect(name).toMatch(/^\w{8}$/);
      const names = {};
      expectVerdict({ ...answers[i]!, report: { ...answers[i]!.report, names } }, expected);
    });

    it(`${protocol}: nmap agrees`, () => {
      expectAgreement(answers[i]!, expected);
    });
  }
});
