import { toHex } from "@countersign/bytes";
import * as spnego from "@countersign/spnego";
import fc from "fast-check";
import { isDeepStrictEqual } from "node:util";
import { it } from "vitest";
import { decodeSpnego, encodeSpnego } from "../src/index.js";
const tlv = (tag: number[], c: Uint8Array, form: number) => {
  const n = c.length;
  const len = form === 1 ? [0x81, n & 255] : form === 2 ? [0x80] : form === 3 ? [0x82, 0, n & 255] : n < 128 ? [n] : n < 256 ? [0x81, n] : [0x82, n >> 8, n & 255];
  return Uint8Array.of(...tag, ...len, ...c);
};
const form = fc.oneof({ weight: 60, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat(3) });
const bytes = fc.uint8Array({ maxLength: 6 });
const tag1 = fc.oneof({ weight: 5, arbitrary: fc.constantFrom(2, 3, 4, 6, 0x0a, 0x1b, 0x30, 0x24, 0x23, 0x26, 0x31, 0, 5, 1, 0x0c, 0x2a, 0x3b).map((t) => [t]) }, { weight: 1, arbitrary: fc.constantFrom([0x1f, 0x05], [0xbf, 0x1f], [0xbf, 0x81, 0x01], [0x7f, 0x80, 0x01], [0xbf, 0x80, 0x80], [0x9f, 0x21], [0xbf, 0x81, 0x81, 0x81, 0x81, 0x81, 0x81, 0x81, 0x81, 0x81, 1]) });
const prim = fc.tuple(tag1, bytes, form).map(([t, c, f]) => tlv(t, c, f));
const good: Record<number, fc.Arbitrary<Uint8Array>> = {
  0: fc.oneof(fc.constantFrom(Uint8Array.of(0x30, 0), Uint8Array.of(0x30, 4, 6, 2, 42, 3), Uint8Array.of(0x0a, 1, 2)), fc.tuple(bytes, form).map(([c, f]) => tlv([0x0a], c, f)), bytes.map((c) => tlv([0x30], tlv([6], c, 0), 0)), bytes.map((c)=>tlv([0x1b], c, 0))),
  1: fc.oneof(bytes.map((c) => tlv([3], c, 0)), bytes.map((c) => tlv([6], c, 0)), bytes.map((c) => tlv([4], c, 0))),
  2: bytes.map((c) => tlv([4], c, 0)),
  3: fc.oneof(bytes.map((c) => tlv([4], c, 0)), fc.array(fc.tuple(fc.nat(3), fc.oneof(bytes.map((c) => tlv([0x1b], c, 0)), bytes.map((c) => tlv([4], c, 0)))), { maxLength: 3 }).map((l) => tlv([0x30], cat(l.map(([n, c]) => tlv([0xa0 + n], c, 0))), 0))),
  4: bytes.map((c) => tlv([4], c, 0)),
};
function cat(l: Uint8Array[]) { return Uint8Array.from(l.flatMap((x) => [...x])); }
const field = fc.nat(4).chain((n) => fc.oneof({ weight: 12, arbitrary: good[n]! }, { weight: 1, arbitrary: prim }).chain((c) => fc.tuple(fc.constant(n), fc.constant(c), form, fc.oneof({ weight: 30, arbitrary: fc.constant(new Uint8Array()) }, { weight: 1, arbitrary: bytes }))).map(([n, c, f, x]) => ({ n, b: tlv([0xa0 + n], cat([c, x]), f) })));
const fields = fc.tuple(fc.array(field, { maxLength: 5 }), fc.boolean(), fc.array(fc.oneof(prim, fc.tuple(fc.constantFrom(0x80, 0x84, 0xa4, 0xa5, 0xbe, 0x65), bytes).map(([t, c]) => tlv([t], c, 0))), { maxLength: 2 })).map(([l, sort, ext]) => {
  let list = sort ? [...new Map(l.map((f) => [f.n, f])).values()].sort((a, b) => a.n - b.n) : l;
  return cat([...list.map((f) => f.b), ...ext]);
});
const token = fc.tuple(fields, fc.constantFrom(0xa0, 0xa1), fc.boolean(), form, form, fc.oneof({ weight: 20, arbitrary: fc.constant(new Uint8Array()) }, { weight: 1, arbitrary: bytes }), fc.nat(3)).map(([f, choice, framed, a, b, extra, where]) => {
  const seq = tlv([0x30], f, a);
  const ch = tlv([choice], where === 0 ? cat([seq, extra]) : seq, b);
  const whole = framed ? tlv([0x60], cat([Uint8Array.of(6, 6, 43, 6, 1, 5, 5, 2), ch, where === 1 ? extra : new Uint8Array()]), 0) : ch;
  return where === 2 ? cat([whole, extra]) : whole;
});
it("probe2", { timeout: 600000 }, () => {
  const seen = new Map<string, string[]>(); let ok = 0, no = 0;
  for (const b of fc.sample(token, { numRuns: 40000, seed: Number(process.env.SEED ?? 3) })) {
    const o = (f: any) => { try { return { v: f(b) }; } catch (e: any) { return { e: /DecodeError/.test(e.name) ? e.message.replace(/\d+/g, "N") : e.stack }; } };
    const x: any = o(spnego.decodeToken), y: any = o(decodeSpnego);
    if ("e" in x !== "e" in y) { const k = `shipped ${x.e ?? "ok " + x.v.kind} | ref ${y.e ?? "ok " + y.v.kind}`; seen.set(k, [...(seen.get(k) ?? []), toHex(b)]); }
    else if ("v" in x) { ok++; if (!isDeepStrictEqual(x.v, y.v)) seen.set("value", [...(seen.get("value") ?? []), toHex(b)]); else if (toHex(spnego.encodeToken(x.v)) !== toHex(encodeSpnego(x.v))) seen.set("enc", [toHex(b)]); } else no++;
  }
  console.log(ok, no);
  for (const [k, l] of seen) console.log("###", l.length, k, "\n   ", l.sort((a, b) => a.length - b.length).slice(0, 3).join("\n    "));
});
