// From the nested reads of one layer to nodes: merged where one field was read in several pieces, grouped where fields
// stand together, with a node for every byte that no field claims.
import { isZero, toHex } from "@countersign/bytes";
import { fieldOf } from "./fields/fields.js";
import type { Item } from "./item.js";
import type { Group, Layer } from "./layers/layer.js";
import type { Branch, Nested } from "./nest.js";
import type { DissectNode } from "./node.js";
import type { Scope } from "./scope.js";
import { sectionOf } from "./sections.js";

/** One message being taken apart. Offsets of items count from `start`, those of nodes from the input's first byte. */
export interface Building {
  layer: Layer;
  scope: Scope;
  /** The message's bytes. */
  bytes: Uint8Array;
  /** Where they start in the input. */
  start: number;
  showSecrets: boolean;
  /** Takes a field's content apart, as far as it is more than bytes. */
  within: (node: DissectNode, item: Item) => void;
  /** Takes apart what no field claims. */
  unread: (start: number, end: number, isSecret: boolean) => DissectNode[];
}

/** The nodes of a message; they cover it. */
export function build(b: Building, { branches, shared }: Nested): DissectNode[] {
  const items = merge(branches.flatMap(flatten));
  const nodes = grouped(b, items);
  return cover(b, [...nodes, ...shared.map((item) => ({ ...leaf(b, item), shared: true as const }))]);
}

/** Windows give way to what was read from them; one that nothing was read from stays. */
function flatten({ item, children }: Branch): Item[] {
  if (children.length > 0) return children.flatMap(flatten);
  return [item];
}

/** A signature of two integers, a string and its NUL, the tags and lengths around an element. */
function merge(items: readonly Item[]): Item[] {
  const merged: Item[] = [];
  for (const item of items) {
    const last = merged.at(-1);
    if (last !== undefined && last.known === item.known && last.offset + last.length === item.offset) {
      merged[merged.length - 1] = { ...last, length: last.length + item.length };
    } else {
      merged.push(item);
    }
  }
  return merged;
}

function grouped(b: Building, items: readonly Item[]): DissectNode[] {
  const nodes: DissectNode[] = [];
  let i = 0;
  while (i < items.length) {
    const first = items[i++]!;
    const group = b.layer.groups.find(({ starts }) => starts(first));
    if (group === undefined) {
      nodes.push(opened(b, first));
      continue;
    }
    const members = [first];
    while (i < items.length && group.joins(items[i]!, first)) members.push(items[i++]!);
    nodes.push(groupNode(b, group, members));
  }
  return nodes;
}

function groupNode(b: Building, group: Group, members: readonly Item[]): DissectNode {
  const children = members.map((item) => opened(b, item));
  const member = (field: string) => children.find((child) => child.field === field);
  const first = members[0]!;
  const last = members.at(-1)!;
  const value = group.value?.(member);
  const node: DissectNode = {
    name: group.name(first, member),
    layer: b.layer.name,
    offset: b.start + first.offset,
    length: last.offset + last.length - first.offset,
    ...(value !== undefined && { value }),
  };
  addSection(node, last.field);
  node.children = cover(b, children, node);
  return node;
}

/** A field, and what it holds. */
function opened(b: Building, item: Item): DissectNode {
  const node = leaf(b, item);
  b.within(node, item);
  return node;
}

function leaf(b: Building, item: Item): DissectNode {
  const node: DissectNode = {
    name: item.name,
    field: item.field,
    layer: b.layer.name,
    offset: b.start + item.offset,
    length: item.length,
  };
  addSection(node, item.field);
  show(b, node, item);
  return node;
}

function addSection(node: DissectNode, field: string): void {
  const section = sectionOf(field);
  if (section !== undefined) node.section = section;
}

const CODE_SIZE = 2;

function show(b: Building, node: DissectNode, item: Item): void {
  const bytes = b.bytes.subarray(item.offset, item.offset + item.length);
  const field = fieldOf(item.known);
  if (field.secret && !isZero(bytes)) {
    markSecret(node, bytes, b.showSecrets);
    return;
  }
  if (!field.list) {
    Object.assign(node, field.show(bytes, b.scope));
    return;
  }
  node.children = codesOf(bytes).map((code, i) => ({
    name: `${item.name}[${i}]`,
    field: item.field,
    layer: b.layer.name,
    offset: node.offset + i * CODE_SIZE,
    length: CODE_SIZE,
    ...field.show(code, b.scope),
  }));
  node.value = node.children.map(({ value }) => value?.replace(/ \(0x.*/, "")).join(", ");
}

function codesOf(bytes: Uint8Array): Uint8Array[] {
  const codes: Uint8Array[] = [];
  for (let p = 0; p < bytes.length; p += CODE_SIZE) codes.push(bytes.subarray(p, p + CODE_SIZE));
  return codes;
}

/** Says how long it is, and nothing else unless that is asked for. */
export function markSecret(node: DissectNode, bytes: Uint8Array, showSecrets: boolean): void {
  node.secret = true;
  delete node.flags;
  delete node.raw;
  node.value = `${bytes.length} bytes, hidden`;
  if (!showSecrets) return;
  node.value = toHex(bytes);
  node.raw = toHex(bytes);
}

/** Adds nodes for the gaps, in the order of the bytes. */
function cover(b: Building, nodes: readonly DissectNode[], parent?: DissectNode): DissectNode[] {
  const covered: DissectNode[] = [];
  let at = parent?.offset ?? b.start;
  const end = parent ? at + parent.length : b.start + b.bytes.length;
  const isSecret = b.layer.hidesRest(b.scope);
  for (const node of nodes) {
    if (!node.shared && node.offset > at) addAll(covered, b.unread(at, node.offset, isSecret));
    covered.push(node);
    if (!node.shared) at = Math.max(at, node.offset + node.length);
  }
  if (end > at) addAll(covered, b.unread(at, end, isSecret));
  return covered;
}

/** A hundred thousand messages in one gap would be too many arguments. */
function addAll(nodes: DissectNode[], more: readonly DissectNode[]): void {
  for (const node of more) nodes.push(node);
}
