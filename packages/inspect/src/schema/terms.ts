// What the schemas of all reports are made of.
import type { Endpoint } from "../contract.js";
import { about, Definitions, natural, object, type SchemaOf, text, textLike } from "./schema.js";

export const definitions: Definitions = new Definitions();

export const hex: SchemaOf<string> = textLike("^0x[0-9a-f]+$");
export const bytes: SchemaOf<string> = textLike("^([0-9a-f]{2})*$");
export const guid: SchemaOf<string> = textLike("^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$");
// Years beyond 9999 have a sign and six digits, which damaged captures and servers come to.
const ISO_TIME = "([+-]\\d\\d)?\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z";
export const time: SchemaOf<string> = about(
  "ISO 8601 UTC with the capture's own precision; '@' and seconds since 1970 where that has no date.",
  textLike(`^(${ISO_TIME}|@-?\\d+)$`),
);
export const serverTime: SchemaOf<string> = about("ISO 8601 UTC.", textLike(`^${ISO_TIME}$`));
export const file: SchemaOf<string> = about("As the caller named it; '-' is standard input.", text);
export const packet: SchemaOf<number> = about("1-based number of the packet in its file.", natural);

export const endpoint: SchemaOf<Endpoint> = definitions.add(
  "endpoint",
  object<Endpoint>({ address: text, port: natural }),
);
