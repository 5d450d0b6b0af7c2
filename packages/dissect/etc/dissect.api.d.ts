/** The format that a node belongs to; `unknown` for bytes that none claims. */
type LayerName = "framing" | "smb1" | "smb2" | "spnego" | "ntlmssp" | "unknown";
/** Something about a node that its specification forbids. */
interface NodeDeviation {
    /** From the closed list of the format's package. */
    code: string;
    /** As `Structure.field`. */
    field: string;
    /** Byte offset in the input. */
    offset: number;
    /** Such as `[MS-SMB2] 2.2.4`. */
    section: string;
    /** One sentence. */
    meaning: string;
}
/** Where reading a layer ended early: a `DecodeError` as data. */
interface NodeError {
    code: "truncated" | "malformed" | "limit";
    /** What was being read, as `Structure.field`. */
    field: string;
    /** Byte offset in the input. */
    offset: number;
    /** The length, count or offset field that sent the reader there, as `Structure.field`. */
    blame?: string;
    /** How many bytes are missing, at least. */
    needed?: number;
    /** One sentence; its offset counts from the layer's first byte. */
    message: string;
}
/** A field, or a group of fields that stand together. Plain data: it survives JSON and structured cloning. */
interface DissectNode {
    /** The specification's name in camelCase, or what a group or a message is. */
    name: string;
    /** As `Structure.field`, the name an error would carry; absent for groups and for bytes that no field claims. */
    field?: string;
    layer: LayerName;
    /** Byte offset in the input. */
    offset: number;
    /** Bytes. */
    length: number;
    /** For people. Text in it is the sender's choice: escape it before it reaches a terminal or a page. */
    value?: string;
    /** A number of up to 32 bits; a longer one as `0x…`; bytes as hex digits; text as text. Absent for a hidden secret. */
    raw?: number | string;
    /** Names of the flags that are set; what has no name as one `0x…`. */
    flags?: string[];
    /** Where the field is specified, such as `[MS-SMB2] 2.2.4`. */
    section?: string;
    /** It can be used to find a password out; `value` and `raw` do not show it unless they were asked to. */
    secret?: true;
    /** Its bytes belong to another node too, which has them in the count. */
    shared?: true;
    /** What follows from the message, one sentence each. */
    notes?: string[];
    deviations?: NodeDeviation[];
    error?: NodeError;
    /** In the order of their bytes. Those that are not `shared` cover the node's bytes without gap or overlap. */
    children?: DissectNode[];
}
/** Options of {@link dissect}. */
interface DissectOptions {
    /** Shows NTLM responses, session keys, MICs and passwords, which can be used to find passwords out. False unless given. */
    showSecrets?: boolean;
}
/** Bytes taken apart. */
interface Dissection {
    /** The format of the first message that was found; `unknown` where there is none. */
    layer: LayerName;
    /** How many bytes were given. */
    length: number;
    /** In the order of their bytes; they cover the input without gap or overlap. */
    nodes: DissectNode[];
}

/**
 * Takes bytes apart, whatever they are: frames of SMB over TCP, SMB1, SMB2 and its compounds, SPNEGO or NTLMSSP, found
 * by themselves, also behind other bytes. A layer that does not decode keeps those around it, with its error at its
 * place. Never throws. What can be used to find passwords out is hidden unless `options` asks for it.
 */
declare function dissect(bytes: Uint8Array, options?: DissectOptions): Dissection;

/** Bytes `[start, end)` of the input. */
interface ByteRange {
    /** Offset of the first byte. */
    start: number;
    /** Offset behind the last byte. */
    end: number;
}
/** The bytes of a tree's secrets, in order and joined: what a hex dump must not show. */
declare function secretRanges(nodes: readonly DissectNode[]): ByteRange[];

/** How a text, or a file, is taken. */
type InputForm = "header" | "hexdump" | "hex" | "base64" | "escaped" | "binary";
/** One run of bytes in the input. */
interface InputPart {
    /** What was written there, from the message's first byte. */
    bytes: Uint8Array;
    /** Where it stood, such as `WWW-Authenticate: NTLM` or `line 3`; absent where there is only one place. */
    label?: string;
}
/** The input under one way of taking it. */
interface InputReading {
    form: InputForm;
    /** At least one, none of them empty. */
    parts: InputPart[];
    /** Whether a message that is known begins, or stands, in some part. */
    isRecognized: boolean;
    /** What was passed over or done on the way, one sentence each. */
    remarks: string[];
}
/** Why the input cannot be taken in one way. */
interface InputRefusal {
    form: InputForm;
    /** One sentence. */
    why: string;
}
/** An input with every way in which it can be taken, and why not in the others. */
interface ParsedInput {
    /** The likeliest first: those in which a message is found go before the others. Empty: it is nothing known. */
    readings: InputReading[];
    refusals: InputRefusal[];
}

/**
 * Takes an input for whatever it can be: header lines with logons, hex dumps, hex digits, base64, string literals; bytes
 * also for themselves. Answers every reading, the likeliest first, and why the other forms are out. Never throws, and
 * never chooses in silence: who wants one reading looks at the first, and at whether there is another.
 */
declare function parseInput(input: string | Uint8Array): ParsedInput;

export { type ByteRange, type DissectNode, type DissectOptions, type Dissection, type InputForm, type InputPart, type InputReading, type InputRefusal, type LayerName, type NodeDeviation, type NodeError, type ParsedInput, dissect, parseInput, secretRanges };
