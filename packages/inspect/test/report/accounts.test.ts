// Every packet of a capture is counted once, whatever became of it.
import { CaptureReader, CaptureWriter, LinkType } from "@countersign/capture";
import { mutated, runs } from "@countersign/testkit";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type CaptureReport, inspectCaptureSync, packetAccounts } from "../../src/index.js";
import { captureBytes, captureNames } from "../captures.js";

function report(bytes: Uint8Array): CaptureReport {
  return [...inspectCaptureSync([bytes])].at(-1) as CaptureReport;
}

const sum = (counts: Readonly<Record<string, number>>) =>
  Object.values(counts).reduce((total, count) => total + count, 0);

function expectBalanced(capture: CaptureReport): void {
  const { packets, tcp, dropped, unread } = capture;
  expect(sum({ ...tcp }) + sum(dropped) + sum(unread)).toBe(packets);
  expect(sum(Object.fromEntries(packetAccounts(capture).map((a) => [a.what, a.packets])))).toBe(packets);
}

/** The packets of a capture as a pcapng file, whose packets damage can reach one by one. */
function asPcapng(bytes: Uint8Array): Uint8Array {
  const writer = new CaptureWriter({ format: "pcapng", linkType: LinkType.ETHERNET });
  const reader = new CaptureReader({
    packet(packet, start, end, { seconds, nanoseconds, originalLength }) {
      writer.packet(packet.subarray(start, end), { seconds, nanoseconds, originalLength });
    },
  });
  reader.push(bytes);
  reader.end();
  return writer.take();
}

describe("the packets of a capture", () => {
  it.each(captureNames)("are all accounted for: %s", (name) => {
    const capture = report(captureBytes(name));
    expect(capture.packets).toBeGreaterThan(0);
    expectBalanced(capture);
  });

  it("are all accounted for in captures that are damaged", () => {
    const names = [
      "d18-mtu-300.pcap",
      "d20-loss-reorder-duplicate.pcap",
      "d41-raw-ip.pcap",
      "d21-snaplen-110.pcap",
    ];
    const files = names.map(captureBytes);
    const captures = fc.constantFrom(...files, ...files.map(asPcapng), ...files.map(asPcapng));
    fc.assert(
      fc.property(mutated(captures), (bytes) => {
        expectBalanced(report(bytes));
      }),
      { numRuns: runs(300) },
    );
  });

  it("are told from those of other fates", () => {
    const file = asPcapng(captureBytes("d01-smb311-default.pcap"));
    // The first packet's block claims more bytes than it has, the second one's to be of another interface.
    const first = 28 + 32;
    const view = new DataView(file.buffer, file.byteOffset);
    const second = first + view.getUint32(first + 4, true);
    view.setUint32(first + 20, 60_000, true);
    view.setUint32(second + 8, 7, true);
    const capture = report(file);
    const whole = report(captureBytes("d01-smb311-default.pcap"));
    expect(capture).toMatchObject({ packets: whole.packets, unread: { malformed: 2, limit: 0 } });
    expectBalanced(capture);
    expect(packetAccounts(capture)).toContainEqual({ what: "record malformed", packets: 2 });
  });
});
