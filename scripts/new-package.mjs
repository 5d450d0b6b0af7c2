// usage: node scripts/new-package.mjs NAME "DESCRIPTION" [dep ...]   writes a package's manifest and config
import { copyFileSync, existsSync, mkdirSync, writeFileSync } from "node:fs";
import { publicName, sharedFields } from "./manifest.mjs";

const [name, description, ...deps] = process.argv.slice(2);
const root = `packages/${name}`;
mkdirSync(`${root}/src`, { recursive: true });
mkdirSync(`${root}/test`, { recursive: true });
const { publishConfig, ...shared } = sharedFields(name);
const manifest = {
  name: publicName(name),
  version: "0.1.0",
  description,
  keywords: ["smb"],
  ...shared,
  type: "module",
  sideEffects: false,
  main: "./dist/index.cjs",
  module: "./dist/index.js",
  types: "./dist/index.d.ts",
  exports: {
    ".": {
      "countersign-source": "./src/index.ts",
      import: { types: "./dist/index.d.ts", default: "./dist/index.js" },
      require: { types: "./dist/index.d.cts", default: "./dist/index.cjs" },
    },
    "./package.json": "./package.json",
  },
  files: ["dist"],
  engines: { node: ">=20" },
  publishConfig,
  scripts: { build: "tsup" },
  dependencies: Object.fromEntries(deps.map((d) => [`@countersign/${d}`, "0.1.0"])),
};
writeFileSync(`${root}/package.json`, `${JSON.stringify(manifest, null, 2)}\n`);
writeFileSync(`${root}/tsconfig.json`, '{ "extends": "../../tsconfig.base.json", "include": ["src"] }\n');
writeFileSync(
  `${root}/tsup.config.ts`,
  'import { defineConfig } from "tsup";\nimport { base } from "../../tsup.config.base.js";\n\nexport default defineConfig(base);\n',
);
copyFileSync("LICENSE", `${root}/LICENSE`);
if (!existsSync(`${root}/src/index.ts`)) writeFileSync(`${root}/src/index.ts`, "export {};\n");
