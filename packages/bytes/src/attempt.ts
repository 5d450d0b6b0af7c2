import { type DecodeError, isDecodeError } from "./error.js";

/** What `decode` answers, or the `DecodeError` that it throws; anything else that it throws passes. */
export function attempt<T>(decode: () => T): T | DecodeError {
  try {
    return decode();
  } catch (error) {
    if (isDecodeError(error)) return error;
    throw error;
  }
}
