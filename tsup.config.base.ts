import type { Options } from "tsup";

/** Shared by every package's tsup.config.ts. */
export const base: Options = {
  entry: ["src/index.ts"],
  format: ["esm", "cjs"],
  platform: "neutral",
  target: "es2022",
  // tsup 8.5.1 injects `baseUrl` into the d.ts program; TypeScript 6 rejects that without this.
  dts: { compilerOptions: { ignoreDeprecations: "6.0" } },
  sourcemap: true,
  clean: true,
  // Never true with CJS: tsup 8.5.1 then runs sucrase over the CJS output and miscompiles static blocks.
  splitting: false,
  treeshake: false,
  // tsup's default strips "node:" from imports.
  removeNodeProtocol: false,
};
