// pcapng files of blocks that describe, and hardly a packet.
import { CaptureWriter } from "@countersign/capture";

const SECTION_HEADER_LENGTH = 28;
const BLOCKS_A_CHUNK = 10_000;

/** Interface descriptions in one section, and nothing else. */
export function manyInterfaces({ packets }) {
  return repeated(packets, start(), start().subarray(SECTION_HEADER_LENGTH));
}

/** Sections of one interface each, and nothing else. */
export function manySections({ packets }) {
  return repeated(packets, start(), start());
}

/** A section header and an interface description, as the writer begins its files. */
function start() {
  return new CaptureWriter({ format: "pcapng" }).take();
}

function* repeated(count, first, block) {
  yield first;
  const chunk = new Uint8Array(block.length * BLOCKS_A_CHUNK);
  for (let i = 0; i < BLOCKS_A_CHUNK; i++) chunk.set(block, i * block.length);
  for (let left = count; left > 0; left -= BLOCKS_A_CHUNK) {
    yield chunk.subarray(0, block.length * Math.min(left, BLOCKS_A_CHUNK));
  }
}
