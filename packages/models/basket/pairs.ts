import { Accumulator, RowsBuilder, type Rows } from './rows.ts';
import { Top } from './top.ts';

export interface Pairs {
  /** By item, in which rows of `partners` it has a part. */
  readonly byItem: Rows;
  readonly partners: Rows;
  /** How much a row counts; 1 unless told. */
  readonly rowWeight?: (row: number) => number;
  /** How strong a pair is by the sum of its rows' weights. */
  readonly strength: (item: number, other: number, sum: number) => number;
  /** How many to keep of each item. */
  readonly size: number;
}

/** For each item its strongest partners, strongest first, itself left out. Time goes with the sum of the rows' lengths squared. */
export function strongestPairs({ byItem, partners, rowWeight = () => 1, strength, size }: Pairs): Rows {
  const items = byItem.start.length - 1;
  const sums = new Accumulator(items);
  const top = new Top(size);
  const rows = new RowsBuilder();
  for (let item = 0; item < items; item += 1) {
    for (let k = byItem.start[item]!; k < byItem.start[item + 1]!; k += 1) {
      sums.addRow(partners, byItem.index[k]!, rowWeight(byItem.index[k]!));
    }
    for (let k = 0; k < sums.count; k += 1) {
      const other = sums.touched[k]!;
      if (other !== item) top.offer(other, strength(item, other, sums.sums[other]!));
    }
    sums.clear();
    const { indices, scores } = top.drain();
    for (const [k, index] of indices.entries()) rows.add(index, scores[k]!);
    rows.endRow();
  }
  return rows.build();
}

/** How many entries a row has. */
export const rowLength = ({ start }: Rows, row: number): number => start[row + 1]! - start[row]!;
