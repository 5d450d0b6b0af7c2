// Text for people: how wide it is, and how it is broken into lines.

/** East Asian wide and full-width characters, which take two columns of a terminal. */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;
const COMBINING = /\p{M}/u;

/** How many columns of a terminal the text takes. */
export function widthOf(text: string): number {
  let width = 0;
  for (const char of text) width += widthOfChar(char);
  return width;
}

function widthOfChar(char: string): number {
  if (COMBINING.test(char)) return 0;
  return WIDE.test(char) ? 2 : 1;
}

/** Lines no wider than `width`, broken at spaces; a word that does not fit alone is broken where `breaksWords` says so. */
export function wrap(text: string, width: number, breaksWords: boolean): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ").flatMap((word) => (breaksWords ? pieces(word, width) : [word]))) {
    if (line === "") line = word;
    else if (widthOf(line) + 1 + widthOf(word) <= width) line += ` ${word}`;
    else {
      lines.push(line);
      line = word;
    }
  }
  return [...lines, line];
}

function pieces(word: string, width: number): string[] {
  const found = [""];
  for (const char of word) {
    if (widthOf(found.at(-1)! + char) > width) found.push("");
    found[found.length - 1] += char;
  }
  return found;
}

/** Prose is hard to read in wider lines. */
const PROSE_WIDTH = 100;

/** The text as a paragraph with every line indented; addresses in it stay whole, to be followed. */
export function paragraph(text: string, indent: number, columns: number | undefined): string {
  const width = Math.max(20, Math.min(columns ?? PROSE_WIDTH, PROSE_WIDTH) - indent);
  return wrap(text, width, false)
    .map((line) => " ".repeat(indent) + line)
    .join("\n");
}
