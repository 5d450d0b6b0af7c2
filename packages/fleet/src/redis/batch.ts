// Reports as they lie in Redis: a batch of lines of JSON, compressed. A line alone is a kilobyte or two, which repeat
// each other: together they take a tenth.
import { promisify } from "node:util";
import { constants, gunzip, gzip } from "node:zlib";
import { jsonLine, type Report } from "@countersign/inspect";

const level = { level: constants.Z_BEST_SPEED };

export function packReports(reports: readonly Report[]): Promise<Buffer> {
  return promisify<string, object, Buffer>(gzip)(reports.map((report) => jsonLine(report)).join("\n"), level);
}

/** Throws what `gunzip` and `JSON.parse` throw. */
export async function unpackReports(packed: Buffer): Promise<Report[]> {
  const lines = (await promisify<Buffer, Buffer>(gunzip)(packed)).toString();
  return lines.split("\n").map((line) => JSON.parse(line) as Report);
}
