import { otherSide, type Side } from "./flow.js";
import { Field, State } from "./slot.js";

// The course of a TCP connection (RFC 9293 3.3.2), as one who listens can follow it: functions on a slot that
// begins at words[at], and segments of one of its sides.

export const FIN = 0x01;
export const SYN = 0x02;
export const RST = 0x04;
export const ACK = 0x10;

/** Sequence numbers further apart than 16 MiB belong to different conversations, or are forged. */
const SAME_CONVERSATION = 0x1000000;
/** A side is taken to begin at what the other end acknowledged if its first segment is not further on than a window of old. */
const MAX_LATE_START = 0xffff;

/** Whether two sequence numbers are too far apart to belong to one conversation. */
export function isFar(a: number, b: number): boolean {
  return Math.abs((a - b) | 0) > SAME_CONVERSATION;
}

/** Whether a segment comes late to a conversation that is over: retransmissions, mostly, and the last ACK. */
export function isLate(
  words: Int32Array,
  at: number,
  side: Side,
  sequence: number,
  flags: number,
  length: number,
): boolean {
  const state = words[at + Field.STATE]!;
  if ((state & State.CLOSED) === 0) return false;
  if ((flags & SYN) !== 0) {
    // A refused client may try again, some with the same sequence number.
    if ((state & State.OPENED) === 0) return false;
    return (state & (State.SYN_SEEN << side)) !== 0 && words[at + Field.SYN + side] === sequence;
  }
  if (length === 0 || (state & (State.STARTED << side)) === 0) return true;
  return !isFar(sequence, words[at + Field.NEXT + side]!);
}

/** Whether a segment, not late, begins another conversation between the same ends: a reused port pair. */
export function isAnother(
  words: Int32Array,
  at: number,
  side: Side,
  sequence: number,
  flags: number,
): boolean {
  const state = words[at + Field.STATE]!;
  const isSyn = (flags & SYN) !== 0;
  const hasSyn = (state & (State.SYN_SEEN << side)) !== 0;
  const isSameSyn = isSyn && hasSyn && words[at + Field.SYN + side] === sequence;
  if ((state & State.CLOSED) !== 0) return !isSameSyn;
  if (!isSyn || isSameSyn) return false;
  const isAnswer = (flags & ACK) !== 0;
  // Before any data a server may answer once more, with another number.
  if (hasSyn) return !(isAnswer && hasSentNothing(words, at, side));
  const first = (sequence + 1) | 0;
  // A SYN captured after the data that followed it.
  if ((state & (State.STARTED << side)) !== 0) return isFar(first, words[at + Field.NEXT + side]!);
  if (isAnswer) return false;
  const other = otherSide(side);
  // Nothing acknowledges before it has sent its SYN.
  if ((state & (State.ACK_SEEN << other)) !== 0) return true;
  if ((state & (State.ACK_SEEN << side)) !== 0) return isFar(first, words[at + Field.ACKED + side]!);
  if ((state & (State.STARTED << other)) === 0) return false;
  // Simultaneous open: two SYNs, no data.
  return !((state & (State.SYN_SEEN << other)) !== 0 && hasSentNothing(words, at, other));
}

/** A SYN. Returns the end that opened the conversation, if that is new. */
export function synchronize(
  words: Int32Array,
  at: number,
  side: Side,
  sequence: number,
  flags: number,
): Side | undefined {
  const state = words[at + Field.STATE]!;
  // A SYN that the capture has after its data leaves what is next as it is.
  const isFirst = (state & (State.STARTED << side)) === 0;
  if (isFirst || hasSentNothing(words, at, side)) words[at + Field.NEXT + side] = sequence + 1;
  words[at + Field.SYN + side] = sequence;
  let set = (State.SYN_SEEN | State.STARTED) << side;
  let opener: Side | undefined;
  if ((state & State.SYN_SIDE_KNOWN) === 0) {
    opener = (flags & ACK) === 0 ? side : otherSide(side);
    set |= State.SYN_SIDE_KNOWN | (opener === 1 ? State.SYN_SIDE_1 : 0);
  }
  words[at + Field.STATE] = state | set;
  return opener;
}

/** Of a side whose SYN was seen: nothing after it was, not even what must wait for others. */
function hasSentNothing(words: Int32Array, at: number, side: Side): boolean {
  if ((words[at + Field.STATE]! & (State.HOLDING << side)) !== 0) return false;
  return words[at + Field.NEXT + side] === ((words[at + Field.SYN + side]! + 1) | 0);
}

/** An acknowledgment of the other side's bytes; the highest is kept. */
export function acknowledge(words: Int32Array, at: number, side: Side, acknowledgment: number): void {
  const other = otherSide(side);
  const acked = at + Field.ACKED + other;
  const seen = State.ACK_SEEN << other;
  const state = words[at + Field.STATE]!;
  if ((state & seen) === 0) words[at + Field.STATE] = state | seen;
  else if (((acknowledgment - words[acked]!) | 0) <= 0) return;
  words[acked] = acknowledgment;
}

/** The first payload or FIN of a side whose SYN was not captured. */
export function start(words: Int32Array, at: number, side: Side, sequence: number, length: number): void {
  const state = words[at + Field.STATE]!;
  words[at + Field.STATE] = state | (State.STARTED << side);
  let next = sequence;
  if ((state & (State.ACK_SEEN << side)) !== 0) {
    const acked = words[at + Field.ACKED + side]!;
    const ahead = (sequence - acked) | 0;
    // The other end knows better what comes next, if this is not the first; a keep-alive repeats the last byte.
    if ((ahead > 0 && ahead <= MAX_LATE_START) || (ahead === -1 && length === 1)) next = acked;
  }
  words[at + Field.NEXT + side] = next;
}

/** Of a conversation with both FINs: whether nothing is missing before them. */
export function hasReachedBothFins(words: Int32Array, at: number): boolean {
  const left0 = (words[at + Field.FIN]! - words[at + Field.NEXT]!) | 0;
  const left1 = (words[at + Field.FIN + 1]! - words[at + Field.NEXT + 1]!) | 0;
  return left0 <= 0 && left1 <= 0;
}
