// Where a capture file keeps the lengths of its records.

const PCAPNG = 0x0a0d0d0a;
const PCAP_HEADER_LENGTH = 24;
const PCAP_RECORD_HEADER_LENGTH = 16;
const MIN_BLOCK_LENGTH = 12;
const ENHANCED_PACKET = 6;

/** Offsets of the 32-bit length fields of every record or block that can be walked to; at least one. */
export function lengthFields(file: Uint8Array): number[] {
  const view = new DataView(file.buffer, file.byteOffset, file.length);
  const isPcapng = file.length >= MIN_BLOCK_LENGTH && view.getUint32(0) === PCAPNG;
  const fields = isPcapng ? ofBlocks(view) : ofRecords(view);
  return fields.length > 0 ? fields : [0];
}

function ofRecords(view: DataView): number[] {
  const fields: number[] = [];
  // All magic numbers of pcap begin with A1 in the order in which they were written.
  const isLittle = view.byteLength > 3 && view.getUint8(3) === 0xa1;
  let at = PCAP_HEADER_LENGTH;
  while (at + PCAP_RECORD_HEADER_LENGTH <= view.byteLength) {
    fields.push(at + 8, at + 12);
    at += PCAP_RECORD_HEADER_LENGTH + view.getUint32(at + 8, isLittle);
  }
  return fields;
}

/** Total length at the front and at the end; of a packet the captured and the original length too. */
function ofBlocks(view: DataView): number[] {
  const fields: number[] = [];
  const isLittle = view.getUint8(8) === 0x4d;
  let at = 0;
  while (at + MIN_BLOCK_LENGTH <= view.byteLength) {
    const length = view.getUint32(at + 4, isLittle);
    if (length < MIN_BLOCK_LENGTH || at + length > view.byteLength) break;
    fields.push(at + 4, at + length - 4);
    if (view.getUint32(at, isLittle) === ENHANCED_PACKET) fields.push(at + 20, at + 24);
    at += length;
  }
  return fields;
}
