// [MS-NLMP] 2.2.1 NTLM Messages.
import type { Message } from "@countersign/ntlmssp";
import { isEqual } from "../bytes.js";
import { ReferenceDecodeError } from "../error.js";
import { bytes, structure, u32 } from "../structure.js";
import { decodeAuthenticate, encodeAuthenticate } from "./authenticate.js";
import { decodeChallenge, encodeChallenge } from "./challenge.js";
import { decodeNegotiate, encodeNegotiate } from "./negotiate.js";

export const NTLMSSP_SIGNATURE: Uint8Array = new Uint8Array(Buffer.from("NTLMSSP\0", "latin1"));

const start = structure("NTLM message", { signature: bytes(8), messageType: u32 });

/** Decodes one message in the shape of `@countersign/ntlmssp`. Throws `ReferenceDecodeError`. */
export function decodeNtlm(input: Uint8Array): Message {
  const { signature, messageType } = start.decode(input);
  if (!isEqual(signature, NTLMSSP_SIGNATURE))
    throw new ReferenceDecodeError("NTLM message", "has another signature");
  switch (messageType) {
    case 0x00000001:
      return decodeNegotiate(input);
    case 0x00000002:
      return decodeChallenge(input);
    case 0x00000003:
      return decodeAuthenticate(input);
    default:
      throw new ReferenceDecodeError("NTLM message", `is of type ${messageType}`);
  }
}

/** Encodes one message in the canonical layout. Throws `RangeError` for a value that does not fit. */
export function encodeNtlm(m: Message): Uint8Array {
  switch (m.kind) {
    case "negotiate":
      return encodeNegotiate(m, NTLMSSP_SIGNATURE, 0x00000001);
    case "challenge":
      return encodeChallenge(m, NTLMSSP_SIGNATURE, 0x00000002);
    case "authenticate":
      return encodeAuthenticate(m, NTLMSSP_SIGNATURE, 0x00000003);
  }
}
