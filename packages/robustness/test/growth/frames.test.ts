import { FrameDecoder, type FrameDecoderOptions } from "@countersign/framing";
import { concat, repeated } from "../../src/growth/bytes.js";
import type { Prepare } from "../../src/growth/measure.js";
import { type Cases, describeAllocation, describeTime } from "./linear.js";

const KEEP_ALIVE = [0x85, 0, 0, 0];

const FRAMES: Cases = {
  "many frames": pushed((size) => [repeated(KEEP_ALIVE, size)]),
  "frames in pieces that nobody asks for until the end": pushed((size) =>
    new Array<Uint8Array>(size / KEEP_ALIVE.length).fill(Uint8Array.from(KEEP_ALIVE)),
  ),
  "one frame byte by byte": pushed((size) => pieces(oneFrame(size), 1)),
  "one frame in pieces of seven": pushed((size) => pieces(oneFrame(size), 7)),
  "frames byte by byte, fed": fed((size) => repeated(KEEP_ALIVE, size), 1),
  "a search in nothing known": fed((size) => repeated([0x41], size)),
  "a search in nothing known, byte by byte": fed((size) => repeated([0x41], size), 1),
  "a search in zeros": fed((size) => repeated([0], size)),
  "a search in zeros, byte by byte": fed((size) => repeated([0], size), 1),
  "a search in what nearly is a frame": fed((size) => repeated([0, 0, 0, 0x40, 0xfe, 0x53, 0x4d], size)),
  "a search in what nearly is a frame, byte by byte": fed(
    (size) => repeated([0, 0, 0, 0x40, 0xfe, 0x53, 0x4d], size),
    1,
  ),
  "gaps in frames": (size) => {
    const frame = concat([0, 0, 0, 0x40, 0xfe, 0x53, 0x4d, 0x42], new Uint8Array(24));
    return () => {
      const decoder = new FrameDecoder({ resynchronise: true });
      for (let at = 0; at < size; at += frame.length) {
        decoder.feed(frame, 0, frame.length, SINK);
        decoder.gap(frame.length, SINK);
      }
    };
  },
};

describeTime("a frame decoder", FRAMES);
describeAllocation("a frame decoder", FRAMES);

const SINK = { begin: () => Number.POSITIVE_INFINITY, take() {} };

function pushed(make: (size: number) => readonly Uint8Array[], options?: FrameDecoderOptions): Prepare {
  return (size) => {
    const chunks = make(size);
    return () => {
      const decoder = new FrameDecoder(options);
      for (const chunk of chunks) decoder.push(chunk);
      while (decoder.next() !== undefined);
    };
  };
}

/** In pieces of `each` bytes, to one that looks for the next frame where one is lost. */
function fed(make: (size: number) => Uint8Array, each = Number.POSITIVE_INFINITY): Prepare {
  return (size) => {
    const bytes = make(size);
    return () => {
      const decoder = new FrameDecoder({ resynchronise: true });
      for (let at = 0; at < size; at += each) decoder.feed(bytes, at, Math.min(at + each, size), SINK);
    };
  };
}

function oneFrame(size: number): Uint8Array {
  const length = size - KEEP_ALIVE.length;
  return concat([0, length >> 16, length >> 8, length], new Uint8Array(length));
}

function pieces(bytes: Uint8Array, each: number): Uint8Array[] {
  const all: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; at += each) all.push(bytes.subarray(at, at + each));
  return all;
}
