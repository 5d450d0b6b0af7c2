// Messages that are wrong, or nearly, in their structure alone: offsets and lengths at their bounds, and DER that is
// almost that. Damaging good messages seldom gets there.
import fc from "fast-check";
import { bytes, concat, le, offByOne, zeros } from "./wire.js";

// [MS-NLMP] 2.2.1: any fields, any payload, a message that ends at or about the end of a slot.
const SLOTS = [16, 32, 40, 48, 52, 56, 64, 72, 88];
const aboutSlots = fc
  .tuple(fc.constantFrom(...SLOTS), fc.integer({ min: -1, max: 1 }))
  .map(([a, b]) => a + b);
const payloadFields = fc
  .record({
    len: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.constantFrom(1, 2, 4, 16, 0xffff)),
    maxLen: fc.nat(0xffff),
    bufferOffset: fc.oneof(aboutSlots, fc.nat(120), fc.constantFrom(0, 0x80000000, 0xffffffff)),
  })
  .map((f) => concat(le(f.len, 2), le(f.maxLen, 2), le(f.bufferOffset, 4)));

export const craftedNtlm: fc.Arbitrary<Uint8Array> = fc
  .record({
    type: fc.integer({ min: 1, max: 3 }),
    flags: fc.nat(),
    fields: fc.array(payloadFields, { minLength: 6, maxLength: 6 }),
    payload: bytes(60),
    length: fc.oneof(aboutSlots, fc.nat(140)),
  })
  .map(({ type, flags, fields, payload, length }) => {
    const [first, second] = fields as [Uint8Array, Uint8Array];
    const fixed = [
      [le(flags, 4), first, second],
      [first, le(flags, 4), zeros(16), second],
      [...fields, le(flags, 4)],
    ][type - 1] as Uint8Array[];
    const signature = Uint8Array.from("NTLMSSP\0", (letter) => letter.charCodeAt(0));
    return concat(signature, le(type, 4), ...fixed, payload, zeros(60)).slice(0, length);
  });

// [MS-SMB2] 2.2.3.1: contexts of any type whose lengths and counts are right or off by one.
const context = fc
  .record({
    type: fc.constantFrom(1, 2, 3, 4, 5, 6, 7, 8, 0x100),
    count: fc.nat(3),
    data: bytes(16),
    off: offByOne,
  })
  .map(({ type, count, data, off }) => {
    const counted = concat(le(count, 2), data);
    return concat(le(type, 2), le(counted.length + off, 2), zeros(4), counted);
  });

function contextsAt(offset: number, contexts: readonly Uint8Array[]): Uint8Array {
  return contexts.reduce(
    (list, next) => concat(list, zeros((8 - ((offset + list.length) % 8)) % 8), next),
    zeros(0),
  );
}

const smb2Header = (flags: number) =>
  concat(Uint8Array.of(0xfe, 0x53, 0x4d, 0x42, 64), zeros(11), le(flags, 4), zeros(44));

const negotiateRequest = fc
  .record({
    contexts: fc.array(context, { maxLength: 3 }),
    shift: fc.constantFrom(-8, -3, -2, 0, 0, 0, 8),
    off: offByOne,
  })
  .map(({ contexts, shift, off }) => {
    // One dialect ends at 102; before that the list would lie inside the fixed part.
    const at = 104 + shift;
    const fixed = [le(36, 2), le(1, 2), zeros(24), le(at, 4), le(contexts.length + off, 4), le(0x0311, 2)];
    return concat(smb2Header(0), ...fixed, zeros(Math.max(at - 102, 0)), contextsAt(at, contexts));
  });

const negotiateResponse = fc
  .record({
    contexts: fc.array(context, { maxLength: 3 }),
    offset: fc.constantFrom(127, 128, 128, 129, 136),
    length: fc.nat(24),
    at: fc.constantFrom(120, 128, 136, 144, 160),
  })
  .map(({ contexts, offset, length, at }) => {
    const fixed = [
      le(65, 2),
      zeros(2),
      le(0x0311, 2),
      le(contexts.length, 2),
      zeros(48),
      le(offset, 2),
      le(length, 2),
    ];
    return concat(smb2Header(1), ...fixed, le(at, 4), zeros(Math.max(at - 128, 0)), contextsAt(at, contexts));
  });

export const craftedSmb2: fc.Arbitrary<Uint8Array> = fc.oneof(negotiateRequest, negotiateResponse);

// X.690: elements whose length is in its shortest form or in another, and whose tag and content may not fit.
function element(tag: number, content: Uint8Array, form: number): Uint8Array {
  const { length } = content;
  const octets = [[length], [0x81, length], [0x82, 0, length], [0x80], [length + 1]][form] as number[];
  return concat(Uint8Array.of(tag, ...octets), content);
}

const form = fc.oneof({ weight: 40, arbitrary: fc.constant(0) }, fc.integer({ min: 1, max: 4 }));
/** Integers and object identifiers in their shortest form and in another. */
const contents = fc.oneof(
  bytes(5),
  fc
    .constantFrom([1], [0, 1], [0, 0x80], [0xff, 0x80], [0x2a, 3], [0x2a, 0x80, 3], [0x80, 3])
    .map((list) => Uint8Array.from(list)),
);
const UNIVERSAL = [0x02, 0x03, 0x04, 0x06, 0x0a, 0x1b, 0x30];
const leaf = fc.tuple(fc.constantFrom(...UNIVERSAL), contents, form).map((args) => element(...args));
const listOfLeaves = fc
  .tuple(fc.array(leaf, { maxLength: 2 }), form)
  .map(([list, f]) => element(0x30, concat(...list), f));

/** What field `[n]` may hold, of one of the tokens or of none. */
const FIELD_TAGS = [[0x0a], [0x03, 0x06], [0x04], [0x04], [0x04]];
const field = fc.nat(4).chain((n) => {
  const typed = fc
    .tuple(fc.constantFrom(...(FIELD_TAGS[n] as number[])), contents, form)
    .map((args) => element(...args));
  const content = fc.oneof({ weight: 6, arbitrary: typed }, { weight: 3, arbitrary: listOfLeaves }, leaf);
  return fc.tuple(content, form).map(([c, f]) => ({ n, encoded: element(0xa0 + n, c, f) }));
});
/** X.690 8.1.2.4: of one byte, or of more than one, as few as possible or not. */
const TAGS = [
  [0x04],
  [0x30],
  [0x84],
  [0xa4],
  [0xa5],
  [0x9f, 0x1f],
  [0xbf, 0x81, 0x00],
  [0x9f, 0x1e],
  [0x9f, 0x80, 0x1f],
  [0x9f, 0x81, ...Array<number>(9).fill(0x80), 0],
];
const extension = fc
  .tuple(fc.constantFrom(...TAGS), bytes(4), form)
  .map(([tag, content, f]) => concat(Uint8Array.from(tag), element(0, content, f).slice(1)));

export const craftedSpnego: fc.Arbitrary<Uint8Array> = fc
  .record({
    fields: fc.array(field, { maxLength: 4 }),
    isSorted: fc.boolean(),
    extensions: fc.array(extension, { maxLength: 1 }),
    choice: fc.constantFrom(0xa0, 0xa1),
    isFramed: fc.boolean(),
    forms: fc.tuple(form, form, form),
    surplus: fc.oneof({ weight: 20, arbitrary: fc.constant(zeros(0)) }, bytes(3)),
  })
  .map(({ fields, isSorted, extensions, choice, isFramed, forms, surplus }) => {
    const list = isSorted
      ? [...new Map(fields.map((f) => [f.n, f])).values()].sort((a, b) => a.n - b.n)
      : fields;
    const content = concat(...list.map(({ encoded }) => encoded), ...extensions);
    const token = element(choice, concat(element(0x30, content, forms[0]), surplus), forms[1]);
    if (!isFramed) return token;
    const spnego = Uint8Array.of(0x06, 6, 0x2b, 6, 1, 5, 5, 2);
    return element(0x60, concat(spnego, token), forms[2]);
  });
