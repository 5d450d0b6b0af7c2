// Base64: RFC 4648 4 and 5, padded or not, wrapped or not, in quotes or in a data URL.
import { decodeBase64 } from "@countersign/bytes";
import type { FoundParts, InputPart } from "./input.js";

/** One token over all lines, or one on each line. */
export function parseBase64(text: string): FoundParts | string {
  const body = text
    .trim()
    .replace(/^data:[^,]*;base64,/i, "")
    .replace(/^["'`]+|["'`,;]+$/g, "");
  const whole = bytesOf(body.replace(/\s*\n\s*/g, ""));
  if (typeof whole !== "string") return { parts: [{ bytes: whole }] };
  const lines = linesOf(body);
  return lines.length > 1 ? (eachLine(lines) ?? whole) : whole;
}

function eachLine(lines: readonly string[]): FoundParts | undefined {
  const parts: InputPart[] = [];
  for (const [i, line] of lines.entries()) {
    const bytes = bytesOf(line);
    if (typeof bytes === "string") return undefined;
    parts.push({ bytes, label: `line ${i + 1}` });
  }
  return { parts };
}

function linesOf(text: string): string[] {
  return text.split(/\s*\n\s*/).filter((line) => line !== "");
}

/** The bytes of a token, or why it is none. */
export function bytesOf(token: string): Uint8Array | string {
  const stray = /[^A-Za-z0-9+/_=-]/.exec(token);
  if (stray !== null) return `${JSON.stringify(stray[0])} is no base64 digit.`;
  if (/[+/]/.test(token) && /[-_]/.test(token)) return "It mixes the two alphabets of base64.";
  const digits = token.replace(/={0,2}$/, "");
  if (digits.includes("=")) return "Padding stands in the middle of it.";
  if (digits === "") return "There are no base64 digits.";
  if (digits.length % 4 === 1) return `${digits.length} base64 digits are no whole number of bytes.`;
  return decodeBase64(digits.replaceAll("-", "+").replaceAll("_", "/")) ?? "It is not base64.";
}
