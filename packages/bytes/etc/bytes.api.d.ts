/**
 * Why a decoder refused its input.
 * - `truncated`: the structure reaches past the end; more bytes might mend it.
 * - `malformed`: no further bytes can mend it.
 * - `limit`: refused for its size or depth, whatever it holds.
 */
type DecodeErrorCode = "truncated" | "malformed" | "limit";
/** What a {@link DecodeError} knows. Offsets count from the first byte of the array that was given to the decoder. */
interface DecodeErrorDetails {
    code: DecodeErrorCode;
    /** What was being read, as `Structure.field`. */
    field: string;
    /** Byte offset of what was being read. */
    offset: number;
    /** The length, count or offset field that sent the reader there, as `Structure.field`. */
    blame?: string;
    /** How many bytes are missing, at least. Only with `truncated`. */
    needed?: number;
}
/** The only error a decoder throws, for any bytes at all. */
declare class DecodeError extends Error implements DecodeErrorDetails {
    readonly code: DecodeErrorCode;
    readonly field: string;
    readonly offset: number;
    readonly blame?: string;
    readonly needed?: number;
    constructor(details: DecodeErrorDetails, why: string);
}
/** Tells a {@link DecodeError} of any copy of this package, ESM or CJS, where `instanceof` would miss it. */
declare function isDecodeError(error: unknown): error is DecodeError;

/** What `decode` answers, or the `DecodeError` that it throws; anything else that it throws passes. */
declare function attempt<T>(decode: () => T): T | DecodeError;

/**
 * RFC 4648 4, with or without padding; `undefined` for any other character. Bits after the last whole byte are passed
 * over, as every peer does. Never throws.
 */
declare function decodeBase64(text: string): Uint8Array | undefined;

/** Tells whether two arrays hold the same bytes. */
declare function equalBytes(a: Uint8Array, b: Uint8Array): boolean;
/** Tells whether every byte is zero; true of an empty array. */
declare function isZero(bytes: Uint8Array): boolean;

/** All of the parts' bytes, one after the other, in memory of their own. Never throws. */
declare function concat(...parts: readonly (Uint8Array | readonly number[])[]): Uint8Array;

/** Something that a specification forbids and peers send all the same: accepted, kept, and told of on request. */
interface Deviation<C extends string = string> {
    /** From a closed, documented list of the package's. */
    code: C;
    /** As `Structure.field`, the name an error would carry. */
    field: string;
    /** Byte offset in the input. */
    offset: number;
    /** The specification and section that says otherwise, such as `[MS-SMB2] 2.2.4`. */
    section: string;
}

/** ISO 8601 UTC with all seven digits of the tick, or `undefined` outside what a `Date` can hold. */
declare function filetimeToIso(filetime: bigint): string | undefined;
/** Ticks of a `Date`; before 1601 is a `RangeError`. */
declare function dateToFiletime(date: Date): bigint;

/** The usual lower-case text of 16 wire bytes; another length is a `RangeError`. */
declare function formatGuid(bytes: Uint8Array): string;
/** The 16 wire bytes of a GUID's usual text; anything else is a `RangeError`. */
declare function parseGuid(text: string): Uint8Array;

/** Lower-case hex digits, two a byte. */
declare function toHex(bytes: Uint8Array): string;
/** The bytes of hex digits; an odd count or another character is a `RangeError`. */
declare function fromHex(text: string): Uint8Array;

/** 16 bits at `at`, little-endian. What lies past the end counts as 0. */
declare function u16At(bytes: Uint8Array, at: number): number;
/** 32 bits at `at`, little-endian, unsigned. What lies past the end counts as 0. */
declare function u32At(bytes: Uint8Array, at: number): number;

/**
 * A checked cursor over one `Uint8Array`: the only place where a decoder compares an index with a bound.
 * Integers are little-endian unless the method says `be`. Offsets handed to `sliceAt` and `windowAt` count from
 * `origin`; offsets in errors count from the first byte of the array. `field` names what is read; it costs nothing
 * until something throws.
 */
declare class Reader {
    #private;
    /** The whole input; slices share its memory. */
    readonly bytes: Uint8Array;
    /** Index of the next byte to read. */
    position: number;
    /** Index one past the last readable byte. */
    readonly end: number;
    /** Index that the structure's own offsets count from. */
    readonly origin: number;
    /** The structure being read, the first half of an error's `field`. */
    structure: string;
    constructor(bytes: Uint8Array, structure: string, start?: number, end?: number);
    /** Bytes left to read. */
    get remaining(): number;
    /** An unsigned 8-bit integer. Throws `truncated` past the end, as all that read here do. */
    u8(field: string): number;
    /** 16 bits, little-endian. */
    u16(field: string): number;
    /** 32 bits, little-endian. */
    u32(field: string): number;
    /** 64 bits, little-endian. */
    u64(field: string): bigint;
    /** 16 bits, big-endian. */
    u16be(field: string): number;
    /** 24 bits, big-endian. */
    u24be(field: string): number;
    /** 32 bits, big-endian. */
    u32be(field: string): number;
    /** `count` 16-bit integers, of which `blame` names the field that counts them. */
    u16s(count: number, field: string, blame?: string): number[];
    /** The next `length` bytes, sharing the input's memory. `blame` names the field that gave the length. */
    slice(length: number, field: string, blame?: string): Uint8Array;
    /** The next `length` bytes as UTF-16LE; an odd length is malformed. */
    utf16(length: number, field: string, blame?: string): string;
    /** `length` bytes at `offset` from the origin as UTF-16LE; the cursor stays. An odd length is malformed. */
    utf16At(offset: number, length: number, field: string, blame?: string): string;
    /** Everything that is left, sharing the input's memory. */
    rest(field: string): Uint8Array;
    /** Passes over `length` bytes that the decoded value does not carry. */
    skip(length: number, field: string): void;
    /** `length` bytes at `offset` from the origin, sharing the input's memory; the cursor stays. */
    sliceAt(offset: number, length: number, field: string, blame?: string): Uint8Array;
    /** A reader over the next `length` bytes, whose origin is its own first byte. */
    window(length: number, structure: string, field: string, blame?: string): Reader;
    /** A reader over `length` bytes at `offset` from the origin; the cursor stays. */
    windowAt(offset: number, length: number, structure: string, field: string, blame?: string): Reader;
    /** Names the field that is to blame for what does not fit into this reader, unless a nearer one is. */
    sizedBy(structure: string, field: string | undefined): this;
    /** The error for a value that no further bytes can mend. */
    malformed(field: string, why: string, offset?: number, blame?: string): DecodeError;
    /** The error for something refused for its size or depth. */
    limit(field: string, why: string, offset?: number): DecodeError;
    /** A reader over `bytes[start, end)`, of the same class as this one. */
    protected child(structure: string, start: number, end: number): Reader;
    /** Advances past `length` bytes and answers where they start. */
    protected take(length: number, field: string, blame?: string): number;
    /** Where `length` bytes at `offset` from the origin start. Throws `truncated` where they reach past the end. */
    protected locate(offset: number, length: number, field: string, blame?: string): number;
    private oddUtf16;
    private truncated;
    private error;
}

/**
 * The UTF-16LE code units of `bytes[start, end)` as a string, lone surrogates and NULs kept. An odd last byte is left
 * out.
 */
declare function utf16Decode(bytes: Uint8Array, start?: number, end?: number): string;
/** A string's code units as UTF-16LE. */
declare function utf16Encode(text: string): Uint8Array;
/** One character a byte, U+0000 to U+00FF: a lossless view of bytes in an unknown OEM code page. */
declare function latin1Decode(bytes: Uint8Array): string;
/** The inverse of {@link latin1Decode}; a character above U+00FF is a `RangeError`. */
declare function latin1Encode(text: string): Uint8Array;

/** One read of a traced decode: which bytes gave which field. */
interface FieldTrace {
    /** As `Structure.field`, the name an error would carry. */
    field: string;
    /** Byte offset in the input. */
    offset: number;
    /** Bytes. */
    length: number;
}
/** Runs `read` over `bytes` and answers which bytes each field came from. What `read` throws passes through. */
declare function traceFields(read: (r: Reader) => unknown, bytes: Uint8Array): FieldTrace[];
/**
 * Finds the `nth` read of a field in a trace, from 0; `undefined` where there are not so many. Those of one name are
 * gathered when they are first asked for, since each of 65,535 may be.
 */
declare function fieldFinder(trace: readonly FieldTrace[]): (field: string, nth?: number) => FieldTrace | undefined;

declare const brand: unique symbol;
/**
 * An open enum on the wire: a number that knows which table it belongs to. Any number is accepted, so unknown codes
 * survive; a code of another table does not compile.
 */
type Code<Table extends string> = number & {
    readonly [brand]?: `code ${Table}`;
};
/** A set of flags on the wire: a number that knows which table it belongs to. Unknown bits survive. */
type Flags<Table extends string> = number & {
    readonly [brand]?: `flags ${Table}`;
};
/** A table of named numbers, as the const objects of the codecs are. */
type Names = Readonly<Record<string, number>>;
/** Tells whether every bit of `flag` is set in `value`; right for bit 31 too. */
declare function hasFlag<T extends string>(value: Flags<T>, flag: Flags<NoInfer<T>>): boolean;
/** The names of the bits that are set, in the table's order, then what the table does not know as one `0x…`. */
declare function flagNames(value: number, table: Names): string[];
/** The table's name for a code, `undefined` for a code it does not know. */
declare function codeName(value: number, table: Names): string | undefined;

/** How an encoder lays out its message. */
interface EncodeOptions {
    /**
     * An encoded message whose layout to keep: payload order, gaps, padding, reserved and trailing bytes stay wherever
     * the values still fit. It supplies bytes that the typed message does not carry, never values.
     */
    like?: Uint8Array;
}
/** Where a variable-length value stood in the original: offset from the message's first byte, and room in bytes. */
interface Place {
    /** Bytes from the message's first one. */
    offset: number;
    /** Bytes. */
    length: number;
}
/**
 * A growing buffer that starts as a copy of `like`, so that whatever is skipped keeps the original's bytes, or zeros
 * without one. Integers are little-endian unless the method says `be`; a value that does not fit its field is a
 * `RangeError` that names the field.
 */
declare class Writer {
    #private;
    /** Index of the next byte to write. */
    position: number;
    /** The original's layout, if there is one. */
    readonly like: Uint8Array | undefined;
    constructor(like?: Uint8Array);
    /** Bytes written or kept so far. */
    get length(): number;
    /** An unsigned 8-bit integer. A value that does not fit is a `RangeError`, as in all that write here. */
    u8(value: number, field: string): void;
    /** 16 bits, little-endian. */
    u16(value: number, field: string): void;
    /** 32 bits, little-endian. */
    u32(value: number, field: string): void;
    /** 64 bits, little-endian. */
    u64(value: bigint, field: string): void;
    /** 16 bits, big-endian. */
    u16be(value: number, field: string): void;
    /** 24 bits, big-endian. */
    u24be(value: number, field: string): void;
    /** 32 bits, big-endian. */
    u32be(value: number, field: string): void;
    /** 16-bit integers, little-endian, one behind the other. */
    u16s(values: readonly number[], field: string): void;
    /** Bytes as they are, copied. */
    bytes(value: Uint8Array): void;
    /** A string's code units as UTF-16LE. */
    utf16(value: string): void;
    /** Exactly `length` bytes; another length is a `RangeError`. */
    fixed(value: Uint8Array, length: number, field: string): void;
    /** Leaves `length` bytes as the original has them, zero without one. */
    skip(length: number): void;
    /**
     * Puts a payload where the original had it if it fits there and no other payload claims the bytes, else at the end, aligned
     * from the message's first byte; answers its offset. Call it when the fixed part is complete, and write the offset
     * with {@link patchU16} or {@link patchU32}.
     */
    place(value: Uint8Array, was: Place | undefined, alignment?: number): number;
    /** Keeps later payloads off the bytes written so far from `start` on. */
    claim(start: number): void;
    /** 16 bits, little-endian, at an offset that was written before; the cursor stays. */
    patchU16(offset: number, value: number, field: string): void;
    /** 32 bits, little-endian, at an offset that was written before; the cursor stays. */
    patchU32(offset: number, value: number, field: string): void;
    /** Drops what the original had beyond the cursor. */
    truncate(): void;
    /** A copy of everything written or kept. The writer is empty afterwards. */
    finish(): Uint8Array;
    /** As {@link finish}, to the beginning of `target`; answers how many bytes. A `target` too short is a `RangeError`. */
    finishInto(target: Uint8Array): number;
    /**
     * Hands everything written or kept to `use`, in the writer's own memory and for the time of the call. The writer is empty
     * afterwards. For a part that goes into another writer: a copy of more than 64 bytes, which V8 puts outside of its heap, costs
     * 0.3 µs.
     */
    lend<T>(use: (bytes: Uint8Array) => T): T;
}
/**
 * Encodes a counted part of a message. What the original part had behind its typed value, as `read` leaves it, stays
 * behind the new one. Throws what `read` and `write` throw.
 */
declare function encodePart(like: Uint8Array | undefined, read: (r: Reader) => unknown, write: (w: Writer) => void): Uint8Array;

export { type Code, DecodeError, type DecodeErrorCode, type DecodeErrorDetails, type Deviation, type EncodeOptions, type FieldTrace, type Flags, type Names, type Place, Reader, Writer, attempt, codeName, concat, dateToFiletime, decodeBase64, encodePart, equalBytes, fieldFinder, filetimeToIso, flagNames, formatGuid, fromHex, hasFlag, isDecodeError, isZero, latin1Decode, latin1Encode, parseGuid, toHex, traceFields, u16At, u32At, utf16Decode, utf16Encode };
