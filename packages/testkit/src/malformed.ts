// The named malformed shapes of `fixtures/malformed`, each with what must happen.
import { readFileSync } from "node:fs";
import { type EncodeOptions, isDecodeError, toHex } from "@countersign/bytes";
import { describe, expect, it } from "vitest";
import { type MalformedShape, malformedBytes } from "./malformed-shape.js";

const FOLDER = new URL("../../../fixtures/malformed/", import.meta.url);

/** A decoder of the format; without an inverse what it decodes is not encoded again. */
export interface MalformedDecoder {
  decode: (bytes: Uint8Array) => unknown;
  encode?: (value: never, options: EncodeOptions) => Uint8Array;
}

export function malformedShapes(format: string): MalformedShape[] {
  return JSON.parse(readFileSync(new URL(`${format}.json`, FOLDER), "utf8")) as MalformedShape[];
}

/** Gives every shape of a format to the decoder it names. */
export function describeMalformed(format: string, decoders: Record<string, MalformedDecoder>): void {
  const shapes = malformedShapes(format);
  const readme = readFileSync(new URL("README.md", FOLDER), "utf8");

  describe(`fixtures/malformed/${format}.json`, () => {
    it.each(shapes)("$name", (shape) => {
      const decoder = decoders[shape.decoder];
      if (decoder === undefined) throw new Error(`no decoder ${shape.decoder}`);
      const { throws, decodes } = shape.expect;
      if ((throws === undefined) === (decodes === undefined))
        throw new Error("expects not exactly one thing");
      if (throws) expectRefusal(decoder, malformedBytes(shape), throws);
      else expectValue(decoder, malformedBytes(shape), decodes as object);
    });

    it("has names that are its own, and all of them in the README", () => {
      const names = shapes.map((shape) => shape.name);
      expect(new Set(names).size).toBe(names.length);
      expect(names.filter((name) => !readme.includes(`| ${name} |`))).toEqual([]);
    });

    it("uses every decoder", () => {
      expect(new Set(shapes.map((shape) => shape.decoder))).toEqual(new Set(Object.keys(decoders)));
    });
  });
}

function expectRefusal({ decode }: MalformedDecoder, bytes: Uint8Array, expected: object): void {
  try {
    decode(bytes);
  } catch (error) {
    if (!isDecodeError(error)) throw error;
    const { code, field, blame } = error;
    expect({ code, field, ...(blame !== undefined && { blame }) }).toEqual(expected);
    return;
  }
  throw new Error("it decodes");
}

function expectValue({ decode, encode }: MalformedDecoder, bytes: Uint8Array, expected: object): void {
  const value = decode(bytes);
  expect(plain(value)).toMatchObject(expected);
  if (encode) expect(toHex(encode(value as never, { like: bytes }))).toBe(toHex(bytes));
}

/** The value as JSON can say it. */
function plain(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (_key, v: unknown) => {
      if (v instanceof Uint8Array) return toHex(v);
      if (typeof v === "bigint") return v.toString();
      return v === undefined ? null : v;
    }),
  );
}
