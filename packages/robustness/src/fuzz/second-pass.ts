// The second pass of a format, which lists what a message deviates in: it takes and refuses what the decoder does.
import { attempt, type Deviation, isDecodeError } from "@countersign/bytes";
import { Broken, type Target } from "./target.js";

interface Format {
  readonly decodeMessage: (bytes: Uint8Array) => unknown;
  readonly deviations: (bytes: Uint8Array) => readonly Deviation<string>[];
}

export function secondPass(format: string, codec: Format, seeds: () => Uint8Array[]): Target {
  return {
    name: `${format}-deviations`,
    sources: new RegExp(`^${format}/src/deviations`),
    maxLength: 600,
    seeds,
    run: (bytes) => run(codec, bytes),
    tell: (bytes) => tell(codec, bytes),
  };
}

function run({ decodeMessage, deviations }: Format, bytes: Uint8Array): void {
  const found = attempt(() => deviations(bytes));
  if (isDecodeError(found)) {
    if (!isDecodeError(attempt(() => decodeMessage(bytes))))
      throw new Broken("refuses what the decoder does");
    return;
  }
  for (const { code, offset } of found) {
    // What is missing is missing at the end.
    if (!(offset >= 0 && offset <= bytes.length))
      throw new Broken("a deviation lies in the message", `${code} ${offset}`);
  }
}

function tell({ deviations }: Format, bytes: Uint8Array): string {
  const found = attempt(() => deviations(bytes));
  if (isDecodeError(found)) return "does not decode";
  const codes = [...new Set(found.map(({ code }) => code))].sort();
  return codes.length === 0 ? "deviates in nothing" : `deviates: ${codes.join(", ")}`;
}
