// TCP bytes in, frames out, without I/O. One engine, `feed`, which shows each message in place and keeps of it only
// what it is asked to keep; and over it `push` and `next`, which keep every frame whole.
import { DecodeError, isDecodeError, Reader } from "@countersign/bytes";
import { FrameType } from "./enums.js";
import { FRAME_HEADER_SIZE, type Frame, isSessionType, lengthAt, readPayload } from "./frame.js";
import type { FrameSink } from "./frame-sink.js";
import { GatheredBytes } from "./gathered-bytes.js";
import { PushedBytes } from "./pushed-bytes.js";
import { findMessageFrame, STRONG_SIZE, startsMessageFrame } from "./resynchronise.js";

/** How much of a payload `begin` is shown: an SMB2 header has 64 bytes, an SMB1 header 32. */
const SHOWN_SIZE = 64;
/** RFC 1002 4.3.2: two names of at most 255 bytes. */
const MAX_CONTROL_LENGTH = 510;
const DEFAULT_MAX_MESSAGE_LENGTH = 16 * 1024 * 1024;

export interface FrameDecoderOptions {
  /** The longest payload that is accepted, in bytes. Default: 16 MiB, more than a frame can have. */
  maxMessageLength?: number;
  /**
   * What to do where no frame can begin. `false`, the default: throw, from then on. `true`, for captures, which begin
   * in mid-stream and lose packets: pass over bytes up to the next frame with an SMB message, and count them.
   */
  resynchronise?: boolean;
}

/**
 * Between frames: `synchronised`, any frame may follow; `unproven`, only the stream's beginning says that one starts
 * here, and only a message that is SMB proves it; `searching` for such a one.
 */
type Synchrony = "synchronised" | "unproven" | "searching";

/** What was pushed, the frame that the last step completed, and the sink that keeps it. */
interface WholeFrames {
  readonly pushed: PushedBytes;
  frame: Frame | undefined;
  readonly sink: FrameSink;
}

/**
 * Cuts one direction of a TCP connection, port 445 or 139, into frames. Use either `feed` and `gap`, or `push` and
 * `next`. What comes out does not depend on how the bytes were split. Held are at most 68 bytes, and of one message
 * what was asked for and has arrived, in a buffer of up to twice that; never what a length merely claims.
 */
export class FrameDecoder {
  readonly #maxMessageLength: number;
  readonly #resynchronise: boolean;
  #synchrony: Synchrony;
  #error: DecodeError | undefined;
  /** Bytes of the stream that were seen or are known to be missing. */
  #position = 0;
  #lostFrames = 0;
  #discardedBytes = 0;

  /** The beginning of a frame that is not all there yet, header and shown bytes; or the last bytes searched. */
  readonly #head = new GatheredBytes();

  /** The frame at hand, and where it starts in the stream. */
  #type: FrameType = FrameType.SESSION_MESSAGE;
  #length = 0;
  #frameStart = 0;
  /** How many bytes of it are being kept for `take`, 0 for none. */
  #wanted = 0;
  readonly #kept = new GatheredBytes();
  /** How many bytes of it are left to pass over. */
  #skip = 0;

  /** What `push` and `next` need; there is none where `feed` is used. */
  #whole: WholeFrames | undefined;

  constructor(options: FrameDecoderOptions = {}) {
    this.#maxMessageLength = options.maxMessageLength ?? DEFAULT_MAX_MESSAGE_LENGTH;
    this.#resynchronise = options.resynchronise ?? false;
    this.#synchrony = this.#resynchronise ? "unproven" : "synchronised";
  }

  /** Frames of which shown or wanted bytes fell into a gap. */
  get lostFrames(): number {
    return this.#lostFrames;
  }

  /** Bytes passed over because no frame was known to begin there. */
  get discardedBytes(): number {
    return this.#discardedBytes;
  }

  /** Bytes held in memory of its own. */
  get heldBytes(): number {
    return this.#head.size + this.#kept.size;
  }

  /**
   * Takes the stream's next bytes, `bytes[start, end)`, and shows `sink` all that they complete before it returns.
   * Without `resynchronise` throws `DecodeError` where no frame can begin, and the same one from then on; its offset
   * counts from the stream's first byte.
   */
  feed(bytes: Uint8Array, start: number, end: number, sink: FrameSink): void {
    if (this.#error) throw this.#error;
    for (let at = start; at < end; ) at = this.#advance(bytes, at, end, sink);
  }

  /**
   * The stream's next `length` bytes will never come. Inside what is passed over anyway that is arithmetic. Else the
   * frame is lost, and without `resynchronise` it throws. Only a gap that ends after the frame, or that starts before
   * its length was seen, needs a search for the next one.
   */
  gap(length: number, sink?: FrameSink): void {
    if (this.#error) throw this.#error;
    if (length <= this.#skip) {
      this.#skip -= length;
      this.#position += length;
      return;
    }
    if (!this.#resynchronise) {
      const firstMissed = this.#position + this.#skip;
      throw this.#fail("malformed", "SessionPacket.payload", firstMissed, "is missing");
    }
    this.#position += length;
    const rest = this.#restOfFrame();
    if (this.#skip === 0 && rest > 0) this.#cut(sink);
    else this.#discardedBytes += this.#head.size;
    this.#head.size = 0;
    this.#kept.release();
    this.#wanted = 0;
    this.#skip = Math.max(rest - length, 0);
    this.#synchrony = length > rest ? "searching" : "synchronised";
  }

  /** The stream is over: a frame of which wanted or shown bytes are missing is cut. */
  end(sink?: FrameSink): void {
    if (this.#skip === 0 && this.#restOfFrame() > 0) this.#cut(sink);
    this.#head.size = 0;
    this.#kept.release();
    this.#wanted = 0;
  }

  #cut(sink: FrameSink | undefined): void {
    this.#lostFrames++;
    const head = this.#head;
    if (this.#wanted > 0) sink?.cut?.(this.#type, this.#length, this.#kept.bytes, 0, this.#kept.size);
    else
      sink?.cut?.(
        head.bytes[0] as FrameType,
        lengthAt(head.bytes, 0),
        head.bytes,
        FRAME_HEADER_SIZE,
        head.size,
      );
  }

  /** Adds the stream's next bytes, which must not change until `next` has answered `undefined`. */
  push(bytes: Uint8Array): void {
    this.#whole ??= { pushed: new PushedBytes(), frame: undefined, sink: this.#frameSink() };
    this.#whole.pushed.push(bytes);
  }

  /**
   * The next whole frame, `undefined` until more bytes are pushed. Its bytes share the memory of what was pushed, where
   * they lie in one piece. Throws as `feed` does, and `malformed` for a payload that is not what its type says.
   */
  next(): Frame | undefined {
    if (this.#error) throw this.#error;
    const whole = this.#whole;
    if (whole === undefined) return undefined;
    const { pushed, sink } = whole;
    for (let chunk = pushed.first; chunk !== undefined; chunk = pushed.first) {
      while (pushed.at < chunk.length) {
        pushed.at = this.#advance(chunk, pushed.at, chunk.length, sink);
        const { frame } = whole;
        whole.frame = undefined;
        if (frame) return frame;
      }
      pushed.drop();
    }
    return undefined;
  }

  #frameSink(): FrameSink {
    return {
      begin: () => Number.POSITIVE_INFINITY,
      take: (type, _length, bytes, start, end) => {
        // The head is used again; the other arrays are the caller's, or nobody's any more.
        const payload = bytes === this.#head.bytes ? bytes.slice(start, end) : bytes.subarray(start, end);
        this.#whole!.frame = this.#decode(type, payload);
      },
    };
  }

  /** One step, with at most one frame; answers where the next one starts. */
  #advance(bytes: Uint8Array, at: number, end: number, sink: FrameSink): number {
    const next = this.#step(bytes, at, end, sink);
    this.#position += next - at;
    return next;
  }

  #step(bytes: Uint8Array, at: number, end: number, sink: FrameSink): number {
    if (this.#skip > 0) return this.#passOver(at, end);
    if (this.#wanted > 0) return this.#keep(bytes, at, end, sink);
    const isStraddling = this.#head.size > 0;
    if (this.#synchrony === "searching") {
      return isStraddling ? this.#searchSeam(bytes, at, end) : this.#search(bytes, at, end);
    }
    return isStraddling ? this.#stepHead(bytes, at, end, sink) : this.#stepInPlace(bytes, at, end, sink);
  }

  #passOver(at: number, end: number): number {
    const size = Math.min(this.#skip, end - at);
    this.#skip -= size;
    return at + size;
  }

  #stepInPlace(bytes: Uint8Array, at: number, end: number, sink: FrameSink): number {
    this.#frameStart = this.#position;
    const needed = this.#needed(bytes, at, end - at);
    if (needed === 0) {
      this.#lose(bytes, at);
      return at;
    }
    if (needed <= end - at) return this.#begin(bytes, at, at + needed, end, sink);
    this.#head.append(bytes, at, end);
    return end;
  }

  #stepHead(bytes: Uint8Array, at: number, end: number, sink: FrameSink): number {
    const head = this.#head;
    this.#frameStart = this.#position - head.size;
    for (;;) {
      const needed = this.#needed(head.bytes, 0, head.size);
      if (needed === 0) {
        this.#lose(head.bytes, 0);
        this.#discardHead(Math.max(0, head.size - STRONG_SIZE + 1));
        return at;
      }
      if (needed <= head.size) {
        head.size = 0;
        this.#begin(head.bytes, 0, needed, needed, sink);
        return at;
      }
      if (at === end) return at;
      const to = Math.min(at + needed - head.size, end);
      head.append(bytes, at, to);
      at = to;
    }
  }

  /** How many bytes from the frame's first on must be there before it begins, of which `size` are; 0 where none can. */
  #needed(bytes: Uint8Array, at: number, size: number): number {
    if (size < FRAME_HEADER_SIZE) return FRAME_HEADER_SIZE;
    const type = bytes[at]! as FrameType;
    const length = lengthAt(bytes, at);
    if (!isSessionType(type) || length > this.#maxLength(type)) return 0;
    if (type === FrameType.SESSION_MESSAGE && this.#synchrony === "unproven") {
      if (size < STRONG_SIZE) return STRONG_SIZE;
      if (!startsMessageFrame(bytes, at, this.#maxMessageLength)) return 0;
    }
    return FRAME_HEADER_SIZE + Math.min(length, SHOWN_SIZE);
  }

  #maxLength(type: FrameType): number {
    if (type === FrameType.SESSION_MESSAGE) return this.#maxMessageLength;
    return Math.min(MAX_CONTROL_LENGTH, this.#maxMessageLength);
  }

  /** Shows the frame at `at`, up to `shownEnd`, and starts on the rest of it; answers where its unread bytes start. */
  #begin(bytes: Uint8Array, at: number, shownEnd: number, end: number, sink: FrameSink): number {
    const type = bytes[at]! as FrameType;
    const length = lengthAt(bytes, at);
    const start = at + FRAME_HEADER_SIZE;
    this.#type = type;
    this.#length = length;
    if (type === FrameType.SESSION_MESSAGE) this.#synchrony = "synchronised";
    const answer = sink.begin(type, length, bytes, start, shownEnd);
    const wanted = Math.min(answer, length);
    if (start + wanted > end) {
      this.#wanted = wanted;
      this.#kept.append(bytes, start, end);
      return end;
    }
    const next = Math.max(shownEnd, start + wanted);
    this.#skip = length - (next - start);
    if (answer > 0) sink.take(type, length, bytes, start, start + wanted);
    return next;
  }

  #keep(bytes: Uint8Array, at: number, end: number, sink: FrameSink): number {
    const wanted = this.#wanted;
    const to = Math.min(at + wanted - this.#kept.size, end);
    this.#kept.append(bytes, at, to);
    if (this.#kept.size < wanted) return to;
    const kept = this.#kept.bytes;
    this.#kept.release();
    this.#wanted = 0;
    this.#skip = this.#length - wanted;
    sink.take(this.#type, this.#length, kept, 0, wanted);
    return to;
  }

  #search(bytes: Uint8Array, at: number, end: number): number {
    const found = findMessageFrame(bytes, at, end, this.#maxMessageLength);
    if (found >= 0) {
      this.#discardedBytes += found - at;
      this.#synchrony = "unproven";
      return found;
    }
    // The last bytes may be the first of a frame.
    const from = Math.max(at, end - STRONG_SIZE + 1);
    this.#discardedBytes += from - at;
    this.#head.append(bytes, from, end);
    return end;
  }

  /** Searches for a frame that begins in the head and goes on in `bytes`. */
  #searchSeam(bytes: Uint8Array, at: number, end: number): number {
    const head = this.#head;
    const before = head.size;
    const to = Math.min(at + STRONG_SIZE - 1, end);
    head.append(bytes, at, to);
    const found = findMessageFrame(head.bytes, 0, head.size, this.#maxMessageLength);
    if (found < 0 && to - at < STRONG_SIZE - 1) {
      this.#discardHead(Math.max(0, head.size - STRONG_SIZE + 1));
      return to;
    }
    // The bytes of this call are looked at again, in place.
    head.size = before;
    this.#discardHead(found < 0 ? before : found);
    if (found >= 0) this.#synchrony = "unproven";
    return at;
  }

  #discardHead(count: number): void {
    this.#head.drop(count);
    this.#discardedBytes += count;
  }

  /** No frame can begin at `at`. */
  #lose(bytes: Uint8Array, at: number): void {
    if (this.#resynchronise) {
      this.#synchrony = "searching";
      return;
    }
    const type = bytes[at]! as FrameType;
    if (!isSessionType(type)) {
      throw this.#fail("malformed", "SessionPacket.type", this.#frameStart, "is not of a session packet");
    }
    const code = type === FrameType.SESSION_MESSAGE ? "limit" : "malformed";
    const why = `is ${lengthAt(bytes, at)}, over ${this.#maxLength(type)}`;
    throw this.#fail(code, "SessionPacket.length", this.#frameStart + 1, why);
  }

  /** Bytes from the current position to the end of the frame it lies in, 0 where that is not known. */
  #restOfFrame(): number {
    if (this.#skip > 0) return this.#skip;
    if (this.#wanted > 0) return this.#length - this.#kept.size;
    return this.#isFrameInHead() ? FRAME_HEADER_SIZE + lengthAt(this.#head.bytes, 0) - this.#head.size : 0;
  }

  #isFrameInHead(): boolean {
    const { bytes, size } = this.#head;
    if (this.#synchrony === "synchronised") return size >= FRAME_HEADER_SIZE;
    const mayBe = this.#synchrony === "unproven" && size >= STRONG_SIZE;
    return mayBe && startsMessageFrame(bytes, 0, this.#maxMessageLength);
  }

  #decode(type: FrameType, payload: Uint8Array): Frame {
    try {
      return readPayload(type, new Reader(payload, "SessionPacket"));
    } catch (error) {
      if (!isDecodeError(error)) throw error;
      // The frame is whole, more bytes would not mend it.
      const offset = this.#frameStart + FRAME_HEADER_SIZE + error.offset;
      throw this.#fail("malformed", error.field, offset, "is not what the frame's type says");
    }
  }

  #fail(code: "malformed" | "limit", field: string, offset: number, why: string): DecodeError {
    this.#error = new DecodeError({ code, field, offset }, why);
    return this.#error;
  }
}
