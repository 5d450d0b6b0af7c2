import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { concurrently } from "../../src/scan/concurrently.js";
import { pace } from "../../src/scan/pace.js";

async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const item of items) list.push(item);
  return list;
}

describe("concurrently", () => {
  it("yields results as they come, with no more at work than it is told", async () => {
    const atWork = new Map<number, () => void>();
    let most = 0;
    const results = concurrently([0, 1, 2, 3], 2, async (i) => {
      await new Promise<void>((resolve) => {
        atWork.set(i, resolve);
        most = Math.max(most, atWork.size);
      });
      atWork.delete(i);
      return i;
    });
    for (const i of [1, 2, 0, 3]) {
      const next = results.next();
      await expect.poll(() => atWork.has(i)).toBe(true);
      atWork.get(i)!();
      expect(await next).toEqual({ done: false, value: i });
    }
    expect(await results.next()).toEqual({ done: true, value: undefined });
    expect(most).toBe(2);
  });

  it("works on when results are not taken, up to a bound", async () => {
    let begun = 0;
    const results = concurrently(
      Array.from({ length: 100 }, (_, i) => i),
      4,
      async (i) => {
        begun++;
        return i;
      },
    );
    await results.next();
    await sleep(20);
    expect(begun).toBeLessThanOrEqual(9);
    expect(await collect(results)).toHaveLength(99);
  });

  it("lets any number of works listen to their signal without a warning of Node's", async () => {
    const warnings: Error[] = [];
    const note = (warning: Error): void => void warnings.push(warning);
    process.on("warning", note);
    const listen = async (_: number, signal: AbortSignal): Promise<void> => {
      signal.addEventListener("abort", () => {});
      await sleep(1);
    };
    await collect(concurrently(Array(100).keys(), 50, listen));
    await new Promise(setImmediate);
    process.off("warning", note);
    expect(warnings).toEqual([]);
  });

  it("throws what the source throws, after the work has ended", async () => {
    const ended: number[] = [];
    async function* source() {
      yield 1;
      await sleep(5);
      throw new Error("the list broke");
    }
    const work = async (i: number, signal: AbortSignal) => {
      await sleep(1000, undefined, { signal }).catch(() => {});
      ended.push(i);
      return i;
    };
    await expect(collect(concurrently(source(), 3, work))).rejects.toThrow("the list broke");
    expect(ended).toEqual([1]);
  });

  it("ends the work and closes the source when its consumer leaves", async () => {
    let closed = false;
    const ended: number[] = [];
    function* source() {
      try {
        for (let i = 0; ; i++) yield i;
      } finally {
        closed = true;
      }
    }
    const results = concurrently(source(), 3, async (i, signal) => {
      if (i > 0) await sleep(10_000, undefined, { signal }).catch(() => {});
      ended.push(i);
      return i;
    });
    for await (const result of results) {
      expect(result).toBe(0);
      break;
    }
    expect(closed).toBe(true);
    expect(ended.sort()).toEqual([0, 1, 2]);
  });

  it("ends when it is told to, with the reason, though the source gives nothing", async () => {
    async function* source() {
      yield 1;
      await new Promise(() => {});
    }
    const stop = new AbortController();
    const ended: number[] = [];
    const work = async (i: number, signal: AbortSignal) => {
      await sleep(10_000, undefined, { signal }).catch(() => {});
      ended.push(i);
      return i;
    };
    setTimeout(() => stop.abort(new Error("enough")), 10);
    await expect(collect(concurrently(source(), 2, work, stop.signal))).rejects.toThrow("enough");
    expect(ended).toEqual([1]);
    await expect(collect(concurrently([1], 1, work, stop.signal))).rejects.toThrow("enough");
  });

  it("does not wait for a source that gives nothing more", async () => {
    async function* source() {
      yield 1;
      await new Promise(() => {});
    }
    for await (const result of concurrently(source(), 2, async (i) => i)) {
      expect(result).toBe(1);
      break;
    }
  });
});

describe("pace", () => {
  it("lets callers go on evenly", async () => {
    const go = pace(100);
    const { signal } = new AbortController();
    const begun = performance.now();
    for (let i = 0; i < 6; i++) await go(signal);
    expect(performance.now() - begun).toBeGreaterThanOrEqual(45);
  });

  it("rejects when it is stopped", async () => {
    const go = pace(0.01);
    const stop = new AbortController();
    await go(stop.signal);
    const waiting = go(stop.signal);
    stop.abort();
    await expect(waiting).rejects.toThrow();
  });
});
