import { ok, refuse, type Refusal, type Result } from '@shuke/kernel';

export interface FrequentSet {
  /** In ascending order. */
  readonly items: readonly number[];
  /** In how many baskets all of them stand. */
  readonly count: number;
}

/** More sets than this help nobody and fill the memory; a higher support gives fewer. */
export const MAX_SETS = 200_000;

export interface FrequentSetOptions {
  readonly minCount: number;
  /** The most items of a set. */
  readonly maxItems: number;
}

/**
 * All sets of items that stand together in at least `minCount` baskets: Eclat (Zaki, 2000), which intersects the lists of baskets of
 * each item, depth first. The time goes with the sets found, not with the sets there could be.
 */
export function frequentSets(
  baskets: readonly ArrayLike<number>[],
  options: FrequentSetOptions,
): Result<FrequentSet[], Refusal<'rules_too_many' | 'baskets_item_unknown'>> {
  const lists = basketsByItem(baskets);
  if (!lists) return refuse('baskets_item_unknown');
  const single = [...lists]
    .map(([item, list]) => ({ item, held: Int32Array.from(list) }))
    .filter(({ held }) => held.length >= options.minCount)
    // From rare to frequent: the lists grow short at once.
    .toSorted((a, b) => a.held.length - b.held.length || a.item - b.item);
  const found: FrequentSet[] = [];
  return extend({ items: [], found, options }, single) ? ok(found) : refuse('rules_too_many', { most: MAX_SETS });
}

function basketsByItem(baskets: readonly ArrayLike<number>[]): Map<number, number[]> | null {
  const lists = new Map<number, number[]>();
  for (const [position, basket] of baskets.entries()) {
    for (const item of Array.from(basket)) {
      if (!Number.isInteger(item) || item < 0) return null;
      const list = lists.get(item);
      if (!list) lists.set(item, [position]);
      else if (list.at(-1) !== position) list.push(position);
    }
  }
  return lists;
}

interface Extension {
  readonly item: number;
  /** The baskets, ascending, that hold this item and all before it. */
  readonly held: Int32Array;
}

interface Search {
  readonly items: readonly number[];
  readonly found: FrequentSet[];
  readonly options: FrequentSetOptions;
}

/** Adds every set that begins with `items`; false where there are too many. */
function extend({ items, found, options }: Search, extensions: readonly Extension[]): boolean {
  for (const [position, { item, held }] of extensions.entries()) {
    if (found.length >= MAX_SETS) return false;
    const longer = [...items, item];
    found.push({ items: longer.toSorted((a, b) => a - b), count: held.length });
    if (longer.length >= options.maxItems) continue;
    const next = extensions
      .slice(position + 1)
      .map((other) => ({ item: other.item, held: intersection(held, other.held) }))
      .filter((one) => one.held.length >= options.minCount);
    if (!extend({ items: longer, found, options }, next)) return false;
  }
  return true;
}

function intersection(a: Int32Array, b: Int32Array): Int32Array {
  const both = new Int32Array(Math.min(a.length, b.length));
  let [i, j, count] = [0, 0, 0];
  while (i < a.length && j < b.length) {
    const [one, other] = [a[i]!, b[j]!];
    if (one === other) both[count++] = one;
    if (one <= other) i += 1;
    if (other <= one) j += 1;
  }
  return both.subarray(0, count);
}
