import type { Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { encodeFrame } from "@countersign/framing";
import type { HostReport } from "@countersign/inspect";
import { malformedBytes, messageFixtures } from "@countersign/testkit";
import { describe, expect, it } from "vitest";
import { type ProbeHostOptions, probeHost, type Transport } from "../../src/index.js";
import { type Behaviour, adversary } from "./adversary.js";

const messages = messageFixtures();
const answer = frameOf(messages["smb311-ntlm.json/neg_rsp"]!);
const challenge = frameOf(messages["smb311-ntlm.json/ss_rsp1"]!);
const QUICK: ProbeHostOptions = { connectTimeout: 500, answerTimeout: 300, retries: 0 };

function frameOf(payload: Uint8Array): Uint8Array {
  return encodeFrame({ kind: "sessionMessage", payload });
}

/** Answers each of the client's messages with the next of these. */
function answers(...frames: Uint8Array[]): Behaviour {
  return (socket) => {
    const rest = [...frames];
    socket.on("data", () => {
      const next = rest.shift();
      if (next !== undefined) socket.write(next);
    });
  };
}

async function probed(behaviour: Behaviour, options: ProbeHostOptions = {}): Promise<HostReport> {
  await using server = await adversary(behaviour);
  const report = await probeHost({ host: "127.0.0.1", port: server.port }, { ...QUICK, ...options });
  // The probe's own end is closed; what the server then does is its own affair.
  for (let i = 0; server.open() > 0 && i < 100; i++) await sleep(5);
  return report;
}

function outcomeOf({ probe }: HostReport): string | undefined {
  return probe?.questions[0]?.outcome;
}

describe("probeHost", () => {
  it("learns what a server advertises", async () => {
    const report = await probed(answers(answer));
    expect(report.advertised).toEqual({ smb2: "required" });
    expect(report.relayToSmb.outcome).toBe("blocked");
    expect(report.dialects).toEqual(["3.1.1"]);
    expect(report.address).toBe("127.0.0.1");
  });
});
