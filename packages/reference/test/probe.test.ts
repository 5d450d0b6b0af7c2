import * as smb2 from "@countersign/smb2";
import { it } from "vitest";
import { decodeSmb2 } from "../src/index.js";
const u32 = (n: number) => [n & 255, (n >> 8) & 255, (n >> 16) & 255, (n >>> 24) & 255];
const head = (cmd: number, flags: number, status: number, next = 0) => [0xfe, 0x53, 0x4d, 0x42, 64, 0, 0, 0, ...u32(status), cmd, 0, 0, 0, ...u32(flags), ...u32(next), ...new Array(40).fill(0)];
const err = [9, 0, 0, 0, 0, 0, 0, 0, 0];
const ioctl = (code: number, ss = 49) => [ss, 0, 0, 0, ...u32(code), ...new Array(16).fill(255), ...u32(0), ...u32(0), ...u32(112), ...u32(24), ...new Array(8).fill(0), ...new Array(24).fill(7)];
const ioctlq = (code: number, ss = 57, count=24) => [ss, 0, 0, 0, ...u32(code), ...new Array(16).fill(255), ...u32(120), ...u32(count), ...u32(9), ...u32(0), ...u32(0), ...u32(1), ...new Array(8).fill(0), ...new Array(22).fill(0), 0, 0];
const cases: Record<string, number[]> = {};
for (const st of [0, 0x103, 0x10c, 0x10b, 0xc000000d, 0x80000005, 0xc0000016, 0xc0000022, 0x40000000])
  for (const cmd of [0, 1, 2, 3, 8, 11, 15, 16]) {
    cases[`err cmd ${cmd} status ${st.toString(16)}`] = [...head(cmd, 1, st), ...err];
    if (cmd === 11) { cases[`vni cmd ${cmd} status ${st.toString(16)}`] = [...head(cmd, 1, st), ...ioctl(0x140204)];
      cases[`ioctl pipe status ${st.toString(16)}`] = [...head(cmd, 1, st), ...ioctl(0x11c017)];
      cases[`ioctl copychunk status ${st.toString(16)}`] = [...head(cmd, 1, st), ...ioctl(0x1440f2)]; }
  }
for (const len of [0, 1, 2, 4, 7, 8]) { cases[`ioctl short ${len} response`] = [...head(11, 1, 0), ...ioctl(0x140204).slice(0, len)]; cases[`ioctl short ${len} request`] = [...head(11, 0, 0), ...ioctlq(0x140204).slice(0, len)]; cases[`other ioctl short ${len} response`] = [...head(11, 1, 0), ...ioctl(5).slice(0, len)]; cases[`ioctl err short ${len} response`] = [...head(11, 1, 0xc0000022), ...err.slice(0, len)]; }
cases["vni wrong ss"] = [...head(11, 0, 0), ...ioctlq(0x140204, 9)];
cases["vni wrong ss resp"] = [...head(11, 1, 0), ...ioctl(0x140204, 9)];
cases["vni req"] = [...head(11, 0, 0), ...ioctlq(0x140204)];
cases["vni req no input"] = [...head(11, 0, 0), ...ioctlq(0x140204, 57, 0)];
cases["other ioctl wrong ss"] = [...head(11, 0, 0), ...ioctlq(5, 9)];
const nego = (dialects: number[], off: number, count: number, tail: number[]) => [...head(0, 0, 0), 36, 0, dialects.length, 0, 1, 0, 0, 0, ...u32(0), ...new Array(16).fill(1), ...u32(off), count & 255, count >> 8, 0, 0, ...dialects.flatMap((d) => [d & 255, d >> 8]), ...tail];
const ctx = [2, 0, 4, 0, 0, 0, 0, 0, 1, 0, 1, 0];
for (const off of [0, 64, 99, 100, 101, 102, 103, 104, 105, 106]) cases[`contexts at ${off}`] = nego([0x311], off, 1, [0, 0, ...ctx, ...ctx, ...ctx].map((x, i) => x));
for (const off of [102, 103, 104, 105, 106, 107, 108]) cases[`2 contexts at ${off}`] = nego([0x311], off, 2, [...new Array(off - 102).fill(0), ...ctx, ...new Array((8 - (off + 12) % 8) % 8).fill(0), ...ctx]);
for (const off of [102, 103, 105]) cases[`2 contexts relative at ${off}`] = nego([0x311], off, 2, [...new Array(off - 102).fill(0), ...ctx, 0, 0, 0, 0, ...ctx]);
cases["no dialects"] = nego([], 0, 0, []);
cases["count 0 offset wild"] = nego([0x311], 0xfffffff0, 0, []);
cases["next"] = [...head(0, 0, 0, 8)];
cases["next on transform"] = [];
cases["header only neg"] = head(0, 0, 0);
cases["comp flags 2"] = [0xfc, 0x53, 0x4d, 0x42, ...u32(5), 1, 0, 2, 0, ...u32(0), 1, 2, 3];
cases["comp flags 3"] = [0xfc, 0x53, 0x4d, 0x42, ...u32(5), 1, 0, 3, 0, ...u32(4), 1, 2, 3, 4];
cases["comp chained empty"] = [0xfc, 0x53, 0x4d, 0x42, ...u32(5)];
cases["comp chained len 12"] = [0xfc, 0x53, 0x4d, 0x42, ...u32(5), 0, 0, 1, 0];
cases["comp chained ok short"] = [0xfc, 0x53, 0x4d, 0x42, ...u32(5), 0, 0, 1, 0, ...u32(0)];
cases["comp chained 3 tail"] = [0xfc, 0x53, 0x4d, 0x42, ...u32(5), 0, 0, 1, 0, ...u32(0), 1, 2, 3];
cases["comp chained lz4 len 3"] = [0xfc, 0x53, 0x4d, 0x42, ...u32(5), 5, 0, 1, 0, ...u32(3), 1, 2, 3];
cases["comp unchained 15"] = [0xfc, 0x53, 0x4d, 0x42, ...u32(5), 0, 0, 0, 0, 1, 1, 1];
it("probe", () => {
  for (const [name, b] of Object.entries(cases)) {
    const o = (f: any) => { try { const m = f(Uint8Array.from(b)); return m.kind + " " + (m.body?.negotiateContextList?.length ?? ""); } catch (e: any) { return /DecodeError/.test(e.name) ? "refused" : e.stack; } };
    const [x, y] = [o(smb2.decodeMessage), o(decodeSmb2)];
    console.log((x === y ? "     " : "DIFF ") + name, "|", x, "|", y);
  }
});
