// The shape of the tree: what a reader of bytes wants to know of each field.

/** The format that a node belongs to; `unknown` for bytes that none claims. */
export type LayerName = "framing" | "smb1" | "smb2" | "spnego" | "ntlmssp" | "unknown";

/** Something about a node that its specification forbids. */
export interface NodeDeviation {
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
export interface NodeError {
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
export interface DissectNode {
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
export interface DissectOptions {
  /** Shows NTLM responses, session keys, MICs and passwords, which can be used to find passwords out. False unless given. */
  showSecrets?: boolean;
}

/** Bytes taken apart. */
export interface Dissection {
  /** The format of the first message that was found; `unknown` where there is none. */
  layer: LayerName;
  /** How many bytes were given. */
  length: number;
  /** In the order of their bytes; they cover the input without gap or overlap. */
  nodes: DissectNode[];
}
