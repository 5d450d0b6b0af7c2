// A worker at a place from which the network looks different. usage: other-path.mjs REDIS VANTAGE PATHS
// PATHS is JSON: by address, where a connection to it ends; null: nowhere.
import { FleetWorker, redisOptions } from "@countersign/fleet";
import { tcp } from "@countersign/node";

const [, , url, vantage, json] = process.argv;
const paths = JSON.parse(json);

new FleetWorker({
  redis: redisOptions(url),
  vantage,
  lifeTime: 1000,
  onEvent: (event) => console.error(JSON.stringify(event)),
  async transport({ host, port }, signal) {
    const end = host in paths ? paths[host] : host;
    if (end === null) throw Object.assign(new Error("no way"), { code: "EHOSTUNREACH" });
    const connection = await tcp({ host: end, port }, signal);
    // As address translation has it: who asks sees the address that was asked for.
    return Object.assign(connection, { address: host });
  },
});
