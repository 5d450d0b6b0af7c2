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
  const finder = new Finder();
  for (const { code, field, offset, section } of deviations) {
    const at = start + offset;
    const node = finder.field(message, field, at) ?? finder.deepest(message, at);
    node.deviations ??= [];
    node.deviations.push({ code, field, offset: at, section, meaning: meanings[code] ?? code });
  }
}

/** Puts an error at the innermost node that has its byte, or at the message where the byte is missing. */
export function placeError(message: DissectNode, error: DecodeError, start: number): void {
  const { code, field, offset, blame, needed } = error;
  new Finder().deepest(message, start + offset).error = {
    code,
    field,
    offset: start + offset,
    ...(blame !== undefined && { blame }),
    ...(needed !== undefined && { needed }),
    message: error.message,
  };
}

/** Children that lie one behind the other, and those whose bytes others have too. */
interface Level {
  own: DissectNode[];
  shared: DissectNode[];
}

/** Finds nodes by their bytes. A message may have 65,535 contexts, and each of them may deviate. */
class Finder {
  readonly #levels = new Map<DissectNode, Level>();

  field(node: DissectNode, field: string, at: number): DissectNode | undefined {
    for (const child of this.#childrenAt(node, at)) {
      if (child.field === field) return child;
      const found = this.field(child, field, at);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  deepest(node: DissectNode, at: number): DissectNode {
    const child = this.#childrenAt(node, at).find(({ shared }) => !shared);
    return child === undefined ? node : this.deepest(child, at);
  }

  #childrenAt(node: DissectNode, at: number): DissectNode[] {
    const { own, shared } = this.#level(node);
    const last = own[countBefore(own, at) - 1];
    return [...(last === undefined ? [] : [last]), ...shared].filter((child) => covers(child, at));
  }

  #level(node: DissectNode): Level {
    let level = this.#levels.get(node);
    if (level === undefined) {
      const children = node.children ?? [];
      level = {
        own: children.filter(({ shared }) => !shared),
        shared: children.filter(({ shared }) => shared),
      };
      this.#levels.set(node, level);
    }
    return level;
  }
}

/** How many of the nodes start at `at` or before. */
function countBefore(nodes: readonly DissectNode[], at: number): number {
  let low = 0;
  let high = nodes.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (nodes[middle]!.offset <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}

function covers({ offset, length }: DissectNode, at: number): boolean {
  return offset <= at && at < offset + length;
}
