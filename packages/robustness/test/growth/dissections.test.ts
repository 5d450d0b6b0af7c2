import { dissect, parseInput } from "@countersign/dissect";
import { findNtlm, readSecurityToken } from "@countersign/handshake";
import { concat, hex, repeated } from "../../src/growth/bytes.js";
import type { Prepare } from "../../src/growth/measure.js";
import { type Cases, describeTime } from "./linear.js";

const PASTES: Cases = {
  hex: pasted("4e544c4d"),
  "hex with spaces": pasted("4e 54 4c 4d "),
  base64: pasted("TlRM"),
  "base64 in lines": pasted("TlRM\n"),
  spaces: pasted(" "),
  lines: pasted("\n"),
  "lines of spaces": pasted(" \n"),
  "indented lines": pasted("\n A"),
  quotes: pasted('"'),
  "quotes and something": pasted("''a"),
  "comments without an end": pasted("/*"),
  "comments without an end, apart": pasted("/*a"),
  comments: pasted("//\n"),
  "commas and spaces": pasted(", "),
  schemes: pasted("NTLM "),
  "schemes and tokens": pasted("NTLM TlRM, "),
  "fields of a header": pasted("Authorization: NTLM TlRM\r\n"),
  assignments: pasted("a="),
  colons: pasted("a: "),
  letters: pasted("a"),
  escapes: pasted("\\x4e"),
  backslashes: pasted("\\"),
  dumps: pasted("0000  4e 54 4c 4d\n"),
  "dumps of words": pasted("\t0x0000:  4e54 4c4d\n"),
  "a dump": written(
    (i) => `${(16 * i).toString(16).padStart(8, "0")}  4e 54 4c 4d 53 53 50 00 01 00 00 00 97 82 08 e2\n`,
  ),
  "dumps, each indented otherwise": written((i) => `${indentation(i)}0000  4e\n`),
  "lines that go on with no dump": written((i) => `${indentation(i)}1234  4e\n`),
  "marks of base64": pasted("="),
  "data URLs": pasted("data:"),
  NULs: pasted("\0"),
};

describeTime("a paste", PASTES);

const DISSECTIONS: Cases = {
  "nothing known": dissected([0x41]),
  zeros: dissected([0]),
  signatures: dissected([0x4e, 0x54, 0x4c, 0x4d, 0x53, 0x53, 0x50, 0]),
  "marks of messages": dissected([0xfe, 0x53, 0x4d, 0x42]),
  frames: dissected([0x85, 0, 0, 0]),
  "frames with a mark": dissected([0, 0, 0, 4, 0xfe, 0x53, 0x4d, 0x42]),
  "frames behind a message": dissected(
    [0, 0, 0, 4, 0xfe, 0x53, 0x4d, 0x42],
    concat(hex("fe534d42 4000"), new Uint8Array(6), hex("0200"), new Uint8Array(50), hex("0400 0000")),
  ),
  elements: dissected([0x60, 0x84]),
  "members of a compound": dissected(
    concat(
      hex("fe534d42 4000 0000 00000000 0200 0000 00000000 48000000"),
      new Uint8Array(40),
      hex("0400 0000 00000000"),
    ),
  ),
  "negotiate contexts": [
    (size) => {
      const count = Math.min(Math.floor(size / 8), 0xffff);
      const head = concat(
        hex("fe534d42 4000"),
        new Uint8Array(58),
        hex("2400 0100 0100 0000 00000000"),
        new Uint8Array(16),
        hex("68000000"),
        [count, count >> 8],
        hex("0000 1103 0000"),
      );
      return dissected(hex("0070 0000 00000000"), head)(8 * count);
    },
    8 * 0x10000,
  ],
};

describeTime("a dissection", DISSECTIONS);

function pasted(piece: string): Prepare {
  return (size) => {
    const text = piece.repeat(Math.floor(size / piece.length));
    const [before, between] = [`${text}!`, `x${text}y\nz`];
    return () => {
      parseInput(text);
      parseInput(before);
      parseInput(between);
    };
  };
}

function written(line: (i: number) => string): Prepare {
  return (size) => {
    const lines: string[] = [];
    for (let i = 0, length = 0; length < size; i++) length += lines[lines.push(line(i)) - 1]!.length;
    const text = lines.join("");
    return () => void parseInput(text);
  };
}

/** Another one for each number, as short as can be. */
function indentation(i: number): string {
  return i.toString(2).replaceAll("0", " ").replaceAll("1", "\t");
}

function dissected(piece: readonly number[] | Uint8Array, before: Uint8Array = new Uint8Array(0)): Prepare {
  return (size) => {
    const bytes = concat(before, repeated(piece, size));
    return () => {
      dissect(bytes);
      readSecurityToken(bytes);
      findNtlm(bytes);
    };
  };
}
