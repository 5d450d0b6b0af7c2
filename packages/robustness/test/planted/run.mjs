import { runSource } from "@countersign/conformance/run-source.mjs";

await runSource(import.meta.url, "main");
