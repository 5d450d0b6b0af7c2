// Bytes as tools print them, written down from what they print.
import { latin1Decode, toHex } from "@countersign/bytes";

const WIDTH = 16;

export function base64(bytes: Uint8Array): string {
  return btoa(latin1Decode(bytes));
}

export function urlSafe(bytes: Uint8Array): string {
  return base64(bytes).replaceAll("+", "-").replaceAll("/", "_");
}

/** `00000000: 4e54 4c4d …  NTLMSSP.` */
export function xxdDump(bytes: Uint8Array): string {
  return linesOf(bytes, (line, at) => {
    const words = toHex(line).replace(/.{4}(?=.)/g, "$& ");
    return `${offset(at, 8)}: ${words.padEnd(39)}  ${ascii(line)}`;
  });
}

/** `00000000  4e 54 …  53 50 …  |NTLMSSP.|`, and the length at the end. */
export function canonicalDump(bytes: Uint8Array): string {
  const lines = linesOf(bytes, (line, at) => {
    const [low, high] = [line.subarray(0, 8), line.subarray(8)].map(pairs);
    return `${offset(at, 8)}  ${`${low!.padEnd(23)}  ${high}`.padEnd(48)}  |${ascii(line)}|`;
  });
  return `${lines}\n${offset(bytes.length, 8)}\n`;
}

/** `0000000 544e 4d4c …`: words of a little-endian machine, the last one filled up, and the length at the end. */
export function wordDump(bytes: Uint8Array): string {
  const lines = linesOf(bytes, (line, at) => {
    const even = line.length % 2 === 0 ? line : Uint8Array.from([...line, 0]);
    const swapped = even.map((_, i) => even[i ^ 1]!);
    return `${offset(at, 7)} ${toHex(swapped).replace(/.{4}(?=.)/g, "$& ")}`;
  });
  return `${lines}\n${offset(bytes.length, 7)}\n`;
}

/** `0000  4e 54 …   NTLMSSP.` */
export function tsharkDump(bytes: Uint8Array): string {
  return linesOf(bytes, (line, at) => `${offset(at, 4)}  ${pairs(line).padEnd(47)}   ${ascii(line)}`);
}

/** `tshark -z follow,tcp,hex`: each side counts for itself, and the second is indented. */
export function followDump(client: Uint8Array, server: Uint8Array): string {
  const side = (bytes: Uint8Array, indent: string) =>
    linesOf(bytes, (line, at) => `${indent}${offset(at, 8)}  ${pairs(line).padEnd(48)}  ${ascii(line)}`);
  const rule = "===================================================================";
  const head = [
    "Follow: tcp,hex",
    "Filter: tcp.stream eq 0",
    "Node 0: 127.0.0.1:50000",
    "Node 1: 127.0.0.1:445",
  ];
  return [rule, ...head, side(client, ""), side(server, "\t"), rule].join("\n");
}

function linesOf(bytes: Uint8Array, lineOf: (line: Uint8Array, at: number) => string): string {
  const lines: string[] = [];
  for (let at = 0; at < bytes.length; at += WIDTH) lines.push(lineOf(bytes.subarray(at, at + WIDTH), at));
  return lines.join("\n");
}

function pairs(bytes: Uint8Array): string {
  return toHex(bytes).replace(/..(?=.)/g, "$& ");
}

function offset(at: number, digits: number): string {
  return at.toString(16).padStart(digits, "0");
}

function ascii(bytes: Uint8Array): string {
  return latin1Decode(bytes.map((byte) => (byte >= 0x20 && byte < 0x7f ? byte : 0x2e)));
}
