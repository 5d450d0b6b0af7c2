import { readdirSync, readFileSync } from "node:fs";
import { decodeMessage, encodeMessage, responseKind } from "@countersign/ntlmssp";
import { expect, test } from "vitest";

test("captures", () => {
  const dirs = ["/work/shared/captures/public/", "/work/shared/captures/recorded/"];
  let n = 0,
    canon = 0;
  const errs: Record<string, number> = {};
  const kinds: Record<string, number> = {};
  const non: Record<string, number> = {};
  for (const d of dirs)
    for (const f of readdirSync(d)) {
      if (!/\.(pcap|pcapng|cap)$/.test(f)) continue;
      const b = readFileSync(d + f);
      const toks: Uint8Array[] = [];
      for (let i = b.indexOf("NTLMSSP\0"); i >= 0; i = b.indexOf("NTLMSSP\0", i + 8))
        toks.push(new Uint8Array(b.subarray(i, i + 3000)));
      for (const m of b.toString("latin1").matchAll(/TlRMTVNT[A-Za-z0-9+/=]+/g))
        toks.push(new Uint8Array(Buffer.from(m[0], "base64")));
      for (const t of toks) {
        try {
          const m = decodeMessage(t);
          n++;
          expect(Buffer.from(encodeMessage(m, { like: t })).equals(t)).toBe(true);
          const e = encodeMessage(m);
          expect(decodeMessage(e)).toEqual(m);
          if (Buffer.from(t.subarray(0, e.length)).equals(e)) canon++;
          else non[m.kind] = (non[m.kind] ?? 0) + 1;
          if (m.kind === "authenticate") {
            const k = responseKind(m);
            kinds[k] = (kinds[k] ?? 0) + 1;
          }
        } catch (e) {
          const k =
            (e as Error).name === "DecodeError" ? (e as any).code + " " + (e as any).field : String(e);
          errs[k + " " + f] = (errs[k + " " + f] ?? 0) + 1;
        }
      }
    }
  console.log(n, canon, non, errs, kinds);
});
