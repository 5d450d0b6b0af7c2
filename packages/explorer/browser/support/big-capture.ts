import { readFileSync } from "node:fs";

const FILE_HEADER_LENGTH = 24;

/** A pcap repeated until it is that long, its client being another one each time, so that conversations are many too. */
export function repeated(path: string, client: readonly number[], length: number): Buffer {
  const bytes = readFileSync(path);
  const records = bytes.subarray(FILE_HEADER_LENGTH);
  const places = placesOf(records, Buffer.from(client));
  const copies = Array.from({ length: Math.ceil(length / records.length) }, (_, i) => {
    const copy = Buffer.from(records);
    for (const at of places) copy.set([10, i >> 16, i >> 8, i], at);
    return copy;
  });
  return Buffer.concat([bytes.subarray(0, FILE_HEADER_LENGTH), ...copies]);
}

function placesOf(bytes: Buffer, what: Buffer): number[] {
  const places: number[] = [];
  for (let at = bytes.indexOf(what); at >= 0; at = bytes.indexOf(what, at + 1)) places.push(at);
  return places;
}
