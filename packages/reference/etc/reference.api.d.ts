import { Frame } from '@countersign/framing';
import { Message } from '@countersign/ntlmssp';
import { Message as Message$1 } from '@countersign/smb1';
import { Message as Message$2 } from '@countersign/smb2';
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

/**
 * Decodes one message in the shape of `@countersign/smb1`; bytes behind it are left aside. Throws
 * `ReferenceDecodeError`.
 */
declare function decodeSmb1(bytes: Uint8Array): Message$1;
/** Encodes one message in the canonical layout. Throws `RangeError` for a value that does not fit. */
declare function encodeSmb1(m: Message$1): Uint8Array;

/** Decodes one message in the shape of `@countersign/smb2`. Throws `ReferenceDecodeError`; a compound is refused too. */
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

export { ReferenceDecodeError, decodeFrame, decodeNtlm, decodeSmb1, decodeSmb2, decodeSpnego, encodeFrame, encodeNtlm, encodeSmb1, encodeSmb2, encodeSpnego };
