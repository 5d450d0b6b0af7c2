// Tokens that are not DER, or not the DER of a token.
import type { NegTokenResp, Token } from "@countersign/spnego";
import fc from "fast-check";
import { negTokenInit, negTokenInit2, negTokenResp } from "../conforming/spnego.js";
import { element, end, grow, Part } from "./der.js";
import type { Draft } from "./draft.js";
import { cut, type Rule } from "./rule.js";

const TOKEN = "NegTokenInit.mechToken";
const STATE = "NegTokenResp.negState";
const MECH = "NegTokenResp.supportedMech";
const MECH_TYPES = "NegTokenInit.mechTypes";
const EXTENSIONS = "NegTokenResp.extensions";
const NTLMSSP = [0x4e, 0x54, 0x4c, 0x4d, 0x53, 0x53, 0x50, 0] as const;

/** A tag and a length of two bytes behind the byte that says so. */
const LONG_HEADER_SIZE = 4;

export function spnegoStructureRules(): Rule<Token>[] {
  return [
    ...rawRules(),
    ...cutRules(),
    ...lengthRules(),
    ...surplusRules(),
    ...valueRules(),
    ...limitRules(),
    ...extensionRules(),
  ];
}

function rawRules(): Rule<Token>[] {
  return [
    {
      kind: "signature-cut",
      from: fc.constant<Token>({ kind: "ntlmssp", bytes: Uint8Array.from(NTLMSSP) }),
      spoil: (draft, amount) => draft.cut(amount % NTLMSSP.length),
      expect: "truncated",
      field: "NegotiationToken.signature",
      at: () => 0,
    },
  ];
}

function cutRules(): Rule<Token>[] {
  // Without a first byte nobody knows that it is DER.
  return [
    cut("init-cut", negTokenInit(), {}, [0]),
    cut("init2-cut", negTokenInit2(), {}, [0]),
    cut("response-cut", negTokenResp(), {}, [0]),
  ];
}

function lengthRules(): Rule<Token>[] {
  const from = negTokenInit();
  const nth = Part.INNER_LENGTH;
  const malformed = (kind: string, spoil: (draft: Draft) => void): Rule<Token> =>
    ({ kind, from, spoil, expect: "malformed", field: TOKEN, nth }) as Rule<Token>;
  return [
    {
      kind: "length-past-parent",
      from,
      spoil: (draft) => draft.put(TOKEN, [0x7f], nth),
      expect: "truncated",
      field: TOKEN,
      nth: Part.INNER_CONTENT,
    },
    malformed("indefinite-length", (draft) => draft.put(TOKEN, [0x80], nth)),
    malformed("length-of-5-bytes", (draft) => draft.put(TOKEN, [0x85], nth)),
    malformed("length-not-shortest", (draft) => lengthen(draft, [0x81])),
    malformed("length-with-leading-zero", (draft) => lengthen(draft, [0x82, 0])),
    {
      kind: "outer-indefinite-length",
      from,
      spoil: (draft) => draft.put("NegotiationToken.token", [0x80], Part.LENGTH),
      expect: "malformed",
      field: "NegotiationToken.token",
      nth: Part.LENGTH,
    },
    tag("wrong-tag", 0x05),
    tag("constructed-octet-string", 0x24),
  ];
}

/** Puts bytes before the length of mechToken's OCTET STRING. */
function lengthen(draft: Draft, values: readonly number[]): void {
  const { offset } = draft.place(TOKEN, Part.INNER_LENGTH);
  grow(draft, offset, values.length);
  draft.insert(values, offset);
}

function tag(kind: string, value: number): Rule<Token> {
  const nth = Part.INNER_TAG;
  const spoil = (draft: Draft) => draft.put(TOKEN, [value], nth);
  return { kind, from: negTokenInit(), spoil, expect: "malformed", field: TOKEN, nth };
}

/** An element whose content does not end with what was to be in it. */
function surplusRules(): Rule<Token>[] {
  const NULL = [0x05, 0x00];
  const after = (field: string, nth: number, anchor: string, anchorNth: number) => ({
    spoil: (draft: Draft) => {
      grow(draft, draft.place(anchor, anchorNth).offset, NULL.length);
      draft.insert(NULL, end(draft.place(field, nth)));
    },
    at: (draft: Draft) => end(draft.place(field, nth)),
  });
  const choice = "NegotiationToken.choice";
  const frame = "InitialContextToken.thisMech";
  return [
    {
      kind: "surplus-in-field",
      from: negTokenInit(),
      ...after(TOKEN, Part.CONTENT, TOKEN, Part.INNER_TAG),
      expect: "malformed",
      field: TOKEN,
    },
    {
      kind: "surplus-in-choice",
      from: negTokenResp(),
      ...after(choice, Part.CONTENT, choice, Part.INNER_TAG),
      expect: "malformed",
      field: choice,
    },
    {
      kind: "surplus-in-frame",
      from: negTokenInit(),
      ...after("NegotiationToken.token", Part.CONTENT, frame, Part.TAG),
      expect: "malformed",
      field: "InitialContextToken.innerToken",
    },
  ];
}

function valueRules(): Rule<Token>[] {
  return [
    content("enumerated-empty", STATE, "truncated", () => [], 0),
    content("enumerated-not-shortest", STATE, "malformed", (before) => [0, ...before], 0),
    content("enumerated-of-5-bytes", STATE, "malformed", (before) => [1, 2, 3, 4, ...before], 0),
    content("oid-empty", MECH, "truncated", () => [], 0),
    content("oid-number-not-shortest", MECH, "malformed", ([first, ...rest]) => [first!, 0x80, ...rest], 1),
    content("oid-number-unfinished", MECH, "truncated", () => [0x2a, 0x86, 0x80 | 0x48], 3),
    {
      kind: "unused-bits-over-7",
      from: negTokenInit().map((m) => ({ ...m, reqFlags: { unusedBits: 1, bytes: Uint8Array.of(0x40) } })),
      spoil: (draft, amount) => draft.put("NegTokenInit.reqFlags", [8 + (amount % 248)], Part.INNER_CONTENT),
      expect: "malformed",
      field: "NegTokenInit.reqFlags",
      nth: Part.INNER_CONTENT,
    },
  ];
}

/** A response with another content in a field's inner element. `inside`: how far in it the error is. */
function content(
  kind: string,
  field: string,
  expect: "truncated" | "malformed",
  change: (before: number[]) => number[],
  inside: number,
): Rule<NegTokenResp> {
  return {
    kind,
    from: negTokenResp(),
    spoil: (draft) => {
      const { offset, length } = draft.place(field, Part.INNER_CONTENT);
      const changed = change([...draft.bytes.subarray(offset, offset + length)]);
      grow(draft, offset, changed.length - length);
      draft.remove(offset, length);
      draft.insert(changed, offset);
    },
    expect,
    field,
    at: (draft) => draft.place(field, Part.INNER_CONTENT).offset + inside,
  };
}

/** An object identifier of over 255 bytes, wherever one can stand. */
function limitRules(): Rule<Token>[] {
  const known = element(0x06, [0x2a, 3, 4]);
  const tooLong = (
    kind: string,
    field: string,
    wrap: (oid: readonly number[]) => number[],
    before: number,
  ): Rule<Token> => ({
    kind,
    from: negTokenResp(),
    spoil: (draft, amount) => {
      draft.bytes = Uint8Array.from(wrap(element(0x06, new Array<number>(256 + (amount % 256)).fill(1))));
    },
    expect: "limit",
    field,
    at: () => before + LONG_HEADER_SIZE,
  });
  const init = (mechTypes: readonly number[]) =>
    element(0xa0, element(0x30, element(0xa0, element(0x30, mechTypes))));
  return [
    tooLong(
      "oid-too-long",
      MECH,
      (oid) => element(0xa1, element(0x30, element(0xa1, oid))),
      3 * LONG_HEADER_SIZE,
    ),
    tooLong("mech-type-too-long", MECH_TYPES, init, 4 * LONG_HEADER_SIZE),
    tooLong(
      "second-mech-type-too-long",
      MECH_TYPES,
      (oid) => init([...known, ...oid]),
      4 * LONG_HEADER_SIZE + known.length,
    ),
    tooLong(
      "frame-mech-too-long",
      "InitialContextToken.thisMech",
      (oid) => element(0x60, oid),
      LONG_HEADER_SIZE,
    ),
  ];
}

/** What stands behind the known fields. */
function extensionRules(): Rule<Token>[] {
  const behind = (
    kind: string,
    expect: "truncated" | "malformed",
    values: readonly number[],
    inside = 0,
  ) => ({
    kind,
    from: negTokenResp(),
    spoil: (draft: Draft) => {
      grow(draft, draft.place(STATE).offset, values.length);
      draft.insert(values, end(draft.place("NegotiationToken.choice", Part.CONTENT)));
    },
    expect,
    field: EXTENSIONS,
    at: (draft: Draft) => end(draft.place("NegotiationToken.choice", Part.CONTENT)) + inside,
  });
  return [
    behind("field-twice", "malformed", [0xa2, 2, 4, 0]),
    behind("field-out-of-order", "malformed", [0xa0, 3, 0x0a, 1, 0]),
    behind("extension-with-long-tag", "malformed", [0x9f, 0x80, 0x21, 0]),
    behind("extension-length-past-end", "truncated", [0x04, 5], 2),
  ];
}
