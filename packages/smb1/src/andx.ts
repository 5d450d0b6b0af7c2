// [MS-CIFS] 2.2.3.4 AndX: the command whose blocks follow, and where they do.
import type { Reader, Writer } from "@countersign/bytes";
import { Command } from "./enums.js";
import type { Layout } from "./layout.js";

/** [MS-CIFS] 2.2.3.4: the command that follows in the same message. */
export interface AndX {
  command: Command;
  /**
   * Its parameter and data blocks and all after them, to the message's end, as they stand; further AndXOffsets in it
   * count from the SMB header. Empty where AndXOffset is 0. Shares the input's memory.
   */
  blocks: Uint8Array;
}

/** Where the words said that the follow-on command is. */
export interface AndXPointer {
  command: Command;
  offset: number;
}

export function readAndXPointer(words: Reader): AndXPointer {
  const command = words.u8("andXCommand") as Command;
  words.skip(1, "andXReserved");
  return { command, offset: words.u16("andXOffset") };
}

/** Follows the pointer; call it with `r` after the data block. */
export function readAndX(r: Reader, pointer: AndXPointer, layout: Layout | undefined): AndX | undefined {
  const { command, offset } = pointer;
  const dataEnd = r.position - r.origin;
  const isLast = command === Command.NO_ANDX_COMMAND;
  const hasFollowOn = !isLast && offset !== 0;
  if (hasFollowOn && offset < dataEnd) {
    throw r.malformed("andX", "lies inside what comes before it", r.origin + offset, "andXOffset");
  }
  // At least the count of words is there.
  const length = Math.max(r.end - r.origin - offset, 1);
  const blocks = hasFollowOn ? r.sliceAt(offset, length, "andX", "andXOffset") : r.bytes.subarray(0, 0);
  noteRest(r, hasFollowOn ? r.origin + offset : r.end, hasFollowOn, layout);
  return isLast ? undefined : { command, blocks };
}

/** Notes what lies between the data block and `end`. */
export function noteRest(r: Reader, end: number, hasFollowOn: boolean, layout: Layout | undefined): void {
  if (layout === undefined) return;
  layout.hasFollowOn = hasFollowOn;
  layout.rest = r.bytes.subarray(r.position, end);
}

/** Writes the four bytes at the start of the words. AndXOffset is written with the blocks. */
export function writeAndXPointer(w: Writer, m: AndX | undefined): void {
  if (m?.command === Command.NO_ANDX_COMMAND)
    throw new RangeError("andX.command cannot say that none follows");
  w.u8(m?.command ?? Command.NO_ANDX_COMMAND, "andXCommand");
  w.skip(1);
  // Of no meaning where no command follows; peers leave anything in it.
  if (m === undefined) w.skip(2);
  else w.u16(0, "andXOffset");
}

/** Writes what follows the data block; AndXOffset stands at `offsetAt`. */
export function writeAndX(
  w: Writer,
  m: AndX | undefined,
  offsetAt: number,
  layout: Layout | undefined,
): void {
  const hasFollowOn = m !== undefined && m.blocks.length > 0;
  if (layout?.hasFollowOn === hasFollowOn) w.bytes(layout.rest);
  if (!hasFollowOn) return;
  w.patchU16(offsetAt, w.position, "andXOffset");
  w.bytes(m.blocks);
}
