// Finding a frame where none is known to begin: the header of a session message, then FC, FD, FE or FF and `SMB`.

/** Bytes that must be there to know such a frame: its header and the message's protocol id. */
export const STRONG_SIZE = 8;

/** Whether a frame with an SMB message of at most `maxLength` bytes begins at `at`; 8 bytes from there are read. */
export function startsMessageFrame(bytes: Uint8Array, at: number, maxLength: number): boolean {
  if (bytes[at + 5] !== 0x53 || bytes[at + 6] !== 0x4d || bytes[at + 7] !== 0x42) return false;
  if (bytes[at] !== 0 || bytes[at + 4]! < 0xfc) return false;
  const length = (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!;
  return length >= 4 && length <= maxLength;
}

/** Where the first such frame begins whose 8 bytes lie before `end`, -1 where none does. */
export function findMessageFrame(bytes: Uint8Array, start: number, end: number, maxLength: number): number {
  for (let at = start; at + STRONG_SIZE <= end; at++) {
    if (startsMessageFrame(bytes, at, maxLength)) return at;
  }
  return -1;
}
