// A token in a link's fragment, which browsers send to nobody: #token=1.MASK.BYTES, bytes in base64url, the mask as
// start-end pairs in base 36. What is masked is zeros in the bytes.
import { dissect, secretRanges } from "@countersign/dissect";
import { type ByteMask, blanked, maskOf } from "./mask.js";

export interface SharedToken {
  bytes: Uint8Array;
  /** What the link came without. */
  withheld: ByteMask;
}

const PREFIX = "#token=1.";
/** Longer links are cut by what they are pasted into. */
const MAX_SHARED_LENGTH = 16 * 1024;

/** The fragment of a token without its secrets; `undefined` where it is too long for a link. */
export function fragmentOf(bytes: Uint8Array, withheld: ByteMask = []): string | undefined {
  if (bytes.length > MAX_SHARED_LENGTH) return undefined;
  const mask = maskOf([...secretRanges(dissect(bytes).nodes), ...withheld]);
  const ranges = mask.map(({ start, end }) => `${start.toString(36)}-${end.toString(36)}`).join("_");
  return `${PREFIX}${ranges}.${base64url(blanked(bytes, mask))}`;
}

/** Reads a fragment; `undefined` for any other and for one that was spoiled. */
export function readFragment(fragment: string): SharedToken | undefined {
  if (!fragment.startsWith(PREFIX)) return undefined;
  const [ranges = "", text = ""] = fragment.slice(PREFIX.length).split(".");
  const bytes = fromBase64url(text);
  const withheld = readRanges(ranges);
  if (bytes === undefined || withheld === undefined || bytes.length === 0) return undefined;
  if (withheld.some(({ start, end }) => !(start < end && end <= bytes.length))) return undefined;
  return { bytes, withheld: maskOf(withheld) };
}

function readRanges(text: string): ByteMask | undefined {
  if (text === "") return [];
  const pairs = text.split("_").map((pair) => /^([0-9a-z]{1,6})-([0-9a-z]{1,6})$/.exec(pair));
  return pairs.every((pair) => pair !== null)
    ? pairs.map(([, start, end]) => ({
        start: Number.parseInt(start!, 36),
        end: Number.parseInt(end!, 36),
      }))
    : undefined;
}

function base64url(bytes: Uint8Array): string {
  const text = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
  return text.replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

function fromBase64url(text: string): Uint8Array | undefined {
  if (!/^[\w-]*$/.test(text) || text.length > MAX_SHARED_LENGTH * 2) return undefined;
  try {
    return Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (char) =>
      char.charCodeAt(0),
    );
  } catch {
    return undefined;
  }
}
