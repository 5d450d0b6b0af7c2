// Tables in Markdown, and generated parts of a text.

export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(escaped).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

function escaped(cell: string): string {
  return cell.replaceAll("|", "\\|");
}

export function code(text: string): string {
  return `\`${text}\``;
}

/** A text with each `<!-- begin NAME -->…<!-- end NAME -->` filled anew; every part must be there once. */
export function withParts(text: string, parts: Readonly<Record<string, string>>): string {
  return Object.entries(parts).reduce((filled, [name, part]) => {
    const [begin, end] = [`<!-- begin ${name} -->`, `<!-- end ${name} -->`];
    const [before, rest, ...more] = filled.split(begin);
    const after = rest?.split(end)[1];
    if (before === undefined || after === undefined || more.length > 0)
      throw new Error(`no place for ${name}`);
    return `${before}${begin}\n\n${part}\n\n${end}${after}`;
  }, text);
}

/** The names of the places for generated parts. */
export function partsOf(text: string): string[] {
  return [...text.matchAll(/<!-- begin (\S+) -->/g)].map(([, name = ""]) => name);
}
