import type { Candidates } from './candidates.ts';
import type { Knowledge } from './knowledge.ts';
import { chanceInNext } from './taste-space.ts';

/** What is known of a customer and an item, in the order of `featuresOf`. */
export const FEATURES = [
  'own count',
  'own rate',
  'days since last',
  'own gap',
  'due',
  'days since first',
  'personal weight',
  'neighbours',
  'neighbours next',
  'close neighbours next',
  'taste',
  'related',
  'following',
  'popularity',
  'popularity next',
  'trend',
  'repeat rate',
  'baskets',
  'mean size',
  'last size',
  'different items',
  'repeat share',
] as const;

/** Keeps the trend of an item that nearly nobody buys from being noise: one basket in ten thousand. */
const TREND_FLOOR = 1e-4;

/**
 * The features of one item for one customer, with NaN for what does not apply to an item that is new to him. All are rates, shares,
 * days or counts of his own baskets, so that they mean the same whether they were learnt from four fifths of the customers or from all.
 */
export function featuresOf({ facts, space }: Knowledge, candidates: Candidates, item: number): number[] {
  const { own } = candidates;
  const popularity = facts.popularity[item]!;
  const popularityNext = facts.popularityNext[item]!;
  return [
    ...ownFeatures(candidates, item, facts.gap[item]!),
    candidates.personal.sums[item]!,
    candidates.neighbours.sums[item]!,
    candidates.neighboursNext.sums[item]!,
    candidates.closeNext.sums[item]!,
    chanceInNext(space, candidates.taste, item),
    candidates.related.sums[item]!,
    candidates.following.sums[item]!,
    popularity,
    popularityNext,
    popularityNext / (popularity + TREND_FLOOR),
    facts.repeatRate[item]!,
    own.baskets,
    own.meanSize,
    own.lastSize,
    own.items.size,
    own.repeatShare,
  ];
}

/** `due` is the time since the last purchase over the customer's own gap: at 1 the next one is due. */
function ownFeatures({ own }: Candidates, item: number, usualGap: number): number[] {
  const bought = own.items.get(item);
  if (!bought) return [0, 0, Number.NaN, Number.NaN, Number.NaN, Number.NaN];
  const { count, firstTime, lastTime } = bought;
  const sinceLast = own.now - lastTime;
  // The usual gap counts as one observed gap: with a single purchase it is all there is.
  const gap = (lastTime - firstTime + usualGap) / count;
  return [count, count / own.baskets, sinceLast, gap, gap > 0 ? sinceLast / gap : Number.NaN, own.now - firstTime];
}
