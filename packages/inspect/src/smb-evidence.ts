// SMB on a port that is not its own, by the first bytes of a side.

/** A frame's header and the protocol's four bytes. */
export const SMB_EVIDENCE_SIZE = 8;

/** Whether so few bytes, one at least, leave it open. */
export function mayBecomeSmb(first: Uint8Array): boolean {
  return first[0] === 0 || first[0] === 0x81;
}

/** Whether a side's first bytes are a frame with an SMB message, or a NetBIOS session request. */
export function looksLikeSmb(first: Uint8Array): boolean {
  if (first[0] === 0x81) return isSessionRequest(first);
  return first[0] === 0 && first[4]! >= 0xfc && first[5] === 0x53 && first[6] === 0x4d && first[7] === 0x42;
}

/** RFC 1002 4.3.2: two encoded names, of 34 bytes each without a scope; the first one's length byte is 32. */
function isSessionRequest(first: Uint8Array): boolean {
  return first[1] === 0 && first[2] === 0 && first[3]! >= 68 && first[4] === 32;
}
