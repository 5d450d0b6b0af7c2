// "Did you mean" for codes, as commander has it for commands and options.

/** The known words that a misspelt one can have meant, the nearest first; three at most. */
export function similar(word: string, known: readonly string[]): string[] {
  return known
    .map((candidate) => ({ candidate, distance: distance(word.toLowerCase(), candidate) }))
    .filter(
      ({ candidate, distance }) => distance <= Math.max(2, candidate.length / 3) || candidate.includes(word),
    )
    .sort((a, b) => a.distance - b.distance)
    .slice(0, 3)
    .map(({ candidate }) => candidate);
}

/** " (Did you mean …?)", or nothing. */
export function suggestion(word: string, known: readonly string[]): string {
  const found = similar(word, known);
  return found.length === 0 ? "" : ` (Did you mean ${found.join(" or ")}?)`;
}

/** Levenshtein's: how many letters must be added, dropped or changed. */
function distance(a: string, b: string): number {
  let above = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const changed = above[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      row.push(Math.min(changed, above[j]! + 1, row[j - 1]! + 1));
    }
    above = row;
  }
  return above[b.length]!;
}
