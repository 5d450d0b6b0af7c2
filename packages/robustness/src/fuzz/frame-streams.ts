// The frame decoder: whatever the split the same frames, always the same error, and no more held than it says; also with
// bytes missing.
import { concat, isDecodeError, toHex } from "@countersign/bytes";
import { FrameDecoder, type FrameSink } from "@countersign/framing";
import * as captured from "./captured.js";
import { type Happening, readScript, writeScript } from "./script.js";
import * as seeds from "./seeds.js";
import { splitsOf } from "./splits.js";
import { Broken, type Target } from "./target.js";

const MAX_MESSAGE_LENGTH = 700;
/** What the decoder's documentation says of what it holds. */
const MAX_HELD = 68 + MAX_MESSAGE_LENGTH;
const ONE = new Uint8Array(1);

export const frameStreams: Target = {
  name: "frame-stream",
  sources: /^framing\/src/,
  maxLength: 1500,
  seeds: () => {
    const frames = seeds.frames().filter(({ length }) => length < 500);
    return frames.map((frame, i) => concat(frame, frames[(7 * i + 1) % frames.length]!));
  },
  run(bytes) {
    sameFor("a split makes no difference", framesOf(splitsOf(bytes)), framesOf([bytes]));
    const stream = [{ kind: "bytes", bytes } as const];
    for (const resynchronise of [false, true]) {
      const whole = sunk(stream, resynchronise);
      sameFor("a split makes no difference to a sink", sunk(stream.flatMap(inPieces), resynchronise), whole);
    }
  },
};

/** Scripts of what arrives and what is missing, up to an end. */
export const frameGaps: Target = {
  name: "frame-gaps",
  sources: /^framing\/src\/(frame-decoder|gathered-bytes|resynchronise)/,
  maxLength: 1500,
  seeds: () => captured.conversations().map((pieces) => writeScript(withGaps(pieces))),
  run(input) {
    const script = readScript(input);
    const end = script.findIndex(({ kind }) => kind === "end");
    if (end >= 0) script.length = end;
    for (const resynchronise of [false, true]) {
      const whole = sunk(script, resynchronise);
      sameFor("a split makes no difference", sunk(script.flatMap(inPieces), resynchronise), whole);
    }
  },
};

type Step = Pick<Happening, "kind" | "bytes">;

/** Each third piece falls into a gap. */
function withGaps(pieces: readonly captured.Piece[]): Omit<Happening, "side">[] {
  return pieces.map(({ bytes }, i) => ({
    kind: i % 3 === 2 ? "gap" : "bytes",
    bytes: bytes.subarray(0, 300),
  }));
}

/** Bytes, and the lengths of gaps too. */
function inPieces({ kind, bytes }: Step): Step[] {
  return splitsOf(bytes).map((piece) => ({ kind, bytes: piece }));
}

function sameFor(law: string, split: string, whole: string): void {
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
    expectSticky(error, () => decoder.next());
    told += `${error.code} ${error.field} ${error.offset}`;
  }
  return told;
}

function sizeOf(frame: object): string {
  return "message" in frame ? toHex((frame.message as Uint8Array).subarray(0, 8)) : "";
}

function expectSticky(error: unknown, ...again: readonly (() => void)[]): void {
  for (const one of again) {
    try {
      one();
    } catch (thrown) {
      if (thrown === error) continue;
    }
    throw new Broken("an error stays");
  }
}

/** What a sink is shown, as text. */
function sunk(steps: readonly Step[], resynchronise: boolean): string {
  const decoder = new FrameDecoder({ maxMessageLength: MAX_MESSAGE_LENGTH, resynchronise });
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
  try {
    for (const { kind, bytes } of steps) {
      if (kind === "bytes") decoder.feed(bytes, 0, bytes.length, sink);
      else decoder.gap(bytes.length, sink);
      checkHeld(decoder);
    }
    decoder.end(sink);
  } catch (error) {
    if (!isDecodeError(error) || resynchronise) throw error;
    expectSticky(
      error,
      () => decoder.feed(ONE, 0, 1, sink),
      () => decoder.gap(1, sink),
    );
    told += `${error.code} ${error.field} ${error.offset}`;
  }
  return `${told} ${decoder.lostFrames} ${decoder.discardedBytes}`;
}

function checkHeld({ heldBytes }: FrameDecoder): void {
  if (heldBytes > MAX_HELD) throw new Broken("holds no more than it says", `${heldBytes} bytes`);
}
