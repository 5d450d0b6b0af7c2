/** Labels of which the codec and the reference make something different, each with the reason; one that they agree about fails the test. */
export const REFERENCE_DIFFERS: Readonly<Record<string, string>> = {
  "smb1/key-not-counted":
    "Eight bytes of data that no length counts are a key to the codec, as Windows 98 sends it, and a domain name to the " +
    "reference, which goes by the length. No specification has the rule.",
};

/** Deviations that cannot be had alone, by the one that brings them along. */
export const IMPLIED: Readonly<Record<string, readonly string[]>> = {
  // Only flags that are there can have bits that do not count, and nobody should send any.
  "spnego/unused-bits-set": ["flags-sent"],
};
