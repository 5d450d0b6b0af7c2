// RFC 1002 4.3 and [MS-SMB2] 2.1, laid out by hand.
import { describe, expect, it } from "vitest";
import { decodeFrame, encodeFrame, ReferenceDecodeError } from "../src/index.js";
import { hex } from "./hex.js";

// RFC 1001 14.1: "FRED            " is EGFCEFEECACACACACACACACACACACACA, with the scope NETBIOS.COM.
const FRED = `20 ${Buffer.from("EGFCEFEECACACACACACACACACACACACA").toString("hex")}
  07 ${Buffer.from("NETBIOS").toString("hex")} 03 ${Buffer.from("COM").toString("hex")} 00`;
const FRED_NAME = { name: "FRED", suffix: 0x20, scope: ["NETBIOS", "COM"] };

describe("framing", () => {
  it.each([
    ["SESSION MESSAGE", "00 000004 fe534d42", { kind: "sessionMessage", message: hex("fe534d42") }],
    [
      "SESSION REQUEST",
      `81 00005c ${FRED} ${FRED}`,
      { kind: "sessionRequest", calledName: FRED_NAME, callingName: FRED_NAME },
    ],
    ["POSITIVE SESSION RESPONSE", "82 000000", { kind: "positiveSessionResponse" }],
    ["NEGATIVE SESSION RESPONSE", "83 000001 82", { kind: "negativeSessionResponse", errorCode: 0x82 }],
    [
      "SESSION RETARGET RESPONSE",
      "84 000006 c0000201 01bd",
      { kind: "retargetSessionResponse", retargetIpAddress: hex("c0000201"), port: 445 },
    ],
    ["SESSION KEEP ALIVE", "85 000000", { kind: "sessionKeepAlive" }],
    ["another type", "86 000001 2a", { kind: "unknown", type: 0x86, payload: hex("2a") }],
  ])("%s", (_, digits, frame) => {
    const bytes = hex(digits);
    expect(decodeFrame(bytes)).toStrictEqual(frame);
    expect(encodeFrame(decodeFrame(bytes))).toEqual(bytes);
  });

  it.each([
    ["a header that is cut short", "00 0000"],
    ["a payload that is cut short", "00 000002 fe"],
    ["a name of another length", "81 000003 01 41 00"],
    ["a name in other letters", `81 000022 20 ${"51".repeat(32)} 00`],
    ["a session packet whose length has 18 bits", `85 020000 ${"00".repeat(0x20000)}`],
    ["an address without a port", "84 000004 c0000201"],
  ])("refuses %s", (_, digits) => {
    expect(() => decodeFrame(hex(digits))).toThrow(ReferenceDecodeError);
  });
});
