import { defaultClientConditions, defineConfig } from "vite";
import { singleFile } from "./single-file.js";

export default defineConfig({
  // The sources of our packages, so that nothing has to be built before.
  resolve: { conditions: ["countersign-source", ...defaultClientConditions] },
  plugins: [singleFile()],
  // Chromium starts no module worker out of a page that was opened from disk.
  worker: { format: "iife" },
  build: { target: "es2023", assetsInlineLimit: 0, modulePreload: false, cssCodeSplit: false },
});
