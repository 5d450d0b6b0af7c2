// HTTP header fields that carry logons, RFC 9110 11, RFC 4559: one line, several, or a whole message.
import { bytesOf } from "./base64.js";
import type { FoundParts, InputPart } from "./input.js";

const NAME = "(?:Proxy-)?Authorization|(?:Proxy|WWW)-Authenticate";
/** A field's name may be missing: people copy values. A line before it, as of curl -v, begins with `> ` or `< `. */
const FIELD = new RegExp(String.raw`^[ \t]*(?:[<>*|] ?)?["'\`]?(?:(${NAME})["']?\s*[:=]\s*)?["']?(.*)$`, "i");
const VALUE = /(?:^|,)\s*(NTLM|Negotiate|Kerberos)\s+([A-Za-z0-9+/_-]+={0,2})(?=$|[\s,"'`])/gi;
const OFFER = /(?:^|,)\s*(?:NTLM|Negotiate)\s*(?=$|[,"'`])/i;

/** Tokens of the schemes NTLM and Negotiate, in the order in which they stand. */
export function parseHeaders(text: string): FoundParts | string {
  const parts: InputPart[] = [];
  let offers = 0;
  let others = 0;
  for (const line of unfolded(text)) {
    const [, name, value = ""] = FIELD.exec(line) ?? [];
    const found = tokensOf(value);
    if (typeof found === "string") return found;
    for (const { scheme, bytes } of found) parts.push({ bytes, label: name ? `${name}: ${scheme}` : scheme });
    if (found.length > 0) continue;
    if (OFFER.test(value)) offers++;
    else if (line.trim() !== "") others++;
  }
  if (parts.length > 0)
    return { parts, remarks: others > 0 ? [`Other lines were passed over: ${others}.`] : [] };
  if (offers > 0) return "The scheme is offered without a token.";
  return "There is no line such as Authorization: NTLM … in it.";
}

/** RFC 9112 5.2: a line that begins with a space goes on with the one before it. */
function unfolded(text: string): string[] {
  return text
    .replace(/\r/g, "")
    .replace(/\n[ \t]+(?=[A-Za-z0-9+/=_-]+[ \t]*(?:\n|$))/g, "")
    .split("\n");
}

function tokensOf(value: string): { scheme: string; bytes: Uint8Array }[] | string {
  const found: { scheme: string; bytes: Uint8Array }[] = [];
  for (const [, scheme, token] of value.matchAll(VALUE)) {
    const bytes = bytesOf(token!);
    if (typeof bytes === "string") return `The token of ${scheme} is not base64: ${bytes}`;
    found.push({ scheme: scheme!, bytes });
  }
  return found;
}
