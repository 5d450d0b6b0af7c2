import { readFileSync } from "node:fs";
import { bytes, capture, framing, smb2 } from "countersign";

/** Counts SMB2 messages by whether they are signed, out of the first bytes of each. Nothing is decoded or kept. */
class Tally implements framing.FrameSink {
  signed = 0;
  all = 0;
  begin(_type: framing.FrameType, _length: number, chunk: Uint8Array, start: number, end: number): number {
    const header = chunk.subarray(start, end);
    const flags = smb2.peekFlags(header);
    if (flags === undefined) return 0;
    this.all++;
    if (bytes.hasFlag(flags, smb2.HeaderFlags.SIGNED)) this.signed++;
    return 0; // none of the payload is wanted
  }
  take(): void {}
}

const tally = new Tally();
const decoders = new Map<capture.Flow, [framing.FrameDecoder, framing.FrameDecoder]>();
const newDecoder = () => new framing.FrameDecoder({ resynchronise: true });
const reassembler = new capture.TcpReassembler({
  open: (flow) => decoders.set(flow, [newDecoder(), newDecoder()]),
  data: (flow, side, chunk, start, end) => decoders.get(flow)?.[side].feed(chunk, start, end, tally),
  gap: (flow, side, length) => decoders.get(flow)?.[side].gap(length, tally),
  close: (flow) => decoders.delete(flow),
});
const reader = new capture.CaptureReader(reassembler);
reader.push(readFileSync("fixtures/captures/d30-site-of-five.pcap"));
reader.end();
reassembler.end();
console.log(`${tally.signed} of ${tally.all} messages are signed`);
