import { createRequire } from "node:module";

/** The program's own. */
export const { version } = createRequire(import.meta.url)("../package.json") as { version: string };
