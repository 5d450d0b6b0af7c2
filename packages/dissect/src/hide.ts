// Which bytes are hidden, and what else would show them.
import { markSecret } from "./build.js";
import type { DissectNode } from "./node.js";

/** Bytes `[start, end)` of the input. */
export interface ByteRange {
  /** Offset of the first byte. */
  start: number;
  /** Offset behind the last byte. */
  end: number;
}

/** The bytes of a tree's secrets, in order and joined: what a hex dump must not show. */
export function secretRanges(nodes: readonly DissectNode[]): ByteRange[] {
  return joined(
    leavesOf(nodes)
      .filter(({ secret }) => secret)
      .map(({ offset, length }) => ({ start: offset, end: offset + length })),
  );
}

function joined(ranges: readonly ByteRange[]): ByteRange[] {
  const apart: ByteRange[] = [];
  for (const { start, end } of [...ranges].sort((a, b) => a.start - b.start)) {
    const last = apart.at(-1);
    if (last !== undefined && start <= last.end) last.end = Math.max(last.end, end);
    else apart.push({ start, end });
  }
  return apart;
}

/** Payloads may overlap: a name that lies over a response, or over what is left of a broken logon, would show it. */
export function hideShared(
  nodes: readonly DissectNode[],
  bytes: Uint8Array,
  leftOvers: readonly ByteRange[],
): void {
  const ranges = joined([...secretRanges(nodes), ...leftOvers]);
  if (ranges.length === 0) return;
  const hide = (node: DissectNode): boolean => {
    const inside = (node.children ?? []).map(hide).some(Boolean);
    if (node.children !== undefined) {
      if (inside) delete node.value;
      return inside;
    }
    if (node.secret || !overlaps(ranges, node)) return false;
    markSecret(node, bytes.subarray(node.offset, node.offset + node.length), false);
    return true;
  };
  nodes.forEach(hide);
}

function overlaps(ranges: readonly ByteRange[], { offset, length }: DissectNode): boolean {
  // The last range that starts before the node ends is the only one that can reach into it.
  let low = 0;
  let high = ranges.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (ranges[middle]!.start < offset + length) low = middle + 1;
    else high = middle;
  }
  const last = ranges[low - 1];
  return last !== undefined && last.end > offset;
}

function leavesOf(nodes: readonly DissectNode[]): DissectNode[] {
  return nodes.flatMap((node) => (node.children === undefined ? [node] : leavesOf(node.children)));
}
