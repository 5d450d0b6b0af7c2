// [MS-NLMP] 2.2.1.1 NEGOTIATE_MESSAGE. Names are in the OEM character set, whatever is negotiated. The oldest senders
// stop after NegotiateFlags.
import type { Negotiate } from "@countersign/ntlmssp";
import { concat, decodeLatin1, encodeLatin1 } from "../bytes.js";
import { bytes, structure, u32 } from "../structure.js";
import { decodePayload, decodePayloadFields, encodePayload, hasSlot } from "./fields.js";
import { messageType, signature } from "./start.js";
import { decodeVersion, encodeVersion } from "./version.js";

const SHORT_SIZE = 16;
const VERSION = { start: 32, end: 40 };

const shortMessage = structure("NEGOTIATE_MESSAGE", {
  signature,
  messageType: messageType.negotiate,
  negotiateFlags: u32,
});

const message = structure("NEGOTIATE_MESSAGE", {
  signature,
  messageType: messageType.negotiate,
  negotiateFlags: u32,
  domainNameFields: bytes(8),
  workstationFields: bytes(8),
});

export function decodeNegotiate(input: Uint8Array): Negotiate {
  const { negotiateFlags } = shortMessage.decode(input);
  if (input.length === SHORT_SIZE)
    return {
      kind: "negotiate",
      negotiateFlags,
      domainName: undefined,
      workstationName: undefined,
      version: undefined,
    };
  const fields = message.decode(input);
  const domainName = decodePayloadFields(fields.domainNameFields);
  const workstation = decodePayloadFields(fields.workstationFields);
  const hasVersion = hasSlot(input, [domainName, workstation], VERSION);
  const end = hasVersion ? VERSION.end : VERSION.start;
  return {
    kind: "negotiate",
    negotiateFlags,
    domainName: decodeLatin1(decodePayload(input, domainName, end, "DomainName")),
    workstationName: decodeLatin1(decodePayload(input, workstation, end, "WorkstationName")),
    version: hasVersion ? decodeVersion(input.subarray(VERSION.start)) : undefined,
  };
}

export function encodeNegotiate(m: Negotiate): Uint8Array {
  const { negotiateFlags, domainName, workstationName, version } = m;
  if (domainName === undefined && workstationName === undefined && version === undefined)
    return shortMessage.encode({ negotiateFlags });
  if (domainName === undefined || workstationName === undefined)
    throw new RangeError("a NEGOTIATE_MESSAGE has both names or neither, and no Version without names");
  const slots = version ? encodeVersion(version) : new Uint8Array();
  const { fields, payload } = encodePayload(
    {
      // Windows places them in this order.
      workstationFields: { bytes: encodeLatin1(workstationName), alignment: 1 },
      domainNameFields: { bytes: encodeLatin1(domainName), alignment: 1 },
    },
    VERSION.start + slots.length,
  );
  return concat(message.encode({ ...fields, negotiateFlags }), slots, payload);
}
