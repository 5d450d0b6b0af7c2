import { encodeMessage, type Message, readMessage } from "@countersign/smb1";
import type fc from "fast-check";
import type { Sizes } from "../sizes.js";
import type { NearValid } from "./label.js";
import { breaking, type Format } from "./rule.js";
import { smb1DeviationRules } from "./smb1-deviations.js";
import { smb1StructureRules } from "./smb1-structure.js";

const SMB1: Format<Message> = { name: "smb1", encode: encodeMessage, read: readMessage };

/** SMB1 messages that break one rule of [MS-CIFS] or [MS-SMB] each. */
export function nearValidSmb1(sizes: Sizes = {}): fc.Arbitrary<NearValid> {
  return breaking(SMB1, [...smb1StructureRules(sizes), ...smb1DeviationRules(sizes)]);
}
