import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { HostView, inspectCaptureSync, nameRedactor, type Report } from "../../src/index.js";
import { captureBytes, captureNames, expectedOf, handshakes, hosts, inspected } from "../captures.js";

/** Where a capture's expected values hold names, addresses and GUIDs. */
const NAME_KEYS = [
  "user",
  "domain",
  "workstation",
  "targetName",
  "account",
  "primaryDomain",
  "serverName",
  "netname",
  "ip",
];
const GUID_KEYS = ["clientGuid", "serverGuid"];
/** Ids of AV pairs whose value is a name. */
const NAME_PAIRS = [1, 2, 3, 4, 5, 9];

function namesOf(name: string): string[] {
  const names = new Set<string>([name]);
  const look = (value: unknown, key: string): void => {
    if (Array.isArray(value)) for (const element of value) look(element, key);
    else if (typeof value === "object" && value !== null) {
      for (const [inner, element] of Object.entries(value)) look(element, inner);
    } else if (typeof value === "string" && (NAME_KEYS.includes(key) || GUID_KEYS.includes(key))) {
      names.add(value);
    }
  };
  look(expectedOf(name), "");
  // tshark's file of AV pairs is not the same everywhere; the reports' own are all there.
  for (const report of inspected(name)) {
    const ntlm = report.kind === "handshake" ? report.sessions.flatMap((s) => s.ntlm ?? []) : [];
    if (report.kind === "ntlm") ntlm.push(report.ntlm);
    for (const { targetInfo = [], targetNameSent = "" } of ntlm) {
      for (const { id, value } of targetInfo) if (NAME_PAIRS.includes(id)) names.add(value);
      for (const part of targetNameSent.split("/").slice(1)) names.add(part);
    }
  }
  return [...names].filter((text) => text.length > 2 && !/^[0-]*$/.test(text));
}

/** Texts of a report at any depth, its own words left out. */
function texts(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(texts);
  if (typeof value === "object" && value !== null) {
    return Object.entries(value).flatMap(([key, inner]) => (OWN_WORDS.includes(key) ? [] : texts(inner)));
  }
  return typeof value === "string" ? [value.toLowerCase()] : [];
}
const OWN_WORDS = [
  "kind",
  "code",
  "field",
  "notObservable",
  "severity",
  "outcome",
  "name",
  "mechanism",
  "time",
];

describe.each(["conversation", "host"] as const)("by %s", (by) => {
  it.each(captureNames)("%s: no name, address or GUID is left", (name) => {
    const redact = nameRedactor();
    const known = namesOf(name).map((text) => text.toLowerCase());
    const left = inspected(name, { by, showSecrets: true })
      .map(redact)
      .flatMap(texts)
      .filter((text) => known.some((secret) => text.includes(secret)));
    expect(left).toEqual([]);
    expect(known.length).toBeGreaterThan(0);
  });
});

it("the names are there without it, so that the search could find them", () => {
  const name = "d26-ad-ntlm.pcap";
  const all = inspected(name).flatMap(texts);
  const missing = namesOf(name).filter((secret) => !all.some((text) => text.includes(secret.toLowerCase())));
  expect(missing).toEqual([]);
});

describe("stand-ins", () => {
  const redacted = (name: string, by: "conversation" | "host" = "conversation") => {
    const redact = nameRedactor();
    return inspected(name, { by }).map(redact);
  };

  it("keep what kind of name it is, and that names belong together", () => {
    const [host] = redacted("d26-ad-ntlm.pcap", "host");
    expect(host).toMatchObject({
      address: "198.18.0.1",
      names: {
        netbiosName: "host1",
        netbiosDomain: "domain1",
        dnsName: "host1.domain1.domain2",
        dnsDomain: "domain1.domain2",
      },
    });
  });

  it("are the same in every report of a run", () => {
    const redact = nameRedactor();
    const view = new HostView();
    const file = "d26-ad-ntlm.pcap";
    for (const _ of inspectCaptureSync([captureBytes(file)], { file, hosts: view }));
    const [handshake] = handshakes(file).map(redact);
    const [host] = view.reports().map(redact);
    expect(host?.address).toBe(handshake?.server.address);
    const pair = handshake?.sessions[0]?.ntlm?.targetInfo?.find(({ id }) => id === 1);
    expect(host?.names.netbiosName).toBe(pair?.value);
  });

  it("are the same for every letter case, and different for different names", () => {
    const user = (redact: ReturnType<typeof nameRedactor>, text: string) => {
      const [report] = inspected("d29-http-ntlm.pcap");
      if (report?.kind !== "ntlm") throw new Error("no NTLM");
      return redact({ ...report, ntlm: { user: text } }).ntlm.user;
    };
    const redact = nameRedactor();
    expect(user(redact, "ASTRID")).toBe(user(redact, "astrid"));
    expect(user(redact, "Björn")).toBe(user(redact, "BJÖRN"));
    expect(user(redact, "bjorn")).not.toBe(user(redact, "Björn"));
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.string({ minLength: 1 }), { selector: (s) => s.toLowerCase() }),
        (names) => {
          const fresh = nameRedactor();
          const stands = names.map((name) => user(fresh, name));
          expect(new Set(stands).size).toBe(names.length);
          expect(names.map((name) => user(fresh, name))).toEqual(stands);
        },
      ),
    );
  });

  const ntlmWith = (ntlm: object): Report => {
    const [report] = inspected("d29-http-ntlm.pcap");
    if (report?.kind !== "ntlm") throw new Error("no NTLM");
    return { ...report, ntlm };
  };
  it.each([
    ["user", "ASTRID", "user1"],
    ["user", "ODIN$", "host1$"],
    ["user", "zimmer@ZEPHYR.TEST", "user1@domain1.domain2"],
    ["user", "ZEPHYR\\zimmer", "domain1\\user1"],
    ["user", "jane.doe", "user1"],
    ["user", "", ""],
    ["workstation", "PC-7", "host1"],
    ["workstation", "pc-7.zephyr.test", "host1.domain1.domain2"],
    ["domain", "ZEPHYR", "domain1"],
    ["targetName", "\0", "\0"],
    ["targetNameSent", "cifs/odin", "cifs/host1"],
    ["targetNameSent", "cifs/198.51.100.20", "cifs/198.18.0.2"],
    ["targetNameSent", "HTTP/odin.valhalla.example:8080", "HTTP/host1.domain1.domain2:8080"],
    ["targetNameSent", "MSSQLSvc/odin:SQLEXPRESS", "MSSQLSvc/host1:service1"],
    [
      "targetNameSent",
      "ldap/odin/valhalla.example@VALHALLA.EXAMPLE",
      "ldap/host1/host2.domain1@host2.domain1",
    ],
    ["targetNameSent", "cifs/[2001:db8::1]", "cifs/2001:2::1"],
  ])("%s %s is %s", (field, text, stand) => {
    const report = nameRedactor()(ntlmWith({ [field]: text }));
    expect(report).toMatchObject({ ntlm: { [field]: stand }, server: { address: "198.18.0.2" } });
  });

  it("leave out responses, which hold names", () => {
    const redact = nameRedactor();
    const [handshake] = handshakes("d26-ad-ntlm.pcap", { showSecrets: true }).map(redact);
    expect(handshake?.sessions[0]?.ntlm).toBeDefined();
    expect(handshake?.sessions[0]?.ntlm).not.toHaveProperty("secrets");
  });

  it("stand for GUIDs, but for one that is all zeros", () => {
    const [handshake] = redacted("d01-smb311-default.pcap");
    const guids = handshake?.kind === "handshake" ? handshake.negotiations : [];
    expect(guids.map(({ response }) => response?.serverGuid)).toEqual([
      "00000000-0000-0000-0000-000000000001",
      "00000000-0000-0000-0000-000000000001",
    ]);
  });

  it("stand for IPv6 addresses", () => {
    const [handshake] = redacted("d15-ipv6-nonascii.pcap");
    expect(handshake).toMatchObject({ client: { address: "2001:2::1" }, server: { address: "2001:2::2" } });
  });

  it("stand for files, whose kind they keep", () => {
    const names = ["/home/jane/dc01.corp.pcapng.gz", "a.pcap", "A.PCAP", "notes", "-", "a.pcap"];
    const redact = nameRedactor();
    const capture = inspected("d31-no-smb.pcap").at(-1);
    if (capture?.kind !== "capture") throw new Error("no capture");
    expect(names.map((file) => redact({ ...capture, file }).file)).toEqual([
      "capture1.pcapng.gz",
      "capture2.pcap",
      "capture3.pcap",
      "capture4",
      "-",
      "capture2.pcap",
    ]);
  });
});

it("replaces what evidence quotes", () => {
  const [host] = hosts("d01-smb311-default.pcap");
  if (host === undefined) throw new Error("no host");
  const redact = nameRedactor();
  const quoted = redact({
    ...host,
    findings: [
      {
        code: "server-identity-differs",
        severity: "info",
        because: [
          { code: "server-name-differs", file: "dc.pcap", value: "FJORD01" },
          { code: "server-guid-differs", value: "726f6a66-3064-0031-0000-000000000000" },
          { code: "dialect-below-common", value: 0x0210 },
        ],
      },
    ],
  });
  expect(quoted.findings[0]?.because).toEqual([
    { code: "server-name-differs", file: expect.stringMatching(/^capture\d\.pcap$/), value: "host1" },
    { code: "server-guid-differs", value: "00000000-0000-0000-0000-000000000001" },
    { code: "dialect-below-common", value: 0x0210 },
  ]);
});

it("changes nothing else, and not the report that it was given", () => {
  for (const name of ["d26-ad-ntlm.pcap", "d15-ipv6-nonascii.pcap", "d30-site-of-five.pcap"]) {
    const redact = nameRedactor();
    for (const report of [...inspected(name), ...inspected(name, { by: "host" })]) {
      const before = structuredClone(report);
      const after = redact(report);
      expect(report).toEqual(before);
      expect(shape(after)).toEqual(shape(report));
    }
  }
});

/** A report with each text by its type alone. */
function shape(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shape);
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, shape(inner)]));
  }
  return typeof value === "string" ? "text" : value;
}
