import { attempt } from "@countersign/bytes";
import { FrameDecoder } from "@countersign/framing";
import * as ntlmssp from "@countersign/ntlmssp";
import * as smb1 from "@countersign/smb1";
import * as smb2 from "@countersign/smb2";
import * as spnego from "@countersign/spnego";
import { describe, it } from "vitest";
import { MEBIBYTE } from "../../src/growth.js";
import { concat, expectLinear, repeated } from "./linear.js";

describe("the time of a codec grows with its input:", () => {
  it("many AV pairs", () => {
    expectLinear((size) => {
      const bytes = concat(repeated([0xff, 0xff, 0, 0], size), [0, 0, 0, 0]);
      return () => ntlmssp.encodeAvPairs(ntlmssp.decodeAvPairs(bytes), { like: bytes });
    });
  });

  it("as many AV pairs as a CHALLENGE can have, and its deviations", () => {
    expectLinear((size) => {
      const pairs = ntlmssp.decodeAvPairs(
        concat(repeated([0xff, 0x7f, 0, 0], Math.min(size, 65_000)), [0, 0, 0, 0]),
      );
      const bytes = ntlmssp.encodeMessage({ ...CHALLENGE, targetInfo: pairs });
      return () => {
        for (let left = size / 65_536; left > 0; left--) {
          ntlmssp.encodeMessage(ntlmssp.decodeMessage(bytes), { like: bytes });
          ntlmssp.deviations(bytes);
        }
      };
    }, 4 * MEBIBYTE);
  });

  it.each([8, 256])("many negotiate contexts, %i bytes each", (each) => {
    expectLinear((size) => {
      const count = Math.min(Math.floor(size / each), 0xffff);
      const bytes = negotiateRequest(count, each);
      return () => smb2.encodeMessage(smb2.decodeMessage(bytes), { like: bytes });
    });
  });

  it.each([8, 256])("deviations of many negotiate contexts, %i bytes each", (each) => {
    expectLinear((size) => {
      const bytes = negotiateRequest(Math.min(Math.floor(size / each), 0xffff), each);
      return () => smb2.deviations(bytes);
    });
  });

  it("many members of a compound", () => {
    expectLinear((size) => {
      const bytes = compound(size);
      return () => smb2.encodeCompound(smb2.decodeCompound(bytes), { like: bytes });
    });
  });

  it("many compressed payloads in a chain", () => {
    expectLinear((size) => {
      const bytes = concat(hex("fc534d42 00000001"), repeated(hex("0000 0100 00000000"), size));
      return () => attempt(() => smb2.encodeMessage(smb2.decodeMessage(bytes), { like: bytes }));
    });
  });

  it("many SPNEGO mechanisms", () => {
    expectLinear((size) => {
      const bytes = initWith(repeated([6, 3, 0x2a, 3, 4], 5 * Math.floor(size / 5)));
      return () => spnego.encodeToken(spnego.decodeToken(bytes), { like: bytes });
    });
  });

  it("deviations of many SPNEGO mechanisms", () => {
    expectLinear((size) => {
      const bytes = initWith(repeated([6, 3, 0x2a, 3, 4], 5 * Math.floor(size / 5)));
      return () => spnego.deviations(bytes);
    });
  });

  it("an object identifier without an end, and elements that nest without one", () => {
    expectLinear((size) => {
      const identifier = initWith(element(6, repeated([0xff], size)));
      const nested = repeated([0xa0, 0x84, 0x7f, 0xff, 0xff, 0xff], size);
      return () => {
        attempt(() => spnego.decodeToken(identifier));
        attempt(() => spnego.decodeToken(nested));
      };
    });
  });

  it("a message of any format with nothing but its largest field", () => {
    expectLinear((size) => {
      const blob = repeated([0x41], Math.min(size, 65_000));
      const smb1Bytes = concat(
        hex("ff534d42 72000000 00 00 0000 000000000000000000000000 0000 0000 0000 0000 00"),
        [0, 0],
        repeated([2, 0], 65_000),
      );
      const token = element(0xa1, element(0x30, element(0xa2, element(4, repeated([0x41], size)))));
      return () => {
        spnego.encodeToken(spnego.decodeToken(token), { like: token });
        for (let left = size / 65_536; left > 0; left--) {
          attempt(() => smb1.decodeMessage(smb1Bytes));
          attempt(() => ntlmssp.decodeNtlmV2Response(blob));
        }
      };
    });
  });
});

describe("the time of a frame decoder grows with its stream:", () => {
  it("many frames", () => {
    expectLinear((size) => {
      const bytes = repeated([0x85, 0, 0, 0], size);
      return () => drain(new FrameDecoder(), [bytes]);
    });
  });

  it.each([1, 7])("one frame in pieces of %i", (each) => {
    expectLinear((size) => {
      const bytes = concat([0, (size - 5) >> 16, (size - 5) >> 8, size - 5], new Uint8Array(size - 5));
      return () => {
        const decoder = new FrameDecoder();
        for (let at = 0; at < bytes.length; at += each) {
          decoder.push(bytes.subarray(at, at + each));
          decoder.next();
        }
      };
    });
  });

  it("many pieces that nobody asks for until the end", () => {
    expectLinear((size) => {
      const piece = Uint8Array.of(0x85, 0, 0, 0);
      const pieces = new Array<Uint8Array>(size / 4).fill(piece);
      return () => drain(new FrameDecoder(), pieces);
    });
  });

  it.each([
    ["nothing known", [0x41]],
    ["what nearly is a frame", [0, 0, 0, 0x40, 0xfe, 0x53, 0x4d]],
    ["zeros", [0]],
  ])("a search in %s, at once and byte by byte", (_, piece) => {
    expectLinear((size) => {
      const bytes = repeated(piece, size);
      return () => {
        for (const each of [size, 1]) {
          const decoder = new FrameDecoder({ resynchronise: true });
          for (let at = 0; at < size; at += each) decoder.feed(bytes, at, Math.min(at + each, size), SINK);
        }
      };
    });
  });
});

const SINK = { begin: () => 0, take() {} };

const CHALLENGE = ntlmssp.decodeMessage(
  hex(
    "4e544c4d53535000 02000000 0000 0000 38000000 05828a62 0000000000000000 0000000000000000 0400 0400 38000000 0000000000000000 00000000",
  ),
) as Extract<ntlmssp.Message, { kind: "challenge" }>;

function drain(decoder: FrameDecoder, pieces: readonly Uint8Array[]): void {
  for (const piece of pieces) decoder.push(piece);
  while (decoder.next() !== undefined);
}

function hex(digits: string): Uint8Array {
  return Uint8Array.from(digits.replaceAll(" ", "").match(/../g)!, (pair) => Number.parseInt(pair, 16));
}

/** A 3.1.1 NEGOTIATE request with so many contexts of unknown type. */
function negotiateRequest(count: number, each: number): Uint8Array {
  const header = concat(hex("fe534d42 4000"), new Uint8Array(58));
  const body = concat(
    hex("2400 0100 0100 0000 00000000"),
    new Uint8Array(16),
    hex("68000000"),
    [count, count >> 8],
    hex("0000 1103 0000"),
  );
  const context = concat(hex("0070"), [each - 8, (each - 8) >> 8], new Uint8Array(each - 4));
  return concat(header, body, repeated(context, count * each));
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

function initWith(mechTypes: Uint8Array): Uint8Array {
  return element(0xa0, element(0x30, element(0xa0, element(0x30, mechTypes))));
}

/** DER with a length in its shortest form. */
function element(tag: number, content: Uint8Array): Uint8Array {
  const { length } = content;
  const digits =
    length < 0x80
      ? [length]
      : [length >>> 24, length >>> 16, length >>> 8, length].map((byte) => byte & 0xff);
  if (length < 0x80) return concat([tag, length], content);
  while (digits[0] === 0) digits.shift();
  return concat([tag, 0x80 | digits.length, ...digits], content);
}
