// usage: node ours.mjs hosts|hosts-async|hosts-stream|conversations FILE   inspects a capture and prints the facts that
// came out of it.
import { createReadStream } from "node:fs";
import { inspectCapture, inspectCaptureSync } from "@countersign/inspect";
import { inspectFile } from "@countersign/node";
import { readChunks } from "../read-chunks.mjs";
import { ConversationTally, HostTally } from "./facts.mjs";

const WAYS = {
  hosts: (path) => inspectCaptureSync(readChunks(path), { by: "host" }),
  "hosts-async": (path) => inspectFile(path, { by: "host" }),
  "hosts-stream": (path) =>
    inspectCapture(createReadStream(path, { highWaterMark: 1 << 20 }), { by: "host" }),
  conversations: (path) => inspectCaptureSync(readChunks(path), { order: "ended" }),
};

const [way, path] = process.argv.slice(2);
const tally = way === "conversations" ? new ConversationTally() : new HostTally();
for await (const report of WAYS[way](path)) tally.add(report);
console.log(JSON.stringify({ ...tally, memory: process.resourceUsage().maxRSS * 1024 }));
