/** The bytes of a message that its typed value does not carry, beside those that stand at fixed places. */
export interface Layout {
  /** Offset of the data block's ByteCount. */
  fixedEnd: number;
  /** Whether the strings are in UTF-16LE. */
  isUnicode: boolean;
  /** The byte before the strings that aligns them, if there is one. */
  padding: Uint8Array;
  /** How many strings are there. */
  present: number;
  /** Whether the last string has its NUL. */
  isTerminated: boolean;
  /** Bytes of the data block after what is known of it. */
  surplus: Uint8Array;
  /** Whether the blocks of another command follow. */
  hasFollowOn: boolean;
  /** Bytes after the data block, up to those blocks or to the end. */
  rest: Uint8Array;
}

const NOTHING = new Uint8Array(0);

export function emptyLayout(): Layout {
  return {
    fixedEnd: 0,
    isUnicode: false,
    padding: NOTHING,
    present: 0,
    isTerminated: true,
    surplus: NOTHING,
    hasFollowOn: false,
    rest: NOTHING,
  };
}
