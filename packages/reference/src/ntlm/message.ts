// [MS-NLMP] 2.2.1 NTLM Messages.
import type { Message } from "@countersign/ntlmssp";
import { ReferenceDecodeError } from "../error.js";
import { structure, u32 } from "../structure.js";
import { decodeAuthenticate, encodeAuthenticate } from "./authenticate.js";
import { decodeChallenge, encodeChallenge } from "./challenge.js";
import { decodeNegotiate, encodeNegotiate } from "./negotiate.js";
import { signature } from "./start.js";

const anyMessage = structure("NTLM message", { signature, messageType: u32 });

/** Decodes one message in the shape of `@countersign/ntlmssp`. Throws `ReferenceDecodeError`. */
export function decodeNtlm(bytes: Uint8Array): Message {
  const { messageType } = anyMessage.decode(bytes);
  switch (messageType) {
    case 0x00000001:
      return decodeNegotiate(bytes);
    case 0x00000002:
      return decodeChallenge(bytes);
    case 0x00000003:
      return decodeAuthenticate(bytes);
    default:
      throw new ReferenceDecodeError("NTLM message", `is of type ${messageType}`);
  }
}

/** Encodes one message in the canonical layout. Throws `RangeError` for a value that does not fit. */
export function encodeNtlm(m: Message): Uint8Array {
  switch (m.kind) {
    case "negotiate":
      return encodeNegotiate(m);
    case "challenge":
      return encodeChallenge(m);
    case "authenticate":
      return encodeAuthenticate(m);
  }
}
