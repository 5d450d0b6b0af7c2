import { spawnSync } from "node:child_process";
import { canTest, type Tool } from "@countersign/interop/tools";

export { canTest };

export const redisServer: Tool = {
  isThere: () => spawnSync("redis-server", ["--version"]).status === 0,
  otherwise: "no redis-server",
};
export const openssl: Tool = {
  isThere: () => spawnSync("openssl", ["version"]).status === 0,
  otherwise: "no openssl",
};
