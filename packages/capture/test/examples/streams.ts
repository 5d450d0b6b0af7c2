import {
  CaptureReader,
  CaptureWriter,
  Conversation,
  type Flow,
  type StreamSink,
  TcpReassembler,
} from "@countersign/capture";

const sink: StreamSink = {
  open: (flow: Flow) =>
    console.log(`${flow.address(0)}:${flow.port(0)} and ${flow.address(1)}:${flow.port(1)}`),
  data: (_flow, side, bytes, start, end, packet) => {
    console.log(`packet ${packet}, side ${side}: ${new TextDecoder().decode(bytes.subarray(start, end))}`);
  },
  gap: (_flow, side, length) => console.log(`side ${side} lacks ${length} bytes`),
  close: (_flow, reason) => console.log(`closed: ${reason}`),
};
const reassembler = new TcpReassembler(sink);
const reader = new CaptureReader(reassembler);

// A capture to read: three segments, of which the first two changed places.
const writer = new CaptureWriter({ format: "pcapng" });
const talk = new Conversation({
  client: { address: "192.0.2.1", port: 50_000 },
  server: { address: "192.0.2.2", port: 445 },
});
const [syn, answer, ack] = talk.open();
const [first, second, third] = talk.send(0, new TextEncoder().encode("in order again"), 5);
for (const frame of [syn, answer, ack, second, first, third, ...talk.close()]) writer.packet(frame!);

reader.push(writer.take());
reader.end();
reassembler.end();
console.log(`${reader.packets} packets, ${reader.problems.length} problems`);
