/** Means over customers, each between 0 and 1. */
export interface BasketQuality {
  /** The share of the next basket that stands among the first k. */
  readonly recall: number;
  /** Gain 1 / log2(rank + 1), divided by that of the whole next basket at the top, as TIFU-KNN's published code does. */
  readonly ndcg: number;
  /** The same, divided by what k places can hold at most. */
  readonly ndcgCut: number;
  /** The share of customers with a hit among the first k. */
  readonly hitRate: number;
}

/** Compares ranked items, best first, with the baskets that came; `next` holds at least one item each. */
export function evaluateBaskets(
  ranked: readonly ArrayLike<number>[],
  next: readonly ArrayLike<number>[],
  k: number,
): BasketQuality {
  const sums = { recall: 0, ndcg: 0, ndcgCut: 0, hitRate: 0 };
  for (const [customer, basket] of next.entries()) {
    const { hits, gain } = hitsOf(ranked[customer]!, new Set(Array.from(basket)), k);
    sums.recall += hits / basket.length;
    sums.ndcg += gain / idealGain(basket.length);
    sums.ndcgCut += gain / idealGain(Math.min(k, basket.length));
    sums.hitRate += hits > 0 ? 1 : 0;
  }
  const mean = (sum: number): number => sum / next.length;
  return { recall: mean(sums.recall), ndcg: mean(sums.ndcg), ndcgCut: mean(sums.ndcgCut), hitRate: mean(sums.hitRate) };
}

function hitsOf(ranked: ArrayLike<number>, basket: ReadonlySet<number>, k: number): { hits: number; gain: number } {
  let [hits, gain] = [0, 0];
  for (let rank = 0; rank < Math.min(k, ranked.length); rank += 1) {
    if (!basket.has(ranked[rank]!)) continue;
    hits += 1;
    gain += 1 / Math.log2(rank + 2);
  }
  return { hits, gain };
}

/** The gain of a basket of this size whose items all stand at the top. */
export function idealGain(size: number): number {
  let gain = 0;
  for (let rank = 0; rank < size; rank += 1) gain += 1 / Math.log2(rank + 2);
  return gain;
}
