import { type Argument, InvalidArgumentError, Option } from "commander";
import { suggestion } from "./similar.js";

/** An option that takes one of a few words, and asks what was meant by any other. */
export function choice(flags: string, description: string, words: readonly string[]): Option {
  return oneOf(new Option(flags, description), words);
}

/** The same for an option or an argument that is there. */
export function oneOf<T extends Option | Argument>(taker: T, words: readonly string[]): T {
  taker.choices(words).argParser((text: string) => {
    if (words.includes(text)) return text;
    throw new InvalidArgumentError(`Allowed choices are ${words.join(", ")}.${suggestion(text, words)}`);
  });
  return taker;
}
