import { dissect } from "@countersign/dissect";
import { messageFixtures } from "@countersign/testkit";
import { describe, expect, it } from "vitest";
import {
  ancestors,
  layerNames,
  marksIn,
  nodeAt,
  pathOfByte,
  pathOfField,
  visibleRows,
} from "../src/model/tree.js";
import { moveOf } from "../src/model/tree-keys.js";

const messages = Object.entries(messageFixtures());
const [, challenge] = messages.find(([name]) => name.includes("essionSetupResponse")) ?? messages[0]!;
const { nodes } = dissect(challenge);
const open = visibleRows(nodes, new Set());

describe("rows of a tree", () => {
  it.each(messages)("lead from each byte to a field that has it: %s", (_name, bytes) => {
    const tree = dissect(bytes).nodes;
    for (let at = 0; at < bytes.length; at++) {
      const node = nodeAt(tree, pathOfByte(tree, at)!)!;
      expect(node.children === undefined && node.offset <= at && at < node.offset + node.length).toBe(true);
    }
  });

  it("show every node once, and none of those folded in", () => {
    expect(new Set(open.map(({ path }) => path)).size).toBe(open.length);
    expect(visibleRows(nodes, new Set(["0"])).map(({ path }) => path)).toEqual(nodes.map((_, i) => `${i}`));
    expect(visibleRows(nodes, new Set(["0"]))[0]!.isOpen).toBe(false);
  });

  it("know their level and their place among their siblings", () => {
    for (const { path, level, position, siblings } of open) {
      expect(level).toBe(path.split(".").length);
      expect(position).toBe(Number(path.split(".").at(-1)) + 1);
      expect(position).toBeLessThanOrEqual(siblings);
    }
  });

  it("find a field by its name", () => {
    const path = pathOfField(nodes, "Smb2Header.command")!;
    expect(nodeAt(nodes, path)?.name).toBe("command");
    expect(ancestors("0.3.1")).toEqual(["0", "0.3"]);
    expect(pathOfField(nodes, "No.such")).toBeUndefined();
  });
});

describe("layers and marks", () => {
  it("name a message without its groups", () => {
    expect(layerNames(nodes)[0]).toMatch(/^SMB2 /);
    const frame = new Uint8Array([0, 0, 0, challenge.length, ...challenge]);
    expect(layerNames(dissect(frame.subarray(0, 4)).nodes).length).toBeLessThanOrEqual(1);
    expect(layerNames(dissect(new Uint8Array([1, 2, 3])).nodes)).toEqual([]);
  });

  it("count what a broken message has", () => {
    expect(marksIn(nodes)).toEqual({ deviations: 0, errors: 0 });
    expect(marksIn(dissect(challenge.subarray(0, challenge.length - 1)).nodes).errors).toBeGreaterThan(0);
  });
});

describe("keys", () => {
  const group = open.findIndex(({ isOpen, level }) => isOpen && level === 2);
  const leaf = open.findIndex(({ node, level }) => node.children === undefined && level > 1);

  it.each([
    ["ArrowDown", 0, { kind: "go", to: open[1]!.path }],
    ["ArrowUp", 1, { kind: "go", to: open[0]!.path }],
    ["ArrowUp", 0, undefined],
    ["ArrowDown", open.length - 1, undefined],
    ["Home", 3, { kind: "go", to: "0" }],
    ["End", 0, { kind: "go", to: open.at(-1)!.path }],
    ["ArrowRight", group, { kind: "go", to: open[group + 1]!.path }],
    ["ArrowLeft", group, { kind: "fold", path: open[group]!.path }],
    ["ArrowLeft", leaf, { kind: "go", to: ancestors(open[leaf]!.path).at(-1) }],
    ["ArrowRight", leaf, undefined],
    ["Enter", group, { kind: "fold", path: open[group]!.path }],
    [" ", leaf, undefined],
    ["x", 0, undefined],
  ])("%s from row %i", (key, at, move) => {
    expect(moveOf(key, open, at)).toEqual(move);
  });

  it("unfold what is folded in", () => {
    const rows = visibleRows(nodes, new Set(["0"]));
    expect(moveOf("ArrowRight", rows, 0)).toEqual({ kind: "unfold", path: "0" });
    expect(moveOf(" ", rows, 0)).toEqual({ kind: "unfold", path: "0" });
  });
});
