import { attempt } from "@countersign/bytes";
import * as ntlmssp from "@countersign/ntlmssp";
import * as smb1 from "@countersign/smb1";
import * as smb2 from "@countersign/smb2";
import * as spnego from "@countersign/spnego";
import { concat, element, hex, repeated } from "../../src/growth/bytes.js";
import type { Prepare } from "../../src/growth/measure.js";
import { type Cases, describeAllocation, describeTime } from "./linear.js";

/** What a length of 16 bits counts. */
const MAX_U16 = 65_536;

const CODECS: Cases = {
  "many AV pairs": bothWays((size) => concat(repeated([0xff, 0xff, 0, 0], size), [0, 0, 0, 0]), {
    decode: ntlmssp.decodeAvPairs,
    encode: ntlmssp.encodeAvPairs,
  }),
  "many flags among AV pairs": bothWays((size) => repeated([6, 0, 4, 0, 2, 0, 0, 0], size), {
    decode: ntlmssp.decodeAvPairs,
    encode: ntlmssp.encodeAvPairs,
  }),
  "a CHALLENGE full of AV pairs": [ofNtlm((size) => challengeOf([0xff, 0x7f, 0, 0], size)), MAX_U16],
  "a CHALLENGE full of names": [ofNtlm((size) => challengeOf([1, 0, 2, 0, 0x41, 0], size)), MAX_U16],
  "deviations of a CHALLENGE full of AV pairs": [
    (size) => deviationsOf(ntlmssp, challengeOf([0xff, 0x7f, 0, 0], size)),
    MAX_U16,
  ],
  "an NTLMv2 response full of AV pairs": [
    (size) => {
      const response = concat(new Uint8Array(44), repeated([0xff, 0x7f, 0, 0], size - 48));
      return () => ntlmssp.encodeNtlmV2Response(ntlmssp.decodeNtlmV2Response(response), { like: response });
    },
    MAX_U16,
  ],
  "many small negotiate contexts": [ofSmb2((size) => contexts(size, 8)), 8 * MAX_U16],
  "many large negotiate contexts": ofSmb2((size) => contexts(size, 256)),
  "many negotiate contexts of a kind that is known": ofSmb2((size) =>
    contexts(size, 24, hex("0200 0600 00000000 0200 0100 0200")),
  ),
  "deviations of many small negotiate contexts": [
    (size) => deviationsOf(smb2, contexts(size, 8)),
    8 * MAX_U16,
  ],
  "deviations of many large negotiate contexts": (size) => deviationsOf(smb2, contexts(size, 256)),
  "deviations of many dialects": [(size) => deviationsOf(smb2, dialects(size)), 2 * MAX_U16],
  "many members of a compound": bothWays(compound, {
    decode: smb2.decodeCompound,
    encode: smb2.encodeCompound,
  }),
  "many compressed payloads in a chain": ofSmb2((size) =>
    concat(
      hex("fc534d42 00000001 0000 0100 00000000"),
      repeated(hex("0100 0000 04000000 00000001"), 12 * Math.floor(size / 12)),
    ),
  ),
  "an encrypted message": ofSmb2((size) =>
    concat(hex("fd534d42"), new Uint8Array(48), repeated([0x41], size)),
  ),
  "many SMB1 dialects": [ofSmb1((size) => smb1Dialects([2, 0x41, 0], size)), MAX_U16],
  "deviations of many SMB1 dialects without a name": [
    (size) => deviationsOf(smb1, smb1Dialects([2, 0], size)),
    MAX_U16,
  ],
  "many SPNEGO mechanisms": ofSpnego((size) =>
    initOf(repeated([6, 3, 0x2a, 3, 4], 5 * Math.floor(size / 5))),
  ),
  "deviations of many SPNEGO mechanisms": (size) =>
    deviationsOf(spnego, initOf(repeated([6, 3, 0x2a, 3, 4], 5 * Math.floor(size / 5)))),
  "a SPNEGO response": ofSpnego((size) =>
    element(0xa1, element(0x30, element(0xa2, element(4, repeated([0x41], size))))),
  ),
  "bytes after a SPNEGO token": ofSpnego((size) =>
    concat(element(0xa1, element(0x30, new Uint8Array(0))), new Uint8Array(size)),
  ),
  "an object identifier without an end": ofSpnego((size) => initOf(element(6, repeated([0xff], size)))),
  "elements of DER that nest": ofSpnego((size) => repeated([0xa0, 0x84, 0x7f, 0xff, 0xff, 0xff], size)),
  "a tag of DER without an end": ofSpnego((size) => initOf(concat([0xbf], repeated([0xff], size)))),
};

describeTime("a codec", CODECS);
describeAllocation("a codec", CODECS);

/** Decodes, and encodes in the layout of the original. */
function bothWays<T>(
  make: (size: number) => Uint8Array,
  {
    decode,
    encode,
  }: { decode: (bytes: Uint8Array) => T; encode: (m: T, options: { like: Uint8Array }) => Uint8Array },
): Prepare {
  return (size) => {
    const bytes = make(size);
    return () => void attempt(() => encode(decode(bytes), { like: bytes }));
  };
}

function ofNtlm(make: (size: number) => Uint8Array): Prepare {
  return bothWays(make, { decode: ntlmssp.decodeMessage, encode: ntlmssp.encodeMessage });
}

function ofSmb1(make: (size: number) => Uint8Array): Prepare {
  return bothWays(make, { decode: smb1.decodeMessage, encode: smb1.encodeMessage });
}

function ofSmb2(make: (size: number) => Uint8Array): Prepare {
  return bothWays(make, { decode: smb2.decodeMessage, encode: smb2.encodeMessage });
}

function ofSpnego(make: (size: number) => Uint8Array): Prepare {
  return bothWays(make, { decode: spnego.decodeToken, encode: spnego.encodeToken });
}

function deviationsOf(format: { deviations: (bytes: Uint8Array) => unknown }, bytes: Uint8Array): () => void {
  return () => void format.deviations(bytes);
}

/** A CHALLENGE with `size` bytes of TargetInfo, at most as many as it can have. */
function challengeOf(pair: readonly number[], size: number): Uint8Array {
  const length = pair.length * Math.floor(Math.min(size, MAX_U16 - 8) / pair.length) + 4;
  const lengths = [length, length >> 8, length, length >> 8];
  return concat(
    hex("4e544c4d53535000 02000000 0000 0000 38000000 05828a62 0000000000000000 0000000000000000"),
    lengths,
    hex("38000000 0000000000000000"),
    repeated(pair, length - 4),
    [0, 0, 0, 0],
  );
}

/** A 3.1.1 NEGOTIATE request with contexts of `each` bytes, of an unknown type unless told. */
function contexts(size: number, each: number, told?: Uint8Array): Uint8Array {
  const count = Math.min(Math.floor(size / each), MAX_U16 - 1);
  const context = told ?? concat(hex("0070"), [each - 8, (each - 8) >> 8], new Uint8Array(each - 4));
  return concat(
    hex("fe534d42 4000"),
    new Uint8Array(58),
    hex("2400 0100 0100 0000 00000000"),
    new Uint8Array(16),
    hex("68000000"),
    [count, count >> 8],
    hex("0000 1103 0000"),
    repeated(concat(context, new Uint8Array(each - context.length)), count * each),
  );
}

/** A NEGOTIATE request with as many dialects, each another. */
function dialects(size: number): Uint8Array {
  const count = Math.min(size / 2, MAX_U16 - 1);
  return concat(
    hex("fe534d42 4000"),
    new Uint8Array(58),
    hex("2400"),
    [count, count >> 8],
    hex("0100 0000 00000000"),
    new Uint8Array(24),
    // Not 0x0311, which would want contexts.
    new Uint8Array(Uint16Array.from({ length: count }, (_, i) => (i === 0x311 ? 0 : i)).buffer),
  );
}

function compound(size: number): Uint8Array {
  const each = 72;
  const count = Math.floor(size / each);
  const member = concat(
    hex("fe534d42 4000 0000 00000000 0200 0000 00000000 48000000"),
    new Uint8Array(40),
    hex("0400 0000 00000000"),
  );
  const bytes = repeated(member, count * each);
  bytes.fill(0, (count - 1) * each + 20, (count - 1) * each + 24);
  return bytes;
}

function smb1Dialects(dialect: readonly number[], size: number): Uint8Array {
  const length = dialect.length * Math.floor(Math.min(size, MAX_U16 - 1) / dialect.length);
  return concat(hex("ff534d42 72"), new Uint8Array(27), [0, length, length >> 8], repeated(dialect, length));
}

function initOf(mechTypes: Uint8Array): Uint8Array {
  return element(0xa0, element(0x30, element(0xa0, element(0x30, mechTypes))));
}
