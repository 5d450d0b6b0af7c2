/**
 * Works on what `items` gives, at most `concurrency` at a time, and yields the results as they come; no more than
 * `concurrency` of them wait to be taken. Throws what `items` and `work` throw, and when `signal` is aborted its reason.
 * However the loop ends, the signals of all work are aborted then, and all work has ended.
 */
export async function* concurrently<T, R>(
  items: AsyncIterable<T> | Iterable<T>,
  concurrency: number,
  work: (item: T, signal: AbortSignal) => Promise<R>,
  signal?: AbortSignal,
): AsyncGenerator<R, void> {
  const source = iterate(items);
  const changes = new Changes();
  // A signal each: with one for all, Node would search all its listeners for every new one, and warn of so many.
  const working = new Map<AbortController, Promise<R>>();
  const results: R[] = [];
  let failure: { error: unknown } | undefined;
  let open = concurrency;
  let stopped = false;

  const stop = (reason?: unknown): void => {
    stopped = true;
    for (const own of working.keys()) own.abort(reason);
    changes.tell();
  };
  const abort = (): void => {
    failure ??= { error: signal?.reason };
    stop(signal?.reason);
  };
  const one = async (item: T): Promise<void> => {
    const own = new AbortController();
    const job = work(item, own.signal);
    working.set(own, job);
    try {
      results.push(await job);
    } finally {
      working.delete(own);
    }
  };
  const worker = async (): Promise<void> => {
    try {
      for (let next = await source.next(); !next.done; next = await source.next()) {
        if (stopped) return;
        await one(next.value);
        changes.tell();
        while (results.length >= concurrency && !stopped) await changes.next();
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
    stop();
    // A source that waits for its own input, as standard input may for ever, is not waited for.
    source.return().catch(() => {});
    await Promise.allSettled(working.values());
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
