import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type HostObservation, HostView } from "../../src/index.js";
import { at, observation, smb1Answer, smb2Answer } from "./observations.js";

function joined(...observations: HostObservation[]) {
  const view = new HostView();
  for (const one of observations) view.add(one);
  const [report] = view.reports();
  return report!;
}

const codes = (...observations: HostObservation[]) =>
  joined(...observations).findings.map(({ code }) => code);

describe("policies", () => {
  it("keeps the protocols apart, and finds relay possible where either lets it in", () => {
    const report = joined(
      observation({ answers: { smb2: [smb2Answer(3, 6)] } }),
      observation({ answers: { smb1: [smb1Answer(0x03, 4)] }, time: at(1) }),
    );
    expect(report.advertised).toEqual({ smb1: "disabled", smb2: "required" });
    expect(report.relayToSmb.outcome).toBe("possible");
    expect(report.conflicts).toEqual([]);
    expect(report.findings.map(({ code }) => code)).toEqual(["smb1-signing-disabled", "smb1-answered"]);
  });

  it("takes the last answer for the one that counts, and the weakest for the relay", () => {
    const report = joined(
      observation({ answers: { smb2: [smb2Answer(1, 6)] }, time: at(1) }),
      observation({ answers: { smb2: [smb2Answer(3, 9)] }, time: at(2), file: "b.pcap" }),
    );
    expect(report.advertised).toEqual({ smb2: "required" });
    expect(report.relayToSmb.outcome).toBe("possible");
    expect(report.conflicts).toEqual([
      {
        code: "server-answers-differ",
        packet: 6,
        file: "a.pcap",
        field: "Smb2NegotiateResponse.securityMode",
        value: 1,
      },
    ]);
    expect(report.findings.map(({ code }) => code)).toEqual(["server-answers-differ"]);
  });

  it("never takes what was not learned for a policy", () => {
    const cut = { ...smb2Answer(1, 6), policy: "unknown", because: [{ code: "answer-truncated" }] } as const;
    const unlearned = observation({
      answers: { smb2: [{ ...cut, because: [...cut.because] }] },
      time: at(5),
    });
    expect(joined(unlearned)).toMatchObject({ advertised: { smb2: "unknown" }, conflicts: [] });
    const known = observation({ answers: { smb2: [smb2Answer(3, 6)] } });
    expect(joined(unlearned, known)).toMatchObject({
      advertised: { smb2: "required" },
      relayToSmb: { outcome: "blocked" },
      conflicts: [],
    });
  });

  it("says that nothing was asked", () => {
    expect(joined(observation())).toMatchObject({
      advertised: {},
      relayToSmb: { outcome: "unknown", because: [{ code: "no-protocol-answered" }] },
      findings: [],
    });
  });

  it("reports a security mode that the specification forbids, once", () => {
    const same = [1, 2, 3].map((minute) =>
      observation({ answers: { smb2: [smb2Answer(2, minute)] }, time: at(minute) }),
    );
    const finding = joined(...same).findings.find(({ code }) => code === "security-mode-deviation");
    expect(finding?.because.map(({ code, packet }) => [code, packet])).toEqual([
      ["required-without-enabled", 3],
    ]);
  });
});

describe("who answers", () => {
  const named = (netbiosName: string, packet: number, time = at(packet)) =>
    observation({ identities: [{ packet, names: { netbiosName } }], time });

  it("takes the server's last word, name by name", () => {
    const report = joined(
      observation({
        identities: [{ packet: 3, names: { netbiosName: "OLD", dnsName: "a.test" }, systemVersion: "6.1.0" }],
        time: at(1),
      }),
      observation({ identities: [{ packet: 1, names: { netbiosName: "NEW" } }], time: at(2) }),
    );
    expect(report.names).toEqual({ netbiosName: "NEW", dnsName: "a.test" });
    expect(report.systemVersion).toBe("6.1.0");
  });

  it("reports two names, and not one in two cases", () => {
    expect(codes(named("FJORD01", 1), named("fjord01", 2))).toEqual([]);
    const [finding] = joined(named("FJORD01", 1), named("FJORD02", 2), named("FJORD01", 3)).findings;
    expect(finding?.code).toBe("server-identity-differs");
    expect(finding?.because.map(({ value, packet }) => [value, packet])).toEqual([
      ["FJORD01", 1],
      ["FJORD02", 2],
    ]);
  });

  it("compares GUIDs within a protocol only", () => {
    const guid = (protocol: "smb1" | "smb2", text: string) =>
      observation({ guids: [{ packet: 2, protocol, guid: text }] });
    expect(codes(guid("smb1", "a"), guid("smb2", "b"))).toEqual([]);
    expect(codes(guid("smb2", "a"), guid("smb2", "b"))).toEqual(["server-identity-differs"]);
  });
});

describe("dialects", () => {
  it("lists what was chosen, SMB1 first", () => {
    const report = joined(
      observation({
        choices: [0x0311, 0x0202, 0x02ff, 0].map((chosen) => ({ offered: [chosen], chosen, packet: 2 })),
        smb1Dialects: ["NT LM 0.12"],
      }),
    );
    expect(report.dialects).toEqual(["NT LM 0.12", "2.0.2", "2.FF", "3.1.1"]);
  });

  it("finds a downgrade that only two conversations together show", () => {
    const lower = observation({ choices: [{ packet: 8, offered: [0x0210, 0x0311], chosen: 0x0210 }] });
    const higher = observation({
      choices: [{ packet: 5, offered: [0x0311], chosen: 0x0311 }],
      file: "b.pcap",
      time: at(9),
    });
    expect(codes(lower)).toEqual([]);
    const [finding] = joined(lower, higher).findings;
    expect(finding?.code).toBe("dialect-downgraded");
    expect(finding?.because.map(({ code, packet, file }) => [code, packet, file])).toEqual([
      ["dialect-below-common", 8, "a.pcap"],
      ["dialect-spoken", 5, "b.pcap"],
    ]);
  });
});

describe("sessions, clock and time", () => {
  it("counts sessions by kind and by what they showed", () => {
    const report = joined(
      observation({
        sessions: [
          { kind: "user", observed: "unsigned", packet: 20 },
          { kind: "user", observed: "mixed", packet: 30 },
          { kind: "guest", observed: "unsigned", packet: 40 },
        ],
        time: at(2),
      }),
      observation({ sessions: [{ kind: "user", observed: "unsigned", packet: 7 }], time: at(1), file: "" }),
    );
    expect(report.sessions).toEqual({ user: 3, guest: 1, anonymous: 0, failed: 0, unknown: 0 });
    expect(report.observed).toEqual({ signed: 0, unsigned: 3, mixed: 1, encrypted: 0, none: 0, unknown: 0 });
    const unsigned = report.findings.find(({ code }) => code === "user-sessions-unsigned");
    expect(unsigned?.because).toEqual([{ code: "session-unsigned", packet: 7, field: "sessions", value: 2 }]);
  });

  it("takes the least clock skew, to the second", () => {
    const skews = (...clockSkews: (number | undefined)[]) =>
      joined(...clockSkews.map((clockSkew) => observation({ clockSkew }))).clockSkewSeconds;
    expect(skews(undefined)).toBeUndefined();
    expect(skews(3.4, 2.6, undefined)).toBe(3);
    expect(skews(-0.2)).toBe(0);
    expect(Object.is(skews(-0.2), 0)).toBe(true);
    expect(skews(-300.4)).toBe(-300);
  });

  it("orders times by value, however many decimals they have", () => {
    const report = joined(
      observation({ time: "2026-01-01T00:00:00.5Z" }),
      observation({ time: "2026-01-01T00:00:00Z" }),
      observation({ time: "2026-01-01T00:00:00.25Z" }),
    );
    expect([report.firstSeen, report.lastSeen]).toEqual(["2026-01-01T00:00:00Z", "2026-01-01T00:00:00.5Z"]);
  });

  it("lists ports in their order", () => {
    const ports = [445, 139, 80, 445].map((port) => observation({ server: { address: "192.0.2.1", port } }));
    expect(joined(...ports).ports).toEqual([80, 139, 445]);
  });
});

it("sorts hosts by address, IPv4 before IPv6 and before what is no address", () => {
  const view = new HostView();
  const sorted = ["9.0.0.1", "10.0.0.2", "10.0.0.10", "2001:db8::9", "2001:db8::10", "dc", "fs"];
  for (const address of [...sorted].reverse()) view.add(observation({ server: { address, port: 445 } }));
  expect(view.reports().map(({ address }) => address)).toEqual(sorted);
});

describe("the order of arrival", () => {
  const answer = fc.record({ mode: fc.nat(3), packet: fc.integer({ min: 1, max: 9 }) });
  const told = fc.record({
    file: fc.constantFrom("a.pcap", "b.pcap"),
    time: fc.nat(5).map(at),
    answers: fc.array(answer, { maxLength: 3 }).map((all) => ({
      smb2: all.map(({ mode, packet }) => smb2Answer(mode, packet)),
    })),
    identities: fc.array(
      fc.record({ packet: fc.nat(9), names: fc.record({ netbiosName: fc.constantFrom("A", "a", "B") }) }),
      { maxLength: 2 },
    ),
    choices: fc.array(
      fc.record({
        packet: fc.nat(9),
        chosen: fc.constantFrom(0x0210, 0x0311),
        offered: fc.constant([0x0210, 0x0311]),
      }),
      { maxLength: 2 },
    ),
    clockSkew: fc.constantFrom(undefined, 1, 2),
  });

  it("makes no difference", () => {
    const observations = fc
      .uniqueArray(told, { maxLength: 6, selector: ({ file, time }) => `${file} ${time}` })
      .chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })));
    fc.assert(
      fc.property(observations, ([ordered, shuffled]) => {
        const reports = (all: typeof ordered) => {
          const view = new HostView();
          for (const one of all) view.add(observation(one));
          return view.reports();
        };
        expect(reports(shuffled)).toEqual(reports(ordered));
      }),
    );
  });

  it("nor does it where views in other threads took some of it and are joined", () => {
    const parts = fc.uniqueArray(fc.tuple(told, fc.nat(2)), {
      maxLength: 6,
      selector: ([{ file, time }]) => `${file} ${time}`,
    });
    fc.assert(
      fc.property(parts, (all) => {
        const whole = new HostView();
        for (const [one] of all) whole.add(observation(one));
        const joint = new HostView();
        for (const part of [0, 1, 2]) {
          const view = new HostView();
          for (const [one, of] of all) if (of === part) view.add(observation(one));
          joint.join(structuredClone(view.state()));
        }
        expect(joint.reports()).toEqual(whole.reports());
      }),
    );
  });
});

it("joins all that probes and sessions told", () => {
  const told = observation({
    smb1Dialects: ["NT LM 0.12"],
    guids: [{ packet: 1, protocol: "smb2", guid: "01020304-0506-0708-090a-0b0c0d0e0f10" }],
    sessions: [{ kind: "user", observed: "signed", packet: 3 }],
    findings: [
      {
        code: "negotiation-contradicts",
        severity: "high",
        because: [{ code: "dialect-not-offered", packet: 2, value: 1 }],
      },
    ],
    minimumDialect: 0x0210,
  });
  const whole = new HostView();
  whole.add(told);
  whole.add({ ...told, time: at(9) });
  const joint = new HostView();
  for (const one of [{ ...told, time: at(9) }, told]) {
    const view = new HostView();
    view.add(one);
    joint.join(structuredClone(view.state()));
  }
  expect(joint.reports()).toEqual(whole.reports());
  expect(joint.reports()[0]).toMatchObject({ sessions: { user: 2 }, dialects: ["NT LM 0.12"] });
});

it("keeps a bounded memory of an address that never says the same twice", () => {
  const view = new HostView();
  for (let i = 0; i < 5000; i++) {
    view.add(
      observation({
        time: at(i % 60),
        answers: { smb2: [smb2Answer(i & 0xffff, i)] },
        choices: [{ packet: i, offered: [i], chosen: i & 0xffff }],
        smb1Dialects: [`dialect ${i}`],
        guids: [{ packet: i, protocol: "smb2", guid: `${i}` }],
        identities: [{ packet: i, names: { netbiosName: `name ${i}` } }],
        sessions: [{ kind: "user", observed: "unsigned", packet: i }],
        findings: [
          {
            code: "negotiation-contradicts",
            severity: "high",
            because: [{ code: "dialect-not-offered", packet: i, value: i }],
          },
        ],
      }),
    );
  }
  const [report] = view.reports();
  expect(report?.sessions.user).toBe(5000);
  expect(report?.dialects.length).toBeLessThan(200);
  expect(JSON.stringify(report).length).toBeLessThan(100_000);
  // What counts is still right: modes with the bit are required, the others are not.
  expect(report?.relayToSmb.outcome).toBe("possible");
});
