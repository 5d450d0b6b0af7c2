export const TIMED_OUT: unique symbol = Symbol("timed out");

/** What `work` gives, or `TIMED_OUT` after so many milliseconds. Rejects with the reason of `signal` once it is aborted. */
export function within<T>(
  work: Promise<T>,
  milliseconds: number,
  signal?: AbortSignal,
): Promise<T | typeof TIMED_OUT> {
  return new Promise((resolve, reject) => {
    const aborted = (): void => settle(() => reject(signal?.reason));
    // A busy program learns late that time is up: what has come by then comes first.
    const timer = setTimeout(
      () => {
        immediate = setImmediate(() => settle(() => resolve(TIMED_OUT)));
      },
      Math.max(0, milliseconds),
    );
    let immediate: NodeJS.Immediate | undefined;
    function settle(how: () => void): void {
      clearTimeout(timer);
      clearImmediate(immediate);
      signal?.removeEventListener("abort", aborted);
      how();
    }
    signal?.addEventListener("abort", aborted);
    work.then(
      (value) => settle(() => resolve(value)),
      (error: unknown) => settle(() => reject(error)),
    );
    if (signal?.aborted) aborted();
  });
}
