/** X.690 8.1.2: the identifier octets that occur in SPNEGO. */
export const Tag = {
  BIT_STRING: 0x03,
  OCTET_STRING: 0x04,
  OBJECT_IDENTIFIER: 0x06,
  ENUMERATED: 0x0a,
  GENERAL_STRING: 0x1b,
  SEQUENCE: 0x30,
  /** [APPLICATION 0], RFC 2743 3.1. */
  INITIAL_CONTEXT_TOKEN: 0x60,
  CONTEXT_0: 0xa0,
  CONTEXT_1: 0xa1,
  CONTEXT_2: 0xa2,
  CONTEXT_3: 0xa3,
  CONTEXT_4: 0xa4,
} as const;
