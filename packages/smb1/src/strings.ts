// [MS-CIFS] 2.2.1.1 SMB_STRING: to a NUL, in UTF-16LE or in the OEM code page. Peers leave out trailing strings, and
// Windows half or all of the last NUL ([MS-CIFS] <105>, [MS-SMB] <46>).
import {
  latin1Decode,
  latin1Encode,
  type Reader,
  utf16Decode,
  utf16Encode,
  type Writer,
} from "@countersign/bytes";
import type { Block } from "./block.js";
import type { Layout } from "./layout.js";

export interface StringRules {
  /** The fields, in the order of the wire. */
  fields: readonly string[];
  isUnicode: boolean;
  /** Whether strings in UTF-16LE start at an even offset. */
  isAligned: boolean;
}

/** Reads as many strings as are there. */
export function readStrings({ data, origin, layout }: Block, rules: StringRules): (string | undefined)[] {
  const paddingSize = paddingOf(data.position - origin, rules);
  const padding = data.slice(Math.min(paddingSize, data.remaining), "pad");
  if (layout) {
    layout.isUnicode = rules.isUnicode;
    layout.padding = padding;
    layout.present = 0;
  }
  const strings = rules.fields.map((field) => readString(data, field, rules.isUnicode, layout));
  if (layout) layout.surplus = data.rest("surplus");
  return strings;
}

function paddingOf(offset: number, rules: StringRules): number {
  return rules.isUnicode && rules.isAligned ? offset & 1 : 0;
}

function readString(
  r: Reader,
  field: string,
  isUnicode: boolean,
  layout: Layout | undefined,
): string | undefined {
  const unit = isUnicode ? 2 : 1;
  if (r.remaining < unit) return undefined;
  const length = lengthToNul(r, unit);
  const bytes = r.slice(length, field);
  const isTerminated = r.remaining >= unit;
  if (isTerminated) r.skip(unit, field);
  if (layout) {
    layout.present++;
    layout.isTerminated = isTerminated;
  }
  return isUnicode ? utf16Decode(bytes) : latin1Decode(bytes);
}

/** Bytes up to the NUL, or as many whole units as there are. */
function lengthToNul(r: Reader, unit: number): number {
  let at = r.position;
  while (r.end - at >= unit && (r.bytes[at] !== 0 || (unit === 2 && r.bytes[at + 1] !== 0))) at += unit;
  return at - r.position;
}

/** Writes the strings up to the first that is `undefined`; after it there can be none. */
export function writeStrings(
  w: Writer,
  values: readonly (string | undefined)[],
  rules: StringRules,
  layout: Layout | undefined,
): void {
  const like = layout?.isUnicode === rules.isUnicode ? layout : undefined;
  const present = countPresent(values, rules.fields);
  const isSame = like?.present === present;
  const padding = paddingOf(w.position, rules);
  if (padding > 0 && (present > 0 || (isSame && like.padding.length > 0))) w.u8(like?.padding[0] ?? 0, "pad");
  values.slice(0, present).forEach((value, i) => {
    const isLast = i === present - 1;
    // What says nothing and has no NUL would not be there.
    const leavesOutNul = isLast && isSame && !like.isTerminated && value !== "";
    writeString(w, value!, rules.fields[i]!, rules.isUnicode, !leavesOutNul);
  });
  // Behind fewer strings than there might be it is shorter than a NUL, and no string.
  if (isSame) w.bytes(like.surplus);
}

function countPresent(values: readonly (string | undefined)[], fields: readonly string[]): number {
  const first = values.indexOf(undefined);
  if (first < 0) return values.length;
  const beyond = values.findIndex((value, i) => i > first && value !== undefined);
  if (beyond >= 0) throw new RangeError(`${fields[beyond]} cannot be there without ${fields[first]}`);
  return first;
}

function writeString(w: Writer, value: string, field: string, isUnicode: boolean, terminate: boolean): void {
  if (value.includes("\0")) throw new RangeError(`${field} cannot hold a NUL`);
  w.bytes(isUnicode ? utf16Encode(value) : latin1Encode(value));
  if (!terminate) return;
  if (isUnicode) w.u16(0, field);
  else w.u8(0, field);
}
