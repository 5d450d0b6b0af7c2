// RFC 2743 3.1 Mechanism-Independent Token Format around RFC 4178 4.2 NegotiationToken, and what stands in its place.
import type { Token } from "@countersign/spnego";
import { isEqual } from "../bytes.js";
import { ReferenceDecodeError } from "../error.js";
import * as der from "./der.js";
import { readNegTokenInit, readNegTokenResp, writeNegTokenInit, writeNegTokenResp } from "./tokens.js";

const SPNEGO_OID = "1.3.6.1.5.5.2";
const NTLMSSP_SIGNATURE = new Uint8Array(Buffer.from("NTLMSSP\0", "latin1"));

/**
 * Decodes one token in the shape of `@countersign/spnego`; bytes behind a DER token are left aside. Throws
 * `ReferenceDecodeError`.
 */
export function decodeSpnego(bytes: Uint8Array): Token {
  if (bytes.length === 0) throw new ReferenceDecodeError("SPNEGO token", "is empty");
  if (isEqual(bytes.subarray(0, 8), NTLMSSP_SIGNATURE)) return { kind: "ntlmssp", bytes };
  if (isEqual(bytes, NTLMSSP_SIGNATURE.subarray(0, bytes.length)))
    throw new ReferenceDecodeError("NTLMSSP signature", "ends too early");
  switch (bytes[0]) {
    case der.TAG.applicationZero:
    case der.TAG.context(0):
    case der.TAG.context(1):
      return decodeDer(der.readElement(bytes, "SPNEGO token").whole);
    default:
      return { kind: "unknown", bytes };
  }
}

function decodeDer(whole: Uint8Array): Token {
  const token =
    whole[0] === der.TAG.applicationZero
      ? readInitialContextToken(whole)
      : readNegotiationToken(whole, false);
  if (!isEqual(encodeSpnego(token), whole)) throw new ReferenceDecodeError("SPNEGO token", "is not DER");
  return token;
}

// InitialContextToken ::= [APPLICATION 0] IMPLICIT SEQUENCE {
//     thisMech          MechType,
//     innerContextToken ANY DEFINED BY thisMech
// }
function readInitialContextToken(whole: Uint8Array): Token {
  const { content } = der.readOnly(whole, der.TAG.applicationZero, "InitialContextToken");
  const mech = der.readElement(content, "thisMech");
  const thisMech = der.readObjectIdentifier(mech.whole, "thisMech");
  const innerToken = content.subarray(mech.whole.length);
  return thisMech === SPNEGO_OID
    ? readNegotiationToken(innerToken, true)
    : { kind: "gss", thisMech, innerToken };
}

// NegotiationToken ::= CHOICE {
//     negTokenInit    [0] NegTokenInit,
//     negTokenResp    [1] NegTokenResp
// }
function readNegotiationToken(whole: Uint8Array, framed: boolean): Token {
  const { tag } = der.readElement(whole, "NegotiationToken");
  if (tag === der.TAG.context(1))
    return readNegTokenResp(der.readOnly(whole, tag, "NegotiationToken").content, framed);
  return readNegTokenInit(der.readOnly(whole, der.TAG.context(0), "NegotiationToken").content, framed);
}

/** Encodes one token; there is one encoding. Throws `RangeError` for a value that does not fit. */
export function encodeSpnego(m: Token): Uint8Array {
  switch (m.kind) {
    case "ntlmssp":
    case "unknown":
      return m.bytes.slice();
    case "gss":
      return der.writeElement(der.TAG.applicationZero, der.writeObjectIdentifier(m.thisMech), m.innerToken);
    case "negTokenResp":
      return frame(m.framed, der.writeElement(der.TAG.context(1), writeNegTokenResp(m)));
    default:
      return frame(m.framed, der.writeElement(der.TAG.context(0), writeNegTokenInit(m)));
  }
}

function frame(framed: boolean, token: Uint8Array): Uint8Array {
  return framed
    ? der.writeElement(der.TAG.applicationZero, der.writeObjectIdentifier(SPNEGO_OID), token)
    : token;
}
