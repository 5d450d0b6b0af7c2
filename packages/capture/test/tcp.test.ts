import { describe, expect, it } from "vitest";
import { Conversation, ethernetFrame, ipPacketOf, TcpFlag, TcpReassembler } from "../src/index.js";
import { CLIENT, FlowNotes, feed, pattern, reassemble, SERVER, StreamNotes } from "./support.js";

const talk = (options: { initialSequences?: [number, number]; vlans?: number[] } = {}) =>
  new Conversation({ client: CLIENT, server: SERVER, ...options });

/** A lone segment of the client, 1000 being its first sequence number. */
function client(
  offset: number,
  payload: Uint8Array,
  flags: number = TcpFlag.ACK,
  acknowledgment = 5001,
): Uint8Array {
  return ethernetFrame(
    ipPacketOf({
      source: CLIENT,
      destination: SERVER,
      sequence: 1001 + offset,
      acknowledgment,
      flags,
      payload,
    }),
  );
}

function server(
  offset: number,
  payload: Uint8Array,
  flags: number = TcpFlag.ACK,
  acknowledgment = 1001,
): Uint8Array {
  return ethernetFrame(
    ipPacketOf({
      source: SERVER,
      destination: CLIENT,
      sequence: 5001 + offset,
      acknowledgment,
      flags,
      payload,
    }),
  );
}

const NOTHING = new Uint8Array(0);

describe("a conversation", () => {
  it("is handed on in order, from SYN to FIN", () => {
    const all = talk();
    const frames = [
      ...all.open(),
      ...all.send(0, pattern(100), 40),
      all.acknowledge(1),
      ...all.send(1, pattern(50, 7), 20),
      ...all.close(),
    ];
    const { flows, reassembler } = reassemble(frames);
    expect(flows).toHaveLength(1);
    const notes = flows[0]!;
    expect(notes.of("client")).toEqual([[...pattern(40)], [...pattern(40, 40)], [...pattern(20, 80)]]);
    expect(notes.bytes("server")).toEqual([...pattern(50, 7)]);
    expect(notes.packets).toEqual([4, 5, 6, 8, 9, 10]);
    expect(notes.reason).toBe("fin");
    expect(notes.flow.firstPacket).toBe(1);
    expect(notes.flow.sideOfSyn).toBe(notes.client);
    expect(reassembler.counters).toMatchObject({ segments: 13, flows: 1, lateSegments: 0, gaps: 0 });
  });

  it("knows its ends, its time and its VLANs", () => {
    const sink = new StreamNotes();
    const reassembler = new TcpReassembler(sink);
    const frame = talk({ vlans: [100, 4095] }).send(0, pattern(1))[0]!;
    const info = {
      number: 7,
      linkType: 1,
      originalLength: frame.length,
      seconds: 2 ** 33 + 5,
      nanoseconds: 999_999_999,
      digits: 9,
    };
    reassembler.packet(frame, 0, frame.length, info);
    reassembler.end();
    const { flow } = sink.flows[0]!;
    expect(flow).toMatchObject({
      firstPacket: 7,
      seconds: 2 ** 33 + 5,
      nanoseconds: 999_999_999,
      digits: 9,
      vlans: [100, 4095],
    });
    expect([flow.address(0), flow.port(0), flow.address(1), flow.port(1)]).toEqual([
      "10.0.0.1",
      40_000,
      "10.0.0.2",
      445,
    ]);
    expect(flow.sideOfSyn).toBeUndefined();
    expect(sink.flows[0]!.reason).toBe("end");
  });

  it("is not mentioned when it carries nothing", () => {
    const all = talk();
    expect(reassemble([...all.open(), ...all.close()]).flows).toEqual([]);
    const refused = talk();
    expect(reassemble([refused.open()[0]!, refused.reset(1)]).flows).toEqual([]);
  });

  it("wraps around 2^32", () => {
    const all = talk({ initialSequences: [0xffffffe0, 0xffffffff] });
    const open = all.open();
    const frames = all.send(0, pattern(200), 16);
    const answer = all.send(1, pattern(20, 3), 20);
    const { flows } = reassemble([...open, ...frames.toReversed(), ...answer, ...all.close()]);
    expect(flows[0]!.bytes("client")).toEqual([...pattern(200)]);
    expect(flows[0]!.bytes("server")).toEqual([...pattern(20, 3)]);
    expect(flows[0]!.reason).toBe("fin");
  });

  it("learns who opened it from the answer alone", () => {
    const all = talk();
    const [, answer] = all.open();
    const { flows } = reassemble([answer!, ...all.send(1, pattern(5))]);
    expect(flows[0]!.flow.sideOfSyn).toBe(flows[0]!.client);
  });

  it("may carry data on its SYN, and be opened from both ends", () => {
    const fast = reassemble([client(-1, pattern(10), TcpFlag.SYN), client(10, pattern(5, 10))]);
    expect(fast.flows[0]!.bytes("client")).toEqual([...pattern(15)]);
    const both = reassemble([
      client(-1, NOTHING, TcpFlag.SYN),
      server(-1, NOTHING, TcpFlag.SYN),
      client(-1, NOTHING, TcpFlag.SYN | TcpFlag.ACK),
      server(-1, NOTHING, TcpFlag.SYN | TcpFlag.ACK),
      client(0, pattern(10)),
    ]);
    expect(both.flows).toHaveLength(1);
    expect(both.flows[0]!.flow.sideOfSyn).toBe(both.flows[0]!.client);
    expect(both.flows[0]!.of("client")).toEqual([[...pattern(10)]]);
  });
});

describe("segments", () => {
  const open = () => talk().open();

  it("come again", () => {
    const { flows, reassembler } = reassemble([
      ...open(),
      client(0, pattern(10)),
      client(0, pattern(10)),
      client(5, pattern(10, 5)),
    ]);
    expect(flows[0]!.of("client")).toEqual([[...pattern(10)], [...pattern(5, 10)]]);
    expect(reassembler.counters.retransmittedSegments).toBe(2);
  });

  it("come out of order, with the numbers of their own packets", () => {
    const { flows, reassembler } = reassemble([
      ...open(),
      client(20, pattern(10, 20)),
      client(10, pattern(10, 10)),
      client(0, pattern(10)),
    ]);
    expect(flows[0]!.of("client")).toEqual([[...pattern(10)], [...pattern(10, 10)], [...pattern(10, 20)]]);
    expect(flows[0]!.packets).toEqual([6, 5, 4]);
    expect(reassembler.counters).toMatchObject({ heldSegments: 2, gaps: 0 });
  });

  it("overlap: the first bytes stand, and differences are counted", () => {
    const forged = new Uint8Array(30).fill(0xff);
    const { flows, reassembler } = reassemble([
      ...open(),
      client(10, pattern(10, 10)),
      client(5, forged.subarray(0, 20)),
      client(0, pattern(30)),
    ]);
    const expected = [
      ...pattern(5),
      ...forged.subarray(0, 5),
      ...pattern(10, 10),
      ...forged.subarray(0, 5),
      ...pattern(5, 25),
    ];
    expect(flows[0]!.bytes("client")).toEqual(expected);
    expect(reassembler.counters.conflictingBytes).toBe(20);
  });

  it("keep alive and probe a closed window", () => {
    const { flows } = reassemble([
      ...open(),
      client(0, pattern(10)),
      client(9, Uint8Array.of(0)),
      client(9, NOTHING),
      client(10, pattern(1, 10)),
      client(10, pattern(20, 10)),
    ]);
    expect(flows[0]!.bytes("client")).toEqual([...pattern(30)]);
  });

  it("were cut by the snap length: bytes, then a gap", () => {
    const sink = new StreamNotes();
    const reassembler = new TcpReassembler(sink);
    const frames = [client(0, pattern(50)), client(100, pattern(50)), client(50, pattern(50))];
    for (const [index, frame] of frames.entries()) {
      feed(reassembler, frame.subarray(0, 64), index + 1, 1, frame.length);
    }
    // Not even the whole TCP header is there: its length is known from IP.
    feed(reassembler, client(150, pattern(50)).subarray(0, 50), 4, 1, 104);
    reassembler.end();
    const ten = [...pattern(10)];
    expect(sink.flows[0]!.of("client")).toEqual([ten, 40, ten, 40, ten, 40, 50]);
    expect(reassembler.counters).toMatchObject({ gaps: 4, gapBytes: 170 });
  });
});

describe("a hole", () => {
  const open = () => talk().open();

  it("is told when the other end has had the bytes for a while", () => {
    const after = (packets: number) => {
      const rest = new Array<Uint8Array>(packets).fill(server(0, NOTHING, TcpFlag.ACK, 1031));
      const { flows } = reassemble([
        ...open(),
        client(20, pattern(10, 20)),
        ...rest,
        client(30, pattern(1, 30)),
        server(0, pattern(1)),
      ]);
      return flows[0]!;
    };
    expect(after(40).of("client")).toEqual([20, [...pattern(10, 20)], [...pattern(1, 30)]]);
    // The gap goes with the packet that was held; the next ones come as they are.
    expect(after(40).packets).toEqual([4, 4, 45, 46]);
    // With little patience spent it is left to the end.
    expect(after(2).packets).toEqual([8, 4, 4, 7]);
  });

  it("has patience of its own, whatever another took", () => {
    const wait = (packets: number) =>
      new Array<Uint8Array>(packets).fill(server(0, NOTHING, TcpFlag.ACK, 1051));
    const frames = [...open(), client(10, pattern(10, 10)), client(30, pattern(10, 30)), ...wait(12)];
    const { flows } = reassemble([
      ...frames,
      client(0, pattern(10)),
      ...wait(12),
      client(20, pattern(10, 20)),
    ]);
    expect(flows[0]!.bytes("client")).toEqual([...pattern(40)]);
  });

  it("is none when an acknowledgment was captured before what it acknowledges", () => {
    const { flows } = reassemble([
      ...open(),
      client(10, pattern(10, 10)),
      server(0, NOTHING, TcpFlag.ACK, 1021),
      client(20, pattern(10, 20)),
      server(0, NOTHING, TcpFlag.ACK, 1031),
      client(0, pattern(10)),
    ]);
    expect(flows[0]!.of("client")).toEqual([[...pattern(10)], [...pattern(10, 10)], [...pattern(10, 20)]]);
  });

  it("is told when too many segments wait", () => {
    const waiting = Array.from({ length: 4 }, (_, index) => client(10 + 20 * index, pattern(10, 20 * index)));
    const { flows } = reassemble([...open(), ...waiting, client(0, pattern(10))], { maxHeldSegments: 3 });
    expect(flows[0]!.of("client").slice(0, 2)).toEqual([10, [...pattern(10)]]);
    expect(flows[0]!.gaps("client")).toEqual([10, 10, 10, 10]);
  });

  it("is told when too many bytes wait, first of the flow that waits for the longest", () => {
    const other = new Conversation({ client: { ...CLIENT, port: 40_001 }, server: SERVER });
    const frames = [...open(), client(10, pattern(1000)), ...other.open()];
    other.lose(0, 5);
    frames.push(...other.send(0, pattern(1000)));
    const { flows } = reassemble(frames, { maxHeldBytes: 2000 });
    expect(flows[0]!.packets).toEqual([4, 4]);
    expect(flows[0]!.of("client")).toEqual([10, [...pattern(1000)]]);
    expect(flows[1]!.gaps("client").length + flows[1]!.gaps("server").length).toBe(1);
    const alone = reassemble([...open(), client(10, pattern(1000))], { maxHeldBytes: 1 });
    expect(alone.flows[0]!.of("client")).toEqual([10, [...pattern(1000)]]);
  });

  it("before a FIN is told at the end", () => {
    const fin = TcpFlag.FIN | TcpFlag.ACK;
    const { flows } = reassemble([
      ...open(),
      client(0, pattern(5)),
      client(25, NOTHING, fin),
      server(0, NOTHING, fin, 1027),
    ]);
    expect(flows[0]!.of("client")).toEqual([[...pattern(5)], 20]);
    expect(flows[0]!.reason).toBe("fin");
  });

  it("at the end of what was captured is told if the other end acknowledged it", () => {
    const { flows } = reassemble([
      ...open(),
      client(0, pattern(5)),
      server(0, NOTHING, TcpFlag.ACK, 1001 + 25),
    ]);
    expect(flows[0]!.of("client")).toEqual([[...pattern(5)], 19]);
  });

  it("hides nothing that claims to come after a FIN", () => {
    const fin = TcpFlag.FIN | TcpFlag.ACK;
    const { flows } = reassemble([
      ...open(),
      client(5000, pattern(9)),
      client(0, pattern(5)),
      client(5, NOTHING, fin),
      server(0, NOTHING, fin, 1007),
    ]);
    expect(flows[0]!.of("client")).toEqual([[...pattern(5)]]);
    expect(flows[0]!.reason).toBe("fin");
  });
});

describe("numbers far ahead", () => {
  it("of a side that the capture lost for long are a hole, even past half of all numbers", () => {
    const lost = 0xa000_0000;
    const { flows } = reassemble([client(0, pattern(5)), client(5 + lost, pattern(5))]);
    expect(flows[0]!.of("client")).toEqual([[...pattern(5)], lost, [...pattern(5)]]);
  });

  it("behind are bytes that came already", () => {
    const { flows } = reassemble([client(0, pattern(5)), client(-0x3000_0000, pattern(5))]);
    expect(flows[0]!.of("client")).toEqual([[...pattern(5)]]);
  });
});

describe("half a conversation", () => {
  it("starts with its first captured segment", () => {
    const { flows } = reassemble([client(500, pattern(10)), client(510, pattern(10, 10))]);
    expect(flows[0]!.of("client")).toEqual([[...pattern(10)], [...pattern(10, 10)]]);
    expect(flows[0]!.flow.sideOfSyn).toBeUndefined();
    expect(flows[0]!.reason).toBe("end");
  });

  it("starts earlier if the other end waits for an earlier byte", () => {
    const { flows } = reassemble([
      server(0, pattern(3), TcpFlag.ACK, 1501),
      client(510, pattern(10, 10)),
      client(500, pattern(10)),
    ]);
    expect(flows[0]!.of("client")).toEqual([[...pattern(10)], [...pattern(10, 10)]]);
    expect(flows[0]!.flow.firstPacket).toBe(1);
  });

  it("does not start with a keep-alive, if that can be told", () => {
    const { flows } = reassemble([
      server(0, NOTHING, TcpFlag.ACK, 1501),
      client(499, Uint8Array.of(0)),
      client(500, pattern(10)),
    ]);
    expect(flows[0]!.of("client")).toEqual([[...pattern(10)]]);
  });
});

describe("the end", () => {
  const fin = TcpFlag.FIN | TcpFlag.ACK;

  it("by RST hands on what is held", () => {
    const all = talk();
    const { flows } = reassemble([...all.open(), client(10, pattern(5)), server(0, NOTHING, TcpFlag.RST)]);
    expect(flows[0]!.of("client")).toEqual([10, [...pattern(5)]]);
    expect(flows[0]!.reason).toBe("rst");
  });

  it("by RST of an end that was not heard before, whatever its number", () => {
    const { flows } = reassemble([client(0, pattern(5)), server(0x5000_0000, NOTHING, TcpFlag.RST)]);
    expect(flows[0]!.reason).toBe("rst");
  });

  it("is not brought by a RST that guesses", () => {
    const all = talk();
    const frames = [
      ...all.open(),
      client(0, pattern(5)),
      server(0x2000000, NOTHING, TcpFlag.RST),
      client(5, pattern(5, 5)),
    ];
    const { flows, reassembler } = reassemble(frames);
    expect(flows[0]!.bytes("client")).toEqual([...pattern(10)]);
    expect(reassembler.counters.ignoredResets).toBe(1);
  });

  it("is followed by no other conversation when segments come late", () => {
    const all = talk();
    const frames = [
      ...all.open(),
      client(0, pattern(5)),
      client(5, NOTHING, fin),
      server(0, NOTHING, fin, 1007),
    ];
    const late = [
      client(0, pattern(5)),
      client(5, NOTHING, fin),
      server(0, NOTHING, fin, 1007),
      ...talk().open(),
    ];
    const { flows, reassembler } = reassemble([...frames, ...late]);
    expect(flows).toHaveLength(1);
    expect(flows[0]!.reason).toBe("fin");
    expect(reassembler.counters.lateSegments).toBe(5);
  });

  it("waits for bytes before the FIN", () => {
    const all = talk();
    const { flows } = reassemble([
      ...all.open(),
      client(5, NOTHING, fin),
      server(0, NOTHING, fin, 1001),
      client(0, pattern(5)),
    ]);
    expect(flows[0]!.of("client")).toEqual([[...pattern(5)]]);
    expect(flows[0]!.reason).toBe("fin");
  });
});

describe("a port pair used again", () => {
  const again = () =>
    new Conversation({ client: CLIENT, server: SERVER, initialSequences: [70_000_000, 90_000_000] });
  const whole = (all: Conversation, from: number, end: (all: Conversation) => Uint8Array[]) => [
    ...all.open(),
    ...all.send(0, pattern(10, from)),
    ...end(all),
  ];
  const expectTwo = (frames: Uint8Array[], reason: string) => {
    const { flows } = reassemble(frames);
    expect(flows.map((notes) => notes.bytes("client"))).toEqual([[...pattern(10)], [...pattern(10, 50)]]);
    expect(flows[0]!.reason).toBe(reason);
    expect(flows[1]!.flow.sideOfSyn).toBe(flows[1]!.client);
    return flows;
  };

  it("after FIN, after RST, and after neither", () => {
    expectTwo([...whole(talk(), 0, (all) => all.close()), ...whole(again(), 50, () => [])], "fin");
    expectTwo([...whole(talk(), 0, (all) => [all.reset(1)]), ...whole(again(), 50, () => [])], "rst");
    const flows = expectTwo(
      [...whole(talk(), 0, () => []), ...whole(again(), 50, (all) => all.close())],
      "reused",
    );
    expect(flows[1]!.flow.firstPacket).toBe(5);
    expect(flows[1]!.reason).toBe("fin");
  });

  it("after a conversation of which only the answers were captured", () => {
    const { flows } = reassemble([server(0, pattern(10)), ...whole(again(), 50, () => [])]);
    expect(flows).toHaveLength(2);
    expect(flows[1]!.flow.firstPacket).toBe(2);
  });

  it("by a client that was refused and tries again with the same number", () => {
    const refused = talk();
    const first = [refused.open()[0]!, refused.reset(1)];
    const { flows } = reassemble([...first, ...whole(talk(), 0, () => [])]);
    expect(flows[0]!.bytes("client")).toEqual([...pattern(10)]);
    expect(flows[0]!.flow.firstPacket).toBe(1);
  });

  it("is none where a SYN comes twice, or late", () => {
    const all = talk();
    const [syn, answer, ack] = all.open();
    const data = all.send(0, pattern(10));
    const { flows } = reassemble([
      syn!,
      syn!,
      answer!,
      answer!,
      ack!,
      ...data,
      answer!,
      ...all.send(1, pattern(5)),
    ]);
    expect(flows).toHaveLength(1);
    const late = reassemble([...data, answer!, syn!, ...all.send(0, pattern(10, 10))]);
    expect(late.flows).toHaveLength(1);
    expect(late.flows[0]!.bytes("client")).toEqual([...pattern(20)]);
  });

  it("is none where a server answers once more, with another number", () => {
    const all = talk();
    const [syn, answer] = all.open();
    const other = server(999, NOTHING, TcpFlag.SYN | TcpFlag.ACK);
    const { flows } = reassemble([syn!, answer!, other, server(1000, pattern(10))]);
    expect(flows.map((notes) => notes.of("server"))).toEqual([[[...pattern(10)]]]);
  });

  it("after a conversation of which only acknowledgments were captured", () => {
    const { flows } = reassemble([client(0, NOTHING), ...whole(again(), 50, () => [])]);
    expect(flows.map((notes) => notes.flow.firstPacket)).toEqual([2]);
    const answered = reassemble([server(0, NOTHING), ...whole(again(), 50, () => [])]);
    expect(answered.flows.map((notes) => notes.flow.firstPacket)).toEqual([2]);
    const late = reassemble([server(0, NOTHING), ...whole(talk(), 0, () => [])]);
    expect(late.flows.map((notes) => notes.flow.firstPacket)).toEqual([1]);
  });

  it("with another SYN and ACK after bytes that wait, which are not the new one's", () => {
    const again = server(1, NOTHING, TcpFlag.SYN | TcpFlag.ACK);
    const { flows } = reassemble([
      server(-1, NOTHING, TcpFlag.SYN | TcpFlag.ACK),
      server(2, pattern(1)),
      again,
    ]);
    expect(flows.map(({ reason }) => reason)).toEqual(["reused"]);
    expect(flows[0]!.of("server")).toEqual([2, [1]]);
  });

  it("without a SYN, far from where the last one ended", () => {
    const all = whole(talk(), 0, (conversation) => conversation.close());
    const { flows } = reassemble([...all, client(0x3000000, pattern(10, 50))]);
    expect(flows.map((notes) => notes.bytes("client"))).toEqual([[...pattern(10)], [...pattern(10, 50)]]);
  });
});

describe("a side that is ignored", () => {
  class Deaf extends StreamNotes {
    override data(...args: Parameters<StreamNotes["data"]>): void {
      super.data(...args);
      args[0].ignore(args[1]);
    }
  }

  it("brings nothing more, holds nothing, and ends all the same", () => {
    const sink = new Deaf();
    const reassembler = new TcpReassembler(sink);
    const all = talk();
    const frames = [
      ...all.open(),
      client(20, pattern(10, 20)),
      client(10, pattern(10, 10)),
      client(0, pattern(10)),
    ];
    frames.push(client(50, pattern(10)), server(0, pattern(4)), server(4, pattern(4)));
    frames.push(
      client(90, NOTHING, TcpFlag.FIN | TcpFlag.ACK),
      server(8, NOTHING, TcpFlag.FIN | TcpFlag.ACK),
    );
    for (const [index, frame] of frames.entries()) feed(reassembler, frame, index + 1);
    expect(sink.flows[0]!.of("client")).toEqual([[...pattern(10)]]);
    expect(sink.flows[0]!.of("server")).toEqual([[...pattern(4)]]);
    expect(sink.flows[0]!.reason).toBe("fin");
    expect(reassembler.counters).toMatchObject({ gaps: 0, heldSegments: 2 });
  });

  it("is told nothing of what the snap length cut", () => {
    const sink = new Deaf();
    const reassembler = new TcpReassembler(sink);
    const frame = client(0, pattern(50));
    feed(reassembler, frame.subarray(0, 64), 1, 1, frame.length);
    feed(reassembler, client(50, pattern(5)), 2);
    reassembler.end();
    expect(sink.flows[0]!.of("client")).toEqual([[...pattern(10)]]);
  });

  it("gives its memory back at once", () => {
    const sink = new StreamNotes();
    const reassembler = new TcpReassembler(sink, { maxHeldBytes: 4000 });
    const other = new Conversation({ client: { ...CLIENT, port: 40_001 }, server: SERVER });
    for (const frame of [...talk().open(), client(10, pattern(1000))]) feed(reassembler, frame, 1);
    const { flow } = sink.flows[0]!;
    flow.ignore(0);
    flow.ignore(1);
    for (const frame of other.open()) feed(reassembler, frame, 2);
    other.lose(0, 5);
    for (const frame of other.send(0, pattern(1900))) feed(reassembler, frame, 2);
    expect(reassembler.counters.heldSegments).toBe(3);
    expect(reassembler.counters.gaps).toBe(0);
    reassembler.end();
    expect(sink.flows[0]!.of("client")).toEqual([]);
  });
});

it("counts limits that are no positive integers as the caller's mistake", () => {
  for (const value of [0, -1, 1.5, Number.NaN]) {
    expect(() => new TcpReassembler(new StreamNotes(), { maxFlows: value })).toThrow(RangeError);
  }
});

it("keeps what a flow tells after it is over", () => {
  const all = talk();
  const { flows } = reassemble([...all.open(), ...all.send(0, pattern(1)), ...all.close()]);
  const notes = flows[0]!;
  expect(notes).toBeInstanceOf(FlowNotes);
  expect([notes.flow.address(0), notes.flow.port(1)]).toEqual([CLIENT.address, SERVER.port]);
});
