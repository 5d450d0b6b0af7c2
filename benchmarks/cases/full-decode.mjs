// Everything that a handshake message holds, as a user would take it apart: SMB2, then SPNEGO, then NTLMSSP, then the
// AV pairs of the NTLMv2 response.
import * as ntlmssp from "@countersign/ntlmssp";
import * as smb2 from "@countersign/smb2";
import * as spnego from "@countersign/spnego";

export function decodeFully(bytes) {
  const message = smb2.decodeMessage(bytes);
  const buffer = message.body.securityBuffer;
  if (buffer === undefined || buffer.length === 0) return { message };
  const token = spnego.decodeToken(buffer);
  const inner = token.mechToken ?? token.responseToken;
  if (inner === undefined) return { message, token };
  const ntlm = ntlmssp.decodeMessage(inner);
  if (ntlm.kind !== "authenticate") return { message, token, ntlm };
  return { message, token, ntlm, response: ntlmssp.decodeNtlmV2Response(ntlm.ntChallengeResponse) };
}
