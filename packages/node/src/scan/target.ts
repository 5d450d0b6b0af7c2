// What to probe, as people write it: names, addresses, ranges, networks.
import { endpointText } from "@countersign/inspect";
import ipaddr from "ipaddr.js";

/** One server to ask: a name or an address, and a TCP port. */
export interface Target {
  host: string;
  /** TCP port. */
  port: number;
}

/** How texts are read that name targets. */
export interface TargetOptions {
  /** The port of targets that name none: 445 unless given. */
  port?: number;
  /** The most addresses that one range or network may have: 65,536 unless given. */
  maxRange?: number;
}

const DIRECT_TCP = 445;
const DEFAULT_MAX_RANGE = 65_536;

/**
 * The targets that a text stands for, made as they are asked for: `files.example`, `192.0.2.7`, `2001:db8::7`,
 * `192.0.2.0/24`, `2001:db8::/120` (all addresses of it), `192.0.2.10-20`, `192.0.2.10-192.0.2.20`; each with `:PORT`
 * behind it, and then an IPv6 address in brackets. Throws `RangeError` for a text that is none of these, and for more
 * addresses than `maxRange`.
 */
export function targetsOf(text: string, options: TargetOptions = {}): Iterable<Target> {
  const { host, port = options.port ?? DIRECT_TCP } = splitPort(text.trim());
  const range = rangeOf(host);
  if (range === undefined) return [{ host: hostName(host, text), port }];
  const size = range.last - range.first + 1n;
  const most = options.maxRange ?? DEFAULT_MAX_RANGE;
  if (size > BigInt(most)) throw new RangeError(`${text}: has ${size} addresses, more than ${most}`);
  return addresses(range, port);
}

/** As {@link targetsOf}, for the lines of a list: a target a line; `#` and what follows it is passed over. */
export async function* targetsOfLines(
  lines: AsyncIterable<string> | Iterable<string>,
  options?: TargetOptions,
): AsyncGenerator<Target, void> {
  for await (const line of lines) {
    const text = line.replace(/#.*/, "").trim();
    if (text !== "") yield* targetsOf(text, options);
  }
}

/** A target as text that {@link targetsOf} reads as the same one. */
export function formatTarget({ host, port }: Target): string {
  return endpointText(host, port);
}

/** Several colons and no brackets: an IPv6 address without a port. */
const WITH_PORT = /^(?:\[([^\]]*)\]|([^:]*))(?::(\d+))?$/;
const MAX_PORT = 65_535;

function splitPort(text: string): { host: string; port?: number } {
  const parts = WITH_PORT.exec(text);
  if (parts === null) return { host: text };
  const [, bracketed, plain, digits] = parts;
  const host = bracketed ?? plain ?? "";
  if (digits === undefined) return { host };
  const port = Number(digits);
  if (port < 1 || port > MAX_PORT) throw new RangeError(`${text}: a port is from 1 to ${MAX_PORT}`);
  return { host, port };
}

interface AddressRange {
  first: bigint;
  last: bigint;
  /** Bytes of an address: 4 or 16. */
  length: number;
}

/** `undefined` for what is a single host. */
function rangeOf(host: string): AddressRange | undefined {
  if (host.includes("/")) return networkOf(host);
  const dash = host.indexOf("-");
  return dash < 0 ? undefined : spanOf(host.slice(0, dash), host.slice(dash + 1));
}

function networkOf(text: string): AddressRange {
  if (!ipaddr.isValidCIDR(text)) throw new RangeError(`${text}: is no network`);
  const [address, prefix] = ipaddr.parseCIDR(text);
  const { value, length } = numberOf(address);
  const hostBits = BigInt(length * 8 - prefix);
  const first = (value >> hostBits) << hostBits;
  return { first, last: first + (1n << hostBits) - 1n, length };
}

/** `undefined` where no address stands before the dash: names have dashes too. */
function spanOf(from: string, to: string): AddressRange | undefined {
  if (!isAddress(from)) return undefined;
  const { value: first, length } = numberOf(ipaddr.parse(from));
  const end = /^\d{1,3}$/.test(to) && length === 4 ? from.replace(/\d+$/, to) : to;
  if (!isAddress(end)) throw new RangeError(`${from}-${to}: does not end with an address`);
  const last = numberOf(ipaddr.parse(end));
  if (last.length !== length || last.value < first)
    throw new RangeError(`${from}-${to}: ends before it begins`);
  return { first, last: last.value, length };
}

/** Not what else ipaddr.js reads: octal, hexadecimal and short forms. */
function isAddress(text: string): boolean {
  return ipaddr.IPv4.isValidFourPartDecimal(text) || ipaddr.IPv6.isValid(text);
}

function numberOf(address: ipaddr.IPv4 | ipaddr.IPv6): { value: bigint; length: number } {
  const bytes = address.toByteArray();
  return { value: bytes.reduce((value, byte) => (value << 8n) | BigInt(byte), 0n), length: bytes.length };
}

function* addresses({ first, last, length }: AddressRange, port: number): Generator<Target, void> {
  for (let value = first; value <= last; value++) yield { host: addressText(value, length), port };
}

function addressText(value: bigint, length: number): string {
  const bytes = Array.from({ length }, (_, i) => Number((value >> BigInt((length - 1 - i) * 8)) & 0xffn));
  return ipaddr.fromByteArray(bytes).toString();
}

/** RFC 1123 2.1, and underscores and letters of all scripts, which Windows allows in names. */
const LABEL = /^[\p{L}\p{N}_]([\p{L}\p{N}_-]{0,61}[\p{L}\p{N}_])?$/u;
const MAX_NAME = 255;
const DIGITS_AND_DOTS = /^[\d.]+$/;

function hostName(host: string, text: string): string {
  if (isAddress(host) || isName(host)) return host;
  throw new RangeError(`${text}: is neither a name, an address, a range nor a network`);
}

/** A dot may end a name, to say that it is whole. */
function isName(host: string): boolean {
  if (host.length > MAX_NAME || DIGITS_AND_DOTS.test(host)) return false;
  return host
    .replace(/\.$/, "")
    .split(".")
    .every((label) => LABEL.test(label));
}
