// [MS-CIFS] 2.2.3.2 Parameter Block, 2.2.3.3 Data Block, 2.2.3.4 Batched Messages ("AndX" Messages).
import type { AndX } from "@countersign/smb1";
import { concat, payload } from "../bytes.js";
import { ReferenceDecodeError } from "../error.js";
import { bytesOf, type Field, reserved, structure, u8, u16, wordsOf } from "../structure.js";
import { HEADER_SIZE } from "./header.js";

const SMB_COM_NO_ANDX_COMMAND = 0xff;

const wordCountOnly = structure("SMB_Parameters", { wordCount: u8 });
const smbParameters = structure("SMB_Parameters", { wordCount: u8, words: wordsOf("wordCount") });
const smbData = structure("SMB_Data", { byteCount: u16, bytes: bytesOf("byteCount") });

/** The blocks of a message's first command. */
export interface Blocks {
  wordCount: number;
  words: Uint8Array;
  bytes: Uint8Array;
  /** Where Bytes starts and ends, from the start of the SMB header. */
  bytesAt: number;
  bytesEnd: number;
}

export function decodeBlocks(message: Uint8Array): Blocks {
  const { wordCount, words } = smbParameters.decode(message.subarray(HEADER_SIZE));
  const dataAt = HEADER_SIZE + 1 + words.length;
  const { byteCount, bytes } = smbData.decode(message.subarray(dataAt));
  const bytesAt = dataAt + 2;
  return { wordCount, words, bytes, bytesAt, bytesEnd: bytesAt + byteCount };
}

/** The WordCount alone. */
export function decodeWordCount(message: Uint8Array): number {
  return wordCountOnly.decode(message.subarray(HEADER_SIZE)).wordCount;
}

/** Where Bytes starts in a message whose first command has so many words. */
export function bytesAfter(wordCount: number): number {
  return HEADER_SIZE + 1 + 2 * wordCount + 2;
}

export function encodeBlocks(words: Uint8Array, bytes: Uint8Array): Uint8Array {
  return concat(
    smbParameters.encode({ wordCount: words.length / 2, words }),
    smbData.encode({ byteCount: bytes.length, bytes }),
  );
}

/** 2.2.3.4: the first fields of an AndX command's words. */
export const andXFields: {
  andXCommand: Field<number>;
  andXReserved: Field<void>;
  andXOffset: Field<number>;
} = { andXCommand: u8, andXReserved: reserved(1), andXOffset: u16 };

export function decodeAndX(
  message: Uint8Array,
  { andXCommand, andXOffset }: { andXCommand: number; andXOffset: number },
  { bytesEnd }: Blocks,
): AndX | undefined {
  if (andXCommand === SMB_COM_NO_ANDX_COMMAND) return undefined;
  // An offset of 0 is none: the blocks were left out. Another one is of a WordCount.
  if (andXOffset === 0) return { command: andXCommand, blocks: message.subarray(0, 0) };
  if (andXOffset >= message.length) throw new ReferenceDecodeError("AndX", "reaches past the end");
  const length = message.length - andXOffset;
  return { command: andXCommand, blocks: payload(message, andXOffset, length, bytesEnd, "AndX") };
}

/** AndXCommand and AndXOffset for a follow-on command whose blocks start at `end`. */
export function andXOf(andX: AndX | undefined, end: number): { andXCommand: number; andXOffset: number } {
  if (andX === undefined) return { andXCommand: SMB_COM_NO_ANDX_COMMAND, andXOffset: 0 };
  return { andXCommand: andX.command, andXOffset: andX.blocks.length > 0 ? end : 0 };
}
