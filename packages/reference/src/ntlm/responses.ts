// [MS-NLMP] 2.2.2.3 LM_RESPONSE, 2.2.2.4 LMv2_RESPONSE, 2.2.2.6 NTLM_RESPONSE, 2.2.2.8 NTLMv2_RESPONSE with 2.2.2.7
// NTLMv2_CLIENT_CHALLENGE: what the responses of an AUTHENTICATE_MESSAGE hold.
import type { LmResponse, LmV2Response, NtlmResponse, NtlmV2Response } from "@countersign/ntlmssp";
import { concat, zeros } from "../bytes.js";
import { bytes, reserved, rest, structure, u8, u64 } from "../structure.js";
import { decodeAvPairs, encodeAvPairs } from "./av-pairs.js";

// 2.2.2.3
const lmResponse = structure("LM_RESPONSE", { response: bytes(24) });

// 2.2.2.4
const lmV2Response = structure("LMv2_RESPONSE", { response: bytes(16), challengeFromClient: bytes(8) });

// 2.2.2.6
const ntlmResponse = structure("NTLM_RESPONSE", { response: bytes(24) });

// 2.2.2.8
const ntlmV2Response = structure("NTLMv2_RESPONSE", { response: bytes(16), clientChallenge: rest });

// 2.2.2.7. Windows may add bytes behind MsvAvEOL (<30>), which mean nothing.
const clientChallenge = structure("NTLMv2_CLIENT_CHALLENGE", {
  respType: u8,
  hiRespType: u8,
  reserved1: reserved(2),
  reserved2: reserved(4),
  timeStamp: u64,
  challengeFromClient: bytes(8),
  reserved3: reserved(4),
  avPairs: rest,
});

/** Decodes an LmChallengeResponse of NTLM v1; bytes behind it are left aside. Throws `ReferenceDecodeError`. */
export function decodeLmResponse(input: Uint8Array): LmResponse {
  const { response } = lmResponse.decode(input);
  return { response };
}

/** Encodes an LmChallengeResponse of NTLM v1. Throws `RangeError` unless it has 24 bytes. */
export function encodeLmResponse(m: LmResponse): Uint8Array {
  return lmResponse.encode(m);
}

/** Decodes an LmChallengeResponse of NTLM v2; bytes behind it are left aside. Throws `ReferenceDecodeError`. */
export function decodeLmV2Response(input: Uint8Array): LmV2Response {
  const { response, challengeFromClient } = lmV2Response.decode(input);
  return { response, challengeFromClient };
}

/** Encodes an LmChallengeResponse of NTLM v2. Throws `RangeError` for a value that does not fit. */
export function encodeLmV2Response(m: LmV2Response): Uint8Array {
  return lmV2Response.encode(m);
}

/** Decodes an NtChallengeResponse of NTLM v1; bytes behind it are left aside. Throws `ReferenceDecodeError`. */
export function decodeNtlmResponse(input: Uint8Array): NtlmResponse {
  const { response } = ntlmResponse.decode(input);
  return { response };
}

/** Encodes an NtChallengeResponse of NTLM v1. Throws `RangeError` unless it has 24 bytes. */
export function encodeNtlmResponse(m: NtlmResponse): Uint8Array {
  return ntlmResponse.encode(m);
}

/** Decodes an NtChallengeResponse of NTLM v2; bytes behind MsvAvEOL are left aside. Throws `ReferenceDecodeError`. */
export function decodeNtlmV2Response(input: Uint8Array): NtlmV2Response {
  const { response, clientChallenge: temp } = ntlmV2Response.decode(input);
  const { respType, hiRespType, timeStamp, challengeFromClient, avPairs } = clientChallenge.decode(temp);
  return {
    response,
    respType,
    hiRespType,
    timeStamp,
    challengeFromClient,
    avPairs: decodeAvPairs(avPairs),
  };
}

/** Encodes an NtChallengeResponse of NTLM v2. Throws `RangeError` for a value that does not fit. */
export function encodeNtlmV2Response(m: NtlmV2Response): Uint8Array {
  // 3.3.2: temp ends with ServerName, Z(4).
  const avPairs = concat(encodeAvPairs(m.avPairs), zeros(4));
  return ntlmV2Response.encode({ ...m, clientChallenge: clientChallenge.encode({ ...m, avPairs }) });
}
