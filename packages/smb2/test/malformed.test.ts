import { filetimeToIso, fromHex } from "@countersign/bytes";
import { describeMalformed, malformedShapes } from "@countersign/testkit";
import { expect, it } from "vitest";
import {
  decodeCompound,
  decodeErrorContexts,
  decodeMessage,
  encodeCompound,
  encodeMessage,
} from "../src/index.js";

describeMalformed("smb2", {
  decodeMessage: { decode: decodeMessage, encode: encodeMessage },
  decodeCompound: { decode: decodeCompound, encode: encodeCompound },
  decodeErrorContexts: { decode: (bytes) => decodeErrorContexts(bytes, 1) },
});

it.each([
  ["NEGOTIATE response, SystemTime of all ones", "+060056-05-28T05:36:10.9551615Z"],
  ["NEGOTIATE response, SystemTime that is negative if signed", "+030828-09-14T02:48:05.4775808Z"],
  ["NEGOTIATE response, SystemTime 0", "1601-01-01T00:00:00.0000000Z"],
])("%s has the text %s", (name, text) => {
  const m = decodeMessage(fromHex(malformedShapes("smb2").find((shape) => shape.name === name)!.bytes));
  if (m.kind !== "negotiateResponse") throw new Error(`a ${m.kind}`);
  expect(filetimeToIso(m.body.systemTime)).toBe(text);
});
