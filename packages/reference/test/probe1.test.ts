import * as smb1 from "@countersign/smb1";
import { it } from "vitest";
import { decodeSmb1 } from "../src/index.js";
const head = (cmd: number, flags: number, f2 = 0) => [0xff, 0x53, 0x4d, 0x42, cmd, 0, 0, 0, 0, flags, f2 & 255, f2 >> 8, ...new Array(20).fill(0)];
const cases: Record<string, number[]> = {};
const resp = (andx: number, off: number, bytes: number[], tail: number[] = [], f2 = 0, bc = bytes.length) => [...head(0x73, 0x80, f2), 3, andx, 0, off & 255, off >> 8, 0, 0, bc & 255, bc >> 8, ...bytes, ...tail];
for (const off of [0, 1, 32, 40, 41, 42, 43, 44, 45, 46, 47, 48, 49, 50]) { cases[`andx off ${off} in 44`] = resp(0x75, off, [65, 0, 66], [0, 0, 0]); cases[`andx none off ${off}`] = resp(0xff, off, [65, 0, 66], [0, 0, 0]); }
const A = [65, 0], Z = [0, 0];
const strings = { "pad only": [0], "pad A": [0, ...A], "A noterm": A.concat([0]), "pad A term": [0, ...A, ...Z], "single nul end": [0, ...A, ...Z, ...A, ...Z, ...A, 0], "single nonzero end": [0, ...A, ...Z, 65], "4 strings": [0, ...A, ...Z, ...A, ...Z, ...A, ...Z, ...A, ...Z], "3 + odd": [0, ...A, ...Z, ...A, ...Z, ...A, ...Z, 1], "empty strings": [0, ...Z, ...Z, ...Z], "nonzero pad": [7, ...A, ...Z], "2nd odd nul": [0, ...A, ...Z, 0] , "last lone nul then": [0, ...A, ...Z, ...A, 0]};
for (const [n, b] of Object.entries(strings)) for (const f2 of [0, 0x8000]) cases[`strings ${n} ${f2}`] = resp(0xff, 0, b, [], f2);
for (const len of [0, 1, 2, 3]) cases[`tail after header ${len}`] = [...head(0x72, 0), ...[0, 0, 0].slice(0, len)];
for (const wc of [0, 1, 2, 3, 4, 5, 10, 12, 13, 17, 18]) for (const cmd of [0x72, 0x73]) for (const fl of [0, 0x80]) { cases[`wc ${wc} cmd ${cmd} fl ${fl}`] = [...head(cmd, fl), wc, ...new Array(wc * 2).fill(0), 0, 0]; cases[`ff wc ${wc} cmd ${cmd} fl ${fl}`] = [...head(cmd, fl), wc, ...new Array(wc * 2).fill(255), 20, 0, ...new Array(20).fill(65)]; cases[`short wc ${wc} cmd ${cmd} fl ${fl}`] = [...head(cmd, fl), wc, ...new Array(Math.max(wc * 2 - 1, 0)).fill(255)];
 cases[`nobc wc ${wc} cmd ${cmd} fl ${fl}`] = [...head(cmd, fl), wc, ...new Array(wc * 2).fill(0)]; }
const neg = (b: number[]) => [...head(0x72, 0), 0, b.length, 0, ...b];
for (const [n, b] of Object.entries({ e: [], "2": [2], "20": [2, 0], "1A": [1, 65, 0], "2A": [2, 65], "22": [2, 2, 0], "tail": [2, 65, 0, 0], "3": [2, 65, 0, 3] })) cases[`neg ${n}`] = neg(b);
const nt = (caps: number, chl: number, b: number[]) => [...head(0x72, 0x80, 0x8000), 17, 0, 0, 3, 1, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 1, 2, 3, 4, caps & 255, 0, 0, caps >>> 24, 1, 2, 3, 4, 5, 6, 7, 8, 0xc4, 0xff, chl, b.length, 0, ...b];
for (const [n, x] of Object.entries({ ext15: [0x80000000, 0, 15], ext16: [0x80000000, 0, 16], extch: [0x80000000, 8, 20], nt8: [4, 8, 12], nt8b: [4, 8, 13], nt8c: [4, 8, 9], nt9: [0, 9, 8], nt0: [4, 0, 3], oem: [0, 8, 14] } as Record<string, number[]>)) cases[`nt ${n}`] = nt(x[0]!, x[1]!, new Array(x[2]).fill(66));
it("probe", () => {
  for (const [name, b] of Object.entries(cases)) {
    const o = (f: any) => { try { return JSON.stringify(f(Uint8Array.from(b)), (k, v) => k === "header" ? undefined : typeof v === "bigint" ? String(v) : v instanceof Uint8Array ? Buffer.from(v).toString("hex") : v); } catch (e: any) { return /DecodeError/.test(e.name) ? "refused" : e.stack; } };
    const [x, y] = [o(smb1.decodeMessage), o(decodeSmb1)];
    console.log((x === y ? "     " : "DIFF ") + name, "|", x, "|", y);
  }
});
