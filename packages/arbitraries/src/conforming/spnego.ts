// Tokens that break no rule of RFC 4178 and [MS-SPNG]: `deviations` finds nothing in them. They stay below 128 bytes,
// so that every length in them has one byte.
import {
  HINT_NAME,
  MechType,
  type NegTokenInit,
  type NegTokenInit2,
  type NegTokenResp,
} from "@countersign/spnego";
import fc from "fast-check";
import { always } from "../valid/primitives.js";

const { NTLMSSP, KERBEROS, MS_KERBEROS, NEGOEX } = MechType;
const mechanism = fc.constantFrom<string>(NTLMSSP, KERBEROS, MS_KERBEROS, NEGOEX);
const mechTypes = fc.uniqueArray(mechanism, { minLength: 1, maxLength: 2 });
const token = fc.uint8Array({ minLength: 1, maxLength: 16 });

/** A client's opening. */
export function negTokenInit(): fc.Arbitrary<NegTokenInit> {
  return fc.record({
    kind: always("negTokenInit"),
    framed: always(true),
    mechTypes,
    reqFlags: always(undefined),
    mechToken: token,
    mechListMIC: always(undefined),
    extensions: fc.constant<Uint8Array[]>([]),
  });
}

/** A server's opening. */
export function negTokenInit2(): fc.Arbitrary<NegTokenInit2> {
  return fc.record({
    kind: always("negTokenInit2"),
    framed: always(true),
    mechTypes,
    reqFlags: always(undefined),
    mechToken: always(undefined),
    negHints: always({ hintName: HINT_NAME, hintAddress: undefined }),
    mechListMIC: always(undefined),
    extensions: fc.constant<Uint8Array[]>([]),
  });
}

/** A first answer. */
export function negTokenResp(): fc.Arbitrary<NegTokenResp> {
  return fc.record({
    kind: always("negTokenResp"),
    framed: always(false),
    negState: fc.nat(3),
    supportedMech: mechanism,
    responseToken: token,
    mechListMIC: always(undefined),
    extensions: fc.constant<Uint8Array[]>([]),
  });
}
