// The packages that need Node, or a library beside ours.
import { smb2Messages } from "@countersign/arbitraries";
import { inspectFile, probeHost, targetsOf } from "@countersign/node";
import * as reference from "@countersign/reference";

export async function relayToSmb(path: string): Promise<string[]> {
  const outcomes: string[] = [];
  for await (const report of inspectFile(path)) {
    if (report.kind === "handshake") outcomes.push(report.signing.relayToSmb.outcome);
  }
  return outcomes;
}

export async function probed(text: string): Promise<string | undefined> {
  for (const target of targetsOf(text)) return (await probeHost(target)).relayToSmb.outcome;
  return undefined;
}

export const others: readonly unknown[] = [smb2Messages, reference];
