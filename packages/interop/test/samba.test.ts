import { afterAll, beforeAll, describe, it } from "vitest";
import { freePort, loopbackAddresses } from "../src/addresses.js";
import { type RunningServer, startAll, stopAll } from "../src/processes.js";
import { type Settings, startSamba } from "../src/samba.js";
import { canTest, ipv6, namespaces, nmap, smbd } from "../src/tools.js";
import { type Answers, ask, type Expected, expectAgreement, expectVerdict } from "./rows.js";

interface Row extends Expected {
  settings: Settings;
  port?: number;
}

const SMB2 = ["2.0.2", "2.1", "2.FF", "3.0", "3.0.2", "3.1.1"];
const BOTH = ["NT LM 0.12", ...SMB2];
const only = (dialect: string): Settings => ({
  "server min protocol": dialect,
  "server max protocol": dialect,
});
const SMB1_TOO: Settings = { "server min protocol": "NT1" };
const MANDATORY: Settings = { "server signing": "mandatory" };
const GMAC_ONLY: Settings = { "server smb3 signing algorithms": "AES-128-GMAC" };
const NAMED = { netbiosName: "FJORD01", netbiosDomain: "FJORD01" };
/** The one case in which nmap is not told its answer: to a client without a signing context Samba then says no. */
const WITHOUT_CONTEXT = {
  smb2: "nmap sends no SIGNING_CAPABILITIES, so that a server with GMAC only refuses it",
};

/** smb.conf(5): "server signing" is off for SMB1 unless set, and for SMB2 its least is "enabled". */
const ROWS: Record<string, Row> = {
  "as it comes": {
    settings: {},
    advertised: { smb1: "unknown", smb2: "enabled" },
    relay: "possible",
    dialects: SMB2,
    names: NAMED,
  },
  "signing mandatory": {
    settings: MANDATORY,
    advertised: { smb1: "unknown", smb2: "required" },
    relay: "blocked",
    dialects: SMB2,
    names: NAMED,
  },
  "signing disabled, which SMB2 does not know": {
    settings: { "server signing": "disabled" },
    advertised: { smb1: "unknown", smb2: "enabled" },
    relay: "possible",
    dialects: SMB2,
    names: NAMED,
  },
  "SMB1 too": {
    settings: SMB1_TOO,
    advertised: { smb1: "disabled", smb2: "enabled" },
    relay: "possible",
    dialects: BOTH,
    names: NAMED,
  },
  "SMB1 too, signing disabled": {
    settings: { ...SMB1_TOO, "server signing": "disabled" },
    advertised: { smb1: "disabled", smb2: "enabled" },
    relay: "possible",
    dialects: BOTH,
    names: NAMED,
  },
  "SMB1 too, signing offered": {
    settings: { ...SMB1_TOO, "server signing": "auto" },
    advertised: { smb1: "enabled", smb2: "enabled" },
    relay: "possible",
    dialects: BOTH,
    names: NAMED,
  },
  "SMB1 too, signing mandatory": {
    settings: { ...SMB1_TOO, ...MANDATORY },
    advertised: { smb1: "required", smb2: "required" },
    relay: "blocked",
    dialects: BOTH,
    names: NAMED,
  },
  "SMB1 only": {
    settings: only("NT1"),
    advertised: { smb1: "disabled", smb2: "unknown" },
    relay: "possible",
    dialects: ["NT LM 0.12"],
    names: {},
  },
  "SMB1 only, signing mandatory": {
    settings: { ...only("NT1"), ...MANDATORY },
    advertised: { smb1: "required", smb2: "unknown" },
    relay: "blocked",
    dialects: ["NT LM 0.12"],
    names: {},
  },
  "2.0.2 only": {
    settings: only("SMB2_02"),
    advertised: { smb1: "unknown", smb2: "enabled" },
    relay: "possible",
    // It answers the SMB1 opening with 2.0.2 itself ([MS-SMB2] 3.3.5.3.2).
    dialects: ["2.0.2"],
    names: NAMED,
  },
  "2.1 only": {
    settings: only("SMB2_10"),
    advertised: { smb1: "unknown", smb2: "enabled" },
    relay: "possible",
    dialects: ["2.1", "2.FF"],
    names: NAMED,
  },
  "3.0 only": {
    settings: only("SMB3_00"),
    advertised: { smb1: "unknown", smb2: "enabled" },
    relay: "possible",
    dialects: ["2.FF", "3.0"],
    names: NAMED,
  },
  "3.0.2 only": {
    settings: only("SMB3_02"),
    advertised: { smb1: "unknown", smb2: "enabled" },
    relay: "possible",
    dialects: ["2.FF", "3.0.2"],
    names: NAMED,
  },
  "3.1.1 only": {
    settings: only("SMB3_11"),
    advertised: { smb1: "unknown", smb2: "enabled" },
    // Every client signs its TREE_CONNECT there: whether a relay gets further is not known.
    relay: "unknown",
    dialects: ["2.FF", "3.1.1"],
    names: NAMED,
  },
  "encryption required, which NEGOTIATE does not tell": {
    settings: { "smb encrypt": "required" },
    advertised: { smb1: "unknown", smb2: "enabled" },
    relay: "possible",
    dialects: SMB2,
    names: NAMED,
  },
  "GMAC only, which leaves 3.1.1 alone": {
    settings: GMAC_ONLY,
    advertised: { smb1: "unknown", smb2: "enabled" },
    relay: "unknown",
    dialects: ["3.1.1"],
    names: NAMED,
    nmapErrs: WITHOUT_CONTEXT,
  },
  "GMAC only, signing mandatory": {
    settings: { ...GMAC_ONLY, ...MANDATORY },
    advertised: { smb1: "unknown", smb2: "required" },
    relay: "blocked",
    dialects: ["3.1.1"],
    names: NAMED,
    nmapErrs: WITHOUT_CONTEXT,
  },
  "port 139": {
    settings: { ...SMB1_TOO, "server signing": "auto" },
    port: 139,
    advertised: { smb1: "enabled", smb2: "enabled" },
    relay: "possible",
    dialects: BOTH,
    names: NAMED,
  },
  "port 139, signing mandatory": {
    settings: { ...SMB1_TOO, ...MANDATORY },
    port: 139,
    advertised: { smb1: "required", smb2: "required" },
    relay: "blocked",
    dialects: BOTH,
    names: NAMED,
  },
};

const IDENTITY: Settings = { "netbios name": "FJORD01", workgroup: "NORDIC" };

describe.runIf(canTest("Samba", [namespaces, smbd, nmap]))("Samba", () => {
  const rows = Object.entries(ROWS);
  const hosts = loopbackAddresses(rows.length);
  let servers: RunningServer[] = [];
  const answers = new Map<string, Answers>();

  beforeAll(async () => {
    servers = await startAll(
      rows.map(([, { settings, port = 445 }], i) =>
        startSamba({ host: hosts[i]!, port, settings: { ...IDENTITY, ...settings } }),
      ),
    );
    const told = await ask(servers);
    for (const [i, [what]] of rows.entries()) answers.set(what, told[i]!);
  }, 600_000);
  afterAll(() => stopAll(servers));

  it.each(rows)("%s: the verdict is what the configuration means", (what, expected) => {
    expectVerdict(answers.get(what)!, expected);
  });

  it.each(rows)("%s: nmap agrees, unless it is known to err", (what, expected) => {
    expectAgreement(answers.get(what)!, expected);
  });
});

describe.runIf(canTest("Samba over IPv6", [namespaces, smbd, nmap, ipv6]))("Samba over IPv6", () => {
  it("gives the verdict that its configuration means, and nmap agrees", async () => {
    const settings = { ...IDENTITY, ...MANDATORY };
    const port = await freePort("::1");
    await using server = await startSamba({ host: "::1", port, settings });
    const [told] = await ask([server], port);
    expectVerdict(told!, ROWS["signing mandatory"]!);
    expectAgreement(told!, ROWS["signing mandatory"]!);
  });
});
