import { visibleText } from "@countersign/inspect";
import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import type { NodePath, TreeRow } from "../model/tree.js";
import { moveOf } from "../model/tree-keys.js";
import { Remarks } from "./remarks.js";

export interface FieldTreeProps {
  rows: readonly TreeRow[];
  selected: NodePath;
  /** Whether the selected row is to take the focus, as it does when the reader moved there. */
  hasFocus: boolean;
  select: (path: NodePath) => void;
  fold: (path: NodePath, isOpen: boolean) => void;
  point: (path: NodePath | undefined) => void;
}

/** The fields as a tree, by the ARIA practices: one stop for the tabulator, arrows from there. */
export function FieldTree({ rows, selected, hasFocus, select, fold, point }: FieldTreeProps): JSX.Element {
  const at = Math.max(
    0,
    rows.findIndex(({ path }) => path === selected),
  );
  const press = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const move = moveOf(event.key, rows, at);
    if (move === undefined) return;
    event.preventDefault();
    if (move.kind === "go") select(move.to);
    else fold(move.path, move.kind === "unfold");
  };
  return (
    <div class="tree" role="tree" aria-label="Fields" onKeyDown={press} onMouseLeave={() => point(undefined)}>
      {rows.map((row, i) => (
        <Row
          key={row.path}
          row={row}
          isSelected={i === at}
          takesFocus={i === at && hasFocus}
          select={select}
          fold={fold}
          point={point}
        />
      ))}
    </div>
  );
}

type RowProps = Pick<FieldTreeProps, "select" | "fold" | "point"> & {
  row: TreeRow;
  isSelected: boolean;
  takesFocus: boolean;
};

function Row({ row, isSelected, takesFocus, select, fold, point }: RowProps): JSX.Element {
  const element = useRef<HTMLDivElement>(null);
  const { path, node, level, position, siblings, isOpen } = row;
  const isGroup = node.children !== undefined;
  useEffect(() => {
    if (takesFocus) element.current?.focus();
  }, [takesFocus]);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the tree takes the keys.
    <div
      ref={element}
      class={`row layer-${node.layer}`}
      style={{ "--level": level - 1 }}
      role="treeitem"
      tabIndex={isSelected ? 0 : -1}
      aria-level={level}
      aria-posinset={position}
      aria-setsize={siblings}
      aria-selected={isSelected}
      aria-expanded={isGroup ? isOpen : undefined}
      onClick={() => {
        if (isSelected && isGroup) fold(path, !isOpen);
        select(path);
      }}
      onMouseEnter={() => point(path)}
    >
      <div class="line">
        <span class="twist" aria-hidden="true">
          {isGroup ? (isOpen ? "▾" : "▸") : ""}
        </span>
        <span class={node.field === undefined && isGroup ? "name group" : "name"}>
          {visibleText(node.name)}
        </span>
        <span class={node.secret ? "value secret" : "value"}>{valueText(row)}</span>
        <span class="section">{node.section ?? ""}</span>
      </div>
      <Remarks node={node} />
    </div>
  );
}

function valueText({ node: { value = "", flags = [], shared } }: TreeRow): string {
  const parts = [value, flags.join(", "), shared ? "(bytes of another field too)" : ""];
  return visibleText(parts.filter(Boolean).join("  "));
}
