// A dissection as lines: names and values in a tree, what is wrong below its field, and the bytes beside it if wanted.
import { type Dissection, type DissectNode, secretRanges } from "@countersign/dissect";
import { visibleText } from "@countersign/inspect";
import type { Colors } from "../colors.js";
import { widthOf, wrap } from "../text.js";
import { HexColumn } from "./hex-column.js";

export interface TreeOptions {
  colors: Colors;
  /** Of the terminal; `undefined` for a file or a pipe. */
  columns: number | undefined;
  hasHex: boolean;
  showSecrets: boolean;
}

const GAP = "  ";
/** In a pipe values are not cut, and sentences wrapped here. */
const PROSE_WIDTH = 100;
const LEAST_WIDTH = 24;
/** A terminal so wide has room for 16 bytes beside a field. */
const WIDE = 140;

/** Draws a tree under its title. */
export function drawTree(
  title: string,
  bytes: Uint8Array,
  dissection: Dissection,
  options: TreeOptions,
): string {
  const { colors } = options;
  const { nodes, length } = dissection;
  const head = `${colors.bold(visibleText(title))}${GAP}${colors.dim(`${length} bytes`)}`;
  const tree = new Tree(bytes, dissection, options);
  return `${[head, ...nodes.flatMap((node) => tree.lines(node, "", "", undefined))].join("\n")}\n`;
}

class Tree {
  readonly #colors: Colors;
  readonly #columns: number | undefined;
  readonly #hex: HexColumn | undefined;
  /** Digits of an offset. */
  readonly #digits: number;

  constructor(bytes: Uint8Array, { nodes, length }: Dissection, options: TreeOptions) {
    const { colors, columns, hasHex, showSecrets } = options;
    this.#colors = colors;
    this.#columns = columns;
    this.#digits = Math.max(4, Math.max(0, length - 1).toString(16).length);
    if (!hasHex) return;
    const hidden = showSecrets ? [] : secretRanges(nodes);
    this.#hex = new HexColumn(bytes, hidden, columns === undefined || columns >= WIDE ? 16 : 8, colors);
  }

  /** `branch` stands before the node's first line, `trunk` before what is below it. */
  lines(node: DissectNode, branch: string, trunk: string, section: string | undefined): string[] {
    const children = node.children ?? [];
    const beside = children.length === 0 ? (this.#hex?.rows(node) ?? []) : [];
    const first = this.#row(node.offset, beside[0], branch, this.#field(node, branch, section));
    const more = beside
      .slice(1)
      .map((row, i) => this.#row(node.offset + (i + 1) * this.#hex!.width, row, trunk, ""));
    const below = trunk + (children.length > 0 ? "│ " : "  ");
    return [first, ...more, ...this.#remarks(node, below), ...this.#children(node, trunk)];
  }

  #children({ children = [], section }: DissectNode, trunk: string): string[] {
    return children.flatMap((child, i) => {
      const isLast = i === children.length - 1;
      return this.lines(child, `${trunk}${isLast ? "└─" : "├─"}`, `${trunk}${isLast ? "  " : "│ "}`, section);
    });
  }

  #row(offset: number, beside: string | undefined, guide: string, text: string): string {
    const { dim } = this.#colors;
    const at = offset.toString(16).padStart(this.#digits, "0");
    const bytes = this.#hex === undefined ? "" : `${beside ?? this.#hex.blank}${GAP}`;
    return `${dim(at)}${GAP}${bytes}${dim(guide)}${text}`.trimEnd();
  }

  /** The section is told where it is another than that of the field around. */
  #field(node: DissectNode, branch: string, outer: string | undefined): string {
    const { bold, cyan, dim, yellow } = this.#colors;
    const isMessage = node.children !== undefined && node.field === undefined && node.value === undefined;
    const name = visibleText(node.name);
    const shared = node.shared ? " (bytes of another field too)" : "";
    const value = visibleText(
      [node.value ?? "", ...(node.flags?.length ? [node.flags.join(", ")] : [])].join(GAP).trim(),
    );
    const section = node.section !== undefined && node.section !== outer ? node.section : "";
    const room = this.#room(branch) - widthOf(name) - widthOf(shared) - GAP.length;
    const fitted = fit(value, this.#columns === undefined ? undefined : room);
    const isRoomy = this.#columns === undefined || widthOf(fitted) + GAP.length + widthOf(section) <= room;
    return [
      `${isMessage ? bold(name) : name}${shared}`,
      node.secret ? yellow(fitted) : cyan(fitted),
      isRoomy ? dim(section) : "",
    ]
      .filter((text) => text !== "" && text !== dim(""))
      .join(GAP);
  }

  #remarks(node: DissectNode, trunk: string): string[] {
    const { green, red, yellow } = this.#colors;
    const notes = (node.notes ?? []).flatMap((note) => this.#remark("*", note, trunk, green));
    const deviations = (node.deviations ?? []).flatMap(({ code, field, section, meaning }) =>
      this.#remark("!", `${code}: ${meaning} ${field}, ${section}`, trunk, yellow),
    );
    const { error } = node;
    const why = error && `${error.code}: ${error.message}, byte ${error.offset} of the input`;
    return [...notes, ...deviations, ...(why ? this.#remark("x", why, trunk, red) : [])];
  }

  #remark(mark: string, text: string, trunk: string, paint: (text: string) => string): string[] {
    const { dim } = this.#colors;
    const before = " ".repeat(this.#indent) + dim(trunk);
    const lines = wrap(visibleText(text), Math.max(LEAST_WIDTH, this.#room(trunk) - mark.length - 1), false);
    return lines.map((line, i) => `${before}${paint(`${i === 0 ? mark : " "} ${line}`)}`.trimEnd());
  }

  get #indent(): number {
    return this.#digits + GAP.length + (this.#hex === undefined ? 0 : this.#hex.blank.length + GAP.length);
  }

  #room(guide: string): number {
    const columns = this.#columns ?? PROSE_WIDTH + this.#indent;
    return Math.max(LEAST_WIDTH, columns - this.#indent - guide.length);
  }
}

/** Cuts a value that a terminal has no room for. */
function fit(text: string, room: number | undefined): string {
  if (room === undefined || widthOf(text) <= room) return text;
  let fitted = "";
  let width = 1;
  for (const char of text) {
    width += widthOf(char);
    if (width > Math.max(8, room)) break;
    fitted += char;
  }
  return `${fitted}…`;
}
