// Names of vantage points and of scans, which become parts of keys in Redis.

const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

/** Gives the name back. Throws `RangeError` for one that has other characters than letters, digits, `.`, `_` and `-`. */
export function checkedName(what: "vantage" | "scan", name: string): string {
  if (NAME.test(name)) return name;
  throw new RangeError(`${name}: is no name of a ${what}: up to 64 letters, digits, dots, dashes`);
}
