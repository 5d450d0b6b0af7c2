// What a security buffer holds: SPNEGO around a mechanism's token, or that token alone.
import { attempt, type DecodeError, isDecodeError } from "@countersign/bytes";
import * as ntlmssp from "@countersign/ntlmssp";
import * as spnego from "@countersign/spnego";
import { findNtlm } from "./find-ntlm.js";

/** How a session is authenticated; `unknown` until a token tells. */
export type Mechanism = "ntlm" | "kerberos" | "other" | "unknown";

/** What one security buffer tells. */
export interface SecurityToken {
  token: spnego.Token | undefined;
  /** Offered mechanisms as dotted OIDs, the preferred one first; empty where the token has none. */
  mechTypes: string[];
  mechanism: Mechanism;
  /** An NTLMSSP message, sharing the buffer's memory. */
  ntlm: Uint8Array | undefined;
  error: DecodeError | undefined;
}

/** Reads a security buffer; what cannot be decoded is told in `error`, and an NTLMSSP message inside still found. */
export function readSecurityToken(buffer: Uint8Array): SecurityToken {
  if (buffer.length === 0) return told(undefined, [], "unknown", undefined);
  const token = attempt(() => spnego.decodeToken(buffer));
  if (!isDecodeError(token)) return tell(token);
  // Some peers' BER is no DER: what they mean can still be seen.
  const ntlm = findNtlm(buffer);
  return told(undefined, [], ntlm ? "ntlm" : "unknown", ntlm, token);
}

function tell(token: spnego.Token): SecurityToken {
  switch (token.kind) {
    case "ntlmssp":
      return told(token, [], "ntlm", token.bytes);
    case "gss":
      return told(token, [], mechanismOf(token.thisMech), undefined);
    case "negTokenInit":
    case "negTokenInit2": {
      const mechTypes = token.mechTypes ?? [];
      return tellInner(token, mechTypes, mechTypes[0], token.mechToken);
    }
    case "negTokenResp":
      return tellInner(token, [], token.supportedMech, token.responseToken);
    case "unknown":
      return told(token, [], "unknown", undefined);
  }
}

/** The inner token says more than the offer: a client's first one may be of another mechanism than its first choice. */
function tellInner(
  token: spnego.Token,
  mechTypes: string[],
  mech: string | undefined,
  inner: Uint8Array | undefined,
): SecurityToken {
  if (inner !== undefined && ntlmssp.isMessage(inner)) return told(token, mechTypes, "ntlm", inner);
  // A list alone is an offer, not yet a choice.
  const chosen = inner !== undefined || token.kind === "negTokenResp" ? mech : undefined;
  return told(token, mechTypes, chosen === undefined ? "unknown" : mechanismOf(chosen), undefined);
}

function mechanismOf(oid: string): Mechanism {
  switch (oid) {
    case spnego.MechType.NTLMSSP:
      return "ntlm";
    case spnego.MechType.KERBEROS:
    case spnego.MechType.MS_KERBEROS:
    case spnego.MechType.KERBEROS_USER_TO_USER:
      return "kerberos";
    default:
      return "other";
  }
}

function told(
  token: spnego.Token | undefined,
  mechTypes: string[],
  mechanism: Mechanism,
  ntlm: Uint8Array | undefined,
  error?: DecodeError,
): SecurityToken {
  return { token, mechTypes, mechanism, ntlm, error };
}
