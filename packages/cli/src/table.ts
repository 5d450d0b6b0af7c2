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
/** No column is made narrower than this for the sake of the others. */
const NARROWEST = 8;
/** cli-table3 gives up on tables of some hundred thousand cells. */
const ROWS_AT_ONCE = 5000;

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
  const columnsOf = head.map((title, i) => [
    title,
    ...lines.flatMap((row) => row[i]!.map(({ text }) => text)),
  ]);
  const widths = columnsOf.map(widest);
  const words = columnsOf.map((texts) => widest(texts.flatMap((text) => text.split(" "))));
  const fitting = columns === undefined ? widths : fitWidths(widths, words, columns - INDENT.length);
  const all = [head.map((title): Line[] => [{ text: title, paint: colors.dim }]), ...lines];
  const parts: string[] = [];
  for (let begin = 0; begin < all.length; begin += ROWS_AT_ONCE) {
    const table = new Table({ chars: CHARS, style: STYLE });
    for (const row of all.slice(begin, begin + ROWS_AT_ONCE)) {
      table.push(row.map((cell, i) => paint(cell, fitting[i]!)));
    }
    parts.push(table.toString().replace(/ +$/gm, ""));
  }
  return parts.join("\n");
}

function linesOf(cell: Cell): Line[] {
  const lines = typeof cell === "string" ? [cell] : cell;
  return lines.map((line) =>
    typeof line === "string" ? { text: visibleText(line) } : { ...line, text: visibleText(line.text) },
  );
}

/** There may be more rows than a call can have arguments. */
function widest(texts: readonly string[]): number {
  return texts.reduce((width, text) => Math.max(width, widthOf(text)), 0);
}

/** The first line is as wide as the column, so that the parts of a long table stand in line. */
function paint(lines: readonly Line[], width: number): string {
  const wrapped = lines.flatMap(({ text, paint }) =>
    wrap(text, width, true).map((line) => ({ line, painted: paint?.(line) ?? line })),
  );
  const spare = " ".repeat(Math.max(0, width - widthOf(wrapped[0]?.line ?? "")));
  const [first = "", ...rest] = wrapped.map(({ painted }) => painted);
  return [first + spare, ...rest].join("\n");
}

/** Makes the widest columns narrower until all fit: as long as that breaks no word, and then, if it must be, breaking words. */
export function fitWidths(widths: readonly number[], words: readonly number[], columns: number): number[] {
  const room = columns - GAP.length * (widths.length - 1);
  const atSpaces = shrink(widths, words, room);
  return shrink(
    atSpaces,
    words.map((word) => Math.min(word, NARROWEST)),
    room,
  );
}

/** One column of the terminal at a time, from whichever is widest and wider than its least. */
function shrink(widths: readonly number[], least: readonly number[], room: number): number[] {
  const fitting = [...widths];
  for (let sum = fitting.reduce((a, b) => a + b, 0); sum > room; sum--) {
    const spare = fitting.map((width, i) => (width > least[i]! ? width : 0));
    const most = Math.max(...spare);
    if (most === 0) break;
    fitting[spare.lastIndexOf(most)]!--;
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
