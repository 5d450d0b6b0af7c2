// Tokens that decode, and have what RFC 4178 or [MS-SPNG] forbids or advises against.
import type { NegTokenInit2, Token } from "@countersign/spnego";
import { negTokenInit, negTokenInit2, negTokenResp } from "../conforming/spnego.js";
import { deviating, deviatingBytes, type Rule } from "./rule.js";

const CHOICE = "NegotiationToken.choice";
const FLAGS = "NegTokenInit.reqFlags";

export function spnegoDeviationRules(): Rule<Token>[] {
  const hints = (change: Partial<NonNullable<NegTokenInit2["negHints"]>>) => (m: NegTokenInit2) => ({
    ...m,
    negHints: { ...m.negHints!, ...change },
  });
  return [
    deviatingBytes(
      "bytes-after-token",
      negTokenInit(),
      "NegotiationToken.tail",
      (draft, amount) => draft.insert(new Array<number>(1 + (amount % 8)).fill(0)),
      // The last field ends where the token does.
      { at: (draft) => Math.max(...draft.fields.map(({ offset, length }) => offset + length)) },
    ),
    deviating("init-not-framed", negTokenInit(), CHOICE, (m) => ({ ...m, framed: false })),
    deviating("response-framed", negTokenResp(), CHOICE, (m) => ({ ...m, framed: true })),
    deviating("no-mech-types", negTokenInit(), CHOICE, (m) => ({ ...m, mechTypes: [] })),
    deviating("flags-sent", negTokenInit(), FLAGS, (m) => ({ ...m, reqFlags: flags(0x40) })),
    deviating("unused-bits-set", negTokenInit(), FLAGS, (m) => ({ ...m, reqFlags: flags(0x41) })),
    deviating(
      "other-hint-name",
      negTokenInit2(),
      "NegTokenInit.negHints",
      hints({ hintName: "fjord01$@FJORD" }),
    ),
    deviating(
      "hint-address",
      negTokenInit2(),
      "NegHints.hintAddress",
      hints({ hintAddress: Uint8Array.of(10, 0, 0, 1) }),
    ),
    deviating("unknown-state", negTokenResp(), "NegTokenResp.negState", (m, amount) => ({
      ...m,
      negState: 4 + (amount % 124),
    })),
    deviating("no-state", negTokenResp(), "NegTokenResp.supportedMech", (m) => ({
      ...m,
      negState: undefined,
    })),
    deviating("mic-repeats-token", negTokenResp(), "NegTokenResp.mechListMIC", (m) => ({
      ...m,
      mechListMIC: m.responseToken,
    })),
  ];
}

/** One unused bit. */
function flags(byte: number) {
  return { unusedBits: 1, bytes: Uint8Array.of(byte) };
}
