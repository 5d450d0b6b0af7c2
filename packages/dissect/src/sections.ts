// Where each structure is specified.
const SECTIONS: Readonly<Record<string, string>> = {
  SessionPacket: "[MS-SMB2] 2.1, RFC 1002 4.3.1",
  SessionRequest: "RFC 1002 4.3.2",
  NegativeSessionResponse: "RFC 1002 4.3.4",
  RetargetSessionResponse: "RFC 1002 4.3.5",
  Smb1Header: "[MS-CIFS] 2.2.3.1, [MS-SMB] 2.2.3.1",
  Smb1NegotiateRequest: "[MS-CIFS] 2.2.4.52.1",
  Smb1NegotiateResponse: "[MS-CIFS] 2.2.4.52.2, [MS-SMB] 2.2.4.5.2",
  Smb1SessionSetupRequest: "[MS-CIFS] 2.2.4.53.1, [MS-SMB] 2.2.4.6.1",
  Smb1SessionSetupResponse: "[MS-CIFS] 2.2.4.53.2, [MS-SMB] 2.2.4.6.2",
  Smb1ErrorResponse: "[MS-CIFS] 2.2.4.52.2",
  Smb2Header: "[MS-SMB2] 2.2.1",
  Smb2ErrorResponse: "[MS-SMB2] 2.2.2",
  Smb2NegotiateRequest: "[MS-SMB2] 2.2.3",
  Smb2NegotiateContext: "[MS-SMB2] 2.2.3.1",
  Smb2PreauthIntegrityContext: "[MS-SMB2] 2.2.3.1.1",
  Smb2EncryptionContext: "[MS-SMB2] 2.2.3.1.2",
  Smb2CompressionContext: "[MS-SMB2] 2.2.3.1.3",
  Smb2NetnameContext: "[MS-SMB2] 2.2.3.1.4",
  Smb2TransportContext: "[MS-SMB2] 2.2.3.1.5",
  Smb2RdmaTransformContext: "[MS-SMB2] 2.2.3.1.6",
  Smb2SigningContext: "[MS-SMB2] 2.2.3.1.7",
  Smb2PosixContext: "SMB3 POSIX extensions",
  Smb2NegotiateResponse: "[MS-SMB2] 2.2.4",
  Smb2SessionSetupRequest: "[MS-SMB2] 2.2.5",
  Smb2SessionSetupResponse: "[MS-SMB2] 2.2.6",
  Smb2Logoff: "[MS-SMB2] 2.2.7",
  Smb2IoctlRequest: "[MS-SMB2] 2.2.31",
  Smb2ValidateNegotiateInfoRequest: "[MS-SMB2] 2.2.31.4",
  Smb2IoctlResponse: "[MS-SMB2] 2.2.32",
  Smb2ValidateNegotiateInfoResponse: "[MS-SMB2] 2.2.32.6",
  Smb2TransformHeader: "[MS-SMB2] 2.2.41",
  Smb2CompressionTransformHeader: "[MS-SMB2] 2.2.42",
  Smb2CompressionChainedPayloadHeader: "[MS-SMB2] 2.2.42.2.1",
  InitialContextToken: "RFC 2743 3.1",
  NegotiationToken: "RFC 4178 4.2",
  NegTokenInit: "RFC 4178 4.2.1, [MS-SPNG] 2.2.1",
  NegHints: "[MS-SPNG] 2.2.1",
  NegTokenResp: "RFC 4178 4.2.2",
  NtlmMessage: "[MS-NLMP] 2.2",
  NtlmNegotiate: "[MS-NLMP] 2.2.1.1",
  NtlmChallenge: "[MS-NLMP] 2.2.1.2",
  NtlmAuthenticate: "[MS-NLMP] 2.2.1.3",
  NtlmAvPair: "[MS-NLMP] 2.2.2.1",
  NtlmSingleHost: "[MS-NLMP] 2.2.2.2",
  NtlmV2Response: "[MS-NLMP] 2.2.2.7, 2.2.2.8",
  NtlmVersion: "[MS-NLMP] 2.2.2.10",
};

/** The section of a field's structure, `undefined` for one that is not listed. */
export function sectionOf(field: string): string | undefined {
  return SECTIONS[structureOf(field)];
}

/** `Smb2Header` of `Smb2Header.flags`. */
export function structureOf(field: string): string {
  return field.slice(0, field.indexOf("."));
}

/** `flags` of `Smb2Header.flags`. */
export function nameOf(field: string): string {
  return field.slice(field.indexOf(".") + 1);
}
