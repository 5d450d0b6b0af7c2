import { Deviation, Code, EncodeOptions, Reader } from '@countersign/bytes';

/** What each code means, with the sections of RFC 1001 and RFC 1002: the list from which `DeviationCode` is made. */
declare const deviationMeanings: {
    readonly "unknown-type": "The frame's type has no meaning (RFC 1002 4.3.1).";
    readonly "payload-too-long": "The payload has more bytes than its type has (RFC 1002 4.3.2 to 4.3.7).";
    readonly "unknown-error-code": "The refusal's error code has no meaning (RFC 1002 4.3.4).";
    readonly "nul-padded-name": "A name is padded with NULs in place of spaces (RFC 1001 14.1).";
    readonly "name-too-long": "An encoded name with its scope has more than 255 bytes (RFC 1001 14.1, RFC 883).";
};
/** What a frame does against RFC 1001 and RFC 1002, by name. */
type DeviationCode = keyof typeof deviationMeanings;
/** Lists what the first frame of `bytes` has that RFC 1001 and 1002 forbid, in the order of the bytes. Throws `DecodeError` where it does not decode. */
declare function deviations(bytes: Uint8Array): Deviation<DeviationCode>[];

/** RFC 1002 4.3.1 TYPE, the first byte of a frame. Direct TCP ([MS-SMB2] 2.1) knows the first one only. */
type FrameType = Code<"FrameType">;
declare const FrameType: {
    readonly SESSION_MESSAGE: FrameType;
    readonly SESSION_REQUEST: FrameType;
    readonly POSITIVE_SESSION_RESPONSE: FrameType;
    readonly NEGATIVE_SESSION_RESPONSE: FrameType;
    readonly RETARGET_SESSION_RESPONSE: FrameType;
    readonly SESSION_KEEP_ALIVE: FrameType;
};
/** RFC 1002 4.3.4 ERROR_CODE. */
type SessionErrorCode = Code<"SessionErrorCode">;
declare const SessionErrorCode: {
    readonly NOT_LISTENING_ON_CALLED_NAME: SessionErrorCode;
    readonly NOT_LISTENING_FOR_CALLING_NAME: SessionErrorCode;
    readonly CALLED_NAME_NOT_PRESENT: SessionErrorCode;
    /** The called name is there. */
    readonly INSUFFICIENT_RESOURCES: SessionErrorCode;
    readonly UNSPECIFIED_ERROR: SessionErrorCode;
};

/** RFC 1001 14.1, RFC 1002 4.1: a NetBIOS name, decoded from its letters. */
interface NetbiosName {
    /** The first 15 bytes, a character a byte, without the spaces that pad them. */
    name: string;
    /** The 16th byte: which service of that name, 0x20 for a file server. */
    suffix: number;
    /** Labels of the scope, a character a byte; usually none. */
    scope: string[];
}

/** [MS-SMB2] 2.1 and RFC 1002 4.3.6: what carries an SMB message. */
interface SessionMessage {
    kind: "sessionMessage";
    /** From the SMB header on; at most 16 MiB less a byte. Shares the input's memory. */
    message: Uint8Array;
}
/** RFC 1002 4.3.2: the first frame on port 139. */
interface SessionRequest {
    kind: "sessionRequest";
    calledName: NetbiosName;
    callingName: NetbiosName;
}
/** RFC 1002 4.3.3. */
interface PositiveSessionResponse {
    kind: "positiveSessionResponse";
}
/** RFC 1002 4.3.4. */
interface NegativeSessionResponse {
    kind: "negativeSessionResponse";
    errorCode: SessionErrorCode;
}
/** RFC 1002 4.3.5: where to try instead. */
interface RetargetSessionResponse {
    kind: "retargetSessionResponse";
    /** 4 bytes, IPv4 in network order. Shares the input's memory. */
    retargetIpAddress: Uint8Array;
    /** TCP port, from 0 to 65535. */
    port: number;
}
/** RFC 1002 4.3.7. */
interface SessionKeepAlive {
    kind: "sessionKeepAlive";
}
/** A frame of a type that is neither in [MS-SMB2] 2.1 nor in RFC 1002 4.3.1. */
interface UnknownFrame {
    kind: "unknown";
    type: FrameType;
    /** Shares the input's memory. */
    payload: Uint8Array;
}
/** A frame of [MS-SMB2] 2.1 or RFC 1002 4.3, told by its `kind`. */
type Frame = SessionMessage | SessionRequest | PositiveSessionResponse | NegativeSessionResponse | RetargetSessionResponse | SessionKeepAlive | UnknownFrame;
/** Decodes the first frame of `bytes`; what follows it is passed over. Throws only `DecodeError`. */
declare function decodeFrame(bytes: Uint8Array): Frame;
/** As {@link decodeFrame}, leaving the cursor after the frame. Throws only `DecodeError`. */
declare function readFrame(r: Reader): Frame;
/**
 * Encodes a frame; there is one encoding. `like` supplies the bytes after its frame and, where it is of the same type,
 * those of its payload that mean nothing. A message of 16 MiB or more is a `RangeError`.
 */
declare function encodeFrame(m: Frame, options?: EncodeOptions): Uint8Array;

/**
 * Who is shown the frames of [MS-SMB2] 2.1 and RFC 1002 4.3. The ranges handed over are valid during the call: copy
 * what is to be kept.
 */
interface FrameSink {
    /**
     * A frame begins: its type, its payload's length, and as `bytes[start, end)` the payload's first 64 bytes, or all if
     * it has fewer. Answers how many bytes of the payload, from its first one, `take` shall get; 0 for none.
     */
    begin(type: FrameType, length: number, bytes: Uint8Array, start: number, end: number): number;
    /**
     * What was wanted of the frame that began last, as many bytes as wanted or as it has, as `bytes[start, end)`. It
     * never comes for a frame that lost wanted bytes to a gap.
     */
    take(type: FrameType, length: number, bytes: Uint8Array, start: number, end: number): void;
    /**
     * In place of `take`, and of `begin` where that was still to come: the payload's first bytes, `bytes[start, end)`, of
     * a frame whose next ones will never come.
     */
    cut?(type: FrameType, length: number, bytes: Uint8Array, start: number, end: number): void;
}

/** How to read one direction of a connection ([MS-SMB2] 2.1, RFC 1002 4.3). */
interface FrameDecoderOptions {
    /** The longest payload that is accepted, in bytes. Default: 16 MiB, more than a frame can have. */
    maxMessageLength?: number;
    /**
     * What to do where no frame can begin. `false`, the default: throw, from then on. `true`, for captures, which begin
     * in mid-stream and lose packets: pass over bytes up to the next frame with an SMB message, and count them.
     */
    resynchronise?: boolean;
}
/**
 * Cuts one direction of a TCP connection, port 445 ([MS-SMB2] 2.1) or 139 (RFC 1002 4.3), into frames. Use either
 * `feed` and `gap`, or `push` and `next`. What comes out does not depend on how the bytes were split. Held are at most
 * 68 bytes, and of one message what was asked for and has arrived, in a buffer of up to twice that; never what a
 * length merely claims.
 */
declare class FrameDecoder {
    #private;
    constructor(options?: FrameDecoderOptions);
    /** Frames of which shown or wanted bytes fell into a gap. */
    get lostFrames(): number;
    /** Bytes passed over because no frame was known to begin there. */
    get discardedBytes(): number;
    /** Bytes held in memory of its own. */
    get heldBytes(): number;
    /**
     * Takes the stream's next bytes, `bytes[start, end)`, and shows `sink` all that they complete before it returns.
     * Without `resynchronise` throws `DecodeError` where no frame can begin, and the same one from then on; its offset
     * counts from the stream's first byte.
     */
    feed(bytes: Uint8Array, start: number, end: number, sink: FrameSink): void;
    /**
     * The stream's next `length` bytes will never come. Inside what is passed over anyway that is arithmetic. Else the
     * frame is lost, and without `resynchronise` it throws. Only a gap that ends after the frame, or that starts before
     * its length was seen, needs a search for the next one.
     */
    gap(length: number, sink?: FrameSink): void;
    /** The stream is over: a frame of which wanted or shown bytes are missing is cut. */
    end(sink?: FrameSink): void;
    /** Adds the stream's next bytes, which must not change until `next` has answered `undefined`. */
    push(bytes: Uint8Array): void;
    /**
     * The next whole frame, `undefined` until more bytes are pushed. Its bytes share the memory of what was pushed, where
     * they lie in one piece. Throws as `feed` does, and `malformed` for a payload that is not what its type says.
     */
    next(): Frame | undefined;
}

export { type DeviationCode, type Frame, FrameDecoder, type FrameDecoderOptions, type FrameSink, FrameType, type NegativeSessionResponse, type NetbiosName, type PositiveSessionResponse, type RetargetSessionResponse, SessionErrorCode, type SessionKeepAlive, type SessionMessage, type SessionRequest, type UnknownFrame, decodeFrame, deviationMeanings, deviations, encodeFrame, readFrame };
