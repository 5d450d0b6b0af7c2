import { encodeMessage, type Message, readMessage } from "@countersign/smb2";
import type fc from "fast-check";
import type { Sizes } from "../sizes.js";
import type { NearValid } from "./label.js";
import { breaking, type Format, type Rule } from "./rule.js";
import { smb2ContextRules } from "./smb2-contexts.js";
import { smb2DeviationRules } from "./smb2-deviations.js";
import { smb2StructureRules } from "./smb2-structure.js";

const SMB2: Format<Message> = { name: "smb2", encode: encodeMessage, read: readMessage };

/** SMB2 messages that break one rule of [MS-SMB2] each. */
export function nearValidSmb2(sizes: Sizes = {}): fc.Arbitrary<NearValid> {
  return breaking(SMB2, rules(sizes));
}

function rules(sizes: Sizes): Rule<Message>[] {
  return [...smb2StructureRules(sizes), ...smb2ContextRules(sizes), ...smb2DeviationRules(sizes)];
}
