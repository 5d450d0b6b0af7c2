import { FieldTrace, Reader } from '@countersign/bytes';
import fc from 'fast-check';
import { AvPair, ExtendedMessageSignature, LmV2Response, MessageSignature, LmResponse, NtlmV2Response, Message } from '@countersign/ntlmssp';
import { Frame } from '@countersign/framing';
import { NegotiateContext, PlainMessage, Message as Message$2 } from '@countersign/smb2';
import { Message as Message$1 } from '@countersign/smb1';
import { Token } from '@countersign/spnego';

/** One change of an encoded message. Positions are taken modulo what there is, so that they fit any message. */
type Mutation = {
    kind: "set";
    at: number;
    bytes: readonly number[];
} | {
    kind: "cut";
    at: number;
} | {
    kind: "remove";
    at: number;
    length: number;
} | {
    kind: "insert";
    at: number;
    bytes: Uint8Array;
} | {
    kind: "repeat";
    at: number;
    length: number;
}
/** The `at`-th length, count or offset. */
 | {
    kind: "layout";
    at: number;
    to: LayoutChange;
    isBigEndian: boolean;
}
/** Entries of a list: one twice, one gone, two in each other's place. */
 | {
    kind: "double";
    at: number;
    list: number;
} | {
    kind: "drop";
    at: number;
    list: number;
} | {
    kind: "swap";
    at: number;
    list: number;
};
/** What is done to a length, a count or an offset: a little less or more, an extreme, or the value of another one. */
type LayoutChange = "less" | "more" | "zero" | "top bit" | "all bits" | "message length" | "another's";

/** What {@link mutated} changes first in a message: where its layout stands. Offsets and lengths are in bytes. */
interface Structure {
    /** Lengths, counts and offsets, DER's lengths among them. */
    layout: readonly FieldTrace[];
    /** Of each list that has two entries or more the entries, and what sizes the list. */
    lists: readonly List[];
}
/** A list inside a message, such as AV pairs or negotiate contexts. Offsets and lengths are in bytes. */
interface List {
    /** In order, without gaps between them. */
    entries: readonly {
        offset: number;
        length: number;
    }[];
    /** A length in bytes or a count of entries, to be kept right if the list grows. */
    size?: {
        place: FieldTrace;
        unit: "bytes" | "entries";
    };
}
/** What is known of `bytes`; nothing of those that `read` refuses. */
declare function structureOf(bytes: Uint8Array, read: (r: Reader) => unknown): Structure | undefined;

/** The changed bytes, in memory of their own; the same bytes where there is nothing of the kind to change. */
declare function apply(bytes: Uint8Array, m: Mutation, structure: Structure | undefined): Uint8Array;

/**
 * Encoded messages with one to four changes. `read`, a format's reader such as `readMessage`, tells where lengths,
 * counts, offsets and list entries stand, and then most changes are to those; without it they are to any bytes. What
 * comes out may decode or not.
 */
declare function mutated(encoded: fc.Arbitrary<Uint8Array>, read?: (r: Reader) => unknown): fc.Arbitrary<Uint8Array>;

/** How large generated values may grow. */
interface Sizes {
    /** Bytes of a security buffer, a response, a token or an opaque body: 300 unless told. */
    maxBytes?: number;
    /** Bytes of a value that stands in a list, such as a context's: 40 unless told. */
    maxItemBytes?: number;
    /** Characters of a name: 12 unless told. */
    maxText?: number;
    /** Entries of a list: dialects, contexts, algorithms, AV pairs, mechanisms; 6 unless told. */
    maxItems?: number;
}

/** What is wrong with a message, where, and what a decoder must make of it. */
interface Label {
    /** The rule that is broken, from the closed list of its format, such as `av-length-past-target-info`. */
    kind: string;
    /** What a decoder is at when it notices, as `Structure.field`, the name that this project's errors carry. */
    field: string;
    /** Byte offset of that field, from the message's first byte. */
    offset: number;
    /**
     * - `truncated`: refused; the structure reaches past the end, so that more bytes might mend it.
     * - `malformed`: refused; no further bytes can mend it.
     * - `limit`: refused for its size.
     * - `decodes-with`: decoded, and the specification forbids what `deviation` names.
     */
    expect: "truncated" | "malformed" | "limit" | "decodes-with";
    /** A code of the format's `deviationMeanings`. Only with `decodes-with`. */
    deviation?: string;
}
/** A message that breaks one rule. `T` narrows the label to one format's kinds. */
interface NearValid {
    /** The message from its first byte to its last. Nobody else holds the memory. */
    bytes: Uint8Array;
    label: Label;
}

/** Frames that break one rule of [MS-SMB2] 2.1 or RFC 1001 and 1002, and say which. Never throws. */
declare function nearValidFrames(sizes?: Sizes): fc.Arbitrary<NearValid>;

/** NTLM messages that break one rule of [MS-NLMP] each. */
declare function nearValidNtlm(sizes?: Sizes): fc.Arbitrary<NearValid>;

/** SMB1 messages that break one rule of [MS-CIFS] or [MS-SMB] each. */
declare function nearValidSmb1(sizes?: Sizes): fc.Arbitrary<NearValid>;

/** SMB2 messages that break one rule of [MS-SMB2] each. */
declare function nearValidSmb2(sizes?: Sizes): fc.Arbitrary<NearValid>;

/** SPNEGO tokens that break one rule of X.690, RFC 4178 or [MS-SPNG] each. */
declare function nearValidSpnego(): fc.Arbitrary<NearValid>;

/** A capture file with these Ethernet frames: pcap or pcapng, of either byte order and precision. */
declare function captureFiles(packets: readonly Uint8Array[]): fc.Arbitrary<Uint8Array>;
/** The file as it is when its writer was stopped anywhere. */
declare function cutFiles(packets: readonly Uint8Array[]): fc.Arbitrary<Uint8Array>;

/** Which end of a connection: the client opened it. */
type Side = "client" | "server";
/** Bytes that one side of a connection sends at once. */
interface StreamPiece {
    side: Side;
    /** Whole frames or parts of them. Nobody else holds the memory. */
    bytes: Uint8Array;
}
/** The same bytes in other pieces: what one side sends in a row is cut anywhere, as TCP may. */
declare function resplit(pieces: readonly StreamPiece[], maxPieces?: number): fc.Arbitrary<StreamPiece[]>;

/**
 * Both sides' bytes of a connection from its first one to the end of a logon, a frame each, in the order in which they
 * are sent. SMB1; or SMB2 at 3.1.1 or an older dialect, opened by SMB1 or not, the logon accepted or not. NTLM is
 * wrapped in SPNEGO or bare; a NetBIOS session comes first, or not.
 */
declare function handshakes(sizes?: Sizes): fc.Arbitrary<StreamPiece[]>;

/** What a network may do to a connection's packets. */
interface Disturbances {
    /** Whether packets may be lost or cut short, so that not all bytes can be had again; `false` unless told. */
    isLossy?: boolean;
    /** Bytes of the longest segment: 200 unless told. */
    maxSegment?: number;
}
/** The packets of one TCP connection, and what was sent in them. */
interface PacketStream {
    /** Ethernet frames, in the order in which they were seen. */
    packets: Uint8Array[];
    /** All bytes that the client sent. */
    client: Uint8Array;
    /** All bytes that the server sent. */
    server: Uint8Array;
}
/** The packets of a connection that carries `pieces`: SYNs first, then data in any order and more than once, then FINs. */
declare function packetStreams(pieces: readonly StreamPiece[], disturbances?: Disturbances): fc.Arbitrary<PacketStream>;

/** The bytes in one to `maxPieces` pieces, cut anywhere; some of them may be empty. The pieces share their memory. */
declare function splits(bytes: Uint8Array, maxPieces?: number): fc.Arbitrary<Uint8Array[]>;

/** AV pairs of every AvId and of unknown ones, in any order, some of them twice. */
declare function avPairs(sizes?: Sizes): fc.Arbitrary<AvPair[]>;

/** Frames of every type of RFC 1002 4.3 and of unknown ones, the messages in them any bytes. */
declare function frames(sizes?: Sizes): fc.Arbitrary<Frame>;

/** Negotiate contexts of every type and of unknown ones, in any order, some of them twice. */
declare function negotiateContexts(sizes?: Sizes): fc.Arbitrary<NegotiateContext[]>;

/** [MS-NLMP] 2.2.2.8. */
declare function ntlmV2Responses(sizes?: Sizes): fc.Arbitrary<NtlmV2Response>;
/** [MS-NLMP] 2.2.2.4. */
declare function lmV2Responses(): fc.Arbitrary<LmV2Response>;
/** [MS-NLMP] 2.2.2.3 LM_RESPONSE and 2.2.2.6 NTLM_RESPONSE, which look the same. */
declare function ntlmV1Responses(): fc.Arbitrary<LmResponse>;
/** [MS-NLMP] 2.2.2.9.1. */
declare function messageSignatures(): fc.Arbitrary<MessageSignature>;
/** [MS-NLMP] 2.2.2.9.2. */
declare function extendedMessageSignatures(): fc.Arbitrary<ExtendedMessageSignature>;

/** NEGOTIATE, CHALLENGE and AUTHENTICATE, with any flags, names in both encodings, and every slot there or not. */
declare function ntlmMessages(sizes?: Sizes): fc.Arbitrary<Message>;

/** NEGOTIATE and SESSION_SETUP_ANDX in every form, refusals, and messages that the codec does not type. */
declare function smb1Messages(sizes?: Sizes): fc.Arbitrary<Message$1>;

/** Messages of every kind that the codec types, and of other commands; plain, encrypted and compressed. */
declare function smb2Messages(sizes?: Sizes): fc.Arbitrary<Message$2>;
/** Chains of plain messages, one to `maxItems` of them. */
declare function smb2Compounds(sizes?: Sizes): fc.Arbitrary<PlainMessage[]>;
/** Messages with an SMB2 header: every dialect, flag and context. */
declare function smb2PlainMessages(sizes?: Sizes): fc.Arbitrary<PlainMessage>;

/** Tokens of every kind, framed or bare, with every field there or not, and elements that no grammar knows. */
declare function spnegoTokens(sizes?: Sizes): fc.Arbitrary<Token>;
/** Object identifiers as dotted text, numbers of up to 130 bits in them. */
declare function objectIdentifiers(): fc.Arbitrary<string>;

export { type Disturbances, type Label, type LayoutChange, type List, type Mutation, type NearValid, type PacketStream, type Side, type Sizes, type StreamPiece, type Structure, apply as applyMutation, avPairs, captureFiles, cutFiles, extendedMessageSignatures, frames, handshakes, lmV2Responses, messageSignatures, mutated, nearValidFrames, nearValidNtlm, nearValidSmb1, nearValidSmb2, nearValidSpnego, negotiateContexts, ntlmMessages, ntlmV1Responses, ntlmV2Responses, objectIdentifiers, packetStreams, resplit, smb1Messages, smb2Compounds, smb2Messages, smb2PlainMessages, splits, spnegoTokens, structureOf };
