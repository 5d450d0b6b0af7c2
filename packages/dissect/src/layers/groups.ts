import { nameOf, structureOf } from "../sections.js";
import type { Group, Member } from "./layer.js";

/** All fields of one structure, from the first one on. */
export function structureGroup(first: string, name: string, except: readonly string[] = []): Group {
  const structure = structureOf(first);
  return {
    starts: ({ field }) => field === first,
    joins: ({ field }) => structureOf(field) === structure && field !== first && !except.includes(field),
    name: () => name,
  };
}

/** What the first of these members that is there says. */
export function saidBy(...fields: string[]): (member: Member) => string | undefined {
  return (member) => {
    const node = fields.map(member).find((found) => found !== undefined);
    return node?.flags?.join(", ") ?? node?.value;
  };
}

/** Name without what stands behind it: `Len` of `domainNameLen`. */
export function stem(field: string, suffix: string): string {
  return nameOf(field).slice(0, -suffix.length);
}
