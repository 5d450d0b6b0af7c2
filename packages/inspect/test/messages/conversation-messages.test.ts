import { describe, expect, it } from "vitest";
import {
  type CapturedMessage,
  conversationMessages,
  type HandshakeReport,
  type MessageOptions,
  type NtlmOnlyReport,
} from "../../src/index.js";
import { captureBytes, captureNames, handshakes, inspected } from "../captures.js";

async function messagesOf(
  name: string,
  report: HandshakeReport | NtlmOnlyReport,
  options?: MessageOptions,
): Promise<CapturedMessage[]> {
  const messages: CapturedMessage[] = [];
  for await (const message of conversationMessages([captureBytes(name)], report, options))
    messages.push(message);
  return messages;
}

describe("conversationMessages", () => {
  it("yields both sides' frames in the order of their packets", async () => {
    const [report] = handshakes("d01-smb311-default.pcap");
    const messages = await messagesOf("d01-smb311-default.pcap", report!);
    expect(messages.length).toBeGreaterThan(10);
    expect(messages.slice(0, 4).map(({ from }) => from)).toEqual(["client", "server", "client", "server"]);
    const packets = messages.map(({ packet }) => packet);
    expect(packets).toEqual([...packets].sort((a, b) => a - b));
    for (const { bytes, length } of messages) {
      expect(bytes.length).toBe(length);
      expect((bytes[1]! << 16) | (bytes[2]! << 8) | bytes[3]!).toBe(length - 4);
    }
  });

  it("has the packets that verdicts rest on", async () => {
    for (const name of captureNames) {
      for (const report of handshakes(name)) {
        const packets = (await messagesOf(name, report)).map(({ packet }) => packet);
        const evidence = report.signing.relayToSmb.because.flatMap(({ packet }) => packet ?? []);
        expect(packets, `${name}, packet ${report.firstPacket}`).toEqual(expect.arrayContaining(evidence));
      }
    }
  });

  it("yields the NTLM messages of other carriers", async () => {
    const report = inspected("d29-http-ntlm.pcap").find(({ kind }) => kind === "ntlm") as NtlmOnlyReport;
    const messages = await messagesOf("d29-http-ntlm.pcap", report);
    expect(messages.map(({ from, bytes }) => [from, bytes[8]])).toEqual(
      expect.arrayContaining([
        ["client", 1],
        ["server", 2],
        ["client", 3],
      ]),
    );
  });

  it("cuts what is longer than was asked for, and says so", async () => {
    const [report] = handshakes("d01-smb311-default.pcap");
    const messages = await messagesOf("d01-smb311-default.pcap", report!, { maxLength: 64 });
    expect(Math.max(...messages.map(({ bytes }) => bytes.length))).toBe(68);
    expect(messages.some(({ bytes, length }) => length > bytes.length)).toBe(true);
  });

  it("yields what there is of messages that were lost in part", async () => {
    const [report] = handshakes("d21-snaplen-110.pcap");
    const messages = await messagesOf("d21-snaplen-110.pcap", report!);
    expect(messages.some(({ bytes, length }) => bytes.length > 4 && length > bytes.length)).toBe(true);
  });
});

describe('inspectCapture by "both"', () => {
  it.each(captureNames)("reports %s as by conversation and by host", (name) => {
    const both = inspected(name, { by: "both" });
    expect(both.filter(({ kind }) => kind !== "host")).toEqual(inspected(name));
    expect(both.filter(({ kind }) => kind !== "handshake" && kind !== "ntlm").sort(byKind)).toEqual(
      inspected(name, { by: "host" }).sort(byKind),
    );
  });

  it("counts each handshake once in the order of ends too", () => {
    const last = inspected("d30-site-of-five.pcap", { by: "both", order: "ended" }).at(-1);
    expect(last).toMatchObject({ kind: "capture", handshakes: 5 });
  });
});

function byKind(a: { kind: string }, b: { kind: string }): number {
  return a.kind < b.kind ? -1 : a.kind > b.kind ? 1 : 0;
}
