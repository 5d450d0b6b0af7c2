// Reports that say exactly what tshark's expected values call for: the comparer is tested on them and on changes to them.
import type { Report } from "@countersign/inspect";
import type { ExpectedCapture } from "../src/expected.js";
import { linesOf } from "../src/lines.js";
import { Check } from "../src/told.js";

export function reportsFrom(expected: ExpectedCapture): Report[] {
  const { handshakes, ntlm, capture } = linesOf(expected);
  const lines = [...handshakes, ...ntlm]
    .sort((a, b) => a.firstPacket - b.firstPacket)
    .map((line) => line.told);
  return [...lines, capture].map((told) => ({
    ...(realize(told) as object),
    version: 1,
    file: expected.file.name,
  })) as Report[];
}

function realize(told: unknown): unknown {
  if (told instanceof Check) return structuredClone(told.example);
  if (Array.isArray(told)) return told.map(realize);
  if (typeof told !== "object" || told === null) return told;
  const fields = Object.entries(told).filter(([, value]) => value !== undefined && value !== null);
  return Object.fromEntries(fields.map(([field, value]) => [field, realize(value)]));
}
