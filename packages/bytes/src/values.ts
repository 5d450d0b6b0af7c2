declare const brand: unique symbol;

/**
 * An open enum on the wire: a number that knows which table it belongs to. Any number is accepted, so unknown codes
 * survive; a code of another table does not compile.
 */
export type Code<Table extends string> = number & { readonly [brand]?: `code ${Table}` };

/** A set of flags on the wire: a number that knows which table it belongs to. Unknown bits survive. */
export type Flags<Table extends string> = number & { readonly [brand]?: `flags ${Table}` };

/** A table of named numbers, as the const objects of the codecs are. */
export type Names = Readonly<Record<string, number>>;

/** Tells whether every bit of `flag` is set in `value`; right for bit 31 too. */
export function hasFlag<T extends string>(value: Flags<T>, flag: Flags<NoInfer<T>>): boolean {
  return (value & flag) >>> 0 === flag >>> 0;
}

/** The names of the bits that are set, in the table's order, then what the table does not know as one `0x…`. */
export function flagNames(value: number, table: Names): string[] {
  const names: string[] = [];
  let unknown = value >>> 0;
  for (const [name, flag] of Object.entries(table)) {
    if (flag === 0 || (value & flag) >>> 0 !== flag >>> 0) continue;
    names.push(name);
    unknown = (unknown & ~flag) >>> 0;
  }
  if (unknown !== 0) names.push(`0x${unknown.toString(16)}`);
  return names;
}

/** The table's name for a code, `undefined` for a code it does not know. */
export function codeName(value: number, table: Names): string | undefined {
  for (const [name, code] of Object.entries(table)) if (code === value) return name;
  return undefined;
}
