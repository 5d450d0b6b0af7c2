// A negotiation's report from its decoded messages.
import { codeName, filetimeToIso, formatGuid } from "@countersign/bytes";
import { type Negotiation, readSecurityToken } from "@countersign/handshake";
import type * as smb1 from "@countersign/smb1";
import * as smb2 from "@countersign/smb2";
import type {
  ContextReport,
  NegotiateRequestReport,
  NegotiateResponseReport,
  NegotiationReport,
} from "../contract.js";
import {
  cipherName,
  compressionAlgorithmName,
  dialectName,
  hashAlgorithmName,
  hex,
  rdmaTransformName,
  signingAlgorithmName,
} from "./names.js";

export function negotiationReport({ request, response }: Negotiation): NegotiationReport {
  return {
    packet: (request ?? response)?.at ?? 0,
    ...(request && { request: requestReport(request) }),
    ...(response && { response: responseReport(response, request) }),
  };
}

type Request = NonNullable<Negotiation["request"]>;
type Response = NonNullable<Negotiation["response"]>;

function requestReport({ protocol, message }: Request): NegotiateRequestReport {
  if (message === undefined) return { protocol, dialects: [] };
  if (protocol === "smb1") return { protocol, dialects: message.body.dialects };
  const { securityMode, dialects, capabilities, clientGuid, negotiateContextList } = message.body;
  return {
    protocol,
    dialects: dialects.map(dialectName),
    securityMode,
    capabilities,
    clientGuid: formatGuid(clientGuid),
    contexts: negotiateContextList.map(contextReport),
  };
}

function responseReport(response: Response, request: Request | undefined): NegotiateResponseReport {
  const head = { protocol: response.protocol, status: hex(response.status, 8) };
  if (response.message === undefined) return head;
  const report = response.protocol === "smb1" ? smb1Response(response, request) : smb2Response(response);
  return { ...head, ...report };
}

type Fields = Omit<NegotiateResponseReport, "protocol" | "status">;

function smb2Response({ message }: Extract<Response, { protocol: "smb2" }>): Fields {
  if (message === undefined) return {};
  const { body } = message;
  const contexts = body.negotiateContextList;
  const cipher = contexts.find((c) => c.kind === "encryption")?.ciphers[0];
  const signingAlgorithm = contexts.find((c) => c.kind === "signing")?.signingAlgorithms[0];
  return {
    dialect: dialectName(body.dialectRevision),
    securityMode: body.securityMode,
    capabilities: body.capabilities,
    serverGuid: formatGuid(body.serverGuid),
    ...timeOf(body.systemTime),
    ...(cipher !== undefined && { cipher: cipherName(cipher) }),
    ...(signingAlgorithm !== undefined && { signingAlgorithm: signingAlgorithmName(signingAlgorithm) }),
    contexts: contexts.map(contextReport),
    ...mechTypesOf(body.securityBuffer),
  };
}

function smb1Response(
  { message }: Extract<Response, { protocol: "smb1" }>,
  request: Request | undefined,
): Fields {
  if (message === undefined) return {};
  const { body } = message;
  if (body.kind === "refused") return {};
  const asked = request?.protocol === "smb1" ? request.message : undefined;
  const dialect = asked?.body.dialects[body.dialectIndex];
  return { ...(dialect !== undefined && { dialect }), ...smb1Policy(body) };
}

function smb1Policy(body: smb1.NegotiateResponse): Fields {
  switch (body.kind) {
    case "extendedSecurity": {
      const { securityMode, capabilities, serverGuid } = body;
      const guid = formatGuid(serverGuid);
      return {
        securityMode,
        capabilities,
        serverGuid: guid,
        ...timeOf(body.systemTime),
        ...mechTypesOf(body.securityBlob),
      };
    }
    case "ntLanMan":
      return { securityMode: body.securityMode, capabilities: body.capabilities, ...timeOf(body.systemTime) };
    case "lanMan":
      return { securityMode: body.securityMode };
    default:
      return {};
  }
}

/** A time of 0 is none. */
function timeOf(filetime: bigint): { serverTime?: string } {
  const serverTime = filetime === 0n ? undefined : filetimeToIso(filetime);
  return serverTime === undefined ? {} : { serverTime };
}

function mechTypesOf(securityBuffer: Uint8Array): { mechTypes?: string[] } {
  const { mechTypes } = readSecurityToken(securityBuffer);
  return mechTypes.length > 0 ? { mechTypes } : {};
}

function contextReport(context: smb2.NegotiateContext): ContextReport {
  const type = smb2.contextTypeOf(context);
  const name = codeName(type, smb2.ContextType) ?? hex(type, 4);
  switch (context.kind) {
    case "preauthIntegrity":
      return { type, name, hashAlgorithms: context.hashAlgorithms.map(hashAlgorithmName) };
    case "encryption":
      return { type, name, ciphers: context.ciphers.map(cipherName) };
    case "compression": {
      const compressionAlgorithms = context.compressionAlgorithms.map(compressionAlgorithmName);
      return { type, name, compressionAlgorithms, flags: context.flags };
    }
    case "netname":
      return { type, name, netName: context.netName };
    case "transport":
      return { type, name, flags: context.flags };
    case "rdmaTransform":
      return { type, name, rdmaTransforms: context.rdmaTransformIds.map(rdmaTransformName) };
    case "signing":
      return { type, name, signingAlgorithms: context.signingAlgorithms.map(signingAlgorithmName) };
    case "posix":
    case "unknown":
      return { type, name };
  }
}
