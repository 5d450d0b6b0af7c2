import type { Names } from "@countersign/bytes";
import { code, octets, type Show } from "../show.js";

/** What may stand inside of a field. */
export type Inner =
  /** One or more SMB messages. */
  | "smb"
  /** A SPNEGO or other GSS token, or a raw NTLMSSP message. */
  | "token"
  /** An NTLM response: NTLMv2's has a structure. */
  | "response"
  /** Anything: a message is looked for. */
  | "anything";

/** What is known of a field. */
export interface Field {
  show: Show;
  /** Codes of 16 bits, shown one by one. */
  list?: true;
  /** It only groups what is read from it, and is no node of its own. */
  window?: true;
  /** It can be used to find a password out, unless it is all zero. */
  secret?: true;
  inner?: Inner;
  /** Worth telling where it is empty. */
  keepsEmpty?: true;
}

/** The fields of one structure, by their names. */
export type Fields = Readonly<Record<string, Field>>;

export function as(show: Show): Field {
  return { show };
}

/** A list of codes of 16 bits. */
export function listOf(table: Names): Field {
  return { show: code(table), list: true };
}

export const window: Field = { show: octets, window: true };
export const secret: Field = { show: octets, secret: true, keepsEmpty: true };
export const payload: Field = { show: octets, keepsEmpty: true };
export const token: Field = { show: octets, inner: "token", secret: true, keepsEmpty: true };
