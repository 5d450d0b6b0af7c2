import { gzipSync } from "node:zlib";
import { inspectCaptureSync, type Report } from "@countersign/inspect";
import { fixture } from "@countersign/testkit";
import { describe, expect, it } from "vitest";
import { resultOf } from "../src/model/capture.js";
import { inspectFile, listMessages } from "../src/worker/inspect-file.js";

const name = "d30-site-of-five.pcap";
const bytes = fixture(`captures/${name}`);

async function inspected(file: File): Promise<{ reports: Report[]; progress: number[] }> {
  const reports: Report[] = [];
  const progress: number[] = [];
  await inspectFile(
    file,
    (read) => progress.push(read),
    (batch) => reports.push(...batch),
  );
  return { reports, progress };
}

describe("a file in the worker", () => {
  it("gives what its bytes give, and tells how far it is", async () => {
    const { reports, progress } = await inspected(new File([bytes.slice()], name));
    expect(reports).toEqual([...inspectCaptureSync([bytes], { file: name, by: "both" })]);
    expect(progress.at(-1)).toBe(bytes.length);
  });

  it("is unwrapped where it is gzip", async () => {
    const { reports } = await inspected(new File([gzipSync(bytes)], name));
    const expected = [...inspectCaptureSync([bytes], { file: name, by: "both" })];
    expect(reports.slice(0, -1)).toEqual(expected.slice(0, -1));
    expect(reports.at(-1)).toEqual({ ...expected.at(-1), compression: "gzip" });
  });

  it("is read as far as it goes where its gzip is cut", async () => {
    const zipped = gzipSync(bytes);
    const { reports } = await inspected(new File([zipped.subarray(0, zipped.length - 200)], name));
    const { capture } = resultOf(reports)!;
    expect(capture.packets).toBeGreaterThan(0);
    expect(capture.problems[0]).toMatchObject({ layer: "compression", code: "malformed" });
  });

  it("has the messages of each conversation", async () => {
    const file = new File([bytes.slice()], name);
    const { conversations } = resultOf((await inspected(file)).reports)!;
    const { messages, isCut } = await listMessages(file, conversations[0]!);
    expect(isCut).toBe(false);
    expect(messages[0]).toMatchObject({ from: "client", packet: 8, layers: ["SMB1 NEGOTIATE request"] });
    expect(messages.flatMap(({ layers }) => layers)).toContain("NTLMSSP AUTHENTICATE");
  });
});
