import { fileURLToPath } from "node:url";
import { defaultServerConditions } from "vite";
import { defineConfig } from "vitest/config";

const conditions = ["countersign-source", ...defaultServerConditions];

export default defineConfig({
  root: fileURLToPath(new URL(".", import.meta.url)),
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    name: "browser",
    include: ["browser/**/*.test.ts"],
    reporters: ["../../scripts/line-reporter.mjs"],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Each file has a Chromium of its own.
    maxWorkers: 2,
  },
});
