// A structure is a table of named fields in wire order, as the specification's packet diagrams are. binary-parser reads
// by the table, smart-buffer writes by it.
import { Parser } from "binary-parser/dist/binary_parser.js";
import { SmartBuffer } from "smart-buffer";
import { isEqual } from "./bytes.js";
import { ReferenceDecodeError } from "./error.js";

/** One field. Integers are little-endian unless the name says otherwise. */
export interface Field<T> {
  parse: (parser: Parser, name: string) => void;
  write: (out: SmartBuffer, value: T) => void;
}

export const u8: Field<number> = { parse: (p, name) => p.uint8(name), write: (o, v) => o.writeUInt8(v) };
export const u16: Field<number> = {
  parse: (p, name) => p.uint16le(name),
  write: (o, v) => o.writeUInt16LE(v),
};
export const u32: Field<number> = {
  parse: (p, name) => p.uint32le(name),
  write: (o, v) => o.writeUInt32LE(v),
};
export const u64: Field<bigint> = {
  parse: (p, name) => p.uint64le(name),
  write: (o, v) => o.writeBigUInt64LE(v),
};
export const i16: Field<number> = {
  parse: (p, name) => p.int16le(name),
  write: (o, v) => o.writeInt16LE(v),
};
export const u16be: Field<number> = {
  parse: (p, name) => p.uint16be(name),
  write: (o, v) => o.writeUInt16BE(v),
};
export const u24be: Field<number> = {
  parse: (p, name) => p.bit24(name),
  write: (o, v) => o.writeUInt8(v >>> 16).writeUInt16BE(v & 0xffff),
};

/** A field with the only value that it may have; anything else is refused. It is no part of the decoded values. */
export function isU16(value: number): Field<void> {
  return {
    parse: (p, name) => p.uint16le(name, { assert: (v) => v === value }),
    write: (o) => o.writeUInt16LE(value),
  };
}

/** As {@link isU16}, of 32 bits. */
export function isU32(value: number): Field<void> {
  return {
    parse: (p, name) => p.uint32le(name, { assert: (v) => v === value }),
    write: (o) => o.writeUInt32LE(value),
  };
}

/** As {@link isU16}, of bytes. */
export function isBytes(value: Uint8Array): Field<void> {
  return {
    parse: (p, name) =>
      p.buffer(name, { length: value.length, assert: (v: unknown) => isEqual(v as Uint8Array, value) }),
    write: (o) => o.writeBuffer(Buffer.from(value)),
  };
}

/** Bytes that are ignored on receipt and zero when sent. They are no part of the decoded values. */
export function reserved(length: number): Field<void> {
  return {
    parse: (p, name) => p.buffer(name, whole(length)),
    write: (o) => o.writeBuffer(Buffer.alloc(length)),
  };
}

export function bytes(length: number): Field<Uint8Array> {
  return {
    parse: (p, name) => p.buffer(name, whole(length)),
    write: (o, v) => {
      if (v.length !== length) throw new RangeError(`a field of ${length} bytes has ${v.length}`);
      o.writeBuffer(Buffer.from(v));
    },
  };
}

/** As many bytes as an earlier field says. */
export function bytesOf(lengthField: string): Field<Uint8Array> {
  return {
    parse: (p, name) => p.buffer(name, whole(lengthField)),
    write: (o, v) => o.writeBuffer(Buffer.from(v)),
  };
}

/** As many pairs of bytes as an earlier field says. */
export function wordsOf(countField: string): Field<Uint8Array> {
  return {
    parse: (p, name) => p.buffer(name, whole(countField, 2)),
    write: (o, v) => o.writeBuffer(Buffer.from(v)),
  };
}

/** As many 16-bit integers as an earlier field says. */
export function u16sOf(countField: string): Field<readonly number[]> {
  return {
    parse: (p, name) => p.array(name, { type: "uint16le", length: countField }),
    write: (o, v) => {
      for (const code of v) o.writeUInt16LE(code);
    },
  };
}

/** All that follows. */
export const rest: Field<Uint8Array> = {
  parse: (p, name) => p.buffer(name, { readUntil: "eof" }),
  write: (o, v) => o.writeBuffer(Buffer.from(v)),
};

/** So many units of bytes, or as many as an earlier field says. binary-parser itself cuts a buffer short at the end. */
function whole(length: number | string, unit = 1): object {
  const wanted = (fields: Record<string, number>) =>
    typeof length === "number" ? length : unit * (fields[length] as number);
  return {
    length(this: Record<string, number>) {
      return wanted(this);
    },
    assert(this: Record<string, number>, value: Uint8Array) {
      return value.length === wanted(this);
    },
  };
}

type Fields = Record<string, Field<never>>;

/** What a structure decodes to: its fields but the fixed and the reserved ones. */
type Values<F> = {
  [K in keyof F as F[K] extends Field<void> ? never : K]: F[K] extends Field<infer T> ? T : never;
};

interface Structure<T> {
  /** Reads the structure's fields; bytes behind them are left aside. */
  decode: (input: Uint8Array) => T;
  encode: (values: T) => Uint8Array;
}

export function structure<F>(
  name: string,
  fields: F & { [K in keyof F]: Field<never> },
): Structure<Values<F>> {
  const entries = Object.entries(fields as Fields);
  let parser: Parser | undefined;
  return {
    decode(input) {
      parser ??= compile(entries);
      return parse(parser, input, name);
    },
    encode(values) {
      const out = new SmartBuffer();
      for (const [field, { write }] of entries) write(out, (values as Record<string, never>)[field] as never);
      return new Uint8Array(out.toBuffer());
    },
  };
}

function compile(entries: [string, Field<never>][]): Parser {
  const parser = new Parser();
  for (const [name, { parse }] of entries) parse(parser, name);
  return parser;
}

function parse<T>(parser: Parser, input: Uint8Array, name: string): T {
  try {
    return parser.parse(input) as T;
  } catch (error) {
    // Past the end DataView throws a RangeError, a failed assertion is a plain Error.
    if (error instanceof RangeError) throw new ReferenceDecodeError(name, "ends too early");
    const field = error instanceof Error ? /^Assertion error: vars\.(\w+)/.exec(error.message) : null;
    if (field) throw new ReferenceDecodeError(name, `${field[1]} is cut short or has another value`);
    throw error;
  }
}
