// RFC 4178 4.2 and [MS-SPNG] 2.2.1, laid out by hand.
import { describe, expect, it } from "vitest";
import { decodeSpnego, encodeSpnego, ReferenceDecodeError } from "../src/index.js";
import { hex } from "./hex.js";

const NTLMSSP = "060a 2b06010401823702020a";

describe("SPNEGO", () => {
  it("[MS-SPNG] 2.2.1: a server's opening", () => {
    const bytes = hex(`
      6048 0606 2b0601050502
        a03e 303c a00e 300c ${NTLMSSP}
        a32a 3028 a026 1b24
          6e6f745f646566696e65645f696e5f5246433431373840706c656173655f69676e6f7265`);
    const token = decodeSpnego(bytes);
    expect(token).toStrictEqual({
      kind: "negTokenInit2",
      framed: true,
      mechTypes: ["1.3.6.1.4.1.311.2.2.10"],
      reqFlags: undefined,
      mechToken: undefined,
      negHints: { hintName: "not_defined_in_RFC4178@please_ignore", hintAddress: undefined },
      mechListMIC: undefined,
      extensions: [],
    });
    expect(encodeSpnego(token)).toEqual(bytes);
  });

  it("RFC 4178 4.2.2: a server's answer", () => {
    const bytes = hex(`a119 3017 a003 0a0101 a10c ${NTLMSSP} a202 0400`);
    const token = decodeSpnego(bytes);
    expect(token).toStrictEqual({
      kind: "negTokenResp",
      framed: false,
      negState: 1,
      supportedMech: "1.3.6.1.4.1.311.2.2.10",
      responseToken: new Uint8Array(),
      mechListMIC: undefined,
      extensions: [],
    });
    expect(encodeSpnego(token)).toEqual(bytes);
  });

  it("keeps object identifiers that no double holds", () => {
    const bytes = hex("a115 3013 a111 060f 83ffffffffffffffffff7f 81808000");
    const token = decodeSpnego(bytes);
    expect(token).toMatchObject({ supportedMech: "2.4722366482869645213615.2097152" });
    expect(encodeSpnego(token)).toEqual(bytes);
  });

  it.each([
    ["nothing", ""],
    ["a part of the NTLMSSP signature", "4e544c4d"],
    ["a length that is not in its shortest form", "a18107 3005 a003 0a0101"],
    ["an indefinite length", "a180 3005 a003 0a0101 0000"],
    ["an integer that is not in its shortest form", "a108 3006 a004 0a020001"],
    ["an object identifier that is not in its shortest form", "a109 3007 a105 0603 2a8003"],
    ["an object identifier of 256 bytes", `a182010c 30820108 a1820104 06820100 2a ${"01".repeat(255)}`],
    ["fields out of order", "a10b 3009 a202 0400 a003 0a0101"],
    ["a field twice", "a10a 3008 a202 0400 a202 0400"],
    ["more in a field than its value", "a108 3006 a204 0400 0400"],
    ["an element past the end of the one around it", "a104 3003 a202 0400"],
  ])("refuses %s", (_, digits) => {
    expect(() => decodeSpnego(hex(digits))).toThrow(ReferenceDecodeError);
  });
});
