// RFC 4178 4.2: both tokens may grow further elements after the known ones ("...").
import { attempt, isDecodeError, Reader } from "@countersign/bytes";
import { nextTag, readAnyElement } from "./der-reader.js";
import type { DerWriter } from "./der-writer.js";
import { Tag } from "./tags.js";

/** Reads to the end. An element that the grammar knows, up to `[lastKnown]`, cannot stand here. */
export function readExtensions(r: Reader, lastKnown: number): Uint8Array[] {
  const extensions: Uint8Array[] = [];
  while (r.remaining > 0) {
    const tag = nextTag(r);
    if (tag >= Tag.CONTEXT_0 && tag <= lastKnown) {
      throw r.malformed(
        "extensions",
        `holds the known field [${tag - Tag.CONTEXT_0}], out of order or twice`,
      );
    }
    extensions.push(readAnyElement(r, "extensions"));
  }
  return extensions;
}

/** Writes the elements, if a decoder would find the same ones again, else throws a `RangeError`. */
export function writeExtensions(w: DerWriter, extensions: Uint8Array[], lastKnown: number): void {
  for (let i = extensions.length - 1; i >= 0; i--) {
    const extension = extensions[i]!;
    if (!isOneExtension(extension, lastKnown))
      throw new RangeError("extensions holds what is not one unknown element");
    w.bytes(extension);
  }
}

function isOneExtension(bytes: Uint8Array, lastKnown: number): boolean {
  const extensions = attempt(() => readExtensions(new Reader(bytes, "NegotiationToken"), lastKnown));
  return !isDecodeError(extensions) && extensions.length === 1;
}
