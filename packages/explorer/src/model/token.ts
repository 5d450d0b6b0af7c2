// What was pasted, or opened from a capture, as something to look at.
import { type DissectNode, dissect, type InputForm, parseInput, secretRanges } from "@countersign/dissect";
import { type ByteMask, maskOf } from "./mask.js";

/** Bytes with the tree of their fields. */
export interface Token {
  title: string;
  bytes: Uint8Array;
  /** Without its secrets unless they were asked for. */
  nodes: DissectNode[];
  /** Bytes that are not to be shown. */
  hidden: ByteMask;
  /** Bytes that whoever shared the token left out: they are zeros here, and no wish brings them back. */
  withheld: ByteMask;
  hasSecrets: boolean;
}

/** Takes bytes apart; `withheld` are those that a shared link came without. */
export function tokenOf(
  title: string,
  bytes: Uint8Array,
  showSecrets: boolean,
  withheld: ByteMask = [],
): Token {
  const { nodes } = dissect(bytes);
  const secrets = maskOf([...secretRanges(nodes), ...withheld]);
  const isShown = showSecrets && withheld.length === 0;
  return {
    title,
    bytes,
    nodes: isShown ? dissect(bytes, { showSecrets }).nodes : nodes,
    hidden: isShown ? [] : secrets,
    withheld,
    hasSecrets: secrets.length > 0,
  };
}

/** A run of bytes that the input holds, and what to call it. */
interface PastePart {
  label: string;
  bytes: Uint8Array;
}

/** A text taken for what it most likely is, or why there is no message in it. */
export type Paste =
  | { isUnderstood: true; parts: PastePart[]; remarks: string[] }
  | { isUnderstood: false; tried: string[] };

/** Reads hex, base64, header lines, dumps and string literals, by the rules of `parseInput`. */
export function readPaste(input: string | Uint8Array): Paste {
  const { readings, refusals } = parseInput(input);
  const [reading, ...others] = readings;
  if (reading?.isRecognized) {
    const rivals = others.filter(({ isRecognized }) => isRecognized).map(({ form }) => FORMS[form]);
    const rivalry = rivals.length === 0 ? [] : [`It could be ${rivals.join(" or ")} too.`];
    return {
      isUnderstood: true,
      parts: reading.parts.map(({ label, bytes }) => ({
        label: [label, FORMS[reading.form]].filter(Boolean).join(", "),
        bytes,
      })),
      remarks: [...reading.remarks, ...rivalry],
    };
  }
  return {
    isUnderstood: false,
    tried: [
      ...readings.map(({ form, parts }) => {
        const length = parts.reduce((sum, { bytes }) => sum + bytes.length, 0);
        return `As ${FORMS[form]}: ${length} bytes that begin like no SMB, SPNEGO or NTLMSSP message.`;
      }),
      ...refusals.map(({ form, why }) => `As ${FORMS[form]}: ${why}`),
    ],
  };
}

const FORMS: Readonly<Record<InputForm, string>> = {
  header: "a header line",
  hexdump: "a hex dump",
  hex: "hex digits",
  base64: "base64",
  escaped: "a string literal",
  binary: "bytes",
};
