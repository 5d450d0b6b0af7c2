// Times: FILETIME ticks are 100 ns since 1601-01-01 UTC.
import { Check } from "./told.js";

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const UNIX_EPOCH_TICKS = 116_444_736_000_000_000n;

/** A time in ISO 8601 with any number of digits that says the same tick. */
export function isoOfTicks(ticks: string): Check {
  const seconds = Number(BigInt(ticks) / 10_000_000n - UNIX_EPOCH_TICKS / 10_000_000n);
  const iso = packetTime(`${seconds}.${ticks.padStart(7, "0").slice(-7)}`, 7);
  return new Check(iso, (actual) => ticksOfIso(actual) === BigInt(ticks));
}

/** Ticks of an ISO 8601 UTC time; digits after the seventh must be 0. `undefined` if it is not one. */
export function ticksOfIso(iso: unknown): bigint | undefined {
  const match =
    typeof iso === "string" ? /^(\d{4,}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,7})0*)?Z$/.exec(iso) : null;
  if (!match) return undefined;
  const milliseconds = Date.parse(`${match[1]}Z`);
  if (Number.isNaN(milliseconds)) return undefined;
  return BigInt(milliseconds) * 10_000n + UNIX_EPOCH_TICKS + BigInt((match[2] ?? "").padEnd(7, "0"));
}

/** Ticks of tshark's "Nov 22, 2026 02:15:15.031160200 UTC"; `undefined` for any other text. */
export function ticksOfText(text: string): string | undefined {
  const match = /^(\w{3}) +(\d+), (\d{4}) (\d\d:\d\d:\d\d)\.(\d{7})\d* UTC$/.exec(text);
  const month = MONTHS.indexOf(match?.[1] ?? "") + 1;
  if (!match || month === 0) return undefined;
  const [, , day = "", year, clock, digits] = match;
  const pad = (n: number | string): string => String(n).padStart(2, "0");
  return ticksOfIso(`${year}-${pad(month)}-${pad(day)}T${clock}.${digits}Z`)?.toString();
}

/** A packet's time: tshark's seconds with nine decimals, in ISO 8601 with the capture's own number of decimals. */
export function packetTime(epochSeconds: string, decimals: number): string {
  const [seconds = "", fraction = ""] = epochSeconds.split(".");
  const digits = decimals === 0 ? "" : `.${fraction.slice(0, decimals)}`;
  return `${new Date(Number(seconds) * 1000).toISOString().slice(0, 19)}${digits}Z`;
}
