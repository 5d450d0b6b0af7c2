// [MS-SMB2] 2.2.3.1 SMB2 NEGOTIATE_CONTEXT, and the list of them. Each starts 8-byte aligned from the list's first
// byte; the last one may lack its padding (2.2.3, 2.2.4).
import { encodePart, type Place, Reader, Writer } from "@countersign/bytes";
import {
  type CompressionContext,
  readCompressionContext,
  writeCompressionContext,
} from "./contexts/compression.js";
import {
  type EncryptionContext,
  readEncryptionContext,
  writeEncryptionContext,
} from "./contexts/encryption.js";
import { type NetnameContext, readNetnameContext, writeNetnameContext } from "./contexts/netname.js";
import { type PosixContext, readPosixContext, writePosixContext } from "./contexts/posix.js";
import {
  type PreauthIntegrityContext,
  readPreauthIntegrityContext,
  writePreauthIntegrityContext,
} from "./contexts/preauth-integrity.js";
import {
  type RdmaTransformContext,
  readRdmaTransformContext,
  writeRdmaTransformContext,
} from "./contexts/rdma-transform.js";
import { readSigningContext, type SigningContext, writeSigningContext } from "./contexts/signing.js";
import { readTransportContext, type TransportContext, writeTransportContext } from "./contexts/transport.js";
import { ContextType } from "./enums.js";

/** A context whose type is none of [MS-SMB2] 2.2.3.1. */
export interface UnknownContext {
  kind: "unknown";
  contextType: ContextType;
  /** Shares the input's memory. */
  data: Uint8Array;
}

/** [MS-SMB2] 2.2.3.1 SMB2 NEGOTIATE_CONTEXT, told by its `kind`. */
export type NegotiateContext =
  | PreauthIntegrityContext
  | EncryptionContext
  | CompressionContext
  | NetnameContext
  | TransportContext
  | RdmaTransformContext
  | SigningContext
  | PosixContext
  | UnknownContext;

/** Follows NegotiateContextOffset and reads NegotiateContextCount contexts. */
export function readContextList(
  r: Reader,
  offset: number,
  count: number,
  fixedEnd: number,
): NegotiateContext[] {
  if (count === 0) return [];
  if (offset < fixedEnd) {
    throw r.malformed(
      "negotiateContextList",
      "lies inside the fixed part",
      r.origin + offset,
      "negotiateContextOffset",
    );
  }
  const available = Math.max(r.end - r.origin - offset, 1);
  const list = r.windowAt(offset, available, r.structure, "negotiateContextList", "negotiateContextOffset");
  const contexts: NegotiateContext[] = [];
  for (let i = 0; i < count; i++) {
    contexts.push(readContext(list));
    // The offset led to the first; that there are more is what the count says.
    list.sizedBy(r.structure, "negotiateContextCount");
  }
  return contexts;
}

function readContext(list: Reader): NegotiateContext {
  list.structure = "Smb2NegotiateContext";
  const padding = -(list.position - list.origin) & 7;
  list.skip(padding, "padding");
  const contextType = list.u16("contextType") as ContextType;
  const dataLength = list.u16("dataLength");
  list.skip(4, "reserved");
  return readData(contextType, list.window(dataLength, list.structure, "data", "dataLength"));
}

/** Leaves the cursor after what the type gives a meaning; bytes beyond that are kept by `like` alone. */
function readData(contextType: ContextType, r: Reader): NegotiateContext {
  switch (contextType) {
    case ContextType.PREAUTH_INTEGRITY_CAPABILITIES:
      return readPreauthIntegrityContext(r);
    case ContextType.ENCRYPTION_CAPABILITIES:
      return readEncryptionContext(r);
    case ContextType.COMPRESSION_CAPABILITIES:
      return readCompressionContext(r);
    case ContextType.NETNAME_NEGOTIATE_CONTEXT_ID:
      return readNetnameContext(r);
    case ContextType.TRANSPORT_CAPABILITIES:
      return readTransportContext(r);
    case ContextType.RDMA_TRANSFORM_CAPABILITIES:
      return readRdmaTransformContext(r);
    case ContextType.SIGNING_CAPABILITIES:
      return readSigningContext(r);
    case ContextType.POSIX_EXTENSIONS:
      return readPosixContext(r);
    default:
      return { kind: "unknown", contextType, data: r.rest("data") };
  }
}

/**
 * Places the list and writes its offset and count at the given positions. Call it after the fixed part.
 * `likeHasContexts`: whether the original's offset and count are that, and not reserved.
 */
export function writeContextList(
  w: Writer,
  list: NegotiateContext[],
  offsetAt: number,
  countAt: number,
  likeHasContexts: boolean,
): void {
  const original = w.like && likeHasContexts ? originalList(w.like, offsetAt, countAt) : undefined;
  const contexts = writtenContexts(list, original?.contexts ?? []);
  const offset = contexts.lend((bytes) => w.place(bytes, original, 8));
  w.patchU32(offsetAt, offset, "negotiateContextOffset");
  w.patchU16(countAt, list.length, "negotiateContextCount");
}

/** One context of the original, with the bytes that its typed value does not carry. */
interface OriginalContext {
  contextType: ContextType;
  /** Padding before it, from the end of the context before. */
  padding: Uint8Array;
  reserved: Uint8Array;
  data: Uint8Array;
}

interface OriginalList extends Place {
  contexts: OriginalContext[];
}

function originalList(like: Uint8Array, offsetAt: number, countAt: number): OriginalList {
  const r = new Reader(like, "Smb2NegotiateContext");
  r.position = offsetAt;
  const offset = r.u32("negotiateContextOffset");
  r.position = countAt;
  const count = r.u16("negotiateContextCount");
  if (count === 0) return { offset, length: 0, contexts: [] };
  const list = r.windowAt(offset, like.length - offset, r.structure, "negotiateContextList");
  const contexts: OriginalContext[] = [];
  for (let i = 0; i < count; i++) contexts.push(readOriginalContext(list));
  return { offset, length: list.position - offset, contexts };
}

function readOriginalContext(list: Reader): OriginalContext {
  const padding = list.slice(-(list.position - list.origin) & 7, "padding");
  const contextType = list.u16("contextType") as ContextType;
  const dataLength = list.u16("dataLength");
  const reserved = list.slice(4, "reserved");
  return { contextType, padding, reserved, data: list.slice(dataLength, "data") };
}

function writtenContexts(list: NegotiateContext[], original: OriginalContext[]): Writer {
  const w = new Writer();
  list.forEach((context, i) => {
    const like = original[i];
    const padding = -w.position & 7;
    if (like?.padding.length === padding) w.bytes(like.padding);
    else w.skip(padding);
    const data = encodeData(context, like);
    w.u16(contextTypeOf(context), "contextType");
    w.u16(data.length, "dataLength");
    if (like) w.bytes(like.reserved);
    else w.skip(4);
    w.bytes(data);
  });
  return w;
}

function encodeData(context: NegotiateContext, like: OriginalContext | undefined): Uint8Array {
  const contextType = contextTypeOf(context);
  return encodePart(
    like?.contextType === contextType ? like.data : undefined,
    (r) => readData(contextType, r),
    (w) => writeData(w, context),
  );
}

function writeData(w: Writer, context: NegotiateContext): void {
  switch (context.kind) {
    case "preauthIntegrity":
      writePreauthIntegrityContext(w, context);
      break;
    case "encryption":
      writeEncryptionContext(w, context);
      break;
    case "compression":
      writeCompressionContext(w, context);
      break;
    case "netname":
      writeNetnameContext(w, context);
      break;
    case "transport":
      writeTransportContext(w, context);
      break;
    case "rdmaTransform":
      writeRdmaTransformContext(w, context);
      break;
    case "signing":
      writeSigningContext(w, context);
      break;
    case "posix":
      writePosixContext(w, context);
      break;
    case "unknown":
      w.bytes(context.data);
  }
}

const TYPES = {
  preauthIntegrity: ContextType.PREAUTH_INTEGRITY_CAPABILITIES,
  encryption: ContextType.ENCRYPTION_CAPABILITIES,
  compression: ContextType.COMPRESSION_CAPABILITIES,
  netname: ContextType.NETNAME_NEGOTIATE_CONTEXT_ID,
  transport: ContextType.TRANSPORT_CAPABILITIES,
  rdmaTransform: ContextType.RDMA_TRANSFORM_CAPABILITIES,
  signing: ContextType.SIGNING_CAPABILITIES,
  posix: ContextType.POSIX_EXTENSIONS,
} as const;

/** The code on the wire of a context's kind. */
export function contextTypeOf(context: NegotiateContext): ContextType {
  return context.kind === "unknown" ? context.contextType : TYPES[context.kind];
}
