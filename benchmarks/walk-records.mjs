const FILE_HEADER = 24;
const RECORD_HEADER = 16;

/** From record to record of a little-endian pcap file in chunks: the least that reading one can be. Answers how many. */
export function walkRecords(chunks) {
  let records = 0;
  /** Where the next record begins, from the chunk's first byte. */
  let at = FILE_HEADER;
  let rest = new Uint8Array(0);
  for (const chunk of chunks) {
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    for (; at + RECORD_HEADER <= bytes.length; records++) {
      const length = bytes[at + 8] | (bytes[at + 9] << 8) | (bytes[at + 10] << 16) | (bytes[at + 11] << 24);
      at += RECORD_HEADER + length;
    }
    // A header that straddles chunks is put together; what is passed over is not.
    rest = bytes.subarray(Math.min(at, bytes.length));
    at = Math.max(at - bytes.length, 0);
  }
  return records;
}
