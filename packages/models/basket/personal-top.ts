import { type Histories } from './histories.ts';
import { Accumulator } from './rows.ts';
import { Top } from './top.ts';

/** In how many baskets each item stands. */
export function itemCounts({ item, items }: Histories): Float64Array {
  const counts = new Float64Array(items);
  for (const one of item) counts[one]! += 1;
  return counts;
}

export interface PersonalTopOptions {
  readonly size: number;
  /** Which of the items bought equally often comes first: the one popular with all, or the one bought first; the former unless told. */
  readonly ties?: 'popular' | 'first';
}

/** The plainest forecast: what each customer of `asked` bought in most baskets, filled up with what is popular in `base`. */
export function personalTop(
  asked: Histories,
  base: Histories,
  { size, ties = 'popular' }: PersonalTopOptions,
): Int32Array[] {
  const counts = itemCounts(base);
  const filling = itemsByCount(counts);
  const most = counts.reduce((a, b) => Math.max(a, b), 1) + 1;
  const sums = new Accumulator(asked.items);
  const top = new Top(size);
  return Array.from({ length: asked.customers }, (_, c) => {
    const [from, to] = [asked.itemStart[asked.basketStart[c]!]!, asked.itemStart[asked.basketStart[c + 1]!]!];
    for (const item of asked.item.subarray(from, to)) sums.add(item, 1);
    for (let k = 0; k < sums.count; k += 1) {
      const item = sums.touched[k]!;
      // Below 1, so that it decides between equals and never outweighs one more purchase.
      const tie = ties === 'popular' ? counts[item]! / most : 1 - (k + 1) / sums.count;
      top.offer(item, sums.sums[item]! + tie);
    }
    const own = new Set(sums.touched.subarray(0, sums.count));
    sums.clear();
    return filledUp([...top.drain().indices], filling, { size, own });
  });
}

function itemsByCount(counts: Float64Array): Int32Array {
  const top = new Top(counts.length);
  for (const [item, count] of counts.entries()) top.offer(item, count);
  return top.drain().indices;
}

function filledUp(
  best: number[],
  filling: Int32Array,
  { size, own }: { size: number; own: ReadonlySet<number> },
): Int32Array {
  for (const item of filling) {
    if (best.length >= size) break;
    if (!own.has(item)) best.push(item);
  }
  return Int32Array.from(best);
}
