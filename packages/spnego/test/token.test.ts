import { type DecodeError, fromHex, isDecodeError, toHex } from "@countersign/bytes";
import { describeLaws, type Edit, runs } from "@countersign/testkit";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  ContextFlag,
  decodeToken,
  encodeToken,
  HINT_NAME,
  hasContextFlag,
  MechType,
  mechName,
  NegState,
  type NegTokenInit,
  type NegTokenInit2,
  type NegTokenResp,
  readToken,
  type Token,
} from "../src/index.js";
import { tokens } from "./arbitraries.js";

describeLaws<Token>({
  name: "SPNEGO tokens",
  decode: decodeToken,
  encode: encodeToken,
  values: tokens,
  edits: { read: readToken, of: editsOf },
});

/** Edits that keep sizes: DER has no gaps, so another size moves all that follows. */
function editsOf(m: Token): Edit<Token>[] {
  switch (m.kind) {
    case "negTokenResp":
      return [
        { fields: /responseToken$/, value: { ...m, responseToken: inverted(m.responseToken) } },
        { fields: /mechListMIC$/, value: { ...m, mechListMIC: inverted(m.mechListMIC) } },
      ];
    case "negTokenInit":
    case "negTokenInit2":
      return [
        { fields: /mechToken$/, value: { ...m, mechToken: inverted(m.mechToken) } },
        { fields: /mechTypes$/, value: { ...m, mechTypes: m.mechTypes && [...m.mechTypes].reverse() } },
      ];
    case "gss":
      return [{ fields: /innerToken$/, value: { ...m, innerToken: inverted(m.innerToken)! } }];
    default:
      return [];
  }
}

function inverted(bytes: Uint8Array | undefined): Uint8Array | undefined {
  return bytes?.map((byte) => byte ^ 0xff);
}

describe("laws of DER", () => {
  it("law 3: a DER token cut anywhere is truncated, a raw one is shorter", () => {
    fc.assert(
      fc.property(tokens, fc.nat(), (m, n) => {
        const bytes = encodeToken(m);
        const cut = bytes.subarray(0, n % bytes.length);
        if ((m.kind === "ntlmssp" && cut.length >= 8) || (m.kind === "unknown" && cut.length > 0)) {
          expect(decodeToken(cut)).toStrictEqual({ kind: m.kind, bytes: cut });
        } else {
          expect(failure(cut)).toMatchObject({ code: "truncated" });
        }
      }),
      { numRuns: runs(500) },
    );
  });

  it("law 3: every shortened inner length fails or decodes", () => {
    const bytes = encodeToken(windowsInit2());
    for (let at = 1; at < bytes.length; at++) {
      const shortened = bytes.slice();
      shortened[at] = bytes[at]! - 1;
      try {
        expect(encodeToken(decodeToken(shortened), { like: shortened })).toStrictEqual(shortened);
      } catch (error) {
        if (!isDecodeError(error)) throw error;
      }
    }
  });

  it("law 2c: an edited field of the same size changes its own bytes only", () => {
    const m = decodeToken(fromHex(SAMBA_CHALLENGE)) as NegTokenResp;
    const edited = encodeToken({ ...m, negState: NegState.REJECT });
    expect(differences(encodeToken(m), edited)).toStrictEqual([8]);
  });

  it("law 2c: an edited field of another size changes the lengths around it too", () => {
    const m = decodeToken(fromHex(SAMBA_INIT)) as NegTokenInit2;
    const edited = encodeToken({ ...m, negHints: { hintName: `${HINT_NAME}!`, hintAddress: undefined } });
    const original = encodeToken(m);
    expect(edited.length).toBe(original.length + 1);
    // Lengths of the token, the choice, the sequence, negHints twice, hintName twice.
    expect(differences(original, edited)).toStrictEqual([1, 11, 13, 31, 33, 35, 37, original.length]);
  });
});

const SAMBA_INIT =
  "604806062b0601050502a03e303ca00e300c060a2b06010401823702020aa32a3028a0261b246e6f745f646566696e65645f696e5f5246433431373840706c656173655f69676e6f7265";
const SAMBA_CHALLENGE = "a11b3019a0030a0101a10c060a2b06010401823702020aa20404020102";

function windowsInit2(): NegTokenInit2 {
  return {
    kind: "negTokenInit2",
    framed: true,
    mechTypes: [
      MechType.NEGOEX,
      MechType.MS_KERBEROS,
      MechType.KERBEROS,
      MechType.KERBEROS_USER_TO_USER,
      MechType.NTLMSSP,
    ],
    reqFlags: undefined,
    mechToken: undefined,
    negHints: { hintName: HINT_NAME, hintAddress: undefined },
    mechListMIC: undefined,
    extensions: [],
  };
}

function differences(a: Uint8Array, b: Uint8Array): number[] {
  const at: number[] = [];
  for (let i = 0; i < Math.max(a.length, b.length); i++) if (a[i] !== b[i]) at.push(i);
  return at;
}

function failure(bytes: Uint8Array): DecodeError {
  try {
    decodeToken(bytes);
  } catch (error) {
    if (isDecodeError(error)) return error;
    throw error;
  }
  throw new Error(`decoded: ${toHex(bytes)}`);
}

const fail = (hex: string): DecodeError => failure(fromHex(hex));

describe("tokens of real peers", () => {
  it("Samba's opening is a NegTokenInit2", () => {
    expect(decodeToken(fromHex(SAMBA_INIT))).toStrictEqual({
      ...windowsInit2(),
      mechTypes: [MechType.NTLMSSP],
    });
  });

  it("a bare NegTokenResp", () => {
    expect(decodeToken(fromHex(SAMBA_CHALLENGE))).toStrictEqual({
      kind: "negTokenResp",
      framed: false,
      negState: NegState.ACCEPT_INCOMPLETE,
      supportedMech: MechType.NTLMSSP,
      responseToken: Uint8Array.of(1, 2),
      mechListMIC: undefined,
      extensions: [],
    });
  });

  it("[MS-SPNG] 4: the dump of an opening with NEGOEX", () => {
    const negoex = `4e45474f45585453${"00".repeat(246)}`;
    const bytes = fromHex(
      "6082015d06062b0601050502a08201513082014d" +
        "a01a3018060a2b06010401823702021e060a2b06010401823702020a" +
        `a28201010481fe${negoex}` +
        "a32a3028a0261b246e6f745f646566696e65645f696e5f5246433431373840706c656173655f69676e6f7265",
    );
    const token = decodeToken(bytes) as NegTokenInit2;
    expect(token).toStrictEqual({
      ...windowsInit2(),
      mechTypes: [MechType.NEGOEX, MechType.NTLMSSP],
      mechToken: fromHex(negoex),
    });
    expect(encodeToken(token)).toStrictEqual(bytes);
  });

  it("a client's NegTokenInit with mechListMIC in field [3]", () => {
    const token = decodeToken(fromHex("a0173015a00e300c060a2b06010401823702020aa303040155"));
    expect(token).toMatchObject({ kind: "negTokenInit", framed: false, mechListMIC: Uint8Array.of(0x55) });
  });

  it("a NegTokenResp with nothing in it", () => {
    expect(decodeToken(fromHex("a1023000"))).toStrictEqual({
      kind: "negTokenResp",
      framed: false,
      negState: undefined,
      supportedMech: undefined,
      responseToken: undefined,
      mechListMIC: undefined,
      extensions: [],
    });
  });

  it("responseToken repeated in mechListMIC is just bytes", () => {
    const token = decodeToken(fromHex("a10e300ca20404020102a30404020102")) as NegTokenResp;
    expect(token.mechListMIC).toStrictEqual(token.responseToken);
  });

  it("a Kerberos AP-REQ in a GSS token without SPNEGO", () => {
    expect(decodeToken(fromHex("601006092a864886f71201020201006e0100"))).toStrictEqual({
      kind: "gss",
      thisMech: MechType.KERBEROS,
      innerToken: fromHex("01006e0100"),
    });
  });

  it("a raw NTLMSSP message", () => {
    const bytes = fromHex("4e544c4d5353500001000000");
    expect(decodeToken(bytes)).toStrictEqual({ kind: "ntlmssp", bytes });
  });

  it("a bare AP-REQ is unknown", () => {
    expect(decodeToken(Uint8Array.of(0x6e, 0))).toStrictEqual({
      kind: "unknown",
      bytes: Uint8Array.of(0x6e, 0),
    });
  });

  it("hintName in a code page, of Windows 2003", () => {
    const token = decodeToken(fromHex("a00d300ba3093007a0051b0341e942")) as NegTokenInit2;
    expect(token.negHints?.hintName).toBe("AéB");
  });

  it("reqFlags keep their unused bits", () => {
    const token = decodeToken(fromHex("a0083006a10403020176")) as NegTokenInit;
    expect(token.reqFlags).toStrictEqual({ unusedBits: 1, bytes: Uint8Array.of(0x76) });
    expect(hasContextFlag(token.reqFlags!, ContextFlag.MUTUAL)).toBe(true);
    expect(hasContextFlag(token.reqFlags!, ContextFlag.DELEG)).toBe(false);
    expect(hasContextFlag({ unusedBits: 1, bytes: Uint8Array.of(0xff) }, 7)).toBe(false);
  });
});

describe("what is not DER", () => {
  it("nothing at all is truncated", () => {
    expect(failure(new Uint8Array(0))).toMatchObject({
      code: "truncated",
      field: "NegotiationToken.signature",
    });
  });
  it("an indefinite length", () => {
    expect(fail("a18030000000")).toMatchObject({
      code: "malformed",
      field: "NegotiationToken.choice",
      offset: 1,
    });
  });
  it("a length that is not in its shortest form", () => {
    expect(fail("a181023000")).toMatchObject({ code: "malformed", offset: 1 });
    expect(fail("a18200023000")).toMatchObject({ code: "malformed", offset: 1 });
    expect(fail("a18200ff30")).toMatchObject({ code: "malformed", offset: 1 });
    expect(fail("a18300ffff30")).toMatchObject({ code: "malformed", offset: 1 });
  });
  it("a length of more than four bytes", () => {
    expect(fail("a1850000000002")).toMatchObject({ code: "malformed", offset: 1 });
  });
  it("a length of 4 GiB allocates nothing", () => {
    expect(fail("a184ffffffff30")).toMatchObject({ code: "truncated", needed: 0xffffffff - 1 });
  });
  it("an inner length beyond the outer one names its field", () => {
    expect(fail("a1073005a00302010155")).toMatchObject({ code: "malformed", field: "NegTokenResp.negState" });
    expect(fail("a1073005a0030a020155")).toMatchObject({
      code: "truncated",
      field: "NegTokenResp.negState",
      blame: "NegTokenResp.length",
      needed: 1,
    });
  });
  it("a negState that is not in its shortest form or over 32 bits", () => {
    expect(fail("a1083006a0040a020001")).toMatchObject({ code: "malformed", offset: 8 });
    expect(fail("a1083006a0040a02ff80")).toMatchObject({ code: "malformed", offset: 8 });
    expect(fail("a10b3009a0070a050100000000")).toMatchObject({ code: "malformed", offset: 8 });
  });
  it("fields out of order or twice", () => {
    expect(fail("a10c300aa203040100a0030a0100")).toMatchObject({
      code: "malformed",
      field: "NegTokenResp.extensions",
      offset: 9,
    });
    expect(fail("a10e300ca0030a0100a0030a0100" + "a100")).toMatchObject({ code: "malformed" });
  });
  it("something after the value inside a field", () => {
    expect(fail("a1093007a0050a01000500")).toMatchObject({
      code: "malformed",
      field: "NegTokenResp.negState",
    });
  });
  it.each([
    ["a tag of several bytes where one is enough", "a10530033f1e00"],
    ["a tag number that starts with a group of zeros", "a10730053f80ff0000"],
  ])("%s", (_, token) => {
    expect(fail(token)).toMatchObject({ code: "malformed", field: "NegTokenResp.extensions", offset: 4 });
  });
  it("a tag that does not end", () => {
    expect(fail("a10530033fffff")).toMatchObject({ code: "truncated", field: "NegTokenResp.extensions" });
  });
  it("something after the NegotiationToken inside its InitialContextToken", () => {
    expect(fail("600e06062b0601050502a10230000500")).toMatchObject({
      code: "malformed",
      field: "InitialContextToken.innerToken",
      offset: 14,
    });
  });
  it("an InitialContextToken of SPNEGO without a NegotiationToken", () => {
    expect(fail("600a06062b06010505020500")).toMatchObject({
      code: "malformed",
      field: "NegotiationToken.choice",
    });
  });
  it("reqFlags without bits to leave out", () => {
    expect(fail("a0073005a103030101")).toMatchObject({ code: "malformed", field: "NegTokenInit.reqFlags" });
    expect(fail("a0083006a10403020855")).toMatchObject({ code: "malformed", field: "NegTokenInit.reqFlags" });
  });
  it("64 KiB of nested sequences", () => {
    const bytes = new Uint8Array(65536).fill(0x30);
    expect(decodeToken(bytes).kind).toBe("unknown");
    bytes[0] = 0xa1;
    expect(failure(bytes)).toMatchObject({ code: "truncated" });
  });
});

describe("extensions", () => {
  it("unknown elements after the known ones are kept whole", () => {
    const token = decodeToken(fromHex("a10b3009a0030a0100be020102")) as NegTokenResp;
    expect(token.extensions).toStrictEqual([fromHex("be020102")]);
  });
  it.each([
    ["a1053003", "9f1f00"],
    ["a1073005", "bf81000101"],
  ])("may have a tag of several bytes (X.690 8.1.2.4): %s %s", (start, extension) => {
    const token = decodeToken(fromHex(start + extension));
    expect(token).toMatchObject({ kind: "negTokenResp", extensions: [fromHex(extension)] });
    expect(encodeToken(token)).toStrictEqual(fromHex(start + extension));
  });
  it("an extension that would be read as something else is refused", () => {
    const m = decodeToken(fromHex("a1023000")) as NegTokenResp;
    for (const hex of ["", "a3020400", "be0201", "be00be00", "bf8100"]) {
      expect(() => encodeToken({ ...m, extensions: [fromHex(hex)] })).toThrow(RangeError);
    }
  });
});

describe("arguments", () => {
  it("raw tokens must be what their kind says", () => {
    const ntlmssp = fromHex("4e544c4d53535000");
    expect(() => encodeToken({ kind: "unknown", bytes: ntlmssp })).toThrow(RangeError);
    expect(() => encodeToken({ kind: "unknown", bytes: new Uint8Array(0) })).toThrow(RangeError);
    expect(() => encodeToken({ kind: "unknown", bytes: fromHex("a1023000") })).toThrow(RangeError);
    expect(() => encodeToken({ kind: "ntlmssp", bytes: ntlmssp.subarray(1) })).toThrow(RangeError);
  });
  it("a negTokenInit2 needs what makes it one", () => {
    expect(() => encodeToken({ ...windowsInit2(), negHints: undefined })).toThrow(RangeError);
  });
  it("a negTokenInit with a field [4] would be a negTokenInit2, unless a mechListMIC tells", () => {
    const m: NegTokenInit = {
      kind: "negTokenInit",
      framed: false,
      mechTypes: undefined,
      reqFlags: undefined,
      mechToken: undefined,
      mechListMIC: undefined,
      extensions: [fromHex("a400")],
    };
    expect(() => encodeToken(m)).toThrow(RangeError);
    const told = { ...m, mechListMIC: Uint8Array.of(1) };
    expect(decodeToken(encodeToken(told))).toStrictEqual(told);
  });
  it("a gss token cannot name SPNEGO", () => {
    expect(() =>
      encodeToken({ kind: "gss", thisMech: MechType.SPNEGO, innerToken: new Uint8Array(0) }),
    ).toThrow(RangeError);
  });
  it("numbers and flags that do not fit", () => {
    const m = decodeToken(fromHex("a1023000")) as NegTokenResp;
    expect(() => encodeToken({ ...m, negState: 2 ** 31 })).toThrow(RangeError);
    expect(() =>
      encodeToken({ ...windowsInit2(), reqFlags: { unusedBits: 8, bytes: Uint8Array.of(1) } }),
    ).toThrow(RangeError);
  });
  it("like keeps the bytes after a token, and only those", () => {
    const like = fromHex("a1023000deadbeef");
    const m = decodeToken(fromHex(SAMBA_CHALLENGE));
    expect(toHex(encodeToken(m, { like }))).toBe(`${SAMBA_CHALLENGE}deadbeef`);
    expect(toHex(encodeToken({ kind: "ntlmssp", bytes: fromHex("4e544c4d53535000") }, { like }))).toBe(
      "4e544c4d53535000",
    );
  });
});

it("mechName knows its table", () => {
  expect(mechName("1.3.6.1.4.1.311.2.2.10")).toBe("NTLMSSP");
  expect(mechName("1.2.3")).toBeUndefined();
});
