// [MS-DTYP] 2.3.3 FILETIME: 100 ns ticks since 1601-01-01 UTC.
const TICKS_PER_SECOND = 10_000_000n;
const UNIX_EPOCH_SECONDS = 11_644_473_600n;
const MAX_DATE_SECONDS = 8_640_000_000_000n;

/** ISO 8601 UTC with all seven digits of the tick, or `undefined` outside what a `Date` can hold. */
export function filetimeToIso(filetime: bigint): string | undefined {
  const seconds = filetime / TICKS_PER_SECOND - UNIX_EPOCH_SECONDS;
  if (filetime < 0n || seconds > MAX_DATE_SECONDS) return undefined;
  const ticks = (filetime % TICKS_PER_SECOND).toString().padStart(7, "0");
  return `${new Date(Number(seconds) * 1000).toISOString().slice(0, -5)}.${ticks}Z`;
}

/** Ticks of a `Date`; before 1601 is a `RangeError`. */
export function dateToFiletime(date: Date): bigint {
  const milliseconds = date.getTime();
  if (Number.isNaN(milliseconds)) throw new RangeError("not a date");
  const filetime = (BigInt(milliseconds) + UNIX_EPOCH_SECONDS * 1000n) * 10_000n;
  if (filetime < 0n) throw new RangeError("before 1601-01-01");
  return filetime;
}
