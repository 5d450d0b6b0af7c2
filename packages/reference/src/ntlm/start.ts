// [MS-NLMP] 2.2.1: every message starts with Signature and MessageType.
import { type Field, isBytes, isU32 } from "../structure.js";

const NTLMSSP = new Uint8Array(Buffer.from("NTLMSSP\0", "latin1"));

export const signature: Field<void> = isBytes(NTLMSSP);

export const messageType: Record<"negotiate" | "challenge" | "authenticate", Field<void>> = {
  negotiate: isU32(0x00000001),
  challenge: isU32(0x00000002),
  authenticate: isU32(0x00000003),
};
