// usage: node packages/robustness/mutants.mjs FOLDER [--mutants N] [--seed S] [--first INDEX] [--jobs J] [--out FOLDER]
// Damages every capture of the folder in N ways and holds what must always hold against each; see README.md. Exit code 1
// when something does not.
import { runSource } from "@countersign/conformance/run-source.mjs";

await runSource(import.meta.url, "main", process.argv.slice(2));
