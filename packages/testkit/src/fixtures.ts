import { readdirSync, readFileSync } from "node:fs";
import { fromHex } from "@countersign/bytes";

const ROOT = new URL("../../../fixtures/", import.meta.url);

/** The encoded messages of `fixtures/messages`, by `file/message`. */
export function messageFixtures(): Record<string, Uint8Array> {
  const messages: Record<string, Uint8Array> = {};
  for (const file of readdirSync(new URL("messages/", ROOT)).filter((name) => name.endsWith(".json"))) {
    for (const [name, bytes] of Object.entries(hexFile(`messages/${file}`)))
      messages[`${file}/${name}`] = bytes;
  }
  return messages;
}

/** The specifications' own examples of one format, `fixtures/messages/specified/FORMAT.json`, by section. */
export function specifiedMessages(format: string): Record<string, Uint8Array> {
  return hexFile(`messages/specified/${format}.json`);
}

function hexFile(path: string): Record<string, Uint8Array> {
  const hex = JSON.parse(readFileSync(new URL(path, ROOT), "utf8")) as Record<string, string>;
  return Object.fromEntries(Object.entries(hex).map(([name, digits]) => [name, fromHex(digits)]));
}

/** A fixture's bytes, by its path below `fixtures/`. */
export function fixture(path: string): Uint8Array {
  return new Uint8Array(readFileSync(new URL(path, ROOT)));
}
