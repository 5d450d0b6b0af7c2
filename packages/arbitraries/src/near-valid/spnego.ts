import { encodeToken, readToken, type Token } from "@countersign/spnego";
import type fc from "fast-check";
import type { NearValid } from "./label.js";
import { breaking, type Format } from "./rule.js";
import { spnegoDeviationRules } from "./spnego-deviations.js";
import { spnegoStructureRules } from "./spnego-structure.js";

const SPNEGO: Format<Token> = { name: "spnego", encode: encodeToken, read: readToken };

/** SPNEGO tokens that break one rule of X.690, RFC 4178 or [MS-SPNG] each. */
export function nearValidSpnego(): fc.Arbitrary<NearValid> {
  return breaking(SPNEGO, [...spnegoStructureRules(), ...spnegoDeviationRules()]);
}
