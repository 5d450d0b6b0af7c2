/** What is wrong with a message, where, and what a decoder must make of it. */
export interface Label {
  /** The rule that is broken, from the closed list of its format, such as `av-length-past-target-info`. */
  kind: string;
  /** What a decoder is at when it notices, as `Structure.field`, the name that this project's errors carry. */
  field: string;
  /** Byte offset of that field, from the message's first byte. */
  offset: number;
  /**
   * - `truncated`: refused; the structure reaches past the end, so that more bytes might mend it.
   * - `malformed`: refused; no further bytes can mend it.
   * - `limit`: refused for its size.
   * - `decodes-with`: decoded, and the specification forbids what `deviation` names.
   */
  expect: "truncated" | "malformed" | "limit" | "decodes-with";
  /** A code of the format's `deviationMeanings`. Only with `decodes-with`. */
  deviation?: string;
}

/** A message that breaks one rule. `T` narrows the label to one format's kinds. */
export interface NearValid {
  /** The message from its first byte to its last. Nobody else holds the memory. */
  bytes: Uint8Array;
  label: Label;
}
