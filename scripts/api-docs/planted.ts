// What `coverage` has to find, and a documented neighbour of each. Read by scripts/api-docs.test.mjs alone.
export interface NoComment {
  bare: number;
  /** Bytes. */
  told: number;
  /** As `told`. */
  named: "a" | "b";
}

/** A structure of a specification, which it does not name. */
export interface NoSection {
  open: "a" | "b";
}

/** [MS-SMB2] 2.2.3. */
export type Code = number & { readonly table?: "Code" };
export const Code = { ONE: 1 as Code } as const;

/** Takes bytes apart. */
export function decodeSilently(bytes: Uint8Array): number {
  return bytes.length;
}

/** Takes bytes apart. Throws `DecodeError`. */
export function decodeAloud(bytes: Uint8Array): number {
  return bytes.length;
}

/** [MS-SMB2] 2.2.1. */
export class Cursor {
  /** Bytes. */
  get length(): number {
    return 0;
  }
  skip(): void {}
}
