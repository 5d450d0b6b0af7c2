import { inspectCaptureSync } from "@countersign/inspect";
import { smb1Matrix, smb2Matrix } from "@countersign/signing";
import { fixture } from "@countersign/testkit";
import { describe, expect, it } from "vitest";
import {
  type CaptureResult,
  conversationOfEvidence,
  conversationsWith,
  gravestFirst,
  readableReport,
  resultOf,
  verdictCounts,
} from "../src/model/capture.js";
import { exportName, exportText } from "../src/model/export.js";
import { describeMatrix, matrixOf } from "../src/model/matrix.js";
import { kindOf, pathTo, placeFrom } from "../src/model/place.js";
import { count, moment, size } from "../src/model/words.js";

function resultFrom(file: string): CaptureResult {
  return resultOf([...inspectCaptureSync([fixture(`captures/${file}`)], { file, by: "both" })])!;
}

const site = resultFrom("d30-site-of-five.pcap");

describe("a capture's result", () => {
  it("is none before the capture's report", () => {
    expect(resultOf([])).toBeUndefined();
  });

  it("puts the gravest verdicts first", () => {
    const outcomes = gravestFirst(site).map(({ relayToSmb }) => relayToSmb.outcome);
    expect(outcomes).toEqual(["possible", "possible", "possible", "possible", "blocked"]);
    expect(verdictCounts(site)).toEqual({ possible: 4, unknown: 0, blocked: 1 });
  });

  it("leads from each host's evidence to a conversation that has it", () => {
    for (const host of site.hosts) {
      const conversations = conversationsWith(site, host.address);
      for (const reason of host.relayToSmb.because.filter(({ packet }) => packet !== undefined)) {
        const report = conversationOfEvidence(conversations, reason);
        expect(report?.server.address).toBe(host.address);
      }
    }
    expect(conversationOfEvidence(site.conversations, { code: "answer-missing" })).toBeUndefined();
  });

  it("reads NTLM in pipes by the conversation around it", () => {
    const result = resultFrom("d28-ad-dcerpc-ntlm.pcap");
    for (const report of result.conversations.filter(({ kind }) => kind === "ntlm")) {
      const readable = readableReport(result, report);
      expect(readable.firstPacket).toBe(report.firstPacket);
    }
  });
});

describe("the matrix", () => {
  it("marks the cell of each conversation, which is what the pair does", () => {
    for (const report of site.conversations) {
      if (report.kind !== "handshake" || report.signing.effective.outcome === "unknown") continue;
      const picture = matrixOf(report);
      const marked = picture.rows.flat().filter(({ isObserved }) => isObserved);
      expect(marked.map(({ outcome }) => outcome)).toEqual([report.signing.effective.outcome]);
      expect(describeMatrix(picture)).toContain(`which leads to ${report.signing.effective.outcome}.`);
    }
  });

  it("is that of the specifications", () => {
    const [smb1, smb2] = ["d09-smb1-plain-ntlmv1.pcap", "d01-smb311-default.pcap"].map((file) => {
      const report = resultFrom(file).conversations.find(({ kind }) => kind === "handshake");
      return report?.kind === "handshake" ? matrixOf(report) : undefined;
    });
    expect(smb1?.protocol).toBe("smb1");
    for (const { client, server, outcome } of smb1!.rows.flat())
      expect(outcome).toBe(smb1Matrix[client as "enabled"][server as "enabled"]);
    expect(smb2?.rows.flat().map(({ outcome }) => outcome)).toEqual(
      Object.values(smb2Matrix).flatMap((row) => Object.values(row)),
    );
  });

  it("marks none where a policy was not learned", () => {
    const report = site.conversations.find(
      (candidate) => candidate.kind === "handshake" && candidate.signing.effective.outcome === "unknown",
    );
    if (report?.kind !== "handshake") throw new Error("the site has one");
    const picture = matrixOf(report);
    expect(picture.rows.flat().some(({ isObserved }) => isObserved)).toBe(false);
    expect(describeMatrix(picture)).toContain("no cell is marked");
  });
});

describe("exports", () => {
  it("are documents of their formats", () => {
    const json = JSON.parse(exportText(site, "json", "conversations", "1").join(""));
    expect(json).toEqual([...site.conversations, site.capture]);
    const csv = exportText(site, "csv", "hosts", "1").join("").trimEnd().split("\r\n");
    expect(csv).toHaveLength(1 + site.hosts.length);
    const sarif = JSON.parse(exportText(site, "sarif", "hosts", "1.2.3").join(""));
    expect(sarif.runs[0].tool.driver.semanticVersion).toBe("1.2.3");
  });

  it("are called after the capture", () => {
    expect(exportName("office.pcap.gz", "sarif", "hosts")).toBe("office.hosts.sarif");
    expect(exportName("office", "json", "conversations")).toBe("office.conversations.json");
  });
});

describe("places", () => {
  const place = { host: "192.0.2.1", conversation: 3, packet: 7, field: "A.b" };

  it("lie on a way from the capture", () => {
    expect(pathTo(place)).toEqual([{}, { host: "192.0.2.1" }, { host: "192.0.2.1", conversation: 3 }, place]);
    expect(pathTo(place).map(kindOf)).toEqual(["overview", "host", "conversation", "message"]);
  });

  it("come out of a history that others write to", () => {
    expect(placeFrom(null)).toEqual({});
    expect(placeFrom({ host: "a" })).toEqual({ host: "a" });
  });
});

describe("words", () => {
  it("are for people", () => {
    expect([count(1, "host"), count(1200, "host")]).toEqual(["1 host", "1,200 hosts"]);
    expect([size(12), size(47_662), size(1.5e9)]).toEqual(["12 bytes", "47.7 kB", "1.5 GB"]);
    expect(moment("2026-11-22T02:16:16.720745Z")).toBe("2026-11-22 02:16:16 UTC");
  });
});
