import { type Code, codeName, type Flags } from "@countersign/bytes";

/** [MS-NLMP] 2.2 MessageType. */
export type MessageType = Code<"NtlmMessageType">;
export const MessageType = {
  NtLmNegotiate: 0x00000001 as MessageType,
  NtLmChallenge: 0x00000002 as MessageType,
  NtLmAuthenticate: 0x00000003 as MessageType,
} as const;

/** [MS-NLMP] 2.2.2.5 NEGOTIATE. Bits without a name here are reserved there; they survive. */
export type NegotiateFlags = Flags<"NtlmNegotiate">;
export const NegotiateFlags = {
  /** Strings of the message are UTF-16LE. */
  NEGOTIATE_UNICODE: 0x00000001 as NegotiateFlags,
  /** Strings of the message are in an OEM code page, unless NEGOTIATE_UNICODE is set too. */
  NEGOTIATE_OEM: 0x00000002 as NegotiateFlags,
  REQUEST_TARGET: 0x00000004 as NegotiateFlags,
  /** The sender can sign, which is not a promise that it will. */
  NEGOTIATE_SIGN: 0x00000010 as NegotiateFlags,
  NEGOTIATE_SEAL: 0x00000020 as NegotiateFlags,
  NEGOTIATE_DATAGRAM: 0x00000040 as NegotiateFlags,
  NEGOTIATE_LM_KEY: 0x00000080 as NegotiateFlags,
  NEGOTIATE_NTLM: 0x00000200 as NegotiateFlags,
  /** Bit J, which the specification leaves without a name: the connection should be anonymous. */
  ANONYMOUS: 0x00000800 as NegotiateFlags,
  NEGOTIATE_OEM_DOMAIN_SUPPLIED: 0x00001000 as NegotiateFlags,
  NEGOTIATE_OEM_WORKSTATION_SUPPLIED: 0x00002000 as NegotiateFlags,
  /** A session key is generated whatever SIGN and SEAL say; it tells nothing of signing. */
  NEGOTIATE_ALWAYS_SIGN: 0x00008000 as NegotiateFlags,
  TARGET_TYPE_DOMAIN: 0x00010000 as NegotiateFlags,
  TARGET_TYPE_SERVER: 0x00020000 as NegotiateFlags,
  NEGOTIATE_EXTENDED_SESSIONSECURITY: 0x00080000 as NegotiateFlags,
  NEGOTIATE_IDENTIFY: 0x00100000 as NegotiateFlags,
  REQUEST_NON_NT_SESSION_KEY: 0x00400000 as NegotiateFlags,
  NEGOTIATE_TARGET_INFO: 0x00800000 as NegotiateFlags,
  NEGOTIATE_VERSION: 0x02000000 as NegotiateFlags,
  NEGOTIATE_128: 0x20000000 as NegotiateFlags,
  NEGOTIATE_KEY_EXCH: 0x40000000 as NegotiateFlags,
  NEGOTIATE_56: 0x80000000 as NegotiateFlags,
} as const;

/** [MS-NLMP] 2.2.2.1 AvId, spelled as there less `MsvAv`. */
export type AvId = Code<"NtlmAvId">;
export const AvId = {
  EOL: 0x0000 as AvId,
  NbComputerName: 0x0001 as AvId,
  NbDomainName: 0x0002 as AvId,
  DnsComputerName: 0x0003 as AvId,
  DnsDomainName: 0x0004 as AvId,
  DnsTreeName: 0x0005 as AvId,
  Flags: 0x0006 as AvId,
  Timestamp: 0x0007 as AvId,
  SingleHost: 0x0008 as AvId,
  TargetName: 0x0009 as AvId,
  ChannelBindings: 0x000a as AvId,
} as const;

/** The specification's name of an AvId, such as `MsvAvNbComputerName`; `0x000b` and the like for one it does not know. */
export function avName(avId: AvId): string {
  const name = codeName(avId, AvId);
  return name === undefined ? `0x${avId.toString(16).padStart(4, "0")}` : `MsvAv${name}`;
}

/** [MS-NLMP] 2.2.2.1 the value of MsvAvFlags, whose bits the specification leaves without names. */
export type AvFlags = Flags<"NtlmAvFlags">;
export const AvFlags = {
  /** Account authentication is constrained. */
  CONSTRAINED: 0x00000001 as AvFlags,
  /** The client provides a MIC in AUTHENTICATE. */
  MIC_PROVIDED: 0x00000002 as AvFlags,
  /** The client's target SPN comes from an untrusted source. */
  UNTRUSTED_SPN: 0x00000004 as AvFlags,
} as const;

/** [MS-NLMP] 2.2.2.10 NTLMRevisionCurrent. */
export type NtlmRevision = Code<"NtlmRevision">;
export const NtlmRevision = { NTLMSSP_REVISION_W2K3: 0x0f as NtlmRevision } as const;

/** [MS-NLMP] 2.2.2.10 ProductMajorVersion, as Windows sets it (<33>). */
export type ProductMajorVersion = Code<"NtlmProductMajorVersion">;
export const ProductMajorVersion = {
  WINDOWS_MAJOR_VERSION_5: 0x05 as ProductMajorVersion,
  WINDOWS_MAJOR_VERSION_6: 0x06 as ProductMajorVersion,
  WINDOWS_MAJOR_VERSION_10: 0x0a as ProductMajorVersion,
} as const;

/** [MS-NLMP] 2.2.2.10 ProductMinorVersion, as Windows sets it (<34>). */
export type ProductMinorVersion = Code<"NtlmProductMinorVersion">;
export const ProductMinorVersion = {
  WINDOWS_MINOR_VERSION_0: 0x00 as ProductMinorVersion,
  WINDOWS_MINOR_VERSION_1: 0x01 as ProductMinorVersion,
  WINDOWS_MINOR_VERSION_2: 0x02 as ProductMinorVersion,
  WINDOWS_MINOR_VERSION_3: 0x03 as ProductMinorVersion,
} as const;
