import { readSecurityToken } from "@countersign/handshake";

/** The NTLMSSP message that a logon token is or wraps, in its own memory. */
export function openToken(bytes: Uint8Array): Uint8Array | undefined {
  return readSecurityToken(bytes).ntlm?.slice();
}
