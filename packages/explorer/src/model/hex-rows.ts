// Bytes as rows of cells, joined into runs that look alike, so that a page has an element a run and not one a byte.
import type { DissectNode, LayerName } from "@countersign/dissect";
import { type ByteMask, isMasked } from "./mask.js";

/** Bytes of one field in one row. */
interface HexRun {
  offset: number;
  length: number;
  /** Hex digits, or dots where they are hidden. */
  text: string;
  layer: LayerName;
  isHidden: boolean;
}

export interface HexRow {
  offset: number;
  runs: HexRun[];
}

/** A page with more rows than that is slow, and nobody reads them. */
export const MAX_SHOWN_BYTES = 16 * 1024;

/** The rows of the first `MAX_SHOWN_BYTES` bytes, `width` bytes each. */
export function hexRows(
  bytes: Uint8Array,
  nodes: readonly DissectNode[],
  hidden: ByteMask,
  width: number,
): HexRow[] {
  const shown = bytes.subarray(0, MAX_SHOWN_BYTES);
  const edges = edgesOf(nodes, shown.length);
  const rows: HexRow[] = [];
  for (let offset = 0; offset < shown.length; offset += width) {
    rows.push({ offset, runs: runsOf(shown, offset, Math.min(offset + width, shown.length), edges, hidden) });
  }
  return rows;
}

/** For each byte the layer of its field, and whether a field begins there. */
interface Edges {
  layers: LayerName[];
  begins: Uint8Array;
}

function edgesOf(nodes: readonly DissectNode[], length: number): Edges {
  const edges: Edges = {
    layers: new Array<LayerName>(length).fill("unknown"),
    begins: new Uint8Array(length),
  };
  const mark = (node: DissectNode): void => {
    if (node.offset >= length || node.shared) return;
    if (node.children !== undefined) {
      node.children.forEach(mark);
      return;
    }
    edges.begins[node.offset] = 1;
    edges.layers.fill(node.layer, node.offset, Math.min(node.offset + node.length, length));
  };
  nodes.forEach(mark);
  return edges;
}

function runsOf(bytes: Uint8Array, start: number, end: number, edges: Edges, hidden: ByteMask): HexRun[] {
  const runs: HexRun[] = [];
  for (let at = start; at < end; at++) {
    const isHidden = isMasked(hidden, at);
    const last = runs.at(-1);
    const cell = isHidden ? "··" : bytes[at]!.toString(16).padStart(2, "0");
    if (last !== undefined && edges.begins[at] === 0 && last.isHidden === isHidden) {
      last.length++;
      last.text += ` ${cell}`;
    } else {
      runs.push({ offset: at, length: 1, text: cell, layer: edges.layers[at]!, isHidden });
    }
  }
  return runs;
}

/** A few bytes in one line. */
export function hexText(bytes: Uint8Array, start: number, length: number, hidden: ByteMask): string {
  const MOST = 32;
  const cells = Array.from(bytes.subarray(start, start + Math.min(length, MOST)), (byte, i) =>
    isMasked(hidden, start + i) ? "··" : byte.toString(16).padStart(2, "0"),
  );
  return `${cells.join(" ")}${length > MOST ? " …" : ""}`;
}
