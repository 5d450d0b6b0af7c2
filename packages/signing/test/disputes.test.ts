// The wrong verdicts that the field keeps repeating, each named after the project or issue it comes from.

import { describe, expect, it } from "vitest";
import { advertisedSmb1 } from "../src/advertised-smb1.js";
import { advertisedSmb2 } from "../src/advertised-smb2.js";
import { effectiveSigning } from "../src/effective.js";
import { observedSigning } from "../src/observed.js";
import { relayExposure } from "../src/relay.js";

const smb2 = (securityMode: number, dialect = 0x0302) => advertisedSmb2({ status: 0, dialect, securityMode });

describe("REQUIRED without ENABLED (0x0002)", () => {
  it.each([
    "zgrab2: required only with both bits",
    "go-smb (jfjallid): required only with both bits",
    "SharpHound CheckSMB2SigningRequired: required only with both bits",
    "Responder RunFinger SMB2SigningMandatory: byte equal to 3",
    "nmap smb2-security-mode: 'Message signing is disabled!'",
  ])("%s", () => {
    const advertised = smb2(0x0002);
    expect(advertised.policy).toBe("required");
    expect(advertised.deviations).toMatchObject([{ code: "required-without-enabled", value: 2 }]);
    expect(relayExposure({ target: "smb2", server: { signing: advertised } }).outcome).toBe("blocked");
  });
});

describe("neither bit (0x0000)", () => {
  it("nmap smb2-security-mode: 'disabled and not required' is a state that SMB2 does not have", () => {
    const advertised = smb2(0x0000);
    expect(advertised.policy).toBe("enabled");
    expect(advertised.deviations).toMatchObject([{ code: "enabled-not-set", value: 0 }]);
    // A client that requires signing still gets it.
    const pair = { protocol: "smb2", client: "required", server: "enabled", session: "user" } as const;
    expect(effectiveSigning(pair).outcome).toBe("signed");
  });
});

describe("SMB 3.1.1 is not 'required'", () => {
  it.each([
    "impacket#2220 negotiateSession: REQUIRED or dialect 3.1.1",
    "NetExec#1298, #1292, #1297: inherited from impacket",
    "SMBLibrary SMB2Client: always signed at 3.1.1",
  ])("%s", () => {
    const advertised = smb2(0x0001, 0x0311);
    expect(advertised.policy).toBe("enabled");
    expect(advertised.because.map(({ code }) => code)).toContain("smb311-signs-tree-connect");
    expect(relayExposure({ target: "smb2", server: { signing: advertised } }).outcome).toBe("possible");
    expect(smb2(0x0003, 0x0311).policy).toBe("required");
  });
});

describe("a failed probe is not 'not required'", () => {
  it.each([
    ["NetExec _is_signing_required: false when the answer could not be read", { answer: "undecodable" }],
    ["metasploit#16326: not determined is not 'not required'", { answer: "missing" }],
    ["CrackMapExec#300: not determined is not 'not required'", { answer: "missing" }],
    [
      "Responder RunFinger: a truncated answer reads as not mandatory",
      { answer: "truncated", securityMode: 1 },
    ],
    ["fingerprintx: an error answer yields nothing at all", { status: 0xc00000bb }],
  ] as const)("%s", (_, facts) => {
    const advertised = advertisedSmb2(facts);
    expect(advertised.policy).toBe("unknown");
    expect(advertised.because).toHaveLength(1);
    const exposure = relayExposure({ target: "smb2", server: { signing: advertised } });
    expect(exposure.outcome).toBe("unknown");
    // SharpHoundCommon#206 asks for why.
    expect(exposure.because.map(({ code }) => code)).toEqual(
      expect.arrayContaining([advertised.because[0]!.code]),
    );
  });
});

describe("SMB1 and SMB2 of one host differ", () => {
  it("nuclei#4832, check-smb-signing#1, icebreaker#20: SMB1 off and SMB2 enabled on one host are two facts", () => {
    // 0x03 and 0x07 beside 0x01, as captures show.
    const host = (mode1: number, mode2: number) => {
      const smb1 = advertisedSmb1({ wordCount: 17, securityMode: mode1 });
      const exposure = relayExposure({ target: "smb", server: { smb1, smb2: smb2(mode2) } });
      return [smb1.policy, smb2(mode2).policy, exposure.outcome];
    };
    expect(host(0x03, 0x01)).toEqual(["disabled", "enabled", "possible"]);
    expect(host(0x07, 0x01)).toEqual(["enabled", "enabled", "possible"]);
    expect(host(0x0f, 0x03)).toEqual(["required", "required", "blocked"]);
    expect(host(0x03, 0x03)).toEqual(["disabled", "required", "possible"]);
  });

  it("NetExec#839, enum4linux-ng#19: enabled, required and disabled are three answers", () => {
    const policies = [0x03, 0x07, 0x0f].map((securityMode) => advertisedSmb1({ securityMode }).policy);
    expect(policies).toEqual(["disabled", "enabled", "required"]);
  });

  it("Responder IsSigningEnabled: 0x0f is required, and 0x07 is not", () => {
    expect(advertisedSmb1({ securityMode: 0x0f }).policy).toBe("required");
    expect(advertisedSmb1({ securityMode: 0x07 }).policy).toBe("enabled");
  });

  it("impacket is_signing_required (SMB1): 0x08 alone is not required", () => {
    expect(advertisedSmb1({ securityMode: 0x0b }).policy).toBe("disabled");
  });

  it("nmap smb-security-mode: share-level security has no signing, whatever the bits say", () => {
    expect(advertisedSmb1({ securityMode: 0x0e }).policy).toBe("disabled");
  });
});

describe("guest sessions", () => {
  const pair = { protocol: "smb2", client: "enabled", server: "required" } as const;

  it("smbprotocol, smbj SMB2GuestSigningRequiredException, go-smb2: a client that requires signing breaks off", () => {
    expect(effectiveSigning({ ...pair, client: "required", session: "guest" }).outcome).toBe("blocked");
  });

  it("Samba with 'server signing = mandatory': a guest runs unsigned", () => {
    expect(effectiveSigning({ ...pair, session: "guest" }).outcome).toBe("unsigned");
    expect(effectiveSigning({ ...pair, session: "user" }).outcome).toBe("signed");
  });

  it("nuclei#7752: a user mapped to guest is not an anonymous session", () => {
    const because = (session: "guest" | "anonymous") =>
      effectiveSigning({ ...pair, session }).because[0]?.code;
    expect(because("guest")).toBe("guest-session");
    expect(because("anonymous")).toBe("anonymous-session");
  });
});

describe("a client's requirement and the server's are different things", () => {
  it("impacket#1128, #643, #314: a client that requires signing does not make the server safe", () => {
    const pair = { protocol: "smb2", client: "required", server: "enabled", session: "user" } as const;
    expect(effectiveSigning(pair).outcome).toBe("signed");
    expect(
      relayExposure({ target: "smb2", server: { signing: "enabled" }, victim: { sign: true } }).outcome,
    ).toBe("possible");
  });

  it("Samba 3.1.1 client: signed TREE_CONNECTs in an unsigned session are 'mixed', no policy", () => {
    const counts = { client: { signed: 2, total: 16 }, server: { signed: 2, total: 16 }, encrypted: 0 };
    expect(observedSigning(counts)).toBe("mixed");
  });
});
