import { FrameDecoder, type FrameSink } from "@countersign/framing";

const stream = Uint8Array.of(0x85, 0, 0, 0, 0, 0, 0, 8, 0xfe, 0x53, 0x4d, 0x42, 1, 2, 3, 4);

// Whole frames, from bytes in any pieces.
const decoder = new FrameDecoder();
for (const byte of stream) decoder.push(Uint8Array.of(byte));
for (let frame = decoder.next(); frame; frame = decoder.next()) console.log(frame.kind);

// Or in place: see how a message begins, say how much of it is wanted, and the rest is passed over.
const sink: FrameSink = {
  begin: (_type, length, bytes, start) => (length > 4 && bytes[start] === 0xfe ? 6 : 0),
  take: (_type, length, bytes, start, end) =>
    console.log(`${end - start} of ${length}: ${bytes.slice(start, end)}`),
};
new FrameDecoder({ resynchronise: true }).feed(stream, 0, stream.length, sink);
