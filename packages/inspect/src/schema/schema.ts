// JSON Schema, draft 2020-12, held to TypeScript types: a schema knows the type that it describes, so that one of an
// interface compiles only with every field of it, each with its own type and as optional as it is there.

/** A JSON Schema, as data. */
export type JsonSchema = Readonly<Record<string, unknown>>;

declare const described: unique symbol;

/** A schema that accepts the JSON of a `T`, of no less and of no more. */
export type SchemaOf<T> = JsonSchema & { readonly [described]?: (value: T) => T };

/** The field may be absent. */
interface Optional<T> {
  readonly optional: SchemaOf<T>;
}

type Fields<T> = {
  readonly [K in keyof T]-?: Record<never, never> extends Pick<T, K>
    ? Optional<NonNullable<T[K]>>
    : SchemaOf<T[K]>;
};

export const text: SchemaOf<string> = { type: "string" };
export const flag: SchemaOf<boolean> = { type: "boolean" };
/** Counts, offsets, codes and flags. */
export const natural: SchemaOf<number> = { type: "integer", minimum: 0 };
export const integer: SchemaOf<number> = { type: "integer" };

/** Text of one form, as a regular expression. */
export function textLike(pattern: string): SchemaOf<string> {
  return { type: "string", pattern };
}

/** One of these texts. */
export function oneOf<const T extends string>(values: readonly T[]): SchemaOf<T> {
  return { enum: values };
}

export function exactly<const T extends string | number>(value: T): SchemaOf<T> {
  return { const: value };
}

export function list<T>(items: SchemaOf<T>): SchemaOf<T[]> {
  return { type: "array", items };
}

/** An object with any keys. */
export function map<T>(values: SchemaOf<T>): SchemaOf<Record<string, T>> {
  return { type: "object", additionalProperties: values };
}

/** An object with exactly these keys, all there. */
export function counts<const K extends string>(keys: readonly K[]): SchemaOf<Record<K, number>> {
  return {
    type: "object",
    properties: Object.fromEntries(keys.map((key) => [key, natural])),
    required: keys,
  };
}

export function maybe<T>(schema: SchemaOf<T>): Optional<T> {
  return { optional: schema };
}

/** What a field holds, in words. */
export function about<T>(description: string, schema: SchemaOf<T>): SchemaOf<T> {
  return { description, ...schema } as SchemaOf<T>;
}

/** An object of interface `T`. Fields that are not listed are allowed: a later version of the program may add some. */
export function object<T>(fields: Fields<T>): SchemaOf<T> {
  const entries = Object.entries(fields) as [string, JsonSchema | Optional<unknown>][];
  return {
    type: "object",
    properties: Object.fromEntries(
      entries.map(([key, field]) => [key, isOptional(field) ? field.optional : field]),
    ),
    required: entries.flatMap(([key, field]) => (isOptional(field) ? [] : [key])),
  };
}

function isOptional(field: JsonSchema | Optional<unknown>): field is Optional<unknown> {
  return "optional" in field;
}

/** Schemas that stand in one document's `$defs`, and what refers to them. */
export class Definitions {
  readonly schemas: Record<string, JsonSchema> = {};

  /** Puts the schema in its place and returns a reference to it. */
  add<T>(name: string, schema: SchemaOf<T>): SchemaOf<T> {
    this.schemas[name] = schema;
    return { $ref: `#/$defs/${name}` };
  }
}
