import { dataText } from './folder.ts';

interface Part {
  readonly rows: number;
  readonly columns: readonly Float64Array[];
  readonly labels: Float64Array;
}

interface Reference {
  readonly auc: number;
  readonly logloss: number;
}

/** A synthetic yes-or-no task, and what LightGBM 4.7 reached on its test part. What is missing is NaN. */
export interface GbtGolden {
  readonly names: readonly string[];
  readonly train: Part;
  readonly test: Part;
  readonly lightgbm: {
    readonly numeric: Reference;
    readonly categorical: Reference;
    readonly monotone_x0_up: Reference;
    readonly bayes_auc: number;
  };
}

export function findGbtGolden(): GbtGolden | null {
  const text = dataText('gbt-golden/data.csv.gz');
  const reference = dataText('gbt-golden/lightgbm.json');
  if (text === null || reference === null) return null;
  const [head, ...lines] = text.split('\n').filter((line) => line !== '');
  const names = head!.split(',').slice(2);
  const cells = lines.map((line) => line.split(','));
  const part = (name: string): Part => {
    const rows = cells.filter(([split]) => split === name);
    const columns = names.map((_, i) =>
      Float64Array.from(rows, (row) => (row[i + 2] === '' ? NaN : Number(row[i + 2]))),
    );
    return { rows: rows.length, columns, labels: Float64Array.from(rows, (row) => Number(row[1])) };
  };
  return { names, train: part('train'), test: part('test'), lightgbm: JSON.parse(reference) as GbtGolden['lightgbm'] };
}
