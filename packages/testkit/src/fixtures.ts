import { readdirSync, readFileSync } from "node:fs";
import { fromHex } from "@countersign/bytes";

const ROOT = new URL("../../../fixtures/", import.meta.url);

/** The encoded messages of `fixtures/messages`, by `file/message`. */
export function messageFixtures(): Record<string, Uint8Array> {
  const messages: Record<string, Uint8Array> = {};
  for (const file of readdirSync(new URL("messages/", ROOT))) {
    const hex = JSON.parse(readFileSync(new URL(`messages/${file}`, ROOT), "utf8")) as Record<string, string>;
    for (const [name, digits] of Object.entries(hex)) messages[`${file}/${name}`] = fromHex(digits);
  }
  return messages;
}

/** A fixture's bytes, by its path below `fixtures/`. */
export function fixture(path: string): Uint8Array {
  return new Uint8Array(readFileSync(new URL(path, ROOT)));
}
