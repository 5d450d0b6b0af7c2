// Field names are part of the public face: errors and traces carry them.
import { traceFields } from "@countersign/bytes";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { encodeMessage, type Message, readMessage } from "../src/index.js";
import { anyMessage } from "./arbitraries.js";

/** What the fields of each kind of message are called, and one that has the most of them, the same on every run. */
const kinds = new Map<string, { names: Set<string>; example: Message; weight: number }>();
for (const m of fc.sample(anyMessage, { numRuns: 4000, seed: 7 })) {
  const names = new Set(traceFields(readMessage, encodeMessage(m)).map(({ field }) => field));
  const kind = kinds.get(m.kind);
  if (kind === undefined) kinds.set(m.kind, { names, example: m, weight: names.size });
  else {
    for (const name of names) kind.names.add(name);
    if (names.size > kind.weight) Object.assign(kind, { example: m, weight: names.size });
  }
}

describe("field names", () => {
  it.each([...kinds])("of a %s are the specification's", (_kind, { names }) => {
    expect([...names].sort()).toMatchSnapshot();
  });

  it.each([...kinds])("of a %s are what an encoder complains by", (_kind, { example }) => {
    for (const [path, set] of places(example)) {
      const name = path.split(".").at(-1)!.replace(/\d+$/, "");
      const complaint = new RegExp(`^${name} (cannot hold|must be)`);
      expect(() => encodeMessage(set()), path).toThrow(complaint);
    }
  });
});

/** Every number, and every field of fixed size, with a setter that gives it what does not fit. */
function places(value: object, path = ""): [string, () => Message][] {
  const found: [string, () => Message][] = [];
  const walk = (at: object, names: string, rebuild: (part: object) => object) => {
    for (const [key, part] of Object.entries(at)) {
      const put = (wrong: unknown) => () =>
        rebuild(Array.isArray(at) ? at.with(Number(key), wrong) : { ...at, [key]: wrong }) as Message;
      const name = Array.isArray(at) ? names : `${names}.${key}`;
      // The flag makes the form.
      if (name === ".payloads.flags") continue;
      if (isDeciding(key)) continue;
      if (typeof part === "number") found.push([name, put(0.5)]);
      else if (typeof part === "bigint") found.push([name, put(-1n)]);
      else if (part instanceof Uint8Array) {
        if (FIXED.includes(key)) found.push([name, put(new Uint8Array(15))]);
      } else if (part !== null && typeof part === "object") {
        walk(part, name, (inner) => put(inner)());
      }
    }
  };
  walk(value, path, (whole) => whole);
  return found;
}

const FIXED = ["signature", "nonce", "clientGuid", "serverGuid", "guid", "fileId"];

/** What tells an encoder which form to write, so that a wrong value is complained of as such. */
function isDeciding(key: string): boolean {
  return ["dialects", "dialectRevision", "contextType", "clientStartTime", "compressionAlgorithm"].includes(
    key,
  );
}
