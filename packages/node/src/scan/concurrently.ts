import { setMaxListeners } from "node:events";

/**
 * Works on what `items` gives, at most `concurrency` at a time, and yields the results as they come; no more than
 * `concurrency` of them wait to be taken. Throws what `items` and `work` throw, and when `signal` is aborted its reason.
 * However the loop ends, the signal that `work` has is aborted then, and all work has ended.
 */
export async function* concurrently<T, R>(
  items: AsyncIterable<T> | Iterable<T>,
  concurrency: number,
  work: (item: T, signal: AbortSignal) => Promise<R>,
  signal?: AbortSignal,
): AsyncGenerator<R, void> {
  const source = iterate(items);
  const stop = new AbortController();
  // All work at hand listens to it: that is no leak that Node would have to warn of.
  setMaxListeners(0, stop.signal);
  const changes = new Changes();
  const working = new Set<Promise<unknown>>();
  const results: R[] = [];
  let failure: { error: unknown } | undefined;
  let open = concurrency;

  const abort = (): void => {
    failure ??= { error: signal?.reason };
    stop.abort(signal?.reason);
    changes.tell();
  };
  const one = async (item: T): Promise<void> => {
    const job = work(item, stop.signal);
    working.add(job);
    try {
      results.push(await job);
    } finally {
      working.delete(job);
    }
  };
  const worker = async (): Promise<void> => {
    try {
      for (let next = await source.next(); !next.done; next = await source.next()) {
        if (stop.signal.aborted) return;
        await one(next.value);
        changes.tell();
        while (results.length >= concurrency && !stop.signal.aborted) await changes.next();
      }
    } catch (error) {
      failure ??= { error };
    } finally {
      open--;
      changes.tell();
    }
  };

  signal?.addEventListener("abort", abort);
  if (signal?.aborted) abort();
  for (let i = 0; i < concurrency; i++) void worker();
  try {
    while (failure === undefined && (open > 0 || results.length > 0)) {
      if (results.length === 0) await changes.next();
      else {
        yield results.shift()!;
        changes.tell();
      }
    }
  } finally {
    signal?.removeEventListener("abort", abort);
    stop.abort();
    changes.tell();
    // A source that waits for its own input, as standard input may for ever, is not waited for.
    source.return().catch(() => {});
    await Promise.allSettled(working);
  }
  if (failure !== undefined) throw (failure as { error: unknown }).error;
}

/** One iterator for many callers: a generator queues what they ask for. */
async function* iterate<T>(items: AsyncIterable<T> | Iterable<T>): AsyncGenerator<T, void> {
  yield* items;
}

/** Something to wait for, again and again. */
class Changes {
  #waiting: (() => void)[] = [];

  tell(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const wake of waiting) wake();
  }

  next(): Promise<void> {
    return new Promise((resolve) => this.#waiting.push(resolve));
  }
}
