// The worker's entry: requests one after the other.
import { inspectFile, listMessages } from "./inspect-file.js";
import type { FromWorker, ToWorker } from "./protocol.js";

/** As much of a worker's global scope as is used; the page's types do not have it. */
interface Scope {
  postMessage: (message: FromWorker) => void;
  onmessage: ((event: MessageEvent<ToWorker>) => void) | null;
}

const PROGRESS_INTERVAL = 50;

const scope = globalThis as unknown as Scope;
let file: File | undefined;
let queue: Promise<void> = Promise.resolve();

scope.onmessage = ({ data }) => {
  queue = queue.then(() => answer(data)).catch(tellFailure);
};

async function answer(request: ToWorker): Promise<void> {
  if (request.kind === "inspect") await inspect(request.file);
  else if (file !== undefined) {
    scope.postMessage({ kind: "messages", list: await listMessages(file, request.report) });
  }
}

async function inspect(next: File): Promise<void> {
  file = next;
  const begun = performance.now();
  let told = begun;
  await inspectFile(
    next,
    (bytes) => {
      const now = performance.now();
      if (now - told < PROGRESS_INTERVAL) return;
      told = now;
      scope.postMessage({ kind: "progress", bytes });
    },
    (reports) => scope.postMessage({ kind: "reports", reports }),
  );
  scope.postMessage({ kind: "inspected", milliseconds: performance.now() - begun });
}

function tellFailure(error: unknown): void {
  const message = error instanceof Error ? error.message : String(error);
  scope.postMessage({ kind: "failed", message });
}
