// The trees that people see, the pastes that they come from, and tokens without a frame.
import { toHex } from "@countersign/bytes";
import { type DissectNode, dissect, parseInput } from "@countersign/dissect";
import { findNtlm, readSecurityToken } from "@countersign/handshake";
import * as ntlmssp from "@countersign/ntlmssp";
import * as seeds from "./seeds.js";
import { Broken, type Target } from "./target.js";

const messages = (): Uint8Array[] => [
  ...seeds.frames(),
  ...seeds.smb1(),
  ...seeds.smb2(),
  ...seeds.ntlm(),
  ...seeds.spnego(),
];

export const dissections: Target = {
  name: "dissect",
  weight: 10,
  sources: /^dissect\/src\/(?!input)/,
  maxLength: 600,
  seeds: () => messages().filter((_, i) => i % 7 === 0),
  run(bytes) {
    const { nodes, length } = dissect(bytes);
    if (length !== bytes.length) throw new Broken("a tree is of its input");
    checkPlaces(nodes, bytes.length);
  },
};

/** Every node lies inside the input. */
function checkPlaces(nodes: readonly DissectNode[], end: number): void {
  for (const { offset, length, children } of nodes) {
    if (offset < 0 || length < 0 || offset + length > end) throw new Broken("a node lies inside its input");
    if (children) checkPlaces(children, end);
  }
}

export const pastes: Target = {
  name: "parse-input",
  sources: /^(bytes\/src\/(base64|hex|text)|dissect\/src\/input)/,
  maxLength: 600,
  seeds: () =>
    messages()
      .filter((_, i) => i % 9 === 0)
      .flatMap(asPastes),
  run(bytes) {
    for (const { parts } of parseInput(bytes).readings) {
      if (parts.length === 0 || parts.some((part) => part.bytes.length === 0))
        throw new Broken("a reading has parts, and none is empty");
    }
  },
};

/** A message in every form that it may be pasted in. */
function asPastes(bytes: Uint8Array): Uint8Array[] {
  const some = bytes.subarray(0, 100);
  const hex = toHex(some);
  const pairs = hex.match(/../g) ?? [];
  const base64 = btoa(String.fromCharCode(...some));
  const dump = Array.from({ length: Math.ceil(pairs.length / 16) }, (_, row) => {
    const offset = (16 * row).toString(16).padStart(4, "0");
    return `${offset}  ${pairs.slice(16 * row, 16 * row + 16).join(" ")}  ................\n`;
  });
  const words = `\t0x0000:  ${hex.replace(/(.{4})/g, "$1 ")}\n`;
  const texts = [
    hex,
    base64,
    `WWW-Authenticate: NTLM ${base64}\r\n`,
    dump.join(""),
    words,
    `\\x${pairs.join("\\x")}`,
  ];
  return [bytes, ...texts.map((text) => new TextEncoder().encode(text))];
}

export const tokens: Target = {
  name: "security-token",
  sources: /^handshake\/src\/(find-ntlm|security-token)/,
  maxLength: 600,
  seeds: () => [...seeds.spnego(), ...seeds.ntlm()],
  run(bytes) {
    readSecurityToken(bytes);
    const found = findNtlm(bytes);
    if (found !== undefined) ntlmssp.decodeMessage(found);
  },
};
