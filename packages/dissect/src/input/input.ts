// What came of reading somebody's paste.

/** How a text, or a file, is taken. */
export type InputForm = "header" | "hexdump" | "hex" | "base64" | "escaped" | "binary";

/** One run of bytes in the input. */
export interface InputPart {
  /** What was written there, from the message's first byte. */
  bytes: Uint8Array;
  /** Where it stood, such as `WWW-Authenticate: NTLM` or `line 3`; absent where there is only one place. */
  label?: string;
}

/** The input under one way of taking it. */
export interface InputReading {
  form: InputForm;
  /** At least one, none of them empty. */
  parts: InputPart[];
  /** Whether a message that is known begins, or stands, in some part. */
  isRecognized: boolean;
  /** What was passed over or done on the way, one sentence each. */
  remarks: string[];
}

/** Why the input cannot be taken in one way. */
export interface InputRefusal {
  form: InputForm;
  /** One sentence. */
  why: string;
}

/** An input with every way in which it can be taken, and why not in the others. */
export interface ParsedInput {
  /** The likeliest first: those in which a message is found go before the others. Empty: it is nothing known. */
  readings: InputReading[];
  refusals: InputRefusal[];
}

/** A way of taking text: its parts, or why it is not of that form. */
export type TextForm = (text: string) => FoundParts | string;

export interface FoundParts {
  parts: InputPart[];
  remarks?: string[];
}
