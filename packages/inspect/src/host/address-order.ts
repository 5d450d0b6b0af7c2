// The order of hosts in reports.
import { parseAddress } from "@countersign/capture";

/** IPv4 before IPv6, each by its bytes; what is no address comes last, by its text. */
export function byAddress(a: string, b: string): number {
  const left = bytesOf(a);
  const right = bytesOf(b);
  if (left === undefined || right === undefined) {
    return left === right ? compare(a, b) : left === undefined ? 1 : -1;
  }
  if (left.length !== right.length) return left.length - right.length;
  const i = left.findIndex((byte, at) => byte !== right[at]);
  return i < 0 ? 0 : left[i]! - right[i]!;
}

function bytesOf(address: string): Uint8Array | undefined {
  try {
    return parseAddress(address);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
