// From a packet that a verdict rests on to its message.
import { dissect } from "@countersign/dissect";
import type { CapturedMessage } from "@countersign/inspect";
import { pathOfField } from "./tree.js";

/** Index of the message that ends in the packet; of several the first that has the field. -1: there is none. */
export function indexOfEvidence(
  messages: readonly CapturedMessage[],
  packet: number | undefined,
  field: string | undefined,
): number {
  const first = messages.findIndex((message) => message.packet === packet);
  if (field === undefined) return first;
  const exact = messages.findIndex((message) => message.packet === packet && hasField(message, field));
  return exact < 0 ? first : exact;
}

/** Whether a message's tree has a field, as `Structure.field`. */
export function hasField({ bytes }: CapturedMessage, field: string): boolean {
  return pathOfField(dissect(bytes).nodes, field) !== undefined;
}
