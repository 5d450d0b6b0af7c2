import { Frame } from '@countersign/framing';
import { Message, LmResponse, LmV2Response, NtlmResponse, NtlmV2Response } from '@countersign/ntlmssp';
import { Message as Message$1 } from '@countersign/smb1';
import { PlainMessage, ErrorContext, Message as Message$2 } from '@countersign/smb2';
import { Token } from '@countersign/spnego';

/** What every decoder of this package throws for bytes that it refuses; `message` names the structure and the reason. */
declare class ReferenceDecodeError extends Error {
    readonly name = "ReferenceDecodeError";
    constructor(structure: string, why: string);
}

/**
 * Decodes the first frame in the shape of `@countersign/framing`; bytes behind it are left aside. Throws
 * `ReferenceDecodeError`.
 */
declare function decodeFrame(input: Uint8Array): Frame;
/** Encodes one frame. Throws `RangeError` for a value that does not fit. */
declare function encodeFrame(m: Frame): Uint8Array;

/** Decodes one message in the shape of `@countersign/ntlmssp`. Throws `ReferenceDecodeError`. */
declare function decodeNtlm(bytes: Uint8Array): Message;
/** Encodes one message in the canonical layout. Throws `RangeError` for a value that does not fit. */
declare function encodeNtlm(m: Message): Uint8Array;

/** Decodes an LmChallengeResponse of NTLM v1; bytes behind it are left aside. Throws `ReferenceDecodeError`. */
declare function decodeLmResponse(input: Uint8Array): LmResponse;
/** Encodes an LmChallengeResponse of NTLM v1. Throws `RangeError` unless it has 24 bytes. */
declare function encodeLmResponse(m: LmResponse): Uint8Array;
/** Decodes an LmChallengeResponse of NTLM v2; bytes behind it are left aside. Throws `ReferenceDecodeError`. */
declare function decodeLmV2Response(input: Uint8Array): LmV2Response;
/** Encodes an LmChallengeResponse of NTLM v2. Throws `RangeError` for a value that does not fit. */
declare function encodeLmV2Response(m: LmV2Response): Uint8Array;
/** Decodes an NtChallengeResponse of NTLM v1; bytes behind it are left aside. Throws `ReferenceDecodeError`. */
declare function decodeNtlmResponse(input: Uint8Array): NtlmResponse;
/** Encodes an NtChallengeResponse of NTLM v1. Throws `RangeError` unless it has 24 bytes. */
declare function encodeNtlmResponse(m: NtlmResponse): Uint8Array;
/** Decodes an NtChallengeResponse of NTLM v2; bytes behind MsvAvEOL are left aside. Throws `ReferenceDecodeError`. */
declare function decodeNtlmV2Response(input: Uint8Array): NtlmV2Response;
/** Encodes an NtChallengeResponse of NTLM v2. Throws `RangeError` for a value that does not fit. */
declare function encodeNtlmV2Response(m: NtlmV2Response): Uint8Array;

/**
 * Decodes one message in the shape of `@countersign/smb1`; bytes behind it are left aside. Throws
 * `ReferenceDecodeError`.
 */
declare function decodeSmb1(bytes: Uint8Array): Message$1;
/** Encodes one message in the canonical layout. Throws `RangeError` for a value that does not fit. */
declare function encodeSmb1(m: Message$1): Uint8Array;

/**
 * Decodes a message and those chained to it in the shape of `@countersign/smb2`; one alone is a chain too. Throws
 * `ReferenceDecodeError`.
 */
declare function decodeSmb2Compound(bytes: Uint8Array): PlainMessage[];
/**
 * Encodes a chain: each message but the last is padded to a multiple of 8 bytes. Throws `RangeError` for a value that
 * does not fit, and for no message at all.
 */
declare function encodeSmb2Compound(messages: readonly PlainMessage[]): Uint8Array;

/**
 * Decodes the `count` contexts that an ERROR Response's `errorData` holds, in the shape of `@countersign/smb2`; bytes
 * behind them are left aside. Throws `ReferenceDecodeError`.
 */
declare function decodeSmb2ErrorContexts(errorData: Uint8Array, count: number): ErrorContext[];
/** Encodes contexts as an ERROR Response's `errorData`, of which padding behind the last one is no part (3.3.5.7). */
declare function encodeSmb2ErrorContexts(contexts: readonly ErrorContext[]): Uint8Array;

/**
 * Decodes one message in the shape of `@countersign/smb2`. Throws `ReferenceDecodeError`, also for a compound, which is
 * `decodeSmb2Compound`'s.
 */
declare function decodeSmb2(bytes: Uint8Array): Message$2;
/** Encodes one message in the canonical layout. Throws `RangeError` for a value that does not fit. */
declare function encodeSmb2(m: Message$2): Uint8Array;

/**
 * Decodes one token in the shape of `@countersign/spnego`; bytes behind a DER token are left aside. Throws
 * `ReferenceDecodeError`.
 */
declare function decodeSpnego(bytes: Uint8Array): Token;
/** Encodes one token; there is one encoding. Throws `RangeError` for a value that does not fit. */
declare function encodeSpnego(m: Token): Uint8Array;

export { ReferenceDecodeError, decodeFrame, decodeLmResponse, decodeLmV2Response, decodeNtlm, decodeNtlmResponse, decodeNtlmV2Response, decodeSmb1, decodeSmb2, decodeSmb2Compound, decodeSmb2ErrorContexts, decodeSpnego, encodeFrame, encodeLmResponse, encodeLmV2Response, encodeNtlm, encodeNtlmResponse, encodeNtlmV2Response, encodeSmb1, encodeSmb2, encodeSmb2Compound, encodeSmb2ErrorContexts, encodeSpnego };
