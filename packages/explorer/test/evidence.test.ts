import { readdirSync } from "node:fs";
import { inspectCaptureSync } from "@countersign/inspect";
import { fixture } from "@countersign/testkit";
import { describe, expect, it } from "vitest";
import { conversationOfEvidence, conversationsWith, readableReport, resultOf } from "../src/model/capture.js";
import { hasField, indexOfEvidence } from "../src/model/evidence.js";
import { listMessages } from "../src/worker/inspect-file.js";

const names = readdirSync(new URL("../../../fixtures/captures/", import.meta.url))
  .filter((name) => /\.(pcap|pcapng)$/.test(name))
  .sort();

describe("evidence of a host", () => {
  it.each(names)("leads to a message that can be opened: %s", async (file) => {
    const bytes = fixture(`captures/${file}`);
    const capture = new File([bytes.slice()], file);
    const result = resultOf([...inspectCaptureSync([bytes], { file, by: "both" })])!;
    for (const host of result.hosts) {
      const conversations = conversationsWith(result, host.address);
      const reasons = [
        ...host.relayToSmb.because,
        ...host.conflicts,
        ...host.findings.flatMap(({ because }) => because),
      ].filter(({ packet }) => packet !== undefined);
      for (const reason of reasons) {
        const report = conversationOfEvidence(conversations, reason);
        expect(report, `${host.address} ${JSON.stringify(reason)}`).toBeDefined();
        const { messages } = await listMessages(capture, readableReport(result, report!));
        const message = messages[indexOfEvidence(messages, reason.packet, reason.field)];
        expect(message?.packet).toBe(reason.packet);
        if (reason.field?.includes(".")) expect(hasField(message!, reason.field), reason.field).toBe(true);
      }
    }
  });
});
