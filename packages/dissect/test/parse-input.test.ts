import { execFileSync } from "node:child_process";
import { fromHex, toHex } from "@countersign/bytes";
import { type InputForm, parseInput } from "@countersign/dissect";
import { messageFixtures, runs } from "@countersign/testkit";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { base64, canonicalDump, followDump, tsharkDump, urlSafe, wordDump, xxdDump } from "./renderings.js";

const challenge = messageFixtures()["smb311-ntlm.json/ss_rsp1"]!.subarray(103);
const token = base64(challenge);

/** The form and the bytes of the first reading. */
function first(input: string | Uint8Array): { form: InputForm; hex: string[] } {
  const { readings } = parseInput(input);
  return { form: readings[0]!.form, hex: readings[0]!.parts.map(({ bytes }) => toHex(bytes)) };
}

const RENDERINGS: Readonly<Record<string, [InputForm, (bytes: Uint8Array) => string]>> = {
  "hex digits": ["hex", toHex],
  "upper case": ["hex", (b) => toHex(b).toUpperCase()],
  "spaced hex": ["hex", (b) => toHex(b).replace(/../g, "$& ")],
  "hex with colons": ["hex", (b) => toHex(b).replace(/..(?=.)/g, "$&:")],
  "wrapped hex": ["hex", (b) => toHex(b).replace(/.{64}/g, "$&\n")],
  "a C array": ["hex", (b) => `unsigned char token[] = {\n${toHex(b).replace(/../g, "0x$&, ")}\n};`],
  "0x before it all": ["hex", (b) => `0x${toHex(b)}`],
  "\\x escapes": ["escaped", (b) => toHex(b).replace(/../g, "\\x$&")],
  "a Python literal": ["escaped", (b) => `b'${toHex(b).replace(/../g, "\\x$&")}'`],
  base64: ["base64", base64],
  "base64 without padding": ["base64", (b) => base64(b).replace(/=+$/, "")],
  "base64 for addresses": ["base64", urlSafe],
  "wrapped base64": ["base64", (b) => base64(b).replace(/.{64}/g, "$&\r\n")],
  "a data URL": ["base64", (b) => `data:application/octet-stream;base64,${base64(b)}`],
  "a header line": ["header", (b) => `Authorization: NTLM ${base64(b)}`],
  xxd: ["hexdump", xxdDump],
  "hexdump -C": ["hexdump", canonicalDump],
  hexdump: ["hexdump", wordDump],
  "tshark -x": ["hexdump", tsharkDump],
};

describe("parseInput", () => {
  it("an offset alone ends a dump of words only within its last word", () => {
    expect(first("0000 00\n0000")).toEqual({ form: "hexdump", hex: ["00"] });
    expect(first("0000 4241 0043\n0003")).toEqual({ form: "hexdump", hex: ["424100"] });
  });

  it.each(Object.entries(RENDERINGS))("takes any bytes back from %s", (_, [form, render]) => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 200 }), (bytes) => {
        // Bytes that no message starts with may be read in several ways: all of them are answered.
        const readings = parseInput(render(bytes)).readings.filter((reading) => reading.form === form);
        expect(readings.map(({ parts }) => toHex(parts[0]!.bytes))).toContain(toHex(bytes));
      }),
      { numRuns: runs() },
    );
  });

  it.each(Object.entries(RENDERINGS))("prefers %s where a message is found in it", (_, [form, render]) => {
    expect(first(render(challenge))).toEqual({ form, hex: [toHex(challenge)] });
    const { readings } = parseInput(render(challenge));
    expect(readings.filter(({ isRecognized }) => isRecognized)).toHaveLength(1);
  });

  it.each([
    ["authorization: negotiate", "authorization: negotiate"],
    ["WWW-AUTHENTICATE: NTLM", "WWW-AUTHENTICATE: NTLM"],
    ["< Proxy-Authenticate: NTLM", "Proxy-Authenticate: NTLM"],
    ["> Proxy-Authorization:NTLM", "Proxy-Authorization: NTLM"],
    ["Negotiate", "Negotiate"],
    ["NTLM", "NTLM"],
  ])("takes the header line %s", (start, label) => {
    const [reading] = parseInput(`${start} ${token}`).readings;
    expect(reading).toMatchObject({
      form: "header",
      isRecognized: true,
      parts: [{ label, bytes: challenge }],
    });
  });

  it("takes every token of a conversation, and says what it passed over", () => {
    const text = [
      "HTTP/1.1 401 Unauthorized",
      "WWW-Authenticate: Negotiate",
      `WWW-Authenticate: Basic realm="a, b", NTLM ${token}, Negotiate ${token}`,
      `Authorization: NTLM ${token.slice(0, 40)}`,
      `  ${token.slice(40)}`,
      "",
    ].join("\r\n");
    const [reading] = parseInput(text).readings;
    expect(reading?.parts.map(({ label }) => label)).toEqual([
      "WWW-Authenticate: NTLM",
      "WWW-Authenticate: Negotiate",
      "Authorization: NTLM",
    ]);
    expect(reading?.parts.every(({ bytes }) => toHex(bytes) === toHex(challenge))).toBe(true);
    expect(reading?.remarks).toEqual(["Other lines were passed over: 1."]);
  });

  it("takes a token a line", () => {
    const [reading] = parseInput(`${token}\n${token}\n`).readings;
    expect(reading).toMatchObject({ form: "base64", parts: [{ label: "line 1" }, { label: "line 2" }] });
  });

  it("takes both sides of a followed conversation apart", () => {
    const { neg_req, neg_rsp } = {
      neg_req: messageFixtures()["smb311-ntlm.json/neg_req"]!,
      neg_rsp: messageFixtures()["smb311-ntlm.json/neg_rsp"]!,
    };
    expect(first(followDump(neg_req, neg_rsp))).toEqual({
      form: "hexdump",
      hex: [toHex(neg_req), toHex(neg_rsp)],
    });
  });

  it("takes several packets of a dump apart", () => {
    const text = `Frame (${challenge.length} bytes):\n${tsharkDump(challenge)}\n\n${tsharkDump(challenge)}`;
    const [reading] = parseInput(text).readings;
    expect(reading?.parts.map(({ bytes }) => toHex(bytes))).toEqual([toHex(challenge), toHex(challenge)]);
    expect(reading?.remarks).toEqual(["Other lines were passed over: 1."]);
  });

  it("fills in the lines for which a dump has a star", () => {
    const text =
      "00000000  4e 54 4c 4d 53 53 50 00  00 00 00 00 00 00 00 00  |NTLMSSP.........|\n*\n00000030  01 02  |..|\n00000032\n";
    expect(first(text).hex).toEqual([`${"4e544c4d535350000000000000000000".repeat(3)}0102`]);
  });

  it("reads what this machine's tools print", () => {
    for (const command of [["xxd"], ["hexdump", "-C"], ["hexdump"], ["od", "-A", "x", "-t", "x1z"]]) {
      const [program, ...args] = command as [string, ...string[]];
      let text: string;
      try {
        text = execFileSync(program, args, { input: challenge, encoding: "utf8" });
      } catch (error) {
        // The renderings above stand for a tool that is not installed.
        expect((error as NodeJS.ErrnoException).code).toBe("ENOENT");
        continue;
      }
      expect(first(text)).toEqual({ form: "hexdump", hex: [toHex(challenge)] });
    }
  });

  it("takes bytes for themselves, and text in them as text", () => {
    expect(first(challenge)).toEqual({ form: "binary", hex: [toHex(challenge)] });
    expect(first(new TextEncoder().encode(token))).toEqual({ form: "base64", hex: [toHex(challenge)] });
    const powershell = Uint8Array.from([0xff, 0xfe, ...[...token].flatMap((c) => [c.charCodeAt(0), 0])]);
    expect(first(powershell)).toEqual({ form: "base64", hex: [toHex(challenge)] });
  });

  it("answers every reading of what two alphabets share", () => {
    const { readings } = parseInput("deadbeef");
    expect(readings.map(({ form }) => form)).toEqual(["hex", "base64"]);
    expect(readings.map(({ isRecognized }) => isRecognized)).toEqual([false, false]);
  });

  it("lets the message that is found decide between them", () => {
    // Twelve hex digits that are base64 too.
    const both = "fe534d424000";
    expect(parseInput(both).readings.map(({ form }) => form)).toEqual(["hex", "base64"]);
    expect(parseInput(both).readings[0]).toMatchObject({ isRecognized: true });
    expect(fromHex(both)).toEqual(parseInput(both).readings[0]!.parts[0]!.bytes);
  });

  it("says why an input is nothing", () => {
    const { readings, refusals } = parseInput("What does this token mean?");
    expect(readings).toEqual([]);
    expect(refusals).toContainEqual({ form: "hex", why: '"W" is no hex digit.' });
    expect(refusals).toContainEqual({ form: "base64", why: '" " is no base64 digit.' });
    expect(new Set(refusals.map(({ form }) => form)).size).toBe(5);
    expect(parseInput("").readings).toEqual([]);
    expect(parseInput(new Uint8Array()).readings).toEqual([]);
  });

  it("throws for no text and no bytes at all", () => {
    const text = fc.oneof(
      fc.string({ maxLength: 300 }),
      fc.string({ unit: fc.constantFrom(..."0123456789abcdefx\\ \n\t:*|=NTLM{}'\"+/-_"), maxLength: 300 }),
    );
    fc.assert(
      fc.property(text, fc.uint8Array({ maxLength: 300 }), (t, b) => {
        for (const input of [t, b]) {
          for (const { parts } of parseInput(input).readings) {
            expect(parts.length).toBeGreaterThan(0);
            for (const { bytes } of parts) expect(bytes.length).toBeGreaterThan(0);
          }
        }
      }),
      { numRuns: runs() * 2 },
    );
  });
});

describe("parseInput takes time that grows with the length of", () => {
  const SIZE = 200_000;
  const LIMIT = 20_000;
  const repeat = (piece: string) => piece.repeat(Math.ceil(SIZE / piece.length));

  it.each([
    ["spaces in a line", `NTLM${repeat(" ")}x`],
    ["spaces before a line's end", `TlRM${repeat(" ")}!\nTlRM`],
    ["quotes in a line", `TlRM${repeat('"')}TlRM`],
    ["comments without an end", `0x4e ${repeat("/*")}`],
    ["comments without an end behind one that has one", `/**/${repeat("/*a")}`],
    ["signs of assignment", `a${repeat("= ")}`],
  ])(
    "%s",
    (_, text) => {
      expect(parseInput(text).readings).toEqual([]);
    },
    LIMIT,
  );

  it(
    "dumps, one after the other",
    () => {
      const { readings } = parseInput("0000  4e 54\n".repeat(50_000));
      expect(readings[0]!.parts).toHaveLength(50_000);
      expect(readings[0]!.parts.at(-1)!.label).toBe("dump 50000");
    },
    LIMIT,
  );

  it(
    "dumps, each indented otherwise",
    () => {
      const indents = Array.from({ length: 50_000 }, (_, i) =>
        i.toString(2).replaceAll("0", " ").replaceAll("1", "\t"),
      );
      const { readings } = parseInput(indents.map((indent) => `${indent}0000  4e 54\n`).join(""));
      expect(readings[0]!.parts.map(({ label }) => label)).toEqual([
        "first side",
        ...indents.slice(1).map(() => "other side"),
      ]);
    },
    LIMIT,
  );

  it(
    "tokens in one line",
    () => {
      const tokens = new Array<string>(150_000).fill("NTLM TlRM").join(", ");
      expect(parseInput(`Authorization: ${tokens}`).readings[0]!.parts).toHaveLength(150_000);
    },
    LIMIT,
  );
});

it("a dump's asterisks stand for a mebibyte at most", () => {
  const line = (offset: number) => `${offset.toString(16).padStart(8, "0")}  ${"4e ".repeat(16)}\n`;
  const lengthsOf = (text: string) => parseInput(text).readings[0]!.parts.map(({ bytes }) => bytes.length);
  expect(lengthsOf(`${line(0)}*\n${line(0x1000)}`)).toEqual([0x1010]);
  expect(lengthsOf(`${line(0)}*\n${line(0x80010)}*\n${line(0x100020)}`)).toEqual([0x100030]);
  expect(lengthsOf(`${line(0)}*\n${line(0x80010)}*\n${line(0x100021)}`)).toEqual([0x80020]);
  expect(lengthsOf(`${line(0)}*\n${line(0x100011)}`)).toEqual([16]);
});
