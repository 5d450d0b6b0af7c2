// Where the input comes from: the arguments themselves, files that they name, standard input.
import { existsSync, statSync } from "node:fs";
import { readFileChunks, readStdinChunks } from "@countersign/node";
import { reasonOf } from "../diagnostics.js";

/** An input, and what to call it. */
export interface Source {
  name: string;
  content: string | Uint8Array;
}

/** An input that could not be opened, or that is too big. */
export class Unreadable extends Error {}

/** Messages have 16 MiB at most; captures are for `inspect`. */
const MAX_SIZE = 64 << 20;

/** Files where every argument is one, else all arguments as one text, as a header line comes without quotes. */
export async function* readSources(
  inputs: readonly string[],
  files: readonly string[],
): AsyncGenerator<Source | Unreadable> {
  for (const path of files) yield await readSource(path);
  if (inputs.length === 0 && files.length === 0 && !process.stdin.isTTY) yield await readSource("-");
  else if (inputs.every((input) => input === "-" || isFile(input))) {
    for (const path of inputs) yield await readSource(path);
  } else {
    yield { name: "argument", content: inputs.join(" ") };
  }
}

function isFile(path: string): boolean {
  return existsSync(path) && !statSync(path).isDirectory();
}

async function readSource(path: string): Promise<Source | Unreadable> {
  const name = path === "-" ? "standard input" : path;
  try {
    return { name, content: await readAll(path === "-" ? readStdinChunks() : readFileChunks(path)) };
  } catch (error) {
    return error instanceof Unreadable
      ? new Unreadable(`${name}: ${error.message}`)
      : new Unreadable(`${name}: ${reasonOf(error)}`);
  }
}

async function readAll(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    size += chunk.length;
    if (size > MAX_SIZE)
      throw new Unreadable("is over 64 MiB and no message (is it a capture? countersign inspect)");
    // Files come in one buffer that is used again.
    parts.push(chunk.slice());
  }
  return joined(parts, size);
}

function joined(parts: readonly Uint8Array[], size: number): Uint8Array {
  const all = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
