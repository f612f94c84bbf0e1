import { basketItems } from './histories.ts';
import type { Lessons } from './lessons.ts';
import { rowLength, strongestPairs } from './pairs.ts';
import { RowsBuilder, transposed, type Rows } from './rows.ts';

/** How many baskets without the pair are added to each item's: a handful of baskets proves little. */
const SHRINK = 10;

/**
 * For each item those most often in the very next basket, with the share of baskets after it that hold them, shrunk: a Markov
 * chain of baskets, which knows what follows what and what is bought at the same time of year.
 */
export function itemTransitions(lessons: Lessons, size: number): Rows {
  const { from, to } = steps(lessons);
  const byItem = transposed(from, lessons.histories.items);
  const strength = (item: number, _: number, count: number): number => count / (rowLength(byItem, item) + SHRINK);
  return strongestPairs({ byItem, partners: to, strength, size });
}

/** Every basket and the one after it, row for row. */
function steps({ histories, next }: Lessons): { from: Rows; to: Rows } {
  const [from, to] = [new RowsBuilder(), new RowsBuilder()];
  for (let customer = 0; customer < histories.customers; customer += 1) {
    const end = histories.basketStart[customer + 1]!;
    for (let basket = histories.basketStart[customer]!; basket < end; basket += 1) {
      for (const item of basketItems(histories, basket)) from.add(item, 1);
      for (const item of basket + 1 < end ? basketItems(histories, basket + 1) : next[customer]!) to.add(item, 1);
      from.endRow();
      to.endRow();
    }
  }
  return { from: from.build(), to: to.build() };
}
