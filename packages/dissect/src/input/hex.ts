// Hex digits in any dress: `4e544c4d`, `4e 54 4c 4d`, `4E:54:4C:4D`, `0x4e, 0x54`, `\x4e\x54`, a C array.
import { fromHex } from "@countersign/bytes";
import type { FoundParts } from "./input.js";

/** Hex digits with what people put between and around them. */
export function parseHex(text: string): FoundParts | string {
  const body = bodyOf(text).replace(/(?:0x|\\x)(?=[0-9a-f])/gi, " ");
  const stray = /[^0-9a-f"'{}[\](),;:_|\s\\-]/i.exec(body);
  if (stray !== null) return `${JSON.stringify(stray[0])} is no hex digit.`;
  const digits = body.replace(/["'{}[\](),;:_|\s\\-]+/g, " ").trim();
  if (digits === "") return "There are no hex digits.";
  // `0x0` and the like are bytes too, where all bytes stand apart.
  const groups = digits.split(" ");
  const isApart = groups.every(({ length }) => length <= 2) && groups.length > 1;
  const joined = isApart ? groups.map((group) => group.padStart(2, "0")).join("") : groups.join("");
  if (joined.length % 2 !== 0) return `${joined.length} hex digits are no whole number of bytes.`;
  return { parts: [{ bytes: fromHex(joined) }] };
}

/** The initializer of `unsigned char token[] = { 0x4e, … };` and its like. */
function bodyOf(text: string): string {
  const array = /=[\w\s]*([{["'(][\s\S]*)$/.exec(text);
  const body = array?.[1] ?? text;
  // The b of Python's literals is no digit.
  return withoutComments(body.replace(/^\s*b(?=["'])/, ""));
}

/** An expression would look for the end of each comment that has none. */
function withoutComments(text: string): string {
  const mark = /\/[/*]/g;
  let kept = "";
  let at = 0;
  let isLastEndBehind = false;
  for (let found = mark.exec(text); found !== null; found = mark.exec(text)) {
    const isLine = found[0] === "//";
    if (!isLine && isLastEndBehind) continue;
    const end = text.indexOf(isLine ? "\n" : "*/", mark.lastIndex);
    if (end < 0 && !isLine) {
      isLastEndBehind = true;
      continue;
    }
    kept += `${text.slice(at, found.index)} `;
    at = end < 0 ? text.length : end + (isLine ? 0 : 2);
    mark.lastIndex = at;
  }
  return kept + text.slice(at);
}
