import { describe, expect, it } from "vitest";
import { CarrierScan } from "../../src/carriers/carrier-scan.js";
import {
  AUTHENTICATE,
  base64,
  CHALLENGE,
  type Conversation,
  expectAnySplit,
  INIT,
  listen,
  logon,
  NEGOTIATE,
  RESP_AUTHENTICATE,
  RESP_CHALLENGE,
  text,
  told,
} from "./conversation.js";

/** Lines of a client (`C: `) and a server (`S: `). */
function dialog(...lines: string[]): Conversation {
  return lines.map((line) => [line.startsWith("C") ? 0 : 1, text(`${line.slice(3)}\r\n`)]);
}

const N = base64(NEGOTIATE);
const C = base64(CHALLENGE);
const A = base64(AUTHENTICATE);

describe("SMTP", () => {
  it("finds a logon as [MS-SMTPNTLM] has it, at any split", () => {
    expectAnySplit(
      dialog(
        "S: 220 mail",
        "C: EHLO ws",
        "S: 250 AUTH",
        "C: AUTH NTLM",
        "S: 334 ntlm supported",
        `C: ${N}`,
        `S: 334 ${C}`,
        `C: ${A}`,
      ),
      logon("smtp"),
    );
  });

  it("takes an initial response, SPNEGO, lower case and bare line feeds", () => {
    const wrapped = [INIT, RESP_CHALLENGE, RESP_AUTHENTICATE].map(base64);
    expectAnySplit(
      [
        [1, text("220-mail\n220 mail\n")],
        [0, text(`ehlo ws\nauth gssapi ${wrapped[0]}\n`)],
        [1, text(`250 x\n334 ${wrapped[1]}\n`)],
        [0, text(`${wrapped[2]}\n`)],
      ],
      logon("smtp"),
    );
  });

  it("joins a token that was broken into lines, of either side", () => {
    const lines = (token: string, first = "") => `${first}${token.match(/.{1,76}/g)!.join("\r\n")}\r\n`;
    for (const tokens of [[N, C, A], [INIT, RESP_CHALLENGE, RESP_AUTHENTICATE].map(base64)]) {
      const [n, c, a] = tokens as [string, string, string];
      expectAnySplit(
        [
          [1, text("220 mail\r\n")],
          [0, text("EHLO ws\r\nAUTH NTLM\r\n")],
          [1, text("334 \r\n")],
          [0, text(lines(n))],
          [1, text(lines(c, "334 "))],
          [0, text(lines(a))],
          [1, text("235 granted\r\n")],
        ],
        logon("smtp"),
      );
    }
  });

  it("gives up a broken token where its next line is something else, or where it never ends", () => {
    const again = [`C: AUTH NTLM ${N}`, `S: 334 ${C}`, `C: ${A}`];
    const refused = ["S: 220 mail", `C: AUTH NTLM ${N}`, `S: 334 ${C.slice(0, 40)}`, "S: 535 no"];
    expect(listen(dialog(...refused, ...again)).tokens).toEqual([
      told("smtp", 0, NEGOTIATE),
      ...logon("smtp"),
    ]);
    // A CHALLENGE whose TargetInfo lies 2 GB behind it.
    const far = CHALLENGE.slice();
    far.set([16, 0, 16, 0, 0, 0, 0, 0x7f], 40);
    const endless = Array.from({ length: 1000 }, () => `S: ${"A".repeat(76)}`);
    const flood = ["S: 220 mail", `S: 334 ${base64(far)}`, ...endless, ...again];
    expect(listen(dialog(...flood)).tokens).toEqual(logon("smtp"));
  });

  it("goes on after a refused logon, and is over after a granted one", () => {
    const once = (answer: string) => [`C: AUTH NTLM ${N}`, `S: 334 ${C}`, `C: ${A}`, `S: ${answer}`];
    const heard = listen(
      dialog(
        "S: 220 mail",
        ...once("535 no"),
        `C: ${A}`,
        ...once("235 yes"),
        "C: MAIL FROM:<>",
        ...once("235 yes"),
      ),
    );
    expect(heard.tokens).toEqual([...logon("smtp"), ...logon("smtp")]);
    expect(heard.wanted).toEqual([false, false]);
  });

  it("takes no line outside an exchange for a message, nor one after a cancelled exchange", () => {
    const heard = listen(
      dialog(
        "S: 220 mail",
        "C: EHLO ws",
        `C: ${A}`,
        "C: AUTH NTLM",
        "S: 334 ",
        "C: *",
        `C: ${A}`,
        "C: DATA",
        `C: ${N}`,
        "C: AUTH",
      ),
    );
    expect(heard.tokens).toEqual([]);
  });

  it("finds the client's messages where the server was not captured, or is late", () => {
    expectAnySplit(dialog("C: EHLO ws", "C: AUTH NTLM", `C: ${N}`, `C: ${A}`, `S: 334 ${C}`), [
      told("smtp", 0, NEGOTIATE),
      told("smtp", 0, AUTHENTICATE),
      told("smtp", 1, CHALLENGE),
    ]);
  });

  it("wants nothing after STARTTLS", () => {
    const heard = listen([
      ...dialog("S: 220 mail", "C: STARTTLS", "S: 220 go"),
      [0, Uint8Array.of(0x16, 3, 1, 0, 0x50)],
      [1, Uint8Array.of(0x16)],
    ]);
    expect(heard.wanted).toEqual([false, false]);
  });

  it("passes over a line of more than 16 KiB", () => {
    const long = `C: ${A.replace(/=+$/, "")}${"A".repeat(16_384)}`;
    expectAnySplit(dialog("S: 220 mail", `C: AUTH NTLM ${N}`, long, `C: ${A}`, `C: AUTH NTLM ${N}`), [
      told("smtp", 0, NEGOTIATE),
      told("smtp", 0, NEGOTIATE),
    ]);
  });

  it("makes no message of what a gap left over", () => {
    const found: number[] = [];
    const scan = new CarrierScan((_carrier, token) => found.push(token[8]!));
    const show = (side: 0 | 1, line: string) => scan.data(side, text(line), 0, line.length, 1);
    show(1, "220 mail\r\n334 TlRM");
    scan.gap(1, 10);
    show(1, `${C.slice(14)}\r\n334 ${C}\r\n`);
    show(0, `AUTH NTLM ${N.slice(0, 20)}`);
    scan.gap(0, 1);
    show(0, `${N.slice(21)}\r\nAUTH NTLM ${N}\r\n`);
    expect(found).toEqual([2, 1]);
  });
});

describe("IMAP", () => {
  it("finds a logon among untagged answers, at any split", () => {
    expectAnySplit(
      dialog(
        "S: * OK ready",
        "C: a1 CAPABILITY",
        "S: * CAPABILITY IMAP4",
        "S: a1 OK",
        "C: a2 AUTHENTICATE NTLM",
        "S: +",
        `C: ${N}`,
        "S: * OK still here",
        `S: + ${C}`,
        `C: ${A}`,
      ),
      logon("imap"),
    );
  });

  it("takes an initial response, and is over after a granted logon", () => {
    const heard = listen(
      dialog(
        "S: * PREAUTH ready",
        `C: a2 authenticate ntlm ${N}`,
        `S: + ${C}`,
        `C: ${A}`,
        "S: a2 OK",
        `S: + ${C}`,
      ),
    );
    expect(heard.tokens).toEqual(logon("imap"));
    expect(heard.wanted[1]).toBe(false);
  });

  it("is known by its client too", () => {
    expectAnySplit(dialog("C: 1.x AUTHENTICATE NTLM", "S: +", `C: ${N}`), [told("imap", 0, NEGOTIATE)]);
  });
});

describe("POP3", () => {
  it("finds a logon as [MS-POP3] has it, whose exchange begins with +OK", () => {
    expectAnySplit(
      dialog(
        "S: +OK ready",
        "C: AUTH",
        "S: +OK",
        "S: NTLM",
        "S: .",
        "C: AUTH NTLM",
        "S: +OK",
        `C: ${N}`,
        `S: + ${C}`,
        `C: ${A}`,
      ),
      logon("pop3"),
    );
  });

  it("finds one as RFC 5034 has it, and is over when it is granted", () => {
    const heard = listen(
      dialog("S: +OK", "C: AUTH NTLM", "S: + ", `C: ${N}`, `S: + ${C}`, `C: ${A}`, "S: +OK", `S: + ${C}`),
    );
    expect(heard.tokens).toEqual(logon("pop3"));
    expect(heard.wanted[1]).toBe(false);
  });

  it("goes on after a refused logon", () => {
    const once = ["C: AUTH NTLM", "S: +OK", `C: ${N}`, `S: + ${C}`, `C: ${A}`, "S: -ERR no"];
    expect(listen(dialog("S: +OK", ...once, ...once)).tokens).toEqual([...logon("pop3"), ...logon("pop3")]);
  });
});
