// Field names are part of the public face: errors and traces carry them.
import { traceFields } from "@countersign/bytes";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { encodeMessage, type Message, readMessage } from "../src/index.js";
import { anyMessage } from "./arbitraries.js";

/** One message of each kind, the same on every run, with one of each context. */
const messages = new Map<string, Message>();
for (const m of fc.sample(anyMessage, { numRuns: 4000, seed: 7 })) {
  const before = messages.get(m.kind);
  if (before === undefined || weight(m) > weight(before)) messages.set(m.kind, m);
}

function weight(m: Message): number {
  return new Set(traceFields(readMessage, encodeMessage(m)).map(({ field }) => field)).size;
}

describe("field names", () => {
  it.each([...messages])("of a %s are the specification's", (_kind, m) => {
    const names = traceFields(readMessage, encodeMessage(m)).map(({ field }) => field);
    expect([...new Set(names)]).toMatchSnapshot();
  });

  it.each([...messages])("of a %s are what an encoder complains by", (_kind, m) => {
    for (const [path, set] of places(m)) {
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
