import type { Deviation, FieldTrace, Reader } from "@countersign/bytes";
import type { Item } from "../item.js";
import type { DissectNode, LayerName } from "../node.js";
import type { Scope } from "../scope.js";

/** How the messages of one format are taken apart. */
export interface Layer {
  name: LayerName;
  read: (r: Reader) => unknown;
  /** What kind of message it is, as far as was read. */
  title: (scope: Scope) => string;
  /** The structure that the message is; it gives the message's node its section. */
  structure: (scope: Scope) => string;
  /** Makes the trace ready, where it is not a plain list of fields and windows. */
  items?: (fields: readonly FieldTrace[], bytes: Uint8Array) => Item[];
  groups: readonly Group[];
  deviations?: (bytes: Uint8Array) => Deviation[];
  meanings?: Readonly<Record<string, string>>;
  /** What follows from the message, one sentence each. `isWhole`: all of it was read. */
  notes?: (bytes: Uint8Array, scope: Scope, isWhole: boolean) => string[];
  /** Whether bytes that no field claims may hold what can be used to find a password out. */
  hidesRest: (scope: Scope) => boolean;
}

/** Fields that stand together and are shown as one node. */
export interface Group {
  /** Whether an item starts a group. */
  starts: (item: Item) => boolean;
  /** Whether an item goes on with a group that `first` started. */
  joins: (item: Item, first: Item) => boolean;
  name: (first: Item, member: Member) => string;
  value?: (member: Member) => string | undefined;
}

/** The group's node for a field, `undefined` where it has none. */
export type Member = (field: string) => DissectNode | undefined;
