// usage: node read.mjs FILE   reads a file with one buffer, and does nothing with it; prints { bytes, memory }.
import { readChunks } from "../read-chunks.mjs";

let bytes = 0;
for (const chunk of readChunks(process.argv[2])) bytes += chunk.length;
console.log(JSON.stringify({ bytes, memory: process.resourceUsage().maxRSS * 1024 }));
