// NTLM messages made by Windows, as the specifications of protocols that carry NTLM print them. Those of [MS-NLMP] 4.2
// are in vectors.ts.
import { filetimeToIso, hasFlag } from "@countersign/bytes";
import { specifiedMessages } from "@countersign/testkit";
import { describe, expect, it } from "vitest";
import {
  type Authenticate,
  type Challenge,
  decodeMessage,
  decodeResponses,
  encodeMessage,
  formatVersion,
  type Negotiate,
  NegotiateFlags,
  responseKind,
} from "../src/index.js";

const messages = specifiedMessages("ntlmssp");

/** Each with the reason; one that is canonical fails its test. */
const notCanonical: Record<string, string> = {
  "[MS-NNTP] 4.2 NEGOTIATE_MESSAGE": "its empty names have offset 0, not the one that 2.2.1.1 asks for",
  "[MS-POP3] 4.1 NEGOTIATE_MESSAGE": "its empty names have offset 0, not the one that 2.2.1.1 asks for",
  "[MS-MWBE] 4.1.2 NEGOTIATE_MESSAGE": "its empty names have offset 0, not the one that 2.2.1.1 asks for",
  "[MS-WMHTTP] 4.8 NEGOTIATE_MESSAGE": "its empty names have offset 0, not the one that 2.2.1.1 asks for",
};

it.each(Object.entries(messages))("%s comes back byte for byte", (name, bytes) => {
  const m = decodeMessage(bytes);
  expect(encodeMessage(m, { like: bytes })).toEqual(bytes);
  if (notCanonical[name] === undefined) expect(encodeMessage(m)).toEqual(bytes);
  else expect(encodeMessage(m)).not.toEqual(bytes);
});

function negotiate(name: string): Negotiate {
  const m = decodeMessage(messages[`${name} NEGOTIATE_MESSAGE`]!);
  if (m.kind !== "negotiate") throw new Error(`is ${m.kind}`);
  return m;
}

function challenge(name: string): Challenge {
  const m = decodeMessage(messages[`${name} CHALLENGE_MESSAGE`]!);
  if (m.kind !== "challenge") throw new Error(`is ${m.kind}`);
  return m;
}

function authenticate(name: string): Authenticate {
  const m = decodeMessage(messages[`${name} AUTHENTICATE_MESSAGE`]!);
  if (m.kind !== "authenticate") throw new Error(`is ${m.kind}`);
  return m;
}

describe("NEGOTIATE of Windows XP and Windows Server 2003", () => {
  it.each([
    ["[MS-NNTP] 4.1", "5.1.2600", "REDMOND", "GPULLA1", 0xa208b207],
    ["[MS-NNTP] 4.2", "5.2.3790", "", "", 0xe20882b7],
    ["[MS-POP3] 4.1", "5.1.2600", "", "", 0xa2088207],
    ["[MS-MWBE] 4.1.2", "5.2.3790", "", "", 0xa2088207],
  ])("%s", (name, version, domainName, workstationName, negotiateFlags) => {
    const m = negotiate(name);
    expect(m).toMatchObject({ domainName, workstationName, negotiateFlags });
    expect(formatVersion(m.version!)).toBe(version);
    expect(m.version!.ntlmRevisionCurrent).toBe(15);
  });
});

describe("CHALLENGE", () => {
  it.each([
    ["[MS-NNTP] 4.1", "5.2.3790", "EXCH-CLI-66", "exch-cli-66"],
    ["[MS-POP3] 4.1", "5.2.3790", "TESTSERVER", "TestServer"],
    ["[MS-SMTPNTLM] 4.1", "5.2.3790", "EXCH-CLI-66", "exch-cli-66"],
  ])("%s: a server without domain calls itself one", (name, version, netbios, dns) => {
    const m = challenge(name);
    expect(m.targetName).toBe(netbios);
    expect(hasFlag(m.negotiateFlags, NegotiateFlags.TARGET_TYPE_SERVER)).toBe(true);
    expect(m.targetInfo).toEqual([
      { kind: "nbDomainName", value: netbios },
      { kind: "nbComputerName", value: netbios },
      { kind: "dnsDomainName", value: dns },
      { kind: "dnsComputerName", value: dns },
    ]);
    expect(formatVersion(m.version!)).toBe(version);
  });

  it("[MS-MWBE] 4.1.2: a server in a domain, with its tree", () => {
    const m = challenge("[MS-MWBE] 4.1.2");
    expect(m.targetName).toBe("ADFSVM-A");
    expect(hasFlag(m.negotiateFlags, NegotiateFlags.TARGET_TYPE_DOMAIN)).toBe(true);
    expect(m.targetInfo).toEqual([
      { kind: "nbDomainName", value: "ADFSVM-A" },
      { kind: "nbComputerName", value: "ADATUMSTS-7" },
      { kind: "dnsDomainName", value: "adfsvm-a.nttest.microsoft.com" },
      { kind: "dnsComputerName", value: "adatumsts-7.adfsvm-a.nttest.microsoft.com" },
      { kind: "dnsTreeName", value: "adfsvm-a.nttest.microsoft.com" },
    ]);
  });

  it("[MS-WMHTTP] 4.8: a server of Windows 6.0 adds the time, the one that its HTTP Date has", () => {
    const m = challenge("[MS-WMHTTP] 4.8");
    expect(m.targetInfo?.map((pair) => pair.kind)).toEqual([
      "nbDomainName",
      "nbComputerName",
      "dnsDomainName",
      "dnsComputerName",
      "timestamp",
    ]);
    const time = m.targetInfo?.find((pair) => pair.kind === "timestamp");
    expect(filetimeToIso(time!.value)).toBe("2007-02-23T17:45:16.2962500Z");
    expect(formatVersion(m.version!)).toBe("6.0.5732");
  });
});

describe("AUTHENTICATE: NTLMv1 with extended session security, a Version and no MIC", () => {
  it.each([
    ["[MS-NNTP] 4.1", "exch-cli-66", "test", "EXCH-CLI-66", 16],
    ["[MS-NNTP] 4.2", "exch-cli-66", "test", "EXCH-CLI-66", 16],
    ["[MS-POP3] 4.1", "", "user", "NF-CLIENT", 0],
    ["[MS-POP3] 4.2", "", "user", "NF-CLIENT", 0],
    ["[MS-SMTPNTLM] 4.1", "exch-cli-66", "test", "EXCH-CLI-66", 16],
    ["[MS-SMTPNTLM] 4.2", "exch-cli-66", "test", "EXCH-CLI-66", 16],
    ["[MS-MWBE] 4.1.2", "adfsvm-a", "administrator", "JSB-DEV", 0],
    ["[MS-WMHTTP] 4.8", "CRMUR-X1", "Administrator", "CRMUR-X1", 0],
  ])("%s", (name, domainName, userName, workstation, keySize) => {
    const m = authenticate(name);
    expect(m).toMatchObject({ domainName, userName, workstation, mic: undefined });
    expect(m.encryptedRandomSessionKey).toHaveLength(keySize);
    expect(m.version).toMatchObject({ productMajorVersion: 5, ntlmRevisionCurrent: 15 });
    const responses = decodeResponses(m);
    if (responses.kind !== "ntlmv1-ess") throw new Error(`is ${responses.kind}`);
    expect(responses.nt.response).toEqual(m.ntChallengeResponse);
    expect(responses.challengeFromClient).toEqual(m.lmChallengeResponse.subarray(0, 8));
  });

  it("[MS-WSMV] 4.5: every payload empty, and its place tells that there is a Version", () => {
    const m = authenticate("[MS-WSMV] 4.5");
    expect(m).toMatchObject({ domainName: "", userName: "", workstation: "", mic: undefined });
    expect(formatVersion(m.version!)).toBe("5.1.2600");
    expect(responseKind(m)).toBe("anonymous");
  });
});
