/** Labels of which the codec and the reference make something different, each with the reason; one that they agree about fails the test. */
export const REFERENCE_DIFFERS: Readonly<Record<string, string>> = {};

/** Deviations that cannot be had alone, by the one that brings them along. */
export const IMPLIED: Readonly<Record<string, readonly string[]>> = {
  // Only flags that are there can have bits that do not count, and nobody should send any.
  "spnego/unused-bits-set": ["flags-sent"],
};
