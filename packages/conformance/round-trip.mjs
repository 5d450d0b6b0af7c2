// usage: node packages/conformance/round-trip.mjs FOLDER...   decodes and re-encodes every message of the captures, and
// counts those that come back byte for byte. Exit code 1 when one does not.
import { runSource } from "./run-source.mjs";

await runSource(import.meta.url, "round-trip-main", process.argv.slice(2));
