// One worker of the measurement. usage: worker.mjs REDIS VANTAGE   (SIGTERM: it prints what it took, and ends)
import { FleetWorker, redisOptions } from "@countersign/fleet";
import { table } from "./answers.mjs";

const [, , url, vantage] = process.argv;
const worker = new FleetWorker({
  redis: redisOptions(url),
  vantage,
  transport: table,
  onEvent: (event) => {
    if (event.kind === "failed" || event.kind === "trouble") console.error(JSON.stringify(event));
  },
});
// Before the first job there is what it costs to be there at all.
const before = process.cpuUsage();
process.send("ready");
process.once("SIGTERM", async () => {
  const { user, system } = process.cpuUsage(before);
  await worker.stop();
  process.send({ cpuSeconds: (user + system) / 1e6, peakBytes: process.resourceUsage().maxRSS * 1024 });
  process.disconnect();
});
