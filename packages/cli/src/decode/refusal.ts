// What to say where no message was found: what was tried, why it failed, what to try next.
import type { ParsedInput } from "@countersign/dissect";
import type { Source } from "./source.js";

/** One line for each way in which the input was taken, and a hint as the last one. */
export function describeRefusal({ content }: Source, { readings, refusals }: ParsedInput): string[] {
  if (isCapture(content)) return [`hint: ${hintFor(content)}`];
  const tried = [
    ...readings.map(({ form, parts }) => {
      const size = parts.reduce((sum, { bytes }) => sum + bytes.length, 0);
      return `as ${form}: ${size} byte${size === 1 ? "" : "s"} that begin like no SMB, SPNEGO or NTLMSSP message`;
    }),
    ...refusals.map(({ form, why }) => `as ${form}: ${why}`),
  ];
  return [...tried, `hint: ${hintFor(content)}`];
}

/** The first four bytes of pcap in its byte orders and precisions, and of pcapng. */
const CAPTURES: readonly string[] = ["d4c3b2a1", "a1b2c3d4", "4d3cb2a1", "a1b23c4d", "0a0d0d0a"];

function hintFor(content: string | Uint8Array): string {
  if (typeof content !== "string") {
    return isCapture(content)
      ? "it is a capture, which countersign inspect reads"
      : "give hex, base64, a header line, or the bytes of a message";
  }
  const scheme = /^(?:[\w-]+:\s*)?(Basic|Bearer|Digest)\b/i.exec(content.trim())?.[1];
  if (scheme !== undefined) return `${scheme} carries no messages; NTLM and Negotiate do`;
  if (/^[./~]|\.\w{2,6}$/.test(content)) return `there is no file ${content}`;
  return "give hex, base64, a header line, a file, or - for standard input";
}

/** Messages would be found in its packets, and nothing of how they hang together. */
export function isCapture(content: Source["content"]): boolean {
  if (typeof content === "string") return false;
  const start = Array.from(content.subarray(0, 4), (byte) => byte.toString(16).padStart(2, "0")).join("");
  return CAPTURES.includes(start);
}
