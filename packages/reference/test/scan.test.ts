// scratch
import { toHex } from "@countersign/bytes";
import * as ntlmssp from "@countersign/ntlmssp";
import * as smb2 from "@countersign/smb2";
import * as spnego from "@countersign/spnego";
import { messageFixtures, mutated } from "@countersign/testkit";
import fc from "fast-check";
import { it } from "vitest";
import { message as ntlmMessages } from "../../ntlmssp/test/arbitraries.js";
import { recorded, specified } from "../../ntlmssp/test/vectors.js";
import { anyMessage as smb2Messages } from "../../smb2/test/arbitraries.js";
import { tokens } from "../../spnego/test/arbitraries.js";
import { decodeNtlm, decodeSmb2, decodeSpnego, encodeNtlm, encodeSmb2, encodeSpnego } from "../src/index.js";
import * as framing from "@countersign/framing";
import * as fa from "../../framing/test/arbitraries.js";
import { decodeFrame, encodeFrame } from "../src/index.js";
import * as smb1 from "@countersign/smb1";
import * as s1 from "../../smb1/test/arbitraries.js";
import { decodeSmb1, encodeSmb1 } from "../src/index.js";
import * as captured from "./captured.js";
import { isDeepStrictEqual, inspect } from "node:util";

const seen = new Map<string, string[]>();
function out(f: any, b: any) {
  try { return { v: f(b) }; } catch (e: any) { return { e: `${e.name} ${e.code ?? ""} ${e.field ?? ""} ${e.blame ?? ""}: ${e.message}` + (/DecodeError/.test(e.name) ? "" : e.stack) }; }
}
const N = Number(process.env.SCAN ?? 3000);
function scan(name: string, s: any, r: any, values: any, samples: any[]) {
  const add = (key: string, text: string) => { const l = seen.get(key) ?? []; l.push(text); seen.set(key, l); };
  const check = (b: Uint8Array) => {
    const x = out(s.decode, b), y = out(r.decode, b);
    const norm = (t?: string) => t?.replace(/\d+/g, "N").slice(0,200);
    const rx = "e" in x, ry = "e" in y;
    if (rx !== ry) add(`${name} shipped ${rx ? norm(x.e) : "ok " + x.v.kind} | reference ${ry ? norm(y.e) : "ok " + y.v.kind}`, toHex(b) + "\n" + inspect(rx ? y.v : x.v, {depth: 6, maxArrayLength: 20}));
    else if (!rx && !isDeepStrictEqual(x.v, y.v)) add(`${name} differ ${x.v.kind} ${y.v.kind}`, toHex(b) + "\n" + inspect(x.v,{depth:6, maxArrayLength: 20}) + "\n" + inspect(y.v,{depth:6, maxArrayLength: 20}));
    else if (!rx) {
      const ex = out(s.encode, x.v), ey = out(r.encode, x.v);
      if ("e" in ex !== "e" in ey) add(`${name} encode ${x.v.kind} ${ex.e} ${ey.e}`, toHex(b)+ inspect(x.v));
      else if ("v" in ex && toHex(ex.v) !== toHex(ey.v)) add(`${name} encode bytes ${x.v.kind}`, inspect(x.v) + "\n" + toHex(ex.v) + "\n" + toHex(ey.v));
    }
  };
  const encoded = fc.oneof(values.map((m: any) => s.encode(m)), ...(samples.length ? [fc.constantFrom(...samples)] : [])) as any;
  for (const b of samples) check(b);
  for (const m of fc.sample(values as any, { numRuns: N, seed: 7 })) {
    const b = s.encode(m);
    const ey = out(r.encode, m);
    if (!("v" in ey)) add(`${name} encode fails ${(m as any).kind} ${ey.e}`, inspect(m));
    else if (toHex(b) !== toHex(ey.v)) add(`${name} encode bytes ${(m as any).kind}`, inspect(m, {depth: 6}) + "\n" + toHex(b) + "\n" + toHex(ey.v));
    check(b);
  }
  for (const b of fc.sample(mutated(encoded), { numRuns: N * 6, seed: Number(process.env.SEED ?? 8) })) check(b);
}
it("scan", { timeout: 600000 }, () => {
  const only = process.env.ONLY ?? "smb2 ntlm spnego framing smb1";
  if (only.includes("smb2")) scan("smb2", { decode: smb2.decodeMessage, encode: smb2.encodeMessage }, { decode: decodeSmb2, encode: encodeSmb2 }, smb2Messages, [...Object.values(messageFixtures()), ...Object.values(captured.smb2Messages)]);
  if (only.includes("ntlm")) scan("ntlm", { decode: ntlmssp.decodeMessage, encode: ntlmssp.encodeMessage }, { decode: decodeNtlm, encode: encodeNtlm }, ntlmMessages, [...Object.values(specified), ...Object.values(recorded), ...Object.values(captured.ntlmMessages)]);
  if (only.includes("spnego")) scan("spnego", { decode: spnego.decodeToken, encode: spnego.encodeToken }, { decode: decodeSpnego, encode: encodeSpnego }, tokens, Object.values(captured.spnegoTokens));
  if (only.includes("framing")) scan("framing", { decode: framing.decodeFrame, encode: framing.encodeFrame }, { decode: decodeFrame, encode: encodeFrame }, (fa as any).frames ?? (fa as any).frame, Object.values(captured.frames));
  if (only.includes("smb1")) scan("smb1", { decode: smb1.decodeMessage, encode: smb1.encodeMessage }, { decode: decodeSmb1, encode: encodeSmb1 }, (s1 as any).messages, Object.values(captured.smb1Messages));
  for (const [k, l] of seen) { console.log(`### ${l.length} x ${k}\n${l.sort((a, b) => a.length - b.length)[0]!.slice(0, 3000)}\n`); }
});
