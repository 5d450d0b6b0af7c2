// All fields that a decoder of ours reads, by `Structure.field`.
import { octets } from "../show.js";
import type { Field } from "./field.js";
import { framingFields } from "./framing.js";
import { ntlmsspFields } from "./ntlmssp.js";
import { smb1Fields } from "./smb1.js";
import { smb2Fields } from "./smb2.js";
import { spnegoFields } from "./spnego.js";

const FIELDS: ReadonlyMap<string, Field> = new Map(
  [framingFields, smb1Fields, smb2Fields, spnegoFields, ntlmsspFields].flatMap((structures) =>
    Object.entries(structures).flatMap(([structure, fields]) =>
      Object.entries(fields).map(([name, field]) => [`${structure}.${name}`, field] as const),
    ),
  ),
);

const UNKNOWN: Field = { show: octets };

/** What is known of a field; one that is new is shown as bytes. */
export function fieldOf(name: string): Field {
  return FIELDS.get(name) ?? UNKNOWN;
}

/** Whether a field is known by its name. */
export function isKnownField(name: string): boolean {
  return FIELDS.has(name);
}
