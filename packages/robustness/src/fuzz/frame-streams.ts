// The frame decoder: whatever the split the same frames, always the same error, and no more held than it says.
import { isDecodeError, toHex } from "@countersign/bytes";
import { FrameDecoder, type FrameSink } from "@countersign/framing";
import * as seeds from "./seeds.js";
import { splitsOf } from "./splits.js";
import { Broken, type Target } from "./target.js";

const MAX_MESSAGE_LENGTH = 700;
/** What the decoder's documentation says of what it holds. */
const MAX_HELD = 68 + MAX_MESSAGE_LENGTH;

export const frameStreams: Target = {
  name: "frame-stream",
  sources: /^framing\/src/,
  maxLength: 1500,
  seeds: () => {
    const frames = seeds.frames().filter(({ length }) => length < 500);
    return frames.map((frame, i) => joined(frame, frames[(7 * i + 1) % frames.length]!));
  },
  run(bytes) {
    sameFor("a split makes no difference", framesOf, bytes);
    sameFor("a split makes no difference to what is taken up again", sunk, bytes);
  },
};

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(a.length + b.length);
  bytes.set(a);
  bytes.set(b, a.length);
  return bytes;
}

function sameFor(law: string, read: (pieces: readonly Uint8Array[]) => string, bytes: Uint8Array): void {
  const whole = read([bytes]);
  const split = read(splitsOf(bytes));
  if (split !== whole) throw new Broken(law, `${split}\nnot ${whole}`);
}

/** What `push` and `next` make of it, as text. */
function framesOf(pieces: readonly Uint8Array[]): string {
  const decoder = new FrameDecoder({ maxMessageLength: MAX_MESSAGE_LENGTH });
  let told = "";
  try {
    for (const piece of pieces) {
      decoder.push(piece);
      for (let frame = decoder.next(); frame !== undefined; frame = decoder.next())
        told += `${frame.kind} ${sizeOf(frame)};`;
      checkHeld(decoder);
    }
  } catch (error) {
    if (!isDecodeError(error)) throw error;
    expectSticky(decoder, error);
    told += `${error.code} ${error.field} ${error.offset}`;
  }
  return told;
}

function sizeOf(frame: object): string {
  return "message" in frame ? toHex((frame.message as Uint8Array).subarray(0, 8)) : "";
}

function expectSticky(decoder: FrameDecoder, error: unknown): void {
  try {
    decoder.next();
  } catch (again) {
    if (again === error) return;
  }
  throw new Broken("an error stays");
}

/** What a sink is shown by a decoder that takes the stream up again, as text. */
function sunk(pieces: readonly Uint8Array[]): string {
  const decoder = new FrameDecoder({ maxMessageLength: MAX_MESSAGE_LENGTH, resynchronise: true });
  let told = "";
  const sink: FrameSink = {
    begin: (type, length, _shown, start, end) => {
      told += `begin ${type} ${length} ${end - start};`;
      return length & 0x1ff;
    },
    take: (type, length, _taken, start, end) => {
      told += `take ${type} ${length} ${end - start};`;
    },
    cut: (type, length, _cut, start, end) => {
      told += `cut ${type} ${length} ${end - start};`;
    },
  };
  for (const piece of pieces) {
    decoder.feed(piece, 0, piece.length, sink);
    checkHeld(decoder);
  }
  decoder.end(sink);
  return `${told} ${decoder.lostFrames} ${decoder.discardedBytes}`;
}

function checkHeld({ heldBytes }: FrameDecoder): void {
  if (heldBytes > MAX_HELD) throw new Broken("holds no more than it says", `${heldBytes} bytes`);
}
