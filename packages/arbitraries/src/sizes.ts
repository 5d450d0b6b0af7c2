/** How large generated values may grow. */
export interface Sizes {
  /** Bytes of a security buffer, a response, a token or an opaque body: 300 unless told. */
  maxBytes?: number;
  /** Bytes of a value that stands in a list, such as a context's: 40 unless told. */
  maxItemBytes?: number;
  /** Characters of a name: 12 unless told. */
  maxText?: number;
  /** Entries of a list: dialects, contexts, algorithms, AV pairs, mechanisms; 6 unless told. */
  maxItems?: number;
}

const USUAL: Required<Sizes> = { maxBytes: 300, maxItemBytes: 40, maxText: 12, maxItems: 6 };

/** The sizes with what was left out filled in. */
export function limitsOf(sizes: Sizes): Required<Sizes> {
  return { ...USUAL, ...sizes };
}
