// Tokens made by Windows, as the specifications print them, and one put together from RFC 4178's ASN.1 module.
import { latin1Decode, toHex } from "@countersign/bytes";
import { specifiedMessages } from "@countersign/testkit";
import { expect, it } from "vitest";
import {
  decodeToken,
  encodeToken,
  HINT_NAME,
  MechType,
  NegState,
  type NegTokenInit,
  type Token,
} from "../src/index.js";

const tokens = specifiedMessages("spnego");

function token<K extends Token["kind"]>(name: string, kind: K): Extract<Token, { kind: K }> {
  const m = decodeToken(tokens[name]!);
  if (m.kind !== kind) throw new Error(`is ${m.kind}`);
  return m as Extract<Token, { kind: K }>;
}

it.each(Object.entries(tokens))("%s comes back byte for byte", (_name, bytes) => {
  expect(encodeToken(decodeToken(bytes))).toEqual(bytes);
  expect(encodeToken(decodeToken(bytes), { like: bytes })).toEqual(bytes);
});

it("[MS-SPNG] 4: a server opens with NEGOEX and NTLM, and hints at nothing", () => {
  const m = token("[MS-SPNG] 4 NegTokenInit2", "negTokenInit2");
  expect(m).toMatchObject({
    framed: true,
    mechTypes: [MechType.NEGOEX, MechType.NTLMSSP],
    reqFlags: undefined,
    negHints: { hintName: HINT_NAME, hintAddress: undefined },
    mechListMIC: undefined,
    extensions: [],
  });
  expect(m.mechToken).toHaveLength(254);
  expect(latin1Decode(m.mechToken!.subarray(0, 8))).toBe("NEGOEXTS");
});

it("[MS-MWBE] 4.1.2: a client opens with Kerberos under both its names, and NTLM", () => {
  const m = token("[MS-MWBE] 4.1.2 NegTokenInit", "negTokenInit");
  expect(m).toMatchObject({
    framed: true,
    mechTypes: [MechType.MS_KERBEROS, MechType.KERBEROS, MechType.NTLMSSP],
    reqFlags: undefined,
    mechListMIC: undefined,
    extensions: [],
  });
  expect(decodeToken(m.mechToken!)).toMatchObject({ kind: "gss", thisMech: MechType.KERBEROS });
});

it("[MS-MWBE] 4.1.2: the server accepts, with Kerberos under its Windows name", () => {
  const m = token("[MS-MWBE] 4.1.2 NegTokenResp", "negTokenResp");
  expect(m).toMatchObject({
    framed: false,
    negState: NegState.ACCEPT_COMPLETED,
    supportedMech: MechType.MS_KERBEROS,
    mechListMIC: undefined,
    extensions: [],
  });
  expect(decodeToken(m.responseToken!)).toMatchObject({ kind: "gss", thisMech: MechType.KERBEROS });
});

it("RFC 4178 4.1, 5: a list of Kerberos alone, whose octets a mechListMIC is computed over, by Appendix A's ASN.1", () => {
  const m: NegTokenInit = {
    kind: "negTokenInit",
    framed: false,
    mechTypes: [MechType.KERBEROS],
    reqFlags: undefined,
    mechToken: undefined,
    mechListMIC: undefined,
    extensions: [],
  };
  expect(toHex(encodeToken(m))).toBe(`a011300fa00d${"300b06092a864886f712010202"}`);
});
