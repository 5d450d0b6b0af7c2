// A scan over worker threads: targets go out in shares, reports come back. usage: node workers.mjs WORKERS TARGET...
import { fileURLToPath } from "node:url";
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";
import { scan, targetsOf } from "@countersign/node";

if (isMainThread) await main();
else await work();

async function main() {
  const [workers, ...texts] = process.argv.slice(2);
  const targets = texts.flatMap((text) => [...targetsOf(text)]);
  const advertised = {};
  const shares = Array.from({ length: Number(workers) }, (_, i) =>
    targets.filter((_, at) => at % Number(workers) === i),
  );
  await Promise.all(
    shares.map((share) =>
      scanned(share, (report) => {
        const policy = report.advertised.smb2 ?? "never asked";
        advertised[policy] = (advertised[policy] ?? 0) + 1;
      }),
    ),
  );
  for (const policy of Object.keys(advertised).sort()) console.log(`${policy}: ${advertised[policy]}`);
}

/** Reports are plain data: they cross the border of a thread as they are. */
function scanned(share, onReport) {
  return new Promise((resolve, reject) => {
    const worker = new Worker(fileURLToPath(import.meta.url), { workerData: share });
    worker.on("message", onReport).on("error", reject).on("exit", resolve);
  });
}

async function work() {
  for await (const report of scan(workerData, { concurrency: 100 })) parentPort.postMessage(report);
}
