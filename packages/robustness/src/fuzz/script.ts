// An input read as what happens on a connection, one after another.
/** What happens: bytes of one side, bytes that are lost, an end. */
export interface Happening {
  readonly side: "client" | "server";
  readonly kind: "bytes" | "gap" | "end";
  readonly bytes: Uint8Array;
}

/** A byte of side and kind, a length in 16 bits, big-endian, and the bytes; a length that lies takes what is left. */
export function readScript(input: Uint8Array): Happening[] {
  const found: Happening[] = [];
  for (let at = 0; at + 3 <= input.length; ) {
    const flags = input[at]!;
    const length = (input[at + 1]! << 8) | input[at + 2]!;
    const bytes = input.subarray(at + 3, at + 3 + length);
    // Most are bytes, whatever the number.
    const kind = (flags & 0x0e) === 0x0e ? "end" : (flags & 0x0e) === 0x0c ? "gap" : "bytes";
    found.push({ side: (flags & 1) === 0 ? "client" : "server", kind, bytes });
    at += 3 + bytes.length;
  }
  return found;
}

const KINDS = { bytes: 0, gap: 0x0c, end: 0x0e } as const;

/** Bytes of the client where not told otherwise. */
export function writeScript(
  happenings: readonly (Partial<Happening> & Pick<Happening, "bytes">)[],
): Uint8Array {
  const size = happenings.reduce((sum, { bytes }) => sum + 3 + bytes.length, 0);
  const script = new Uint8Array(size);
  let at = 0;
  for (const { side, kind = "bytes", bytes } of happenings) {
    script.set([KINDS[kind] | (side === "server" ? 1 : 0), bytes.length >>> 8, bytes.length], at);
    script.set(bytes, at + 3);
    at += 3 + bytes.length;
  }
  return script;
}
