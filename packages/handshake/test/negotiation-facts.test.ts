import { downgradedChoices, inspectNegotiation, type Reason } from "@countersign/signing";
import { type Stream, streamsOf } from "@countersign/testkit";
import { describe, expect, it } from "vitest";
import { dialectChoices, type Handshake, HandshakeObserver, judge, negotiationFacts } from "../src/index.js";

type Change = (message: Uint8Array, isFromClient: boolean) => void;

/** Watches a recorded connection through someone who changes messages on the way; frames are whole in its pieces. */
function observe({ pieces, clientSide }: Stream, change: Change): Handshake {
  const observer = new HandshakeObserver();
  for (const { side, bytes, packet } of pieces) {
    const changed = bytes.slice();
    change(changed.subarray(4), side === clientSide);
    observer.push(side === clientSide ? "client" : "server", changed, packet);
  }
  observer.end();
  return observer.handshake;
}

const NEGOTIATE = 0;
const SESSION_SETUP = 1;
const IOCTL = 11;

/** Applies `write` to the SMB2 messages of one command and direction, from the SMB2 header on. */
function rewrite(command: number, isRequest: boolean, write: (message: Uint8Array) => void): Change {
  return (message, isFromClient) => {
    if (isFromClient === isRequest && message[0] === 0xfe && message[12] === command) write(message);
  };
}

// 2.1, with an FSCTL_VALIDATE_NEGOTIATE_INFO that Samba's client and server sign.
const recorded = streamsOf("captures/d06-smb210-unsigned.pcap")[0]!;
const findings = (change: Change): Reason[] =>
  inspectNegotiation(negotiationFacts(observe(recorded, change)));
const codes = (change: Change) => findings(change).map(({ code, field }) => [code, field]);

describe("a connection that was changed on the way", () => {
  it("is not this one", () => {
    const handshake = observe(recorded, () => {});
    expect(handshake.validations).toHaveLength(4);
    expect(codes(() => {})).toEqual([]);
  });

  it.each<[string, Change, (string | undefined)[][]]>([
    [
      "the client's SecurityMode",
      rewrite(NEGOTIATE, true, (m) => void (m[68] = 3)),
      [
        ["negotiate-info-mode-differs", "ValidateNegotiateInfoRequest.securityMode"],
        ["client-requirement-dropped", "Smb2SessionSetupRequest.securityMode"],
      ],
    ],
    [
      "the client's Capabilities",
      rewrite(NEGOTIATE, true, (m) => void (m[72]! ^= 0x40)),
      [["negotiate-info-capabilities-differ", "ValidateNegotiateInfoRequest.capabilities"]],
    ],
    [
      "ClientGuid",
      rewrite(NEGOTIATE, true, (m) => void (m[76]! ^= 1)),
      [["negotiate-info-guid-differs", "ValidateNegotiateInfoRequest.guid"]],
    ],
    [
      "the offered dialects",
      rewrite(NEGOTIATE, true, (m) => void (m[64 + 36] = 0x00)),
      [["negotiate-info-dialect-differs", "ValidateNegotiateInfoRequest.dialects"]],
    ],
    [
      "the server's SecurityMode, in both answers",
      rewrite(NEGOTIATE, false, (m) => void (m[66] = 3)),
      [["negotiate-info-mode-differs", "ValidateNegotiateInfoResponse.securityMode"]],
    ],
    [
      "ServerGuid, in both answers",
      rewrite(NEGOTIATE, false, (m) => void (m[72]! ^= 1)),
      [["negotiate-info-guid-differs", "ValidateNegotiateInfoResponse.guid"]],
    ],
    [
      "ServerGuid in the last answer",
      rewrite(NEGOTIATE, false, (m) => void (m[68] === 0xff || (m[72]! ^= 1))),
      [
        ["server-guid-differs", "Smb2NegotiateResponse.serverGuid"],
        ["negotiate-info-guid-differs", "ValidateNegotiateInfoResponse.guid"],
      ],
    ],
    [
      "the dialect, to one that was not offered",
      rewrite(NEGOTIATE, false, (m) => void (m[68] === 0xff || m.set([0x24, 0x02], 68))),
      [
        ["dialect-not-offered", "Smb2NegotiateResponse.dialectRevision"],
        ["negotiate-info-dialect-differs", "ValidateNegotiateInfoResponse.dialect"],
      ],
    ],
    [
      "the confirmation's signature",
      rewrite(IOCTL, false, (m) => void m.fill(0, 48, 64)),
      [["negotiate-info-not-signed", "Smb2Header.signature"]],
    ],
    ["SESSION_SETUP's SecurityMode, to more", rewrite(SESSION_SETUP, true, (m) => void (m[67] = 3)), []],
  ])("%s", (_, change, expected) => {
    expect(codes(change)).toEqual(expected);
  });

  it("cites the packet that says otherwise", () => {
    const handshake = observe(recorded, () => {});
    const [reason] = findings(rewrite(NEGOTIATE, true, (m) => void (m[72]! ^= 0x40)));
    expect(reason?.packet).toBe(handshake.validations[0]?.at);
  });

  it("is seen to have got a lower dialect than the 0x02FF answer allows", () => {
    const lower = rewrite(NEGOTIATE, false, (m) => void (m[68] === 0xff || m.set([0x02, 0x02], 68)));
    const choices = dialectChoices(observe(recorded, lower));
    expect(downgradedChoices(choices).map(({ code }) => code)).toEqual([
      "dialect-below-common",
      "dialect-spoken",
    ]);
    expect(downgradedChoices(dialectChoices(observe(recorded, () => {})))).toEqual([]);
  });

  it("whose two answers differ is a conflict, and the client's faults are not the server's", () => {
    const required = rewrite(NEGOTIATE, false, (m) => void (m[68] === 0xff || (m[66] = 3)));
    const { advertised, conflicts } = judge(observe(recorded, required));
    expect(advertised).toEqual({ smb2: "required" });
    expect(conflicts.map(({ code }) => code)).toEqual(["server-answers-differ"]);

    const empty = judge(
      observe(
        recorded,
        rewrite(NEGOTIATE, true, (m) => void (m[68] = 0)),
      ),
    );
    expect(empty.deviations).toEqual([]);
    expect(empty.clientDeviations.map(({ code }) => code)).toEqual(["client-security-mode-empty"]);
  });
});

describe("dialectChoices", () => {
  it("tells what an SMB1 request offers of SMB2, and what was chosen", () => {
    const [opening, final] = dialectChoices(observe(recorded, () => {}));
    expect(opening).toMatchObject({ offered: [0x0202, 0x02ff], chosen: 0x02ff });
    expect(final).toMatchObject({ offered: [0x0202, 0x0210, 0x0300, 0x0302, 0x0311], chosen: 0x0210 });
  });

  it("knows SMB1 as the lowest, and a refusal as no choice", () => {
    const choices = (path: string) => streamsOf(path).flatMap((s) => dialectChoices(observe(s, () => {})));
    expect(choices("captures/d09-smb1-plain-ntlmv1.pcap").map(({ chosen }) => chosen)).toEqual([0]);
    const nmap = choices("captures/d23-nmap-required.pcap");
    expect(nmap.map(({ chosen }) => chosen)).not.toContain(0);
    expect(nmap.length).toBeGreaterThan(0);
  });
});
