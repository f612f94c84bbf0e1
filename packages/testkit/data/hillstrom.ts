import { dataText } from './folder.ts';

/** A randomised e-mail experiment: a third of 64,000 customers got women's, a third men's merchandise, a third nothing. */
export interface Hillstrom {
  readonly rows: number;
  /** What was known before, by column; a name with k values is k − 1 columns of 0 and 1. */
  readonly names: readonly string[];
  readonly columns: readonly Float64Array[];
  readonly arm: readonly string[];
  /** 1 for those who came to the site in the two weeks after. */
  readonly visit: Float64Array;
  /** 1 for those who bought, and for how much, in dollars. */
  readonly conversion: Float64Array;
  readonly spend: Float64Array;
}

const NUMBERS = ['recency', 'history', 'mens', 'womens', 'newbie'];
const KINDS = { zip_code: ['Surburban', 'Urban'], channel: ['Phone', 'Web'] };

/** Customers of two arms, or null where the data folder is absent. */
export function findHillstrom(arms: readonly [string, string] = ['Womens E-Mail', 'No E-Mail']): Hillstrom | null {
  const text = dataText('hillstrom/hillstrom.csv.gz');
  if (text === null) return null;
  // One name of a spending class holds a comma; the class says less than `history` and is not read.
  const [head, ...lines] = text
    .trim()
    .replaceAll(/"[^"\n]*"/g, 'class')
    .split(/\r?\n/);
  const fields = head!.split(',');
  const at = (name: string): number => fields.indexOf(name);
  const rows = lines.map((line) => line.split(',')).filter((row) => arms.includes(row[at('segment')]!));
  const number = (name: string): Float64Array => Float64Array.from(rows, (row) => Number(row[at(name)]));
  const kinds = Object.entries(KINDS).flatMap(([name, values]) => values.map((value) => ({ name, value })));
  return {
    rows: rows.length,
    names: [...NUMBERS, ...kinds.map(({ name, value }) => `${name} ${value}`)],
    columns: [
      ...NUMBERS.map(number),
      ...kinds.map(({ name, value }) => Float64Array.from(rows, (row) => (row[at(name)] === value ? 1 : 0))),
    ],
    arm: rows.map((row) => row[at('segment')]!),
    visit: number('visit'),
    conversion: number('conversion'),
    spend: number('spend'),
  };
}
