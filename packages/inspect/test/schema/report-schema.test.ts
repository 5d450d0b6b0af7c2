import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { type JsonSchema, type Report, reportSchema } from "../../src/index.js";
import { natural, object, text } from "../../src/schema/schema.js";
import { captureNames, inspected } from "../captures.js";
import { capture, handshake, host, ntlmOnly } from "../formats/samples.js";
import { write } from "../formats/write.js";

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** The schema with no field allowed that it does not list. */
function closed<T extends Json>(schema: T): T {
  if (typeof schema !== "object" || schema === null) return schema;
  if (Array.isArray(schema)) return schema.map(closed) as T;
  const parts = Object.fromEntries(Object.entries(schema).map(([key, part]) => [key, closed(part)]));
  return ("properties" in schema ? { ...parts, additionalProperties: false } : parts) as T;
}

const open = new Ajv2020({ allErrors: true, allowUnionTypes: true }).compile(reportSchema);
const strict = new Ajv2020({ allErrors: true, allowUnionTypes: true }).compile(
  closed(reportSchema as Json) as JsonSchema,
);

const samples: readonly Report[] = [handshake, ntlmOnly, host, capture];

function jsonOf(report: Report): Json {
  return JSON.parse(write("ndjson", [report]));
}

/** Every value inside, the outermost first, with how to put another in its place. */
function* places(
  value: Json,
  path = "",
): Generator<{ path: string; value: Json; put: (other: Json) => void }> {
  if (typeof value !== "object" || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    const holder = value as { [key: string]: Json };
    yield {
      path: `${path}/${key}`,
      value: inner,
      put: (other) => {
        holder[key] = other;
      },
    };
    yield* places(inner, `${path}/${key}`);
  }
}

interface Part {
  $ref?: string;
  items?: Part;
  properties?: Record<string, Part>;
}

const definitions = reportSchema["$defs"] as Record<string, Part>;

/** Every field that this part of the schema lists, as `definition.field`. */
function listed({ items, properties = {} }: Part, name: string): string[] {
  if (items !== undefined) return listed(items, name);
  return Object.entries(properties).flatMap(([key, part]) => [
    `${name}.${key}`,
    ...listed(part, `${name}.${key}`),
  ]);
}

/** Those of them, and of what it refers to, that the value has. */
function present(part: Part, name: string, value: Json | undefined): string[] {
  if (value === undefined) return [];
  const referred = part.$ref?.split("/").at(-1);
  if (referred !== undefined) return present(definitions[referred]!, referred, value);
  if (Array.isArray(value)) return value.flatMap((item) => present(part.items ?? {}, name, item));
  const fields = value as { [key: string]: Json };
  return Object.entries(part.properties ?? {}).flatMap(([key, inner]) =>
    key in fields ? [`${name}.${key}`, ...present(inner, `${name}.${key}`, fields[key])] : [],
  );
}

describe("the report schema", () => {
  it.each(captureNames)("accepts what is said of %s, and lists every field of it", (name) => {
    const conversations = inspected(name, { showSecrets: true });
    for (const report of [...conversations, ...inspected(name, { by: "host" })]) {
      strict(jsonOf(report));
      expect(strict.errors).toBeNull();
    }
  });

  it.each(samples)("accepts a $kind report with every field", (sample) => {
    strict(jsonOf(sample));
    expect(strict.errors).toBeNull();
  });

  it.each(samples)("refuses a $kind report with a value of another type anywhere", (sample) => {
    const count = [...places(jsonOf(sample))].length;
    expect(count).toBeGreaterThan(10);
    for (let i = 0; i < count; i++) {
      const report = jsonOf(sample);
      const { path, put, value } = [...places(report)][i]!;
      // A reason's value is a number or a text.
      put(typeof value === "boolean" || path.endsWith("/value") ? [] : true);
      expect([path, open(report)]).toEqual([path, false]);
    }
  });

  it.each(samples)("refuses a $kind report without a field that is not optional", (sample) => {
    for (const key of ["kind", "version", ...(sample.kind === "host" ? ["address"] : ["file"])]) {
      const report = jsonOf(sample) as { [key: string]: Json };
      delete report[key];
      expect([key, open(report)]).toEqual([key, false]);
    }
  });

  it("allows fields of a later version", () => {
    expect(open({ ...(jsonOf(capture) as object), weather: "fine" })).toBe(true);
    expect(strict({ ...(jsonOf(capture) as object), weather: "fine" })).toBe(false);
  });

  it("lists no field that the samples do not have, so that they test all of them", () => {
    const all = Object.entries(definitions).flatMap(([name, part]) => listed(part, name));
    const seen = samples.flatMap((sample) =>
      present(definitions[`${sample.kind}Report`]!, `${sample.kind}Report`, jsonOf(sample)),
    );
    expect([...new Set(seen)].sort()).toEqual(all.sort());
    expect(all.length).toBeGreaterThan(100);
  });

  it("is held to the contract by the compiler", () => {
    interface Sample {
      a: string;
      b?: number;
    }
    // @ts-expect-error: a field is missing.
    expect(object<Sample>({ a: text })).toBeDefined();
    // @ts-expect-error: a field has another type.
    expect(object<Sample>({ a: natural, b: { optional: natural } })).toBeDefined();
    // @ts-expect-error: a field is optional in the contract and is not here.
    expect(object<Sample>({ a: text, b: natural })).toBeDefined();
    expect(object<Sample>({ a: text, b: { optional: natural } })).toMatchObject({ required: ["a"] });
  });
});
