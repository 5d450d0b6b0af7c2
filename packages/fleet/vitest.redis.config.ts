import { fileURLToPath } from "node:url";
import { defaultServerConditions } from "vite";
import { defineConfig } from "vitest/config";

const conditions = ["countersign-source", ...defaultServerConditions];

// Not among the other tests: these need redis-server, and Samba as root. They run the built command.
export default defineConfig({
  root: fileURLToPath(new URL(".", import.meta.url)),
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    name: "fleet",
    include: ["redis/**/*.test.ts"],
    reporters: ["../../scripts/line-reporter.mjs"],
    testTimeout: 300_000,
    hookTimeout: 300_000,
    // Each file has a Redis of its own, and workers.
    maxWorkers: 2,
  },
});
