// Field names are part of the public face: errors and traces carry them.
import { smb2Messages } from "@countersign/arbitraries";
import { traceFields } from "@countersign/bytes";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { encodeMessage, type Message, readMessage } from "../src/index.js";

/** Of each kind the message with the most fields, the same on every run; and the names of all fields that the kind has. */
const messages = new Map<string, Message>();
const names = new Map<string, Set<string>>();
for (const m of fc.sample(smb2Messages({ maxItems: 20 }), { numRuns: 2000, seed: 7 })) {
  const own = namesOf(m);
  const before = messages.get(m.kind);
  if (before === undefined || own.size > namesOf(before).size) messages.set(m.kind, m);
  names.set(m.kind, new Set([...(names.get(m.kind) ?? []), ...own]));
}

function namesOf(m: Message): Set<string> {
  return new Set(traceFields(readMessage, encodeMessage(m)).map(({ field }) => field));
}

describe("field names", () => {
  it.each([...names])("of a %s are the specification's", (_kind, set) => {
    expect([...set].sort()).toMatchSnapshot();
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
