// RFC 4178 4.2: both tokens may grow further elements after the known ones ("...").
import { isDecodeError, Reader } from "@countersign/bytes";
import { nextTag, readAnyElement } from "./der-reader.js";
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

/** The elements, if a decoder would find the same ones again, else a `RangeError`. */
export function checkExtensions(extensions: Uint8Array[], lastKnown: number): Uint8Array[] {
  for (const extension of extensions) {
    if (!isOneExtension(extension, lastKnown))
      throw new RangeError("extensions holds what is not one unknown element");
  }
  return extensions;
}

function isOneExtension(bytes: Uint8Array, lastKnown: number): boolean {
  try {
    return readExtensions(new Reader(bytes, "NegotiationToken"), lastKnown).length === 1;
  } catch (error) {
    if (isDecodeError(error)) return false;
    throw error;
  }
}
