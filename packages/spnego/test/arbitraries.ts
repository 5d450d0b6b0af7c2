import fc from "fast-check";
import { MechType, type Token } from "../src/index.js";

const bytes = fc.uint8Array({ maxLength: 40 });
// Around the sizes at which the length of a length changes.
const octets = fc.oneof(
  bytes,
  fc.integer({ min: 120, max: 260 }).map((length) => new Uint8Array(length).fill(length)),
);
const optional = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(value, { nil: undefined });

const arc = fc.oneof(fc.nat(), fc.bigInt({ min: 0n, max: 1n << 130n }));
export const oids: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(...Object.values(MechType)),
  fc
    .tuple(
      fc.oneof(fc.tuple(fc.nat(1), fc.nat(39)), fc.tuple(fc.constant(2), arc)),
      fc.array(arc, { maxLength: 6 }),
    )
    .map(([first, rest]) => [...first, ...rest].join(".")),
);

/** Elements that no version of the grammar knows. */
const extensions = fc.array(
  fc
    .tuple(fc.constantFrom(0x04, 0x30, 0x87, 0xa5, 0xbe), bytes)
    .map(([tag, content]) => Uint8Array.of(tag, content.length, ...content)),
  { maxLength: 2 },
);

const contextFlags = fc.record({
  unusedBits: fc.nat(7),
  bytes: fc.uint8Array({ minLength: 1, maxLength: 5 }),
});

const initFields = {
  framed: fc.boolean(),
  mechTypes: optional(fc.array(oids, { maxLength: 5 })),
  reqFlags: optional(contextFlags),
  mechToken: optional(octets),
};

const negHints = fc.record({
  hintName: optional(bytes.map((codes) => String.fromCharCode(...codes))),
  hintAddress: optional(bytes),
});

export const tokens: fc.Arbitrary<Token> = fc.oneof(
  fc.record({
    kind: fc.constant("negTokenInit" as const),
    ...initFields,
    mechListMIC: optional(octets),
    extensions,
  }),
  fc
    .record({
      kind: fc.constant("negTokenInit2" as const),
      ...initFields,
      negHints: optional(negHints),
      mechListMIC: optional(octets),
      extensions,
    })
    .filter((m) => m.negHints !== undefined || m.mechListMIC !== undefined),
  fc.record({
    kind: fc.constant("negTokenResp" as const),
    framed: fc.boolean(),
    negState: optional(fc.oneof(fc.nat(3), fc.integer())),
    supportedMech: optional(oids),
    responseToken: optional(octets),
    mechListMIC: optional(octets),
    extensions,
  }),
  fc
    .record({ kind: fc.constant("gss" as const), thisMech: oids, innerToken: octets })
    .filter((m) => m.thisMech !== MechType.SPNEGO),
  bytes.map((rest) => ({
    kind: "ntlmssp" as const,
    bytes: Uint8Array.of(0x4e, 0x54, 0x4c, 0x4d, 0x53, 0x53, 0x50, 0, ...rest),
  })),
  bytes.map((rest) => ({ kind: "unknown" as const, bytes: Uint8Array.of(0x6e, ...rest) })),
);
