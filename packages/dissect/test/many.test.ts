import { expect, it } from "vitest";
import { type Building, build } from "../src/build.js";
import type { DissectNode } from "../src/node.js";
import { placeDeviations } from "../src/place.js";
import { Scope } from "../src/scope.js";

const COUNT = 200_000;
const FIELD = "Smb2NegotiateContext.contextType";

function nodes(count: number): DissectNode[] {
  return Array.from({ length: count }, (_, i) => ({
    name: "contextType",
    field: FIELD,
    layer: "smb2",
    offset: 2 * i,
    length: 2,
  }));
}

it("places deviations in time that grows with their number", () => {
  const message: DissectNode = {
    name: "message",
    layer: "smb2",
    offset: 0,
    length: 2 * COUNT,
    children: nodes(COUNT),
  };
  const deviations = message.children!.map(({ offset }) => {
    return { code: "duplicate-context", field: FIELD, offset, section: "[MS-SMB2] 3.3.5.4" };
  });
  placeDeviations(message, deviations, {}, 0);
  expect(message.children!.filter((child) => child.deviations?.[0]?.offset === child.offset)).toHaveLength(
    COUNT,
  );
}, 20_000);

it("prefers the field's node among those that share its bytes, and else the innermost that shares none", () => {
  const [own, shared, behind] = nodes(3) as [DissectNode, DissectNode, DissectNode];
  Object.assign(own, { field: "A.a", length: 4 });
  Object.assign(shared, { field: "A.b", offset: 2, length: 4, shared: true });
  Object.assign(behind, { field: "A.c", offset: 4, length: 0 });
  const message: DissectNode = {
    name: "message",
    layer: "smb2",
    offset: 0,
    length: 6,
    children: [own, behind, shared],
  };
  const at = (field: string, offset: number) => ({ code: "any", field, offset, section: "1" });
  placeDeviations(message, [at("A.b", 3), at("A.x", 3), at("A.x", 5)], {}, 0);
  expect([shared, own, message, behind].map(({ deviations }) => deviations?.length)).toEqual([
    1,
    1,
    1,
    undefined,
  ]);
});

it("takes more messages in one gap than a call can have arguments", () => {
  const building: Building = {
    layer: {
      name: "smb2",
      read: () => undefined,
      title: () => "message",
      structure: () => "Smb2Header",
      groups: [],
      hidesRest: () => false,
    },
    scope: new Scope(new Uint8Array(), []),
    bytes: new Uint8Array(2 * COUNT),
    start: 0,
    showSecrets: false,
    within: () => {},
    unread: () => nodes(COUNT),
  };
  expect(build(building, { branches: [], shared: [] })).toHaveLength(COUNT);
});
