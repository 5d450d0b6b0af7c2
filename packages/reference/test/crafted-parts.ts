// Chains, error contexts and NTLMv2 responses that are wrong, or nearly, in their structure alone.
import fc from "fast-check";
import { bytes, concat, le, offByOne, zeros } from "./wire.js";

const rarely = <T>(usual: T, ...others: T[]) =>
  fc.oneof({ weight: 6, arbitrary: fc.constant(usual) }, fc.constantFrom(...others));

// [MS-SMB2] 2.2.1: NextCommand off by a little or by much, in the last message too.
const LOGOFF = 0x0002;
const TREE_DISCONNECT = 0x0004;
const header = (command: number, nextCommand: number) =>
  concat(
    Uint8Array.of(0xfe, 0x53, 0x4d, 0x42, 64),
    zeros(7),
    le(command, 2),
    zeros(6),
    le(nextCommand, 4),
    zeros(40),
  );

const chained = fc.record({
  command: fc.constantFrom(LOGOFF, TREE_DISCONNECT),
  surplus: bytes(12),
  padding: fc.nat(8),
  off: rarely(0, -8, -1, 1, 8, -64, 0x10000, 0xffff0000),
});

export const craftedCompounds: fc.Arbitrary<Uint8Array> = fc
  .record({
    messages: fc.array(chained, { minLength: 1, maxLength: 4 }),
    lastNext: rarely<"none" | "size" | "more" | "header">("none", "size", "more", "header"),
  })
  .map(({ messages, lastNext }) =>
    concat(
      ...messages.map(({ command, surplus, padding, off }, i) => {
        const body = concat(le(4, 2), zeros(2), surplus, zeros(padding));
        const size = 64 + body.length;
        const atEnd = { none: 0, size, more: size + 8, header: 64 }[lastNext];
        return concat(header(command, i === messages.length - 1 ? atEnd : size + off), body);
      }),
    ),
  );

// [MS-SMB2] 2.2.2.1: a count and lengths off by one, padding that is there or not.
const errorContext = fc
  .record({
    data: bytes(12),
    off: rarely(0, -1, 1, 8, 0xffff0000),
    errorId: fc.constantFrom(0, 0x72645253),
    padding: rarely(true, false),
  })
  .map(({ data, off, errorId, padding }) => {
    const length = Math.max(data.length + off, 0);
    return concat(le(length, 4), le(errorId, 4), data, zeros(padding ? (8 - (data.length % 8)) % 8 : 0));
  });

/** ErrorContextCount and ErrorData. */
export const craftedErrorContexts: fc.Arbitrary<Uint8Array> = fc
  .record({ contexts: fc.array(errorContext, { maxLength: 4 }), off: offByOne, surplus: bytes(9) })
  .map(({ contexts, off, surplus }) =>
    concat(Uint8Array.of(Math.max(contexts.length + off, 0)), ...contexts, surplus),
  );

// [MS-NLMP] 2.2.2.7: AV pairs whose lengths are right or off by one, MsvAvEOL once, twice, with a length, or not at all.
const avPair = fc
  .record({
    avId: fc.nat(12),
    value: fc.oneof(
      fc.constantFrom(4, 8, 16, 48).chain((n) => bytes(n)),
      bytes(6),
    ),
    off: offByOne,
  })
  .map(({ avId, value, off }) => concat(le(avId, 2), le(Math.max(value.length + off, 0), 2), value));
const EOL = zeros(4);
const ENDS = [[EOL], [EOL, EOL], [EOL, zeros(5)], [Uint8Array.of(0, 0, 9, 0)], [zeros(1)], []];

export const craftedNtlmV2Responses: fc.Arbitrary<Uint8Array> = fc
  .record({
    fixed: fc.uint8Array({ minLength: 44, maxLength: 44 }),
    pairs: fc.array(avPair, { maxLength: 4 }),
    end: fc.constantFrom(...ENDS),
    length: fc.oneof(
      { weight: 6, arbitrary: fc.constant(Number.POSITIVE_INFINITY) },
      fc.integer({ min: 40, max: 52 }),
    ),
  })
  .map(({ fixed, pairs, end, length }) => concat(fixed, ...pairs, ...end).slice(0, length));
