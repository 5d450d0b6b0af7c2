// RFC 4178 4.2 Negotiation Tokens; [MS-SPNG] 2.2.1 NegTokenInit2.
import type { ContextFlags, NegHints, NegTokenInit, NegTokenInit2, NegTokenResp } from "@countersign/spnego";
import { decodeLatin1, encodeLatin1 } from "../bytes.js";
import { ReferenceDecodeError } from "../error.js";
import * as der from "./der.js";

type Fields = { known: Map<number, Uint8Array>; extensions: Uint8Array[] };

/** The fields `[0]` to `[last]` of a SEQUENCE, each at most once and in their order, and what follows them. */
function readSequence(input: Uint8Array, last: number, name: string): Fields {
  const { content } = der.readOnly(input, der.TAG.sequence, name);
  const known = new Map<number, Uint8Array>();
  const extensions: Uint8Array[] = [];
  let next = 0;
  for (const { tag, content: field, whole } of der.readElements(content, name)) {
    const number = tag - der.TAG.context(0);
    if (number < 0 || number > last) {
      extensions.push(whole);
      next = last + 1;
      continue;
    }
    if (number < next) throw new ReferenceDecodeError(name, `has [${number}] out of order`);
    known.set(number, field);
    next = number + 1;
  }
  return { known, extensions };
}

function optional<T>(
  field: Uint8Array | undefined,
  read: (input: Uint8Array, name: string) => T,
  name: string,
): T | undefined {
  return field && read(field, name);
}

function writeSequence(...fields: readonly Uint8Array[]): Uint8Array {
  return der.writeElement(der.TAG.sequence, ...fields);
}

/** `[n] EXPLICIT`, or nothing. */
function field<T>(n: number, value: T | undefined, write: (value: T) => Uint8Array): Uint8Array {
  return value === undefined ? new Uint8Array() : der.writeElement(der.TAG.context(n), write(value));
}

// NegTokenInit ::= SEQUENCE {
//     mechTypes       [0] MechTypeList,
//     reqFlags        [1] ContextFlags  OPTIONAL,
//     mechToken       [2] OCTET STRING  OPTIONAL,
//     mechListMIC     [3] OCTET STRING  OPTIONAL,
//     ...
// }
// NegTokenInit2 has negHints as [3] and mechListMIC as [4], and all of it is OPTIONAL. The type of [3] tells them apart;
// without [3], whether there is [4].
export function readNegTokenInit(input: Uint8Array, framed: boolean): NegTokenInit | NegTokenInit2 {
  const init = readSequence(input, 3, "NegTokenInit");
  const third = init.known.get(3);
  if (third && der.readElement(third, "[3]").tag === der.TAG.octetString) return initOf(init, framed);
  const init2 = readSequence(input, 4, "NegTokenInit2");
  return third || init2.known.has(4) ? init2Of(init2, framed) : initOf(init, framed);
}

function initOf({ known, extensions }: Fields, framed: boolean): NegTokenInit {
  const mechListMIC = optional(known.get(3), der.readOctetString, "mechListMIC");
  return { kind: "negTokenInit", framed, ...commonOf(known), mechListMIC, extensions };
}

function init2Of({ known, extensions }: Fields, framed: boolean): NegTokenInit2 {
  const negHints = optional(known.get(3), readNegHints, "negHints");
  const mechListMIC = optional(known.get(4), der.readOctetString, "mechListMIC");
  return { kind: "negTokenInit2", framed, ...commonOf(known), negHints, mechListMIC, extensions };
}

function commonOf(known: Fields["known"]): Pick<NegTokenInit, "mechTypes" | "reqFlags" | "mechToken"> {
  return {
    mechTypes: optional(known.get(0), readMechTypeList, "mechTypes"),
    reqFlags: optional(known.get(1), readContextFlags, "reqFlags"),
    mechToken: optional(known.get(2), der.readOctetString, "mechToken"),
  };
}

export function writeNegTokenInit(m: NegTokenInit | NegTokenInit2): Uint8Array {
  return writeSequence(
    field(0, m.mechTypes, writeMechTypeList),
    field(1, m.reqFlags, writeContextFlags),
    field(2, m.mechToken, der.writeOctetString),
    ...(m.kind === "negTokenInit"
      ? [field(3, m.mechListMIC, der.writeOctetString)]
      : [field(3, m.negHints, writeNegHints), field(4, m.mechListMIC, der.writeOctetString)]),
    ...m.extensions,
  );
}

// MechTypeList ::= SEQUENCE OF MechType
function readMechTypeList(input: Uint8Array): string[] {
  const { content } = der.readOnly(input, der.TAG.sequence, "MechTypeList");
  return der
    .readElements(content, "MechTypeList")
    .map(({ whole }) => der.readObjectIdentifier(whole, "MechType"));
}

function writeMechTypeList(mechTypes: readonly string[]): Uint8Array {
  return writeSequence(...mechTypes.map(der.writeObjectIdentifier));
}

// ContextFlags ::= BIT STRING { delegFlag (0), … integFlag (6) } (SIZE (32))
function readContextFlags(input: Uint8Array, name: string): ContextFlags {
  const { content } = der.readOnly(input, der.TAG.bitString, name);
  const [unusedBits, ...bytes] = content;
  if (unusedBits === undefined || unusedBits > 7 || (unusedBits > 0 && bytes.length === 0))
    throw new ReferenceDecodeError(name, "is no BIT STRING");
  return { unusedBits, bytes: content.subarray(1) };
}

function writeContextFlags({ unusedBits, bytes }: ContextFlags): Uint8Array {
  return der.writeElement(der.TAG.bitString, Uint8Array.of(unusedBits), bytes);
}

// NegHints ::= SEQUENCE {
//     hintName        [0] GeneralString OPTIONAL,
//     hintAddress     [1] OCTET STRING  OPTIONAL
// }
function readNegHints(input: Uint8Array): NegHints {
  const { known, extensions } = readSequence(input, 1, "NegHints");
  if (extensions.length > 0)
    throw new ReferenceDecodeError("NegHints", "has a field that is none of its own");
  return {
    hintName: optional(known.get(0), readGeneralString, "hintName"),
    hintAddress: optional(known.get(1), der.readOctetString, "hintAddress"),
  };
}

function writeNegHints({ hintName, hintAddress }: NegHints): Uint8Array {
  return writeSequence(field(0, hintName, writeGeneralString), field(1, hintAddress, der.writeOctetString));
}

function readGeneralString(input: Uint8Array, name: string): string {
  return decodeLatin1(der.readOnly(input, der.TAG.generalString, name).content);
}

function writeGeneralString(value: string): Uint8Array {
  return der.writeElement(der.TAG.generalString, encodeLatin1(value));
}

// NegTokenResp ::= SEQUENCE {
//     negState        [0] ENUMERATED    OPTIONAL,
//     supportedMech   [1] MechType      OPTIONAL,
//     responseToken   [2] OCTET STRING  OPTIONAL,
//     mechListMIC     [3] OCTET STRING  OPTIONAL,
//     ...
// }
export function readNegTokenResp(input: Uint8Array, framed: boolean): NegTokenResp {
  const { known, extensions } = readSequence(input, 3, "NegTokenResp");
  return {
    kind: "negTokenResp",
    framed,
    negState: optional(known.get(0), der.readEnumerated, "negState"),
    supportedMech: optional(known.get(1), der.readObjectIdentifier, "supportedMech"),
    responseToken: optional(known.get(2), der.readOctetString, "responseToken"),
    mechListMIC: optional(known.get(3), der.readOctetString, "mechListMIC"),
    extensions,
  };
}

export function writeNegTokenResp(m: NegTokenResp): Uint8Array {
  return writeSequence(
    field(0, m.negState, der.writeEnumerated),
    field(1, m.supportedMech, der.writeObjectIdentifier),
    field(2, m.responseToken, der.writeOctetString),
    field(3, m.mechListMIC, der.writeOctetString),
    ...m.extensions,
  );
}
