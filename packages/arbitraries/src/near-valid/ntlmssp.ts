import { encodeMessage, type Message, readMessage } from "@countersign/ntlmssp";
import type fc from "fast-check";
import type { Sizes } from "../sizes.js";
import { avDeviationRules } from "./av-deviations.js";
import type { NearValid } from "./label.js";
import { ntlmDeviationRules } from "./ntlm-deviations.js";
import { ntlmStructureRules } from "./ntlm-structure.js";
import { breaking, type Format } from "./rule.js";

const NTLMSSP: Format<Message> = { name: "ntlmssp", encode: encodeMessage, read: readMessage };

/** NTLM messages that break one rule of [MS-NLMP] each. */
export function nearValidNtlm(sizes: Sizes = {}): fc.Arbitrary<NearValid> {
  return breaking(NTLMSSP, [
    ...ntlmStructureRules(sizes),
    ...ntlmDeviationRules(sizes),
    ...avDeviationRules(sizes),
  ]);
}
