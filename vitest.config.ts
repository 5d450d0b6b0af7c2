import { defaultServerConditions } from "vite";
import { defineConfig } from "vitest/config";

// Tests import "@countersign/..." by its public name and get src/, so no build is needed.
const source = ["countersign-source", ...defaultServerConditions];

export default defineConfig({
  test: {
    reporters: ["./scripts/line-reporter.mjs"],
    projects: [
      {
        resolve: { conditions: source },
        ssr: { resolve: { conditions: source } },
        test: {
          name: "unit",
          include: ["packages/*/test/**/*.test.ts", "scripts/*.test.mjs"],
          testTimeout: 600_000,
        },
      },
    ],
    coverage: {
      provider: "v8",
      include: ["packages/*/src/**/*.ts"],
      reporter: ["text", "json-summary"],
    },
  },
});
