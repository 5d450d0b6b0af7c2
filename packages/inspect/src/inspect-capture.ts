import { CaptureInspector, type InspectOptions } from "./capture-inspector.js";
import type { Report } from "./contract.js";

/**
 * Reads a capture from any source of chunks and yields its reports, the capture's own last. A chunk is done with when
 * the next one is asked for, so a source may reuse its memory. What the source throws passes through.
 */
export async function* inspectCapture(
  source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  options?: InspectOptions,
): AsyncGenerator<Report, void, undefined> {
  const inspector = new CaptureInspector(options);
  for await (const chunk of source) {
    inspector.push(chunk);
    yield* ready(inspector);
  }
  inspector.end();
  yield* ready(inspector);
}

/** As {@link inspectCapture}, for a source that needs no waiting. */
export function* inspectCaptureSync(
  source: Iterable<Uint8Array>,
  options?: InspectOptions,
): Generator<Report, void, undefined> {
  const inspector = new CaptureInspector(options);
  for (const chunk of source) {
    inspector.push(chunk);
    yield* ready(inspector);
  }
  inspector.end();
  yield* ready(inspector);
}

function* ready(inspector: CaptureInspector): Generator<Report, void, undefined> {
  for (let report = inspector.next(); report !== undefined; report = inspector.next()) yield report;
}
