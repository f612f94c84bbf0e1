import { basketItems, type Histories } from './histories.ts';
import { Accumulator, RowsBuilder, transposed, type Rows } from './rows.ts';
import { Top } from './top.ts';

export interface TifuOptions {
  /** Into how many groups of consecutive baskets a history is cut. */
  readonly groups: number;
  /** What a basket counts less for each basket that came after it. */
  readonly basketDecay: number;
  /** What a group counts less for each group that came after it. */
  readonly groupDecay: number;
}

/** The settings published for Ta-Feng; neighbours 300 and own share .7 belong to them. */
export const TIFU: TifuOptions = { groups: 7, basketDecay: 0.9, groupDecay: 0.7 };

/**
 * A customer's items weighted by how often and how lately they were bought: the personal vector of TIFU-KNN (Hu, He, Gao & Zhang,
 * SIGIR 2020), as its published code computes it. One row a customer.
 */
export function tifuVectors(histories: Histories, { groups, basketDecay, groupDecay }: TifuOptions = TIFU): Rows {
  const sums = new Accumulator(histories.items);
  const rows = new RowsBuilder();
  for (let c = 0; c < histories.customers; c += 1) {
    const first = histories.basketStart[c]!;
    const count = histories.basketStart[c + 1]! - first;
    const used = Math.min(count, groups);
    for (let i = 0; i < count; i += 1) {
      const { group, size } = groupOf(i, count, groups);
      const weight = (basketDecay ** (count - 1 - i) * groupDecay ** (groups - 1 - group)) / size / used;
      for (const item of basketItems(histories, first + i)) sums.add(item, weight);
    }
    endRow(rows, sums);
  }
  return rows.build();
}

function endRow(rows: RowsBuilder, sums: Accumulator): void {
  for (const item of sums.touched.subarray(0, sums.count).toSorted()) rows.add(item, sums.sums[item]!);
  sums.clear();
  rows.endRow();
}

/** The first groups are the smaller ones where baskets do not divide evenly; fewer baskets than groups stand alone. */
function groupOf(position: number, count: number, groups: number): { group: number; size: number } {
  if (count < groups) return { group: position, size: 1 };
  const small = Math.floor(count / groups);
  const smallGroups = groups - (count % groups);
  if (position < small * smallGroups) return { group: Math.floor(position / small), size: small };
  return { group: smallGroups + Math.floor((position - small * smallGroups) / (small + 1)), size: small + 1 };
}

const squareOf = ({ start, value }: Rows, row: number): number => {
  let sum = 0;
  for (let k = start[row]!; k < start[row + 1]!; k += 1) sum += value[k]! ** 2;
  return sum;
};

/** Answers, row for row of `asked`, the `size` nearest rows of `base` by Euclidean distance, nearest first. */
export function* nearest(
  asked: Rows,
  base: Rows,
  { size, columns }: { size: number; columns: number },
): Generator<Int32Array> {
  const count = base.start.length - 1;
  const squares = Float64Array.from({ length: count }, (_, row) => squareOf(base, row));
  const byColumn = transposed(base, columns);
  const products = new Float64Array(count);
  const top = new Top(size);
  for (let row = 0; row + 1 < asked.start.length; row += 1) {
    products.fill(0);
    for (let k = asked.start[row]!; k < asked.start[row + 1]!; k += 1) {
      const [column, weight] = [asked.index[k]!, asked.value[k]!];
      for (let p = byColumn.start[column]!; p < byColumn.start[column + 1]!; p += 1) {
        products[byColumn.index[p]!]! += weight * byColumn.value[p]!;
      }
    }
    for (let other = 0; other < count; other += 1) top.offer(other, 2 * products[other]! - squares[other]!);
    yield top.drain().indices;
  }
}

/** The items with the highest score for each customer of `asked`: own vector × `ownShare` + mean of the neighbours' × the rest. */
export function tifuKnn(
  asked: Histories,
  base: Histories,
  { size, neighbours = 300, ownShare = 0.7 }: { size: number; neighbours?: number; ownShare?: number },
): Int32Array[] {
  const [own, others] = [tifuVectors(asked), tifuVectors(base)];
  const sums = new Accumulator(asked.items);
  const top = new Top(size);
  const answer: Int32Array[] = [];
  for (const found of nearest(own, others, { size: neighbours, columns: asked.items })) {
    sums.addRow(own, answer.length, ownShare);
    for (const neighbour of found) sums.addRow(others, neighbour, (1 - ownShare) / found.length);
    for (let k = 0; k < sums.count; k += 1) top.offer(sums.touched[k]!, sums.sums[sums.touched[k]!]!);
    sums.clear();
    answer.push(top.drain().indices);
  }
  return answer;
}
