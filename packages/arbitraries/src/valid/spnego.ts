import { MechType, type Token } from "@countersign/spnego";
import fc from "fast-check";
import { limitsOf, type Sizes } from "../sizes.js";
import { always, bytes, byteText, optional, u8 } from "./primitives.js";

const NTLMSSP = [0x4e, 0x54, 0x4c, 0x4d, 0x53, 0x53, 0x50, 0] as const;
/** Where the length of a length changes: below, at and beyond 128 and 256. */
const EDGE_SIZES = { min: 120, max: 260 };

/** Tokens of every kind, framed or bare, with every field there or not, and elements that no grammar knows. */
export function spnegoTokens(sizes: Sizes = {}): fc.Arbitrary<Token> {
  const { maxBytes, maxItemBytes, maxItems } = limitsOf(sizes);
  const octets = octetStrings(maxBytes, maxItemBytes);
  const initFields = {
    framed: fc.boolean(),
    mechTypes: optional(fc.array(objectIdentifiers(), { maxLength: maxItems })),
    reqFlags: optional(
      fc.record({ unusedBits: fc.nat(7), bytes: fc.uint8Array({ minLength: 1, maxLength: 5 }) }),
    ),
    mechToken: optional(octets),
    mechListMIC: optional(octets),
    extensions: extensions(maxItemBytes),
  };
  const negHints = fc.record({
    hintName: optional(byteText(maxItemBytes)),
    hintAddress: optional(bytes(maxItemBytes)),
  });
  return fc.oneof(
    fc.record({ kind: always("negTokenInit"), ...initFields }),
    fc
      .record({ kind: always("negTokenInit2"), ...initFields, negHints: optional(negHints) })
      .filter((m) => m.negHints !== undefined || m.mechListMIC !== undefined),
    fc.record({
      kind: always("negTokenResp"),
      framed: fc.boolean(),
      negState: optional(fc.oneof(fc.nat(3), fc.integer())),
      supportedMech: optional(objectIdentifiers()),
      responseToken: optional(octets),
      mechListMIC: optional(octets),
      extensions: extensions(maxItemBytes),
    }),
    fc
      .record({ kind: always("gss"), thisMech: objectIdentifiers(), innerToken: octets })
      .filter((m) => m.thisMech !== MechType.SPNEGO),
    fc.record({
      kind: always("ntlmssp"),
      bytes: bytes(maxItemBytes).map((rest) => Uint8Array.of(...NTLMSSP, ...rest)),
    }),
    fc.record({
      kind: always("unknown"),
      // Kerberos without a frame, the one such token that is seen.
      bytes: bytes(maxItemBytes).map((rest) => Uint8Array.of(0x6e, ...rest)),
    }),
  );
}

/** Object identifiers as dotted text, numbers of up to 130 bits in them. */
export function objectIdentifiers(): fc.Arbitrary<string> {
  const arc = fc.oneof(fc.nat(), fc.bigInt({ min: 0n, max: 1n << 130n }));
  const first = fc.oneof(fc.tuple(fc.nat(1), fc.nat(39)), fc.tuple(fc.constant(2), arc));
  return fc.oneof(
    fc.constantFrom(...Object.values(MechType)),
    fc.tuple(first, fc.array(arc, { maxLength: 6 })).map(([head, rest]) => [...head, ...rest].join(".")),
  );
}

function octetStrings(maxBytes: number, usual: number): fc.Arbitrary<Uint8Array> {
  const { min, max } = EDGE_SIZES;
  if (maxBytes < min) return bytes(maxBytes);
  const edges = fc
    .integer({ min, max: Math.min(max, maxBytes) })
    .map((length) => new Uint8Array(length).fill(length));
  return fc.oneof(bytes(Math.min(usual, maxBytes)), edges);
}

/** Elements with tags that stand behind all known fields. */
function extensions(maxItemBytes: number): fc.Arbitrary<Uint8Array[]> {
  const element = fc
    .tuple(
      fc.constantFrom(0x04, 0x30, 0x87, 0xa5, 0xbe),
      fc.array(u8, { maxLength: Math.min(maxItemBytes, 100) }),
    )
    .map(([tag, content]) => Uint8Array.of(tag, content.length, ...content));
  return fc.array(element, { maxLength: 2 });
}
