import { readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { reasonMeanings, unobservableMeanings } from "../src/index.js";

const src = new URL("../src/", import.meta.url);
const lists = ["reason.ts", "not-observable.ts"];
const text = readdirSync(src)
  .filter((name) => !lists.includes(name))
  .map((name) => readFileSync(new URL(name, src), "utf8"))
  .join("\n");

// Codes that are put together from a part: `answer-${state}`, `${session}-session`, `${protocol}-not-asked`.
const composed =
  /^(answer-(missing|truncated|undecodable)|(guest|anonymous)-session|smb[12]-not-(asked|answered))$/;

// Made by users of this package, of what it inspected.
const elsewhere = [
  "ntlmv1-response",
  "session-unsigned",
  "server-name-differs",
  "vantage-reached",
  "vantage-not-reached",
  "vantage-policy",
];

it.each(Object.entries({ ...reasonMeanings, ...unobservableMeanings }))(
  "%s has a meaning and a use",
  (code, meaning) => {
    expect(meaning).toMatch(/^[A-Z[].*\.$/s);
    expect(code).toMatch(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/);
    if (!composed.test(code) && !elsewhere.includes(code)) expect(text).toContain(`"${code}"`);
  },
);
