// [MS-NLMP] 2.2.2.8 NTLMv2_RESPONSE, and in it 2.2.2.7 NTLMv2_CLIENT_CHALLENGE, which is everything after Response and
// what 3.3.2 calls temp.
import { type EncodeOptions, Reader, Writer } from "@countersign/bytes";
import { type AvPair, readAvPairs, writtenAvPairs } from "./av-pairs.js";

const RESPONSE_SIZE = 16;
const CHALLENGE_SIZE = 8;
const AV_PAIRS_AT = 44;
/** MsvAvEOL and the Z(4) that 3.3.2 puts after it. */
const AV_PAIRS_END_SIZE = 8;

/** [MS-NLMP] 2.2.2.8 NTLMv2_RESPONSE with the fields of its NTLMv2_CLIENT_CHALLENGE. */
export interface NtlmV2Response {
  /** NTProofStr, 16 bytes. Shares the input's memory. */
  response: Uint8Array;
  /** 1. */
  respType: number;
  /** 1. */
  hiRespType: number;
  /** FILETIME: 100 ns ticks since 1601-01-01 UTC. */
  timeStamp: bigint;
  /** 8 bytes. Shares the input's memory. */
  challengeFromClient: Uint8Array;
  /** The server's TargetInfo, with what the client changed and added. */
  avPairs: AvPair[];
}

/** Reads NtChallengeResponse as NTLMv2 means it; throws a `DecodeError`. */
export function decodeNtlmV2Response(bytes: Uint8Array): NtlmV2Response {
  return readNtlmV2Response(new Reader(bytes, "NtlmV2Response"));
}

/**
 * As {@link decodeNtlmV2Response}, leaving the cursor at the end mark of the AV pairs, or at the end where there is
 * none. Throws only `DecodeError`.
 */
export function readNtlmV2Response(r: Reader): NtlmV2Response {
  r.structure = "NtlmV2Response";
  const response = r.slice(RESPONSE_SIZE, "response");
  const respType = r.u8("respType");
  const hiRespType = r.u8("hiRespType");
  r.skip(2, "reserved1");
  r.skip(4, "reserved2");
  const timeStamp = r.u64("timeStamp");
  const challengeFromClient = r.slice(CHALLENGE_SIZE, "challengeFromClient");
  r.skip(4, "reserved3");
  const avPairs = readAvPairs(r);
  return { response, respType, hiRespType, timeStamp, challengeFromClient, avPairs };
}

/**
 * The inverse of {@link decodeNtlmV2Response}; `like` keeps reserved fields and what stands at and after the end mark.
 * To edit a response in place, put the result into the message that `like`'s bytes came from and encode that like its
 * own original. Throws a `RangeError` for values that do not fit, a `DecodeError` for AV pairs in `like` that do not
 * decode.
 */
export function encodeNtlmV2Response(m: NtlmV2Response, options?: EncodeOptions): Uint8Array {
  const w = new Writer(options?.like);
  w.fixed(m.response, RESPONSE_SIZE, "response");
  w.u8(m.respType, "respType");
  w.u8(m.hiRespType, "hiRespType");
  w.skip(6);
  w.u64(m.timeStamp, "timeStamp");
  w.fixed(m.challengeFromClient, CHALLENGE_SIZE, "challengeFromClient");
  w.skip(4);
  const pairs = writtenAvPairs(m.avPairs, options?.like?.subarray(AV_PAIRS_AT), AV_PAIRS_END_SIZE);
  pairs.lend((bytes) => w.bytes(bytes));
  w.truncate();
  return w.finish();
}
