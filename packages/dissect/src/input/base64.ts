// Base64: RFC 4648 4 and 5, padded or not, wrapped or not, in quotes or in a data URL.
import { decodeBase64 } from "@countersign/bytes";
import type { FoundParts, InputPart } from "./input.js";

/** One token over all lines, or one on each line. */
export function parseBase64(text: string): FoundParts | string {
  const body = withoutQuotes(text.trim().replace(/^data:[^,]*;base64,/i, ""));
  const lines = linesOf(body);
  const whole = bytesOf(lines.join(""));
  if (typeof whole !== "string") return { parts: [{ bytes: whole }] };
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

/** An expression for the quotes at the end would look at each run of them in the middle once for each of its quotes. */
function withoutQuotes(text: string): string {
  let end = text.length;
  while (end > 0 && "\"'`,;".includes(text[end - 1]!)) end--;
  return text.slice(0, end).replace(/^["'`]+/, "");
}

function linesOf(text: string): string[] {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
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
