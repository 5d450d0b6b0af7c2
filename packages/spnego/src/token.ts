// RFC 4178 4.2 NegotiationToken, in the InitialContextToken of RFC 2743 3.1 or bare; and what else stands where a
// SPNEGO token is expected: a token of the mechanism itself.
import { attempt, type EncodeOptions, isDecodeError, Reader } from "@countersign/bytes";
import { closeElement, nextTag, openElement } from "./der-reader.js";
import { DerWriter } from "./der-writer.js";
import { MechType } from "./mech-type.js";
import {
  type NegTokenInit,
  type NegTokenInit2,
  readNegTokenInit,
  writeNegTokenInit,
} from "./neg-token-init.js";
import { type NegTokenResp, readNegTokenResp, writeNegTokenResp } from "./neg-token-resp.js";
import { readObjectIdentifier } from "./object-identifier.js";
import { Tag } from "./tags.js";

/** A raw NTLMSSP message ([MS-NLMP] 2.2.1), known by its signature. */
export interface NtlmsspToken {
  kind: "ntlmssp";
  /** The whole input. Shares its memory. */
  bytes: Uint8Array;
}

/** RFC 2743 3.1: a framed token of another mechanism than SPNEGO, as Kerberos sends it. */
export interface GssToken {
  kind: "gss";
  /** An object identifier as dotted text; see `MechType`. */
  thisMech: string;
  /** What the mechanism defines. Shares the input's memory. */
  innerToken: Uint8Array;
}

/** Neither framed (RFC 2743 3.1) nor SPNEGO nor NTLMSSP. */
export interface UnknownToken {
  kind: "unknown";
  /** The whole input, never empty. Shares its memory. */
  bytes: Uint8Array;
}

type DerToken = NegTokenInit | NegTokenInit2 | NegTokenResp | GssToken;

/**
 * RFC 4178 4.2 NegotiationToken, framed or bare, and what else stands where a token is expected; told by its `kind`.
 */
export type Token = DerToken | NtlmsspToken | UnknownToken;

/**
 * Decodes a security buffer. Bytes after a DER token are passed over. Throws only `DecodeError`: `truncated` also for
 * empty input, `malformed` for what is not DER, `limit` for an object identifier of over 255 bytes.
 */
export function decodeToken(bytes: Uint8Array): Token {
  return readToken(new Reader(bytes, "NegotiationToken"));
}

/** As {@link decodeToken}, leaving the cursor after the token. Throws only `DecodeError`. */
export function readToken(r: Reader): Token {
  r.structure = "NegotiationToken";
  switch (nextTag(r)) {
    case Tag.INITIAL_CONTEXT_TOKEN:
      return readInitialContextToken(r);
    case Tag.CONTEXT_0:
    case Tag.CONTEXT_1:
      return readNegotiationToken(r, false);
    default:
      return readRaw(r);
  }
}

function readInitialContextToken(r: Reader): Token {
  const token = openElement(r, Tag.INITIAL_CONTEXT_TOKEN, "InitialContextToken", "token");
  const mech = openElement(token, Tag.OBJECT_IDENTIFIER, "InitialContextToken", "thisMech");
  const thisMech = readObjectIdentifier(mech, "thisMech");
  if (thisMech !== MechType.SPNEGO) return { kind: "gss", thisMech, innerToken: token.rest("innerToken") };
  const negotiation = readNegotiationToken(token, true);
  token.structure = "InitialContextToken";
  closeElement(token, "innerToken");
  return negotiation;
}

function readNegotiationToken(r: Reader, framed: boolean): NegTokenInit | NegTokenInit2 | NegTokenResp {
  r.structure = "NegotiationToken";
  const isResp = nextTag(r) === Tag.CONTEXT_1;
  const choice = openElement(r, isResp ? Tag.CONTEXT_1 : Tag.CONTEXT_0, "NegotiationToken", "choice");
  const sequence = openElement(choice, Tag.SEQUENCE, "NegotiationToken", "choice");
  closeElement(choice, "choice");
  return isResp ? readNegTokenResp(sequence, framed) : readNegTokenInit(sequence, framed);
}

/** [MS-NLMP] 2.2.1: `NTLMSSP` and a zero. */
const SIGNATURE = [0x4e, 0x54, 0x4c, 0x4d, 0x53, 0x53, 0x50, 0x00] as const;

function readRaw(r: Reader): NtlmsspToken | UnknownToken {
  const present = Math.min(r.remaining, SIGNATURE.length);
  for (let i = 0; i < present; i++) {
    if (r.bytes[r.position + i] !== SIGNATURE[i]) return { kind: "unknown", bytes: r.rest("token") };
  }
  // What is there of it is the signature: with less than all of it nobody knows.
  if (present < SIGNATURE.length) r.skip(SIGNATURE.length, "signature");
  return { kind: "ntlmssp", bytes: r.rest("token") };
}

/**
 * Encodes a token; there is one encoding. `like` supplies the bytes after its token, if that and `m` are in DER. A
 * token that would be read back as another one is a `RangeError`.
 */
export function encodeToken(m: Token, options?: EncodeOptions): Uint8Array {
  switch (m.kind) {
    case "ntlmssp":
    case "unknown":
      return encodeRaw(m);
    default:
      return encodeDer(m, options?.like);
  }
}

function encodeDer(m: DerToken, like: Uint8Array | undefined): Uint8Array {
  const w = new DerWriter();
  if (like !== undefined) w.bytes(tailOf(like));
  const end = w.mark();
  if (m.kind === "gss") {
    if (m.thisMech === MechType.SPNEGO) throw new RangeError("a gss token of SPNEGO is a negTokenInit");
    w.bytes(m.innerToken);
    writeFrame(w, m.thisMech, end);
    return w.finish();
  }
  if (m.kind === "negTokenResp") writeNegTokenResp(w, m);
  else writeNegTokenInit(w, m);
  w.wrap(m.kind === "negTokenResp" ? Tag.CONTEXT_1 : Tag.CONTEXT_0, end);
  if (m.framed) writeFrame(w, MechType.SPNEGO, end);
  return w.finish();
}

function writeFrame(w: DerWriter, thisMech: string, end: number): void {
  w.objectIdentifier(thisMech);
  w.wrap(Tag.INITIAL_CONTEXT_TOKEN, end);
}

function encodeRaw(m: NtlmsspToken | UnknownToken): Uint8Array {
  if (kindOf(m.bytes) !== m.kind) throw new RangeError(`not the bytes of a token of kind ${m.kind}`);
  return m.bytes.slice();
}

function kindOf(bytes: Uint8Array): Token["kind"] | undefined {
  const token = attempt(() => decodeToken(bytes));
  return isDecodeError(token) ? undefined : token.kind;
}

/** The bytes after a token; a raw one goes to the last byte. */
function tailOf(bytes: Uint8Array): Uint8Array {
  const r = new Reader(bytes, "NegotiationToken");
  readToken(r);
  return r.rest("tail");
}
