// SIGINT and SIGTERM.

/** Calls `stop` for the first of them and `stopNow` for the second one. Undone when disposed of. */
export function onSignals(stop: () => void, stopNow: () => void = () => {}): Disposable {
  let asked = false;
  const listener = (): void => {
    if (asked) stopNow();
    else stop();
    asked = true;
  };
  process.on("SIGINT", listener).on("SIGTERM", listener);
  return { [Symbol.dispose]: () => void process.off("SIGINT", listener).off("SIGTERM", listener) };
}
