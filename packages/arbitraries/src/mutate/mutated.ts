import type { Reader } from "@countersign/bytes";
import fc from "fast-check";
import { apply } from "./apply.js";
import { blindMutations, type Mutation, structuredMutations } from "./mutation.js";
import { type Structure, structureOf } from "./structure.js";

const MAX_MUTATIONS = 4;

/**
 * Encoded messages with one to four changes. `read`, a format's reader such as `readMessage`, tells where lengths,
 * counts, offsets and list entries stand, and then most changes are to those; without it they are to any bytes. What
 * comes out may decode or not.
 */
export function mutated(
  encoded: fc.Arbitrary<Uint8Array>,
  read?: (r: Reader) => unknown,
): fc.Arbitrary<Uint8Array> {
  const mutations = fc.array(read ? structuredMutations : blindMutations, {
    minLength: 1,
    maxLength: MAX_MUTATIONS,
  });
  return fc.tuple(encoded, mutations).map(([bytes, list]) => applyAll(bytes, list, read));
}

/** Once the bytes do not decode any more, the fields are looked for where they were. */
function applyAll(bytes: Uint8Array, list: readonly Mutation[], read?: (r: Reader) => unknown): Uint8Array {
  let structure: Structure | undefined;
  return list.reduce((before, mutation) => {
    structure = (read && structureOf(before, read)) ?? structure;
    return apply(before, mutation, structure);
  }, bytes);
}
