// Tables of text alone, so that they read as well in a file as on a terminal.

import { visibleText } from "@countersign/inspect";
import Table from "cli-table3";
import type { Colors } from "./colors.js";
import { widthOf, wrap } from "./text.js";

/** A line of a cell, and how it is coloured. */
export interface Line {
  text: string;
  paint?: ((text: string) => string) | undefined;
}

export type Cell = string | readonly (string | Line)[];

const INDENT = "  ";
const GAP = "  ";
/** No column is made narrower than this. */
const NARROWEST = 8;

/**
 * Draws a table, its columns as wide as they need to be, or where `columns` says how wide the terminal is, as narrow as
 * it takes to fit. What the cells hold cannot steer a terminal.
 */
export function drawTable(
  head: readonly string[],
  rows: readonly (readonly Cell[])[],
  colors: Colors,
  columns?: number,
): string {
  const lines = rows.map((row) => row.map(linesOf));
  const widths = head.map((title, i) => Math.max(widthOf(title), ...lines.map((row) => widest(row[i]!))));
  const fitting = columns === undefined ? widths : fitWidths(widths, columns - INDENT.length, GAP.length);
  const table = new Table({
    head: head.map((title, i) => paint([{ text: title, paint: colors.dim }], fitting[i]!)),
    chars: CHARS,
    style: STYLE,
  });
  for (const row of lines) table.push(row.map((cell, i) => paint(cell, fitting[i]!)));
  return table.toString().replace(/ +$/gm, "");
}

function linesOf(cell: Cell): Line[] {
  const lines = typeof cell === "string" ? [cell] : cell;
  return lines.map((line) =>
    typeof line === "string" ? { text: visibleText(line) } : { ...line, text: visibleText(line.text) },
  );
}

function widest(lines: readonly Line[]): number {
  return Math.max(0, ...lines.map(({ text }) => widthOf(text)));
}

function paint(lines: readonly Line[], width: number): string {
  return lines
    .flatMap(({ text, paint }) => wrap(text, width, true).map((line) => paint?.(line) ?? line))
    .join("\n");
}

/** Takes from the widest columns, one column of the terminal at a time, until all fit or none can give more. */
export function fitWidths(widths: readonly number[], columns: number, gap: number): number[] {
  const fitting = [...widths];
  let surplus = widths.reduce((sum, width) => sum + width, gap * (widths.length - 1)) - columns;
  for (; surplus > 0; surplus--) {
    const most = Math.max(...fitting);
    if (most <= NARROWEST) break;
    fitting[fitting.lastIndexOf(most)]!--;
  }
  return fitting;
}

const CHARS = {
  top: "",
  "top-mid": "",
  "top-left": "",
  "top-right": "",
  bottom: "",
  "bottom-mid": "",
  "bottom-left": "",
  "bottom-right": "",
  left: INDENT,
  "left-mid": "",
  mid: "",
  "mid-mid": "",
  right: "",
  "right-mid": "",
  middle: GAP,
};

const STYLE = { head: [], border: [], "padding-left": 0, "padding-right": 0 };
