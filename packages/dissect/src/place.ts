// Deviations and errors, put where their bytes are.
import type { DecodeError, Deviation } from "@countersign/bytes";
import type { DissectNode } from "./node.js";

/** Puts each deviation at the node of its field at its offset, or as near as there is one. `start`: of the message. */
export function placeDeviations(
  message: DissectNode,
  deviations: readonly Deviation[],
  meanings: Readonly<Record<string, string>>,
  start: number,
): void {
  for (const { code, field, offset, section } of deviations) {
    const at = start + offset;
    const node = findField(message, field, at) ?? deepest(message, at);
    node.deviations ??= [];
    node.deviations.push({ code, field, offset: at, section, meaning: meanings[code] ?? code });
  }
}

/** Puts an error at the innermost node that has its byte, or at the message where the byte is missing. */
export function placeError(message: DissectNode, error: DecodeError, start: number): void {
  const { code, field, offset, blame, needed } = error;
  deepest(message, start + offset).error = {
    code,
    field,
    offset: start + offset,
    ...(blame !== undefined && { blame }),
    ...(needed !== undefined && { needed }),
    message: error.message,
  };
}

function findField(node: DissectNode, field: string, at: number): DissectNode | undefined {
  for (const child of node.children ?? []) {
    if (!covers(child, at)) continue;
    if (child.field === field) return child;
    const found = findField(child, field, at);
    if (found !== undefined) return found;
  }
  return undefined;
}

function deepest(node: DissectNode, at: number): DissectNode {
  const child = node.children?.find((candidate) => !candidate.shared && covers(candidate, at));
  return child === undefined ? node : deepest(child, at);
}

function covers({ offset, length }: DissectNode, at: number): boolean {
  return offset <= at && at < offset + length;
}
