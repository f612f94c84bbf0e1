import { Unreadable } from './unknown.ts';

/** A file of rows under a head: cells by the names of their columns. */
export type Row = Readonly<Record<string, string>>;

export interface TableShape {
  readonly separator: string;
  /** What stands around a cell and is no part of it. */
  readonly trim: RegExp;
  /** The column of free text: a separator in it makes a row longer than the head, and is put back. */
  readonly freeText: string;
}

/** Reads rows by their head. Throws `Unreadable` at one that does not fit: a charge left out would seem to be missing there. */
export function rowsOf(lines: readonly string[], head: string, shape: TableShape): Row[] {
  const names = head.split(',').map((name) => name.trim());
  const free = names.indexOf(shape.freeText);
  return lines.map((line) => {
    const cells = line.split(shape.separator);
    const excess = cells.length - names.length;
    if (excess < 0 || (excess > 0 && free < 0)) throw new Unreadable('row');
    if (excess > 0) cells.splice(free, excess + 1, cells.slice(free, free + excess + 1).join(shape.separator));
    return Object.fromEntries(names.map((name, index) => [name, cells[index]!.replaceAll(shape.trim, '')]));
  });
}
