// Text out of captures is the sender's choice: it must not steer a terminal, a spreadsheet or a page.

const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;
const UNSEEN_IN_JSON = /[\p{Cc}\p{Cf}]/gu;

/** The text with everything that shows nothing, or turns the direction of writing, as `\u{1b}`: safe for a terminal. */
export function visibleText(text: string): string {
  return text.replace(UNSEEN, (unseen) => `\\u{${unseen.codePointAt(0)!.toString(16)}}`);
}

/** A value as JSON in one line. What a terminal would act on is escaped, which JSON's own rules leave to the writer. */
export function jsonLine(value: unknown): string {
  return JSON.stringify(value).replace(UNSEEN_IN_JSON, escapeUnits);
}

/** Beyond U+FFFF a character is two escapes. */
function escapeUnits(text: string): string {
  return text
    .split("")
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`)
    .join("");
}

/** `[2001:db8::1]:445`, `192.0.2.1:445`. */
export function endpointText(address: string, port: number): string {
  return `${address.includes(":") ? `[${address}]` : address}:${port}`;
}
