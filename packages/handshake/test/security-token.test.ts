import { fromHex } from "@countersign/bytes";
import { encodeMessage, type Negotiate } from "@countersign/ntlmssp";
import { MechType } from "@countersign/spnego";
import { describe, expect, it } from "vitest";
import { readSecurityToken } from "../src/index.js";

const negotiate: Negotiate = {
  kind: "negotiate",
  negotiateFlags: 0x62088215,
  domainName: "",
  workstationName: "",
  version: undefined,
};
const ntlm = encodeMessage(negotiate);
/** NegTokenInit with NTLMSSP alone, and a token of 32 bytes. */
const INIT = "a0333031a00e300c060a2b06010401823702020aa21f041d";

describe("readSecurityToken", () => {
  it("finds the message in the token", () => {
    const whole = fromHex("a0363034a00e300c060a2b06010401823702020aa2220420");
    const token = readSecurityToken(Uint8Array.from([...whole, ...ntlm]));
    expect(token).toMatchObject({ mechTypes: [MechType.NTLMSSP], mechanism: "ntlm", error: undefined });
    expect(token.ntlm).toEqual(ntlm);
  });

  it("takes a message alone for what it is", () => {
    expect(readSecurityToken(ntlm)).toMatchObject({ mechTypes: [], mechanism: "ntlm", ntlm });
  });

  it("finds the message in what is no DER, and says what is wrong", () => {
    const longLength = fromHex("a0820036 3034 a00e300c060a2b06010401823702020a a2220420".replaceAll(" ", ""));
    const token = readSecurityToken(Uint8Array.from([...longLength, ...ntlm]));
    expect(token).toMatchObject({ token: undefined, mechTypes: [], mechanism: "ntlm" });
    expect(token.error).toMatchObject({ code: "malformed" });
    expect(token.ntlm).toEqual(ntlm);
  });

  it("answers no message that does not decode, in what does not either", () => {
    const token = readSecurityToken(Uint8Array.from([...fromHex(INIT), ...ntlm]).subarray(0, 37));
    expect(token).toMatchObject({ mechanism: "unknown", ntlm: undefined, error: { code: "truncated" } });
  });

  it("answers nothing of an empty buffer", () => {
    expect(readSecurityToken(new Uint8Array())).toMatchObject({ mechanism: "unknown", error: undefined });
  });
});
