import { type Histories } from './histories.ts';
import { rowLength, strongestPairs } from './pairs.ts';
import { Accumulator, RowsBuilder, transposed, type Rows } from './rows.ts';
import { Top } from './top.ts';

export interface RelationOptions {
  /**
   * `cosine`: customers who bought both, over the geometric mean of those who bought either, shrunk so that a handful proves little.
   * `rp3beta`: the chance to arrive at an item by walking item → customer → item → …, with popular items divided by their number
   * of customers to the power `beta` (Paudel, Christoffel, Newell & Bernstein, TiiS 2017).
   */
  readonly method: 'cosine' | 'rp3beta';
  /** How many related items to keep of each. */
  readonly size: number;
  /** How many customers without the pair are added to each pair's denominator (cosine); 10 unless told. */
  readonly shrink?: number;
  /** rp3beta: 0 favours what everybody buys, 1 what few do; .6 unless told. */
  readonly beta?: number;
}

/** For each item those most related to it, by who bought them, as rows in descending order of strength (a positive number). */
export function itemRelations(histories: Histories, options: RelationOptions): Rows {
  const { method, size, shrink = 10, beta = 0.6 } = options;
  const partners = customerItems(histories);
  const byItem = transposed(partners, histories.items);
  const buyers = (item: number): number => rowLength(byItem, item);
  const pairs = { byItem, partners, size };
  if (method === 'cosine') {
    const strength = (item: number, other: number, both: number): number =>
      both / (Math.sqrt(buyers(item) * buyers(other)) + shrink);
    return strongestPairs({ ...pairs, strength });
  }
  const popularity = Float64Array.from({ length: histories.items }, (_, item) => buyers(item) ** beta);
  const rowWeight = (customer: number): number => 1 / rowLength(partners, customer);
  const strength = (item: number, other: number, sum: number): number => sum / buyers(item) / popularity[other]!;
  return strongestPairs({ ...pairs, rowWeight, strength });
}

/** Each customer's different items with the weight 1. */
export function customerItems({ customers, items, basketStart, itemStart, item }: Histories): Rows {
  const seen = new Accumulator(items);
  const rows = new RowsBuilder();
  for (let c = 0; c < customers; c += 1) {
    for (let k = itemStart[basketStart[c]!]!; k < itemStart[basketStart[c + 1]!]!; k += 1) seen.add(item[k]!, 1);
    for (const one of seen.touched.subarray(0, seen.count).toSorted()) rows.add(one, 1);
    seen.clear();
    rows.endRow();
  }
  return rows.build();
}

/** What goes with a basket, or with the product of a page: the items most related to all of it together, without those in it. */
export function relatedItems(
  relations: Rows,
  basket: readonly number[],
  size: number,
): { item: number; strength: number }[] {
  const sums = new Map<number, number>();
  for (const item of new Set(basket)) {
    for (let k = relations.start[item]!; k < relations.start[item + 1]!; k += 1) {
      const other = relations.index[k]!;
      sums.set(other, (sums.get(other) ?? 0) + relations.value[k]!);
    }
  }
  const top = new Top(size);
  for (const [other, sum] of sums) if (!basket.includes(other)) top.offer(other, sum / basket.length);
  const { indices, scores } = top.drain();
  return [...indices].map((item, k) => ({ item, strength: scores[k]! }));
}
