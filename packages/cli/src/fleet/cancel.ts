// countersign fleet cancel
import { fail } from "../diagnostics.js";
import { type RedisFlags, withQueues } from "./redis.js";

export async function cancelScan(scan: string, flags: RedisFlags): Promise<void> {
  await withQueues(flags, async ({ cancel, statusOf }, queues) => {
    const { vantages } = await statusOf(queues, scan);
    if (vantages.length === 0) fail(`there is no scan ${scan}`);
    else await cancel(queues.redis, scan);
  });
}
