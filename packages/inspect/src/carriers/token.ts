import { isDecodeError } from "@countersign/bytes";
import { findNtlm } from "@countersign/handshake";
import * as ntlmssp from "@countersign/ntlmssp";
import * as spnego from "@countersign/spnego";

/** The NTLMSSP message that a logon token is or wraps, in its own memory. */
export function openToken(bytes: Uint8Array): Uint8Array | undefined {
  if (ntlmssp.isMessage(bytes)) return bytes.slice();
  const inner = innerToken(bytes);
  return inner !== undefined && ntlmssp.isMessage(inner) ? inner.slice() : undefined;
}

function innerToken(bytes: Uint8Array): Uint8Array | undefined {
  try {
    const token = spnego.decodeToken(bytes);
    switch (token.kind) {
      case "negTokenInit":
      case "negTokenInit2":
        return token.mechToken;
      case "negTokenResp":
        return token.responseToken;
      default:
        return undefined;
    }
  } catch (error) {
    if (!isDecodeError(error)) throw error;
    // Some peers' BER is no DER: what they mean can still be seen.
    return findNtlm(bytes);
  }
}
