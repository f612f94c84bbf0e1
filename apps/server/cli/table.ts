type Cell = string | number | null;

// Chinese characters take two columns of a terminal.
const widthOf = (text: string): number =>
  Array.from(text).reduce(
    (width, c) =>
      width +
      (/[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/.test(c) ? 2 : 1),
    0,
  );

/** Lays rows out in columns, numbers to the right, for a person who reads a terminal. */
export function table(headings: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const shown = rows.map((row) => row.map((cell) => (cell === null ? '–' : String(cell))));
  const isNumber = headings.map((_, i) =>
    rows.every((row) => row[i] === null || /^(|–)$|^-?[¥$€]?[\d.,]+ ?%?$/.test(String(row[i]))),
  );
  const widths = headings.map((h, i) => Math.max(widthOf(h), ...shown.map((row) => widthOf(row[i] ?? ''))));
  const pad = (cell: string, i: number): string => {
    const space = ' '.repeat(Math.max(0, widths[i]! - widthOf(cell)));
    return isNumber[i] ? space + cell : cell + space;
  };
  const line = (cells: readonly string[]): string => cells.map(pad).join('  ').trimEnd();
  return [line(headings), line(widths.map((w) => '─'.repeat(w))), ...shown.map(line)].join('\n');
}
