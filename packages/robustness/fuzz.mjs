// usage: node packages/robustness/fuzz.mjs [--targets A,B] [--executions N | --seconds N] [--seed S] [--jobs J] [--out FOLDER] [--save] [--log FILE]
//        node packages/robustness/fuzz.mjs --sum FILE...
// Gives every parser of ours inputs that it was not written for, led by the blocks that they reach; see README.md. Exit
// code 1 when something does not hold.
import { runSource } from "@countersign/conformance/run-source.mjs";

await runSource(import.meta.url, "fuzz-main", process.argv.slice(2));
