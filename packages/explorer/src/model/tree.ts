// A tree of fields as rows, and the way between a byte and its field.
import type { DissectNode, LayerName } from "@countersign/dissect";

/** A node by its place: the index at each level. */
export type NodePath = string;

/** One line of the tree. */
export interface TreeRow {
  path: NodePath;
  node: DissectNode;
  /** 1 for the outermost. */
  level: number;
  /** Of its siblings, from 1. */
  position: number;
  siblings: number;
  isOpen: boolean;
}

/** The rows that show while `closed` are folded in. */
export function visibleRows(nodes: readonly DissectNode[], closed: ReadonlySet<NodePath>): TreeRow[] {
  const rows: TreeRow[] = [];
  const add = (siblings: readonly DissectNode[], parent: string, level: number): void => {
    siblings.forEach((node, i) => {
      const path = parent === "" ? `${i}` : `${parent}.${i}`;
      const isOpen = node.children !== undefined && !closed.has(path);
      rows.push({ path, node, level, position: i + 1, siblings: siblings.length, isOpen });
      if (isOpen) add(node.children ?? [], path, level + 1);
    });
  };
  add(nodes, "", 1);
  return rows;
}

/** The node at a path, if there is one. */
export function nodeAt(nodes: readonly DissectNode[], path: NodePath): DissectNode | undefined {
  let level: readonly DissectNode[] = nodes;
  let node: DissectNode | undefined;
  for (const index of path.split(".")) {
    node = level[Number(index)];
    level = node?.children ?? [];
  }
  return node;
}

/** The innermost node that has a byte. */
export function pathOfByte(nodes: readonly DissectNode[], at: number): NodePath | undefined {
  const i = nodes.findIndex(({ offset, length, shared }) => !shared && offset <= at && at < offset + length);
  if (i < 0) return undefined;
  const inner = pathOfByte(nodes[i]!.children ?? [], at);
  return inner === undefined ? `${i}` : `${i}.${inner}`;
}

/** The first node of a field, as `Structure.field`. */
export function pathOfField(nodes: readonly DissectNode[], field: string): NodePath | undefined {
  for (const [i, node] of nodes.entries()) {
    if (node.field === field) return `${i}`;
    const inner = pathOfField(node.children ?? [], field);
    if (inner !== undefined) return `${i}.${inner}`;
  }
  return undefined;
}

/** Those around a path, outermost first. */
export function ancestors(path: NodePath): NodePath[] {
  const parts = path.split(".");
  return parts.slice(1).map((_, i) => parts.slice(0, i + 1).join("."));
}

/** How many deviations and errors a tree has. */
export function marksIn(nodes: readonly DissectNode[]): { deviations: number; errors: number } {
  const marks = { deviations: 0, errors: 0 };
  for (const { deviations, error, children } of nodes) {
    const inner = marksIn(children ?? []);
    marks.deviations += (deviations?.length ?? 0) + inner.deviations;
    marks.errors += (error === undefined ? 0 : 1) + inner.errors;
  }
  return marks;
}

/** What a message is: the names of its layers, outermost first, without the frame where there is a message in it. */
export function layerNames(nodes: readonly DissectNode[]): string[] {
  const messages = layersIn(nodes, "unknown");
  const framed = messages.filter(({ layer }) => layer !== "framing");
  return (framed.length > 0 ? framed : messages).map(({ name }) => name);
}

/** A layer begins where the format changes. */
function layersIn(nodes: readonly DissectNode[], outer: LayerName): DissectNode[] {
  return nodes.flatMap((node) => {
    if (node.children === undefined) return [];
    const isMessage = node.layer !== "unknown" && node.layer !== outer;
    return [...(isMessage ? [node] : []), ...layersIn(node.children, node.layer)];
  });
}
