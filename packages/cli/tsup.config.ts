import { defineConfig } from "tsup";
import { base } from "../../tsup.config.base.js";

// A program, not a library: nobody imports it, so there is one format and no types.
export default defineConfig({
  ...base,
  entry: ["src/index.ts", "src/inspect/worker.ts"],
  format: ["esm"],
  platform: "node",
  dts: false,
});
