// [MS-NLMP] 2.2.2.1 AV_PAIR, and the sequence of them: TargetInfo in CHALLENGE, AvPairs in an NTLMv2 response. Pairs
// start at any byte; the list ends at MsvAvEOL or, from some peers, with its bytes.
import { type EncodeOptions, Reader, Writer } from "@countersign/bytes";
import { type AvFlags, AvId } from "./enums.js";
import { readSingleHost, type SingleHost, writeSingleHost } from "./single-host.js";

/**
 * [MS-NLMP] 2.2.2.1: a name, in UTF-16LE whatever the message's flags say; `targetName` is an SPN, the others are the
 * server's.
 */
export interface AvText {
  kind:
    | "nbComputerName"
    | "nbDomainName"
    | "dnsComputerName"
    | "dnsDomainName"
    | "dnsTreeName"
    | "targetName";
  value: string;
}

/** [MS-NLMP] 2.2.2.1 MsvAvFlags. */
export interface AvFlagsPair {
  kind: "flags";
  value: AvFlags;
}

/** [MS-NLMP] 2.2.2.1 MsvAvTimestamp. */
export interface AvTimestamp {
  kind: "timestamp";
  /** FILETIME: 100 ns ticks since 1601-01-01 UTC. */
  value: bigint;
}

/** [MS-NLMP] 2.2.2.1 MsvAvSingleHost. */
export interface AvSingleHost {
  kind: "singleHost";
  value: SingleHost;
}

/** [MS-NLMP] 2.2.2.1 MsvAvChannelBindings. */
export interface AvChannelBindings {
  kind: "channelBindings";
  /** An MD5 hash of 16 bytes, all zero for no channel bindings. Shares the input's memory. */
  value: Uint8Array;
}

/** A pair whose AvId is none of [MS-NLMP] 2.2.2.1. */
export interface AvUnknown {
  kind: "unknown";
  avId: AvId;
  /** Shares the input's memory. */
  value: Uint8Array;
}

/** [MS-NLMP] 2.2.2.1 AV_PAIR, less AvLen. */
export type AvPair = AvText | AvFlagsPair | AvTimestamp | AvSingleHost | AvChannelBindings | AvUnknown;

/** AvId and AvLen of MsvAvEOL. */
export const EOL_SIZE = 4;

/**
 * Reads a sequence of AV_PAIRs in wire order, duplicates and unknown ones kept, the end mark and what follows it left
 * out. Throws a `DecodeError`.
 */
export function decodeAvPairs(bytes: Uint8Array): AvPair[] {
  return readAvPairs(new Reader(bytes, "NtlmAvPair"));
}

/**
 * Writes a sequence of AV_PAIRs; `like` keeps what stands at and after the original's end mark, or the want of one.
 * Throws a `RangeError` for values that do not fit, a `DecodeError` where `like` does not decode.
 */
export function encodeAvPairs(pairs: readonly AvPair[], options?: EncodeOptions): Uint8Array {
  return writtenAvPairs(pairs, options?.like, EOL_SIZE).finish();
}

/** Leaves the cursor at the end mark, or at the end where there is none. */
export function readAvPairs(r: Reader): AvPair[] {
  r.structure = "NtlmAvPair";
  const pairs: AvPair[] = [];
  while (r.remaining > 0) {
    const avId = r.u16("avId") as AvId;
    const avLen = r.u16("avLen");
    if (avId === AvId.EOL) {
      r.position -= EOL_SIZE;
      break;
    }
    pairs.push(readAvPair(r, avId, avLen));
  }
  return pairs;
}

function readAvPair(r: Reader, avId: AvId, avLen: number): AvPair {
  switch (avId) {
    case AvId.NbComputerName:
      return { kind: "nbComputerName", value: r.utf16(avLen, "value", "avLen") };
    case AvId.NbDomainName:
      return { kind: "nbDomainName", value: r.utf16(avLen, "value", "avLen") };
    case AvId.DnsComputerName:
      return { kind: "dnsComputerName", value: r.utf16(avLen, "value", "avLen") };
    case AvId.DnsDomainName:
      return { kind: "dnsDomainName", value: r.utf16(avLen, "value", "avLen") };
    case AvId.DnsTreeName:
      return { kind: "dnsTreeName", value: r.utf16(avLen, "value", "avLen") };
    case AvId.Flags:
      return { kind: "flags", value: readValue(r, avLen).u32("flags") as AvFlags };
    case AvId.Timestamp:
      return { kind: "timestamp", value: readValue(r, avLen).u64("timestamp") };
    case AvId.SingleHost:
      return { kind: "singleHost", value: readSingleHost(readValue(r, avLen)) };
    case AvId.TargetName:
      return { kind: "targetName", value: r.utf16(avLen, "value", "avLen") };
    case AvId.ChannelBindings:
      return { kind: "channelBindings", value: r.slice(avLen, "value", "avLen") };
    default:
      return { kind: "unknown", avId, value: r.slice(avLen, "value", "avLen") };
  }
}

function readValue(r: Reader, avLen: number): Reader {
  return r.window(avLen, r.structure, "value", "avLen");
}

/** The AvId that stands for a pair on the wire. */
export function avIdOf(pair: AvPair): AvId {
  switch (pair.kind) {
    case "nbComputerName":
      return AvId.NbComputerName;
    case "nbDomainName":
      return AvId.NbDomainName;
    case "dnsComputerName":
      return AvId.DnsComputerName;
    case "dnsDomainName":
      return AvId.DnsDomainName;
    case "dnsTreeName":
      return AvId.DnsTreeName;
    case "flags":
      return AvId.Flags;
    case "timestamp":
      return AvId.Timestamp;
    case "singleHost":
      return AvId.SingleHost;
    case "targetName":
      return AvId.TargetName;
    case "channelBindings":
      return AvId.ChannelBindings;
    case "unknown":
      return pair.avId;
  }
}

/** The bytes of a pair's Value, as an encoder writes them without an original. Fresh memory. */
export function avValueBytes(pair: AvPair): Uint8Array {
  const w = new Writer();
  writeValue(w, pair, undefined);
  return w.finish();
}

/** `zeros`: how many zero bytes, the end mark among them, close the list where there is no original. */
export function writtenAvPairs(
  pairs: readonly AvPair[],
  like: Uint8Array | undefined,
  zeros: number,
): Writer {
  const original = like && readOriginalList(like);
  const w = new Writer();
  for (let i = 0; i < pairs.length; i++) writeAvPair(w, pairs[i]!, original?.pairs[i]);
  if (original) w.bytes(original.tail);
  else w.skip(zeros);
  return w;
}

/** A pair of the original, with the bytes that its typed value does not carry. */
interface OriginalPair {
  avId: AvId;
  value: Uint8Array;
}

function readOriginalList(like: Uint8Array): { pairs: OriginalPair[]; tail: Uint8Array } {
  const r = new Reader(like, "NtlmAvPair");
  const pairs: OriginalPair[] = [];
  while (r.remaining > 0) {
    const avId = r.u16("avId") as AvId;
    const avLen = r.u16("avLen");
    if (avId === AvId.EOL) {
      r.position -= EOL_SIZE;
      break;
    }
    pairs.push({ avId, value: r.slice(avLen, "value", "avLen") });
  }
  return { pairs, tail: r.rest("tail") };
}

function writeAvPair(w: Writer, pair: AvPair, original: OriginalPair | undefined): void {
  const avId = avIdOf(pair);
  const start = w.position;
  w.u16(avId, "avId");
  w.skip(2);
  writeValue(w, pair, original?.avId === avId ? original.value : undefined);
  w.patchU16(start + 2, w.position - start - EOL_SIZE, "avLen");
}

function writeValue(w: Writer, pair: AvPair, original: Uint8Array | undefined): void {
  switch (pair.kind) {
    case "flags":
      w.u32(pair.value, "flags");
      if (original) w.bytes(original.subarray(4));
      break;
    case "timestamp":
      w.u64(pair.value, "timestamp");
      if (original) w.bytes(original.subarray(8));
      break;
    case "singleHost":
      writeSingleHost(w, pair.value, original);
      break;
    case "channelBindings":
      w.bytes(pair.value);
      break;
    case "unknown":
      if (pair.avId <= AvId.ChannelBindings) throw new RangeError(`avId ${pair.avId} is not unknown`);
      w.bytes(pair.value);
      break;
    default:
      w.utf16(pair.value);
  }
}
