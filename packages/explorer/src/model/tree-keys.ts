// What a key does in a tree, by the ARIA authoring practices.
import type { NodePath, TreeRow } from "./tree.js";

/** The row to go to, or the row to fold in or out. */
export type TreeMove = { kind: "go"; to: NodePath } | { kind: "fold" | "unfold"; path: NodePath };

/** `undefined`: the key does nothing here. */
export function moveOf(key: string, rows: readonly TreeRow[], at: number): TreeMove | undefined {
  const row = rows[at];
  if (row === undefined) return undefined;
  switch (key) {
    case "ArrowDown":
      return go(rows[at + 1]);
    case "ArrowUp":
      return go(rows[at - 1]);
    case "Home":
      return go(rows[0]);
    case "End":
      return go(rows.at(-1));
    case "ArrowRight":
      if (row.node.children === undefined) return undefined;
      return row.isOpen ? go(rows[at + 1]) : { kind: "unfold", path: row.path };
    case "ArrowLeft":
      return row.isOpen ? { kind: "fold", path: row.path } : go(parentOf(rows, at));
    case "Enter":
    case " ":
      if (row.node.children === undefined) return undefined;
      return { kind: row.isOpen ? "fold" : "unfold", path: row.path };
    default:
      return undefined;
  }
}

function go(row: TreeRow | undefined): TreeMove | undefined {
  return row && { kind: "go", to: row.path };
}

function parentOf(rows: readonly TreeRow[], at: number): TreeRow | undefined {
  return rows.slice(0, at).findLast(({ level }) => level < rows[at]!.level);
}
