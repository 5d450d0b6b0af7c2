import { fromHex, isDecodeError } from "@countersign/bytes";
import { runs } from "@countersign/testkit";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { encodeFrame, type Frame, FrameDecoder, type FrameSink, FrameType } from "../src/index.js";
import { FILE_SERVER_REQUEST, frames } from "./arbitraries.js";

/** Notes what it is shown, and wants of each message as many bytes as its second last shown byte says, times four. */
class Notes implements FrameSink {
  readonly events: string[] = [];
  /** Asked for and not yet there. */
  expected = 0;

  begin(type: number, length: number, bytes: Uint8Array, start: number, end: number): number {
    const shown = bytes.slice(start, end);
    this.events.push(`begin ${type} ${length} ${shown}`);
    const wanted = shown.length < 2 ? length : shown[shown.length - 2]! * 4;
    this.expected = Math.min(wanted, length);
    return wanted;
  }

  take(type: number, length: number, bytes: Uint8Array, start: number, end: number): void {
    expect(end - start).toBe(this.expected);
    this.events.push(`take ${type} ${length} ${bytes.slice(start, end)}`);
  }
}

/** Cuts `bytes` where `cuts` say, as fractions. */
function pieces(bytes: Uint8Array, cuts: number[]): Uint8Array[] {
  const at = [0, ...cuts.map((cut) => Math.floor(cut * bytes.length)).sort((a, b) => a - b), bytes.length];
  return at.slice(1).map((end, i) => bytes.slice(at[i], end));
}

function join(...parts: Uint8Array[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

/** A frame with an SMB2 message: its protocol id, then `fill`. */
function smb(length: number, fill = 0x11): Uint8Array {
  const message = new Uint8Array(length).fill(fill);
  message.set([0xfe, 0x53, 0x4d, 0x42]);
  return encodeFrame({ kind: "sessionMessage", message });
}

const smbFrames = fc
  .tuple(fc.integer({ min: 4, max: 300 }), fc.integer({ min: 0, max: 90 }))
  .map(([length, fill]) => smb(length, fill));
const garbage = fc.uint8Array({ maxLength: 40 });
const cuts = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 12 });

function observe(parts: Uint8Array[]): { events: string[]; lost: number; discarded: number } {
  const decoder = new FrameDecoder({ resynchronise: true });
  const notes = new Notes();
  for (const part of parts) {
    // In the middle of another array, as in a capture's buffer.
    const around = join(Uint8Array.of(0, 0, 0), part, Uint8Array.of(0xfe, 0x53));
    decoder.feed(around, 3, 3 + part.length, notes);
    expect(decoder.heldBytes).toBeLessThanOrEqual(Math.max(68, notes.expected));
  }
  return { events: notes.events, lost: decoder.lostFrames, discarded: decoder.discardedBytes };
}

function collect(decoder: FrameDecoder, parts: Uint8Array[]): { frames: Frame[]; error: unknown } {
  const frames: Frame[] = [];
  let error: unknown;
  for (const part of parts) {
    decoder.push(part);
    try {
      for (let frame = decoder.next(); frame; frame = decoder.next()) frames.push(frame);
    } catch (thrown) {
      if (!isDecodeError(thrown)) throw thrown;
      // After an error always the same error.
      if (error !== undefined) expect(thrown).toBe(error);
      error = thrown;
    }
  }
  return { frames, error };
}

describe("law 7: any split gives the same", () => {
  const streams = fc
    .array(
      fc.oneof(
        { weight: 4, arbitrary: smbFrames },
        garbage,
        frames.map((m) => encodeFrame(m)),
      ),
      { maxLength: 8 },
    )
    .map((parts) => join(...parts));

  it("to a sink", () => {
    fc.assert(
      fc.property(streams, cuts, (stream, where) => {
        const whole = observe([stream]);
        expect(observe(pieces(stream, where))).toStrictEqual(whole);
        expect(observe([...stream].map((byte) => Uint8Array.of(byte)))).toStrictEqual(whole);
      }),
      { numRuns: runs(100) },
    );
  });

  it("to push and next, error included", () => {
    fc.assert(
      fc.property(streams, cuts, (stream, where) => {
        const whole = collect(new FrameDecoder(), [stream]);
        const split = collect(new FrameDecoder(), pieces(stream, where));
        expect(split.frames).toStrictEqual(whole.frames);
        expect(split.error).toEqual(whole.error);
        const bytewise = collect(
          new FrameDecoder(),
          [...stream].map((byte) => Uint8Array.of(byte)),
        );
        expect(bytewise.frames).toStrictEqual(whole.frames);
        expect(bytewise.error).toEqual(whole.error);
      }),
      { numRuns: runs(150) },
    );
  });

  it("with gaps in the same places", () => {
    const parts = fc.array(fc.tuple(smbFrames, fc.option(fc.integer({ min: 1, max: 400 }), { nil: 0 })), {
      maxLength: 6,
    });
    fc.assert(
      fc.property(parts, fc.boolean(), fc.nat(20), (list, isSplit, shift) => {
        const whole = new FrameDecoder({ resynchronise: true });
        const split = new FrameDecoder({ resynchronise: true });
        const a = new Notes();
        const b = new Notes();
        for (const [frame, gap] of list) {
          const bytes = frame.subarray(shift % frame.length);
          whole.feed(bytes, 0, bytes.length, a);
          for (let at = 0; at < bytes.length; at++) split.feed(bytes, at, at + 1, b);
          if (gap === 0) continue;
          whole.gap(gap);
          if (isSplit) for (let i = 0; i < gap; i++) split.gap(1);
          else split.gap(gap);
        }
        expect(b.events).toStrictEqual(a.events);
        expect(split.lostFrames).toBe(whole.lostFrames);
        expect(split.discardedBytes).toBe(whole.discardedBytes);
      }),
      { numRuns: runs(500) },
    );
  });

  it("what push is given comes out of next", () => {
    const known = frames.filter((m) => m.kind !== "unknown" && encodeFrame(m).length < 500);
    fc.assert(
      fc.property(fc.array(known, { maxLength: 6 }), cuts, (list, where) => {
        const stream = join(...list.map((m) => encodeFrame(m)));
        expect(collect(new FrameDecoder(), pieces(stream, where))).toEqual({
          frames: list,
          error: undefined,
        });
      }),
      { numRuns: runs(300) },
    );
  });
});

describe("a sink", () => {
  const sink = (wanted: number, taken: Uint8Array[], arrays: Uint8Array[] = []): FrameSink => ({
    begin: () => wanted,
    take: (_type, _length, bytes, start, end) => {
      taken.push(bytes.slice(start, end));
      arrays.push(bytes);
    },
  });

  it("gets wanted bytes in place where they lie in one piece", () => {
    const stream = join(smb(200), smb(200));
    const arrays: Uint8Array[] = [];
    new FrameDecoder().feed(stream, 0, stream.length, sink(150, [], arrays));
    expect(arrays).toHaveLength(2);
    expect(arrays.every((array) => array === stream)).toBe(true);
  });

  it("gets nothing of what it does not want, and nothing of that is held", () => {
    const decoder = new FrameDecoder();
    const stream = smb(100_000);
    const taken: Uint8Array[] = [];
    for (let at = 0; at < stream.length; at += 1000) {
      decoder.feed(stream, at, Math.min(at + 1000, stream.length), sink(0, taken));
      expect(decoder.heldBytes).toBe(0);
    }
    expect(taken).toStrictEqual([]);
  });

  it("gets an empty payload if it wants any", () => {
    const taken: Uint8Array[] = [];
    const stream = fromHex("8500000000000000");
    new FrameDecoder().feed(stream, 0, stream.length, sink(1, taken));
    expect(taken).toStrictEqual([new Uint8Array(0), new Uint8Array(0)]);
  });

  it("is shown a message that is complete in the same call, however it came", () => {
    const decoder = new FrameDecoder();
    const stream = smb(40);
    const taken: Uint8Array[] = [];
    for (let at = 0; at < stream.length; at++) {
      expect(taken).toHaveLength(0);
      decoder.feed(stream, at, at + 1, sink(40, taken));
    }
    expect(taken).toStrictEqual([stream.subarray(4)]);
  });
});

describe("memory", () => {
  it("grows with the bytes that arrived, not with the length that was claimed", () => {
    const decoder = new FrameDecoder();
    decoder.push(fromHex("00ffffff"));
    expect(decoder.next()).toBeUndefined();
    decoder.push(new Uint8Array(1000));
    expect(decoder.next()).toBeUndefined();
    expect(decoder.heldBytes).toBe(1000);
  });

  it("a transport length of 285,216,000 with 338 bytes is no frame", () => {
    const decoder = new FrameDecoder();
    decoder.push(join(fromHex("11000d00"), new Uint8Array(334)));
    expect(() => decoder.next()).toThrow(expect.objectContaining({ code: "malformed", offset: 0 }));
  });

  it("frames do not change with the bytes pushed later", () => {
    const decoder = new FrameDecoder();
    const [a, b] = [smb(20, 1), smb(20, 2)];
    for (const byte of a) decoder.push(Uint8Array.of(byte));
    const first = decoder.next();
    for (const byte of b) decoder.push(Uint8Array.of(byte));
    decoder.next();
    expect(first).toStrictEqual({ kind: "sessionMessage", message: a.subarray(4) });
  });
});

describe("without resynchronise", () => {
  it("an HTTP answer is malformed, and stays so", () => {
    const decoder = new FrameDecoder();
    decoder.push(join(smb(10), new TextEncoder().encode("HTTP/1.1 400 Bad Request\r\n")));
    expect(decoder.next()).toBeDefined();
    const expected = expect.objectContaining({ code: "malformed", field: "SessionPacket.type", offset: 14 });
    expect(() => decoder.next()).toThrow(expected);
    decoder.push(smb(10));
    expect(() => decoder.next()).toThrow(expected);
    expect(() => decoder.feed(smb(10), 0, 14, new Notes())).toThrow(expected);
    expect(() => decoder.gap(1)).toThrow(expected);
  });

  it("a message over the limit", () => {
    const decoder = new FrameDecoder({ maxMessageLength: 100 });
    decoder.push(smb(101));
    expect(() => decoder.next()).toThrow(
      expect.objectContaining({ code: "limit", field: "SessionPacket.length", offset: 1 }),
    );
  });

  it("a keep-alive of 511 bytes", () => {
    const decoder = new FrameDecoder();
    decoder.push(fromHex("850001ff"));
    expect(() => decoder.next()).toThrow(expect.objectContaining({ code: "malformed" }));
  });

  it("a whole frame whose payload is too short is malformed: nothing more will come", () => {
    const decoder = new FrameDecoder();
    decoder.push(join(smb(10), fromHex("83000000")));
    decoder.next();
    expect(() => decoder.next()).toThrow(
      expect.objectContaining({ code: "malformed", field: "NegativeSessionResponse.errorCode", offset: 18 }),
    );
  });

  it.each([[[505]], [[500, 5]], [[504, 1]]])("a gap is tolerated in skipped bytes only: %j", (gaps) => {
    const skip: FrameSink = { begin: () => 0, take: () => undefined };
    const decoder = new FrameDecoder();
    const stream = smb(1000);
    decoder.feed(stream, 0, 500, skip);
    decoder.gap(504);
    decoder.feed(stream, 0, 500, skip);
    // The first byte that is not skipped, however the gap was told of.
    const tell = () => {
      for (const length of gaps) decoder.gap(length);
    };
    expect(tell).toThrow(expect.objectContaining({ code: "malformed", offset: 2008 }));
  });
});

describe("with resynchronise", () => {
  const types = (stream: Uint8Array): string[] =>
    observe([stream]).events.filter((event) => event.startsWith("begin"));

  it("starts in mid-stream", () => {
    const { events, discarded } = observe([join(smb(300, 0x11).subarray(50), smb(70))]);
    expect(events[0]).toMatch(/^begin 0 70 /);
    expect(discarded).toBe(254);
  });

  it("zeros at the start are no empty messages", () => {
    expect(types(join(new Uint8Array(100), smb(70)))).toHaveLength(1);
  });

  it("a session request is a beginning", () => {
    const begun = types(join(FILE_SERVER_REQUEST, fromHex("85000000"), smb(70)));
    expect(begun.map((event) => event.split(" ")[1])).toStrictEqual(["129", "133", "0"]);
  });

  it("bytes are discarded as soon as they cannot begin a frame, in one piece or bytewise", () => {
    const stream = fromHex("0000000400000000");
    expect(observe([stream]).discarded).toBe(1);
    expect(observe([...stream].map((byte) => Uint8Array.of(byte))).discarded).toBe(1);
  });

  it("every SMB protocol id is found", () => {
    for (const id of [0xfc, 0xfd, 0xfe, 0xff]) {
      const frame = smb(70);
      frame[4] = id;
      expect(types(join(Uint8Array.of(1, 2, 3), frame))).toHaveLength(1);
    }
    const other = smb(70);
    other[4] = 0xfb;
    expect(types(join(Uint8Array.of(1, 2, 3), other))).toHaveLength(0);
  });

  it("in step, a message need not be SMB", () => {
    // SMB_COM_READ_RAW is answered with bare data.
    const raw = encodeFrame({ kind: "sessionMessage", message: new Uint8Array(9) });
    expect(types(join(smb(70), raw, smb(70)))).toHaveLength(3);
  });

  it("garbage between frames costs the garbage", () => {
    const result = observe([join(smb(70), fromHex("deadbeef00"), smb(80))]);
    expect(result.discarded).toBe(5);
    expect(result.events.filter((event) => event.startsWith("begin"))).toHaveLength(2);
  });

  it("the exact frames come back from between garbage without SMB in it", () => {
    const silent = garbage.map((bytes) => bytes.map((byte) => (byte === 0x53 ? 0 : byte)));
    fc.assert(
      fc.property(silent, smbFrames, smbFrames, (noise, a, b) => {
        const alone = observe([join(a, b)]);
        // A first byte of FF begins no frame.
        const noisy = observe([
          join(Uint8Array.of(0xff), noise, Uint8Array.of(0xff, 0xff, 0xff, 0xff), a, b),
        ]);
        expect(noisy.events).toStrictEqual(alone.events);
        expect(noisy.discarded).toBe(noise.length + 5);
      }),
      { numRuns: runs(300) },
    );
  });
});

describe("a gap", () => {
  const start = (bytes: Uint8Array): { decoder: FrameDecoder; notes: Notes; begun: () => number } => {
    const decoder = new FrameDecoder({ resynchronise: true });
    const notes = new Notes();
    decoder.feed(bytes, 0, bytes.length, notes);
    const begun = (): number => notes.events.filter((event) => event.startsWith("begin")).length;
    return { decoder, notes, begun };
  };

  it("in skipped bytes is arithmetic", () => {
    const { decoder, notes, begun } = start(smb(500, 0).subarray(0, 200));
    decoder.gap(304);
    decoder.feed(smb(70), 0, 74, notes);
    expect([begun(), decoder.lostFrames, decoder.discardedBytes]).toStrictEqual([2, 0, 0]);
  });

  it("in wanted bytes loses the frame, and no other", () => {
    const { decoder, notes, begun } = start(join(smb(70), smb(300, 80).subarray(0, 200)));
    expect(decoder.heldBytes).toBe(196);
    decoder.gap(50);
    expect(decoder.heldBytes).toBe(0);
    decoder.feed(smb(300, 80), 250, 304, notes);
    decoder.feed(smb(70), 0, 74, notes);
    expect([begun(), decoder.lostFrames, decoder.discardedBytes]).toStrictEqual([3, 1, 0]);
    expect(notes.events.filter((event) => event.startsWith("take 0 300"))).toHaveLength(0);
  });

  it("keeps step: what follows a lost frame need not be SMB", () => {
    const { decoder, notes } = start(join(smb(70), smb(300, 80).subarray(0, 200)));
    decoder.gap(104);
    decoder.feed(fromHex("85000000"), 0, 4, notes);
    expect(notes.events.at(-1)).toBe("begin 133 0 ");
  });

  it("shows a sink what there is of a frame that lost wanted or shown bytes", () => {
    const cuts: string[] = [];
    const wantsAll: FrameSink = {
      begin: (_type, length) => length,
      take: () => undefined,
      cut: (type, length, bytes, from, to) => void cuts.push(`${type} ${length} ${bytes.slice(from, to)}`),
    };
    const decoder = new FrameDecoder({ resynchronise: true });
    const stream = smb(300);
    decoder.feed(stream, 0, 104, wantsAll);
    decoder.gap(200, wantsAll);
    expect(cuts).toStrictEqual([`0 300 ${stream.slice(4, 104)}`]);
    decoder.feed(stream, 0, 20, wantsAll);
    decoder.gap(284, wantsAll);
    expect(cuts[1]).toBe(`0 300 ${stream.slice(4, 20)}`);
    decoder.feed(stream, 0, 204, wantsAll);
    decoder.end(wantsAll);
    expect(cuts[2]).toBe(`0 300 ${stream.slice(4, 204)}`);
    decoder.end(wantsAll);
    expect([cuts.length, decoder.lostFrames, decoder.heldBytes]).toStrictEqual([3, 3, 0]);
  });

  it("in skipped bytes cuts nothing, at the stream's end neither", () => {
    const { decoder } = start(smb(500, 0).subarray(0, 200));
    decoder.end();
    expect(decoder.lostFrames).toBe(0);
  });

  it("in shown bytes loses the frame, and no other", () => {
    const { decoder, notes, begun } = start(join(smb(70), smb(300).subarray(0, 20)));
    decoder.gap(284);
    decoder.feed(smb(70), 0, 74, notes);
    expect([begun(), decoder.lostFrames, decoder.discardedBytes]).toStrictEqual([2, 1, 0]);
  });

  it("beyond the frame makes it search", () => {
    const { decoder, notes, begun } = start(smb(500, 0).subarray(0, 200));
    decoder.gap(310);
    const next = join(fromHex("00000010ffff"), smb(70));
    decoder.feed(next, 0, next.length, notes);
    expect([begun(), decoder.lostFrames, decoder.discardedBytes]).toStrictEqual([2, 0, 6]);
  });

  it("between frames makes it search", () => {
    const { decoder, notes, begun } = start(smb(70));
    decoder.gap(10);
    const next = join(new Uint8Array(12), smb(70));
    decoder.feed(next, 0, next.length, notes);
    expect([begun(), decoder.discardedBytes]).toStrictEqual([2, 12]);
  });

  it("of nothing is nothing", () => {
    const { decoder, notes, begun } = start(smb(70));
    decoder.gap(0);
    decoder.feed(smb(70), 0, 74, notes);
    expect(begun()).toBe(2);
  });
});

it("pieces that nobody asked for are read without moving those behind them", () => {
  const decoder = new FrameDecoder();
  const keepAlive = Uint8Array.of(0x85, 0, 0, 0);
  const count = 300_000;
  for (let i = 0; i < count; i++) decoder.push(keepAlive);
  expect(decoder.next()).toBeDefined();
  // Those pushed meanwhile are read last.
  decoder.push(smb(70));
  for (let i = 1; i < count; i++) decoder.next();
  expect(decoder.next()).toMatchObject({ kind: "sessionMessage" });
  expect(decoder.next()).toBeUndefined();
}, 20_000);

it("the decoder takes the types of the table", () => {
  expect(Object.values(FrameType)).toStrictEqual([0, 0x81, 0x82, 0x83, 0x84, 0x85]);
});
