import { flagNames } from "@countersign/bytes";
import {
  Capabilities,
  Cipher,
  Command,
  CompressionAlgorithm,
  CompressionCapabilitiesFlags,
  CompressionFlags,
  ContextType,
  Dialect,
  FSCTL_VALIDATE_NEGOTIATE_INFO,
  HashAlgorithm,
  HeaderFlags,
  RdmaTransformId,
  SecurityMode,
  SessionFlags,
  SessionSetupFlags,
  SigningAlgorithm,
  Status,
  TransformFlags,
  TransportCapabilitiesFlags,
} from "@countersign/smb2";
import {
  characters,
  code,
  decimal,
  filetime,
  flags,
  guid,
  hexadecimal,
  octets,
  type Show,
  text,
} from "../show.js";
import { as, type Fields, listOf, token, window } from "./field.js";

/** In a request ChannelSequence stands in the low 16 bits, else nothing ([MS-SMB2] 2.2.1.2). */
const status: Show = (bytes, scope) =>
  scope.has("Smb2Header.flags", HeaderFlags.SERVER_TO_REDIR)
    ? code(Status)(bytes, scope)
    : hexadecimal(bytes, scope);

/** Three of the bits are a number ([MS-SMB2] 2.2.1.2). */
const headerFlags: Show = (bytes, scope) => {
  const shown = flags(HeaderFlags)(bytes, scope);
  const priority = Number(shown.raw) & HeaderFlags.PRIORITY_MASK;
  if (priority === 0) return shown;
  const names = flagNames(Number(shown.raw) - priority, HeaderFlags);
  return { ...shown, flags: [...names, `PRIORITY_${priority >>> 4}`] };
};

const securityBuffer = {
  securityBufferOffset: as(decimal),
  securityBufferLength: as(decimal),
  securityBuffer: token,
};
const ctlCode = as(code({ FSCTL_VALIDATE_NEGOTIATE_INFO }));

export const smb2Fields: Readonly<Record<string, Fields>> = {
  Smb2Header: {
    protocolId: as(characters),
    structureSize: as(decimal),
    creditCharge: as(decimal),
    status: as(status),
    command: as(code(Command)),
    credits: as(decimal),
    flags: as(headerFlags),
    nextCommand: as(decimal),
    messageId: as(decimal),
    asyncId: as(hexadecimal),
    reserved: as(hexadecimal),
    treeId: as(hexadecimal),
    sessionId: as(hexadecimal),
    signature: as(octets),
    body: { show: octets, inner: "anything" },
  },
  Smb2NegotiateRequest: {
    structureSize: as(decimal),
    dialectCount: as(decimal),
    securityMode: as(flags(SecurityMode)),
    reserved: as(hexadecimal),
    capabilities: as(flags(Capabilities)),
    clientGuid: as(guid),
    // Read as eight bytes first, and then as what the dialects make of them.
    negotiateContextOffset: { show: decimal, window: true },
    negotiateContextCount: as(decimal),
    reserved2: as(hexadecimal),
    clientStartTime: as(filetime),
    dialects: listOf(Dialect),
    negotiateContextList: window,
  },
  Smb2NegotiateResponse: {
    structureSize: as(decimal),
    securityMode: as(flags(SecurityMode)),
    dialectRevision: as(code(Dialect)),
    negotiateContextCount: as(decimal),
    serverGuid: as(guid),
    capabilities: as(flags(Capabilities)),
    maxTransactSize: as(decimal),
    maxReadSize: as(decimal),
    maxWriteSize: as(decimal),
    systemTime: as(filetime),
    serverStartTime: as(filetime),
    ...securityBuffer,
    negotiateContextOffset: as(decimal),
    negotiateContextList: window,
  },
  Smb2NegotiateContext: {
    padding: as(octets),
    contextType: as(code(ContextType)),
    dataLength: as(decimal),
    reserved: as(hexadecimal),
    data: window,
  },
  Smb2PreauthIntegrityContext: {
    hashAlgorithmCount: as(decimal),
    saltLength: as(decimal),
    hashAlgorithms: listOf(HashAlgorithm),
    salt: as(octets),
  },
  Smb2EncryptionContext: { cipherCount: as(decimal), ciphers: listOf(Cipher) },
  Smb2CompressionContext: {
    compressionAlgorithmCount: as(decimal),
    padding: as(octets),
    flags: as(flags(CompressionCapabilitiesFlags)),
    compressionAlgorithms: listOf(CompressionAlgorithm),
  },
  Smb2NetnameContext: { netName: as(text) },
  Smb2TransportContext: { flags: as(flags(TransportCapabilitiesFlags)) },
  Smb2RdmaTransformContext: {
    transformCount: as(decimal),
    reserved1: as(hexadecimal),
    reserved2: as(hexadecimal),
    rdmaTransformIds: listOf(RdmaTransformId),
  },
  Smb2SigningContext: { signingAlgorithmCount: as(decimal), signingAlgorithms: listOf(SigningAlgorithm) },
  Smb2PosixContext: { version: as(guid) },
  Smb2SessionSetupRequest: {
    structureSize: as(decimal),
    flags: as(flags(SessionSetupFlags)),
    securityMode: as(flags(SecurityMode)),
    capabilities: as(flags(Capabilities)),
    channel: as(hexadecimal),
    ...securityBuffer,
    previousSessionId: as(hexadecimal),
  },
  Smb2SessionSetupResponse: {
    structureSize: as(decimal),
    sessionFlags: as(flags(SessionFlags)),
    ...securityBuffer,
  },
  Smb2Logoff: { structureSize: as(decimal), reserved: as(hexadecimal) },
  Smb2ErrorResponse: {
    structureSize: as(decimal),
    errorContextCount: as(decimal),
    reserved: as(hexadecimal),
    byteCount: as(decimal),
    errorData: as(octets),
  },
  Smb2IoctlRequest: {
    structureSize: as(decimal),
    reserved: as(hexadecimal),
    ctlCode,
    fileId: as(octets),
    inputOffset: as(decimal),
    inputCount: as(decimal),
    maxInputResponse: as(decimal),
    outputOffset: as(octets),
    maxOutputResponse: as(decimal),
    flags: as(hexadecimal),
    reserved2: as(hexadecimal),
    input: window,
  },
  Smb2IoctlResponse: {
    structureSize: as(decimal),
    reserved: as(hexadecimal),
    ctlCode,
    fileId: as(octets),
    inputOffset: as(octets),
    outputOffset: as(decimal),
    outputCount: as(decimal),
    flags: as(hexadecimal),
    reserved2: as(hexadecimal),
    output: window,
  },
  Smb2ValidateNegotiateInfoRequest: {
    capabilities: as(flags(Capabilities)),
    guid: as(guid),
    securityMode: as(flags(SecurityMode)),
    dialectCount: as(decimal),
    dialects: listOf(Dialect),
  },
  Smb2ValidateNegotiateInfoResponse: {
    capabilities: as(flags(Capabilities)),
    guid: as(guid),
    securityMode: as(flags(SecurityMode)),
    dialect: as(code(Dialect)),
  },
  Smb2TransformHeader: {
    protocolId: as(characters),
    signature: as(octets),
    nonce: as(octets),
    originalMessageSize: as(decimal),
    reserved: as(hexadecimal),
    flags: as(flags(TransformFlags)),
    sessionId: as(hexadecimal),
    body: as(octets),
  },
  Smb2CompressionTransformHeader: {
    protocolId: as(characters),
    originalCompressedSegmentSize: as(decimal),
    compressionAlgorithm: as(code(CompressionAlgorithm)),
    flags: as(flags(CompressionFlags)),
    offset: as(decimal),
    body: { show: octets, inner: "anything" },
  },
  Smb2CompressionChainedPayloadHeader: {
    compressionAlgorithm: as(code(CompressionAlgorithm)),
    flags: as(flags(CompressionFlags)),
    length: as(decimal),
    payload: window,
    originalPayloadSize: as(decimal),
    data: { show: octets, inner: "anything" },
  },
};
