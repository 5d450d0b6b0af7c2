// How the bytes of a field are shown.
import {
  codeName,
  filetimeToIso,
  flagNames,
  formatGuid,
  isZero,
  latin1Decode,
  type Names,
  toHex,
  utf16Decode,
} from "@countersign/bytes";
import { littleEndian } from "./little-endian.js";
import type { Scope } from "./scope.js";

/** What there is to show of one field. */
interface Shown {
  value: string;
  raw: number | string;
  flags?: string[];
}

export type Show = (bytes: Uint8Array, scope: Scope) => Shown;

/** Sizes, counts and offsets. */
export const decimal: Show = (bytes) => shown(littleEndian(bytes), (n) => n.toString());

export const bigEndian: Show = (bytes) => shown(littleEndian(bytes.slice().reverse()), (n) => n.toString());

/** Ids and what else is no quantity. */
export const hexadecimal: Show = (bytes) => shown(littleEndian(bytes), (n) => padded(n, bytes.length));

/** Minutes from UTC. */
export const minutes: Show = (bytes) => {
  const value = (Number(littleEndian(bytes)) << 16) >> 16;
  return { value: `${value} min`, raw: value };
};

export function code(table: Names): Show {
  return (bytes) => {
    const n = littleEndian(bytes);
    return shown(n, () => {
      const name = codeName(Number(n), table);
      return name === undefined ? padded(n, bytes.length) : `${name} (${padded(n, bytes.length)})`;
    });
  };
}

export function flags(table: Names): Show {
  return (bytes) => {
    const n = littleEndian(bytes);
    return { ...shown(n, () => padded(n, bytes.length)), flags: flagNames(Number(n), table) };
  };
}

export const filetime: Show = (bytes) => {
  const n = littleEndian(bytes);
  return { value: n === 0n ? "0, not told" : (filetimeToIso(n) ?? padded(n, 8)), raw: padded(n, 8) };
};

export const guid: Show = (bytes) => {
  const text = bytes.length === 16 ? formatGuid(bytes) : toHex(bytes);
  return { value: text, raw: toHex(bytes) };
};

export const text: Show = (bytes) => quoted(utf16Decode(bytes));

export const latin1: Show = (bytes) => quoted(latin1Decode(bytes));

/** A string that is UTF-16LE where `isUnicode` says so, else of an OEM code page. */
export function textWhere(isUnicode: (scope: Scope) => boolean): Show {
  return (bytes, scope) => (isUnicode(scope) ? text : latin1)(bytes, scope);
}

/** The same, less the NUL that ends it. */
export function terminatedWhere(isUnicode: (scope: Scope) => boolean): Show {
  const show = textWhere(isUnicode);
  return (bytes, scope) => {
    const { raw } = show(bytes, scope);
    return quoted(String(raw).replace(/\0$/, ""));
  };
}

/** Magic numbers and signatures, such as `FE 'SMB'`. */
export const characters: Show = (bytes) => ({ value: charactersOf(bytes), raw: toHex(bytes) });

/** Beyond so many bytes the rest is left to a hex dump. */
const SHOWN_BYTES = 32;

export const octets: Show = (bytes) => ({ value: summary(bytes), raw: toHex(bytes) });

export const address: Show = (bytes) => ({ value: bytes.join("."), raw: toHex(bytes) });

function summary(bytes: Uint8Array): string {
  if (bytes.length === 0) return "empty";
  if (bytes.length > 1 && isZero(bytes)) return `${bytes.length} zero bytes`;
  const digits = toHex(bytes.subarray(0, SHOWN_BYTES));
  return bytes.length > SHOWN_BYTES ? `${digits}… (${bytes.length} bytes)` : digits;
}

function charactersOf(bytes: Uint8Array): string {
  const printable = (byte: number) => byte >= 0x20 && byte < 0x7f;
  const end = bytes.findIndex((byte, i) => i > 0 && !printable(byte));
  const start = printable(bytes[0] ?? 0) ? 0 : 1;
  const letters = `'${latin1Decode(bytes.subarray(start, end < 0 ? bytes.length : end))}'`;
  const rest = end < 0 ? "" : ` ${toHex(bytes.subarray(end))}`;
  return `${start === 1 ? `${toHex(bytes.subarray(0, 1))} ` : ""}${letters}${rest}`;
}

function quoted(value: string): Shown {
  return { value: `"${value}"`, raw: value };
}

function shown(n: bigint, show: (n: bigint) => string): Shown {
  return { value: show(n), raw: n <= 0xffff_ffffn ? Number(n) : `0x${n.toString(16)}` };
}

function padded(n: bigint, size: number): string {
  return `0x${n.toString(16).padStart(size * 2, "0")}`;
}
