/**
 * Why a decoder refused its input.
 * - `truncated`: the structure reaches past the end; more bytes might mend it.
 * - `malformed`: no further bytes can mend it.
 * - `limit`: refused for its size or depth, whatever it holds.
 */
export type DecodeErrorCode = "truncated" | "malformed" | "limit";

/** What a {@link DecodeError} knows. Offsets count from the first byte of the array that was given to the decoder. */
export interface DecodeErrorDetails {
  code: DecodeErrorCode;
  /** What was being read, as `Structure.field`. */
  field: string;
  /** Byte offset of what was being read. */
  offset: number;
  /** The length, count or offset field that sent the reader there, as `Structure.field`. */
  blame?: string;
  /** How many bytes are missing, at least. Only with `truncated`. */
  needed?: number;
}

const BRAND = Symbol.for("countersign.DecodeError");

/** The only error a decoder throws, for any bytes at all. */
export class DecodeError extends Error implements DecodeErrorDetails {
  readonly code: DecodeErrorCode;
  readonly field: string;
  readonly offset: number;
  readonly blame?: string;
  readonly needed?: number;

  constructor(details: DecodeErrorDetails, why: string) {
    super(
      `${details.field} at byte ${details.offset} ${why}${details.blame ? ` (see ${details.blame})` : ""}`,
    );
    this.name = "DecodeError";
    Object.defineProperty(this, BRAND, { value: true });
    this.code = details.code;
    this.field = details.field;
    this.offset = details.offset;
    if (details.blame !== undefined) this.blame = details.blame;
    if (details.needed !== undefined) this.needed = details.needed;
  }
}

/** Tells a {@link DecodeError} of any copy of this package, ESM or CJS, where `instanceof` would miss it. */
export function isDecodeError(error: unknown): error is DecodeError {
  return typeof error === "object" && error !== null && (error as Record<symbol, unknown>)[BRAND] === true;
}
