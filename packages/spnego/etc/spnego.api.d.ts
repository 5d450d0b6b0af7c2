import { Deviation, Code, Reader, EncodeOptions } from '@countersign/bytes';

/** RFC 4178 4.2.1, a BIT STRING as it stands. Bit 0 is the most significant one of the first byte. */
interface ContextFlags {
    /** How many of the last byte's low bits do not count, 0 to 7. */
    unusedBits: number;
    /** Shares the input's memory. */
    bytes: Uint8Array;
}
/** Numbers of the bits in {@link ContextFlags} (RFC 4178 4.2.1). */
declare const ContextFlag: {
    readonly DELEG: 0;
    readonly MUTUAL: 1;
    readonly REPLAY: 2;
    readonly SEQUENCE: 3;
    readonly ANON: 4;
    readonly CONF: 5;
    readonly INTEG: 6;
};
/** Tells whether a bit, counted as in {@link ContextFlag}, is set. */
declare function hasContextFlag(flags: ContextFlags, bit: number): boolean;

/** What each code means, with the sections of RFC 4178 and [MS-SPNG]: the list from which `DeviationCode` is made. */
declare const deviationMeanings: {
    readonly "bytes-after-token": "Bytes follow the token (RFC 2743 3.1, RFC 4178 4.2).";
    readonly "init-not-framed": "A NegTokenInit stands outside of an InitialContextToken (RFC 4178 4.2).";
    readonly "response-framed": "A NegTokenResp stands in an InitialContextToken (RFC 4178 4.2).";
    readonly "no-mech-types": "A NegTokenInit names no mechanism (RFC 4178 4.2.1).";
    readonly "flags-sent": "reqFlags is there, which nobody should send ([MS-SPNG] 2.2.1).";
    readonly "unused-bits-set": "Bits of reqFlags that do not count are set (X.690 11.2.1).";
    readonly "other-hint-name": "hintName is not the string that it should be ([MS-SPNG] 2.2.1, <6>).";
    readonly "hint-address": "hintAddress is there, which must be left out ([MS-SPNG] 2.2.1).";
    readonly "unknown-state": "negState has a value without meaning (RFC 4178 4.2.2).";
    readonly "no-state": "supportedMech is there, as in a first answer only, and negState is not (RFC 4178 4.2.2).";
    readonly "mic-repeats-token": "mechListMIC repeats responseToken and is no MIC (RFC 4178 4.2.2).";
};
/** What a token does against RFC 4178 and [MS-SPNG], by name. */
type DeviationCode = keyof typeof deviationMeanings;
/** Lists what `bytes`, one token, has that the specifications forbid or advise against, in the order of the bytes. Throws `DecodeError` where it does not decode. */
declare function deviations(bytes: Uint8Array): Deviation<DeviationCode>[];

/** RFC 4178 4.1: the object identifiers, as dotted text, of mechanisms seen with SPNEGO. Others are as good. */
declare const MechType: {
    readonly NTLMSSP: "1.3.6.1.4.1.311.2.2.10";
    readonly KERBEROS: "1.2.840.113554.1.2.2";
    /** The one above with its fourth number cut to 16 bits, by an error of Windows 2000 that stayed ([MS-SPNG] <9>). */
    readonly MS_KERBEROS: "1.2.840.48018.1.2.2";
    readonly KERBEROS_USER_TO_USER: "1.2.840.113554.1.2.2.3";
    readonly NEGOEX: "1.3.6.1.4.1.311.2.2.30";
    readonly SPNEGO: "1.3.6.1.5.5.2";
    readonly PKU2U: "1.3.6.1.5.2.7";
    readonly IAKERB: "1.3.6.1.5.2.5";
};
/** The name in {@link MechType} of a dotted object identifier, `undefined` for one that it does not know. */
declare function mechName(oid: string): keyof typeof MechType | undefined;

/** What Windows Vista and later, and Samba, say as hintName ([MS-SPNG] 2.2.1). */
declare const HINT_NAME = "not_defined_in_RFC4178@please_ignore";
/** [MS-SPNG] 2.2.1 NegHints, in the token with which a server opens. */
interface NegHints {
    /** A GeneralString, a character a byte: usually {@link HINT_NAME}, from Windows 2003 and before the server's principal in its OEM code page (<6>). */
    hintName: string | undefined;
    /** Never sent, says the specification. Shares the input's memory. */
    hintAddress: Uint8Array | undefined;
}

interface InitFields {
    /** Whether the token stands in the InitialContextToken of RFC 2743 3.1, as it should. */
    framed: boolean;
    /** Object identifiers as dotted text, in order of preference; see `MechType`. */
    mechTypes: string[] | undefined;
    /** Without meaning since RFC 4178. */
    reqFlags: ContextFlags | undefined;
    /** A token of the first mechanism, or of whatever the peer thinks. Shares the input's memory. */
    mechToken: Uint8Array | undefined;
    /** Shares the input's memory. */
    mechListMIC: Uint8Array | undefined;
    /** Elements after the known ones, whole, with tag and length. They share the input's memory. */
    extensions: Uint8Array[];
}
/** RFC 4178 4.2.1. Also a server's opening that has neither negHints nor field [4]. */
interface NegTokenInit extends InitFields {
    kind: "negTokenInit";
}
/** [MS-SPNG] 2.2.1: a server's opening. At least one of `negHints` and `mechListMIC` is there. */
interface NegTokenInit2 extends InitFields {
    kind: "negTokenInit2";
    negHints: NegHints | undefined;
}

/** RFC 4178 4.2.2 negState. */
type NegState = Code<"SpnegoNegState">;
declare const NegState: {
    readonly ACCEPT_COMPLETED: NegState;
    readonly ACCEPT_INCOMPLETE: NegState;
    readonly REJECT: NegState;
    readonly REQUEST_MIC: NegState;
};
/** RFC 4178 4.2.2 NegTokenResp. Every field may be absent, also all of them. */
interface NegTokenResp {
    kind: "negTokenResp";
    /** Whether the token stands in an InitialContextToken, where it should not. */
    framed: boolean;
    /** Left out in a client's last token to a server older than Windows Vista ([MS-SPNG] <8>). */
    negState: NegState | undefined;
    /** An object identifier as dotted text; see `MechType`. Only in the first answer. */
    supportedMech: string | undefined;
    /** A token of the chosen mechanism. Shares the input's memory. */
    responseToken: Uint8Array | undefined;
    /** 16 bytes with NTLM; some peers repeat responseToken here. Shares the input's memory. */
    mechListMIC: Uint8Array | undefined;
    /** Elements after the known ones, whole, with tag and length. They share the input's memory. */
    extensions: Uint8Array[];
}

/**
 * Reads the content of an element to its end. Throws only `DecodeError`; more than 255 bytes are refused with
 * `limit`.
 */
declare function readObjectIdentifier(r: Reader, field: string): string;

/** A raw NTLMSSP message ([MS-NLMP] 2.2.1), known by its signature. */
interface NtlmsspToken {
    kind: "ntlmssp";
    /** The whole input. Shares its memory. */
    bytes: Uint8Array;
}
/** RFC 2743 3.1: a framed token of another mechanism than SPNEGO, as Kerberos sends it. */
interface GssToken {
    kind: "gss";
    /** An object identifier as dotted text; see `MechType`. */
    thisMech: string;
    /** What the mechanism defines. Shares the input's memory. */
    innerToken: Uint8Array;
}
/** Neither framed (RFC 2743 3.1) nor SPNEGO nor NTLMSSP. */
interface UnknownToken {
    kind: "unknown";
    /** The whole input, never empty. Shares its memory. */
    bytes: Uint8Array;
}
type DerToken = NegTokenInit | NegTokenInit2 | NegTokenResp | GssToken;
/**
 * RFC 4178 4.2 NegotiationToken, framed or bare, and what else stands where a token is expected; told by its `kind`.
 */
type Token = DerToken | NtlmsspToken | UnknownToken;
/**
 * Decodes a security buffer. Bytes after a DER token are passed over. Throws only `DecodeError`: `truncated` also for
 * empty input, `malformed` for what is not DER, `limit` for an object identifier of over 255 bytes.
 */
declare function decodeToken(bytes: Uint8Array): Token;
/** As {@link decodeToken}, leaving the cursor after the token. Throws only `DecodeError`. */
declare function readToken(r: Reader): Token;
/**
 * Encodes a token; there is one encoding. `like` supplies the bytes after its token, if that and `m` are in DER. A
 * token that would be read back as another one is a `RangeError`.
 */
declare function encodeToken(m: Token, options?: EncodeOptions): Uint8Array;

export { ContextFlag, type ContextFlags, type DeviationCode, type GssToken, HINT_NAME, MechType, type NegHints, NegState, type NegTokenInit, type NegTokenInit2, type NegTokenResp, type NtlmsspToken, type Token, type UnknownToken, decodeToken, deviationMeanings, deviations, encodeToken, hasContextFlag, mechName, readObjectIdentifier, readToken };
