// Results as tables of text and of Markdown: rows are what was done, columns who did it, or budgets.
const PRECISE_BELOW = 100;

/** Figures of calls and captures, a line each, grouped by what was done. */
export function figureLines(figures) {
  return figures.map(({ what, by, unit, value, runs, note, refused }) => {
    const told = refused === undefined ? `${shown(value)} ${unit}` : `does not count: ${refused}`;
    const detail = [note, runs > 1 ? `median of ${runs}` : undefined].filter(Boolean).join(", ");
    return `${what.padEnd(30)}${by.padEnd(32)}${told.padStart(16)}${detail && `   ${detail}`}`;
  });
}

export function budgetLines(budgets) {
  return budgets.map(({ id, text, sense, limit, measured, met }) => {
    const verdict = met === undefined ? "not measured" : met ? "met" : "MISSED";
    return `${id.padEnd(5)}${text.padEnd(62)}${`${sense} ${limit}`.padStart(14)}${shown(measured).padStart(12)}  ${verdict}`;
  });
}

export function markdownTable(head, rows) {
  const line = (cells) => `| ${cells.join(" | ")} |`;
  const rule = head.map((_, i) => (i === 0 ? "---" : "--:"));
  return [line(head), line(rule), ...rows.map(line)].join("\n");
}

export function shown(value) {
  if (value === undefined) return "-";
  if (value >= PRECISE_BELOW) return value.toFixed(0);
  return value >= 1 || value === 0 ? value.toFixed(1) : value.toFixed(3);
}
