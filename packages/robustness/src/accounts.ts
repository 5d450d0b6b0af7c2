// A capture read once more below `inspect`: every packet must be accounted for, and a flow's calls must come in order.
import { CaptureReader, type Flow, type Side, type StreamSink, TcpReassembler } from "@countersign/capture";
import type { CaptureReport } from "@countersign/inspect";

/** What does not add up between a file, what reader and reassembler count, and the capture's report. */
export function accountFor(file: Uint8Array, report: CaptureReport): string[] {
  const sink = new StrictSink();
  const tcp = new TcpReassembler(sink);
  let handed = 0;
  const reader = new CaptureReader({
    packet: (bytes, start, end, info) => {
      handed++;
      tcp.packet(bytes, start, end, info);
    },
  });
  reader.push(file);
  reader.end();
  tcp.end();
  const dropped = Object.values(tcp.dropped).reduce((sum, count) => sum + count, 0);
  const { segments, flows } = tcp.counters;
  return [
    ...sink.failures,
    ...unequal("packets handed on", handed, "segments and dropped packets", segments + dropped),
    ...unequal("packets reported", report.packets, "packets read", reader.packets),
    ...unequal("bytes reported", report.bytes, "bytes of the file", file.length),
    ...unequal("flows counted", flows, "flows opened", sink.opened),
    ...unequal("flows opened", sink.opened, "flows closed", sink.closed),
    ...(handed > reader.packets ? [`${handed} packets handed on of ${reader.packets}`] : []),
  ];
}

function unequal(nameA: string, a: number, nameB: string, b: number): string[] {
  return a === b ? [] : [`${a} ${nameA}, ${b} ${nameB}`];
}

/** Notes calls that a `StreamSink` must never get. */
class StrictSink implements StreamSink {
  readonly failures: string[] = [];
  opened = 0;
  closed = 0;
  readonly #live = new Set<Flow>();

  open(flow: Flow): void {
    this.opened++;
    if (this.#live.has(flow)) this.failures.push("a flow was opened twice");
    this.#live.add(flow);
  }

  data(flow: Flow, side: Side, bytes: Uint8Array, start: number, end: number, packet: number): void {
    this.#expectLive(flow, "data");
    if (!(start < end && end <= bytes.length)) this.failures.push(`data from ${start} to ${end}`);
    if (packet < flow.firstPacket)
      this.failures.push(`packet ${packet} of a flow from ${flow.firstPacket} on`);
    // Some consumers have seen enough of a side early on.
    if (packet % 7 === 0) flow.ignore(side);
  }

  gap(flow: Flow, _side: Side, length: number): void {
    this.#expectLive(flow, "gap");
    if (!(length > 0)) this.failures.push(`a gap of ${length} bytes`);
  }

  close(flow: Flow): void {
    this.#expectLive(flow, "close");
    this.closed++;
    this.#live.delete(flow);
  }

  #expectLive(flow: Flow, call: string): void {
    if (!this.#live.has(flow)) this.failures.push(`${call} of a flow that is not open`);
  }
}
