import { Field, State } from "./slot.js";

/** Sequence numbers further apart than 16 MiB belong to different conversations, or are forged. */
const SAME_CONVERSATION = 0x1000000;

const SYN = 0x02;
const ACK = 0x10;

/** Whether two sequence numbers are too far apart to belong to one conversation. */
export function isFar(a: number, b: number): boolean {
  return Math.abs((a - b) | 0) > SAME_CONVERSATION;
}

/**
 * Whether a segment of `side` comes late to a conversation that is over: what a capture shows of the last
 * retransmissions. `at` is where the slot begins in `words`.
 */
export function isLate(
  words: Int32Array,
  at: number,
  side: number,
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

/** Whether a segment of `side`, not late, begins another conversation between the same ends: a reused port pair. */
export function isAnother(
  words: Int32Array,
  at: number,
  side: number,
  sequence: number,
  flags: number,
): boolean {
  const state = words[at + Field.STATE]!;
  const isSyn = (flags & SYN) !== 0;
  const sideSyn = (state & (State.SYN_SEEN << side)) !== 0;
  const isSameSyn = isSyn && sideSyn && words[at + Field.SYN + side] === sequence;
  if ((state & State.CLOSED) !== 0) return !isSameSyn;
  if (!isSyn || isSameSyn) return false;
  const isAnswer = (flags & ACK) !== 0;
  const first = (sequence + 1) | 0;
  const next = words[at + Field.NEXT + side]!;
  // Before any data a server may answer once more, with another number.
  if (sideSyn) return !(isAnswer && next === ((words[at + Field.SYN + side]! + 1) | 0));
  // A SYN captured after the data that followed it.
  if ((state & (State.STARTED << side)) !== 0) return isFar(first, next);
  if (isAnswer) return false;
  const other = 1 - side;
  // Nothing acknowledges before it has sent its SYN.
  if ((state & (State.ACK_SEEN << other)) !== 0) return true;
  if ((state & (State.ACK_SEEN << side)) !== 0) return isFar(first, words[at + Field.ACKED + side]!);
  if ((state & (State.STARTED << other)) === 0) return false;
  // Simultaneous open: two SYNs, no data.
  const otherSyn = (state & (State.SYN_SEEN << other)) !== 0;
  return !(otherSyn && words[at + Field.NEXT + other] === ((words[at + Field.SYN + other]! + 1) | 0));
}
