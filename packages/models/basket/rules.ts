import { ok, refuse, type Refusal, type Result } from '@shuke/kernel';
import { frequentSets, type FrequentSet } from './frequent-sets.ts';

/** A basket that holds all of `given` often also holds `implied`. */
export interface Rule {
  /** In ascending order. */
  readonly given: readonly number[];
  readonly implied: number;
  /** In how many baskets all of them stand. */
  readonly count: number;
  /** `count` as a share of all baskets. */
  readonly support: number;
  /** `count` as a share of the baskets that hold `given`. */
  readonly confidence: number;
  /** How many times more likely `implied` is in a basket with `given` than in any basket; 1 says nothing. */
  readonly lift: number;
}

export interface RuleOptions {
  /** The least share of all baskets, above 0 and at most 1. */
  readonly minSupport: number;
  /** From 0 to 1. */
  readonly minConfidence: number;
  /** The most items of a rule, the implied one included; 10 unless told. */
  readonly maxItems?: number;
}

export type RuleRefusal = 'baskets_empty' | 'baskets_item_unknown' | 'rules_threshold_invalid' | 'rules_too_many';

/**
 * All association rules with one item on the right (Agrawal & Srikant, VLDB 1994), exactly, the highest lift first; equal ones by
 * count, then by their items. Baskets hold whole numbers from 0; an item that stands twice counts once.
 */
export function associationRules(
  baskets: readonly ArrayLike<number>[],
  options: RuleOptions,
): Result<Rule[], Refusal<RuleRefusal>> {
  const { minSupport, minConfidence, maxItems = 10 } = options;
  if (baskets.length === 0) return refuse('baskets_empty');
  if (!(minSupport > 0 && minSupport <= 1 && minConfidence >= 0 && minConfidence <= 1 && maxItems >= 2)) {
    return refuse('rules_threshold_invalid');
  }
  const sets = frequentSets(baskets, { minCount: leastCount(minSupport, baskets.length), maxItems });
  if (!sets.ok) return sets;
  const counts = new Map(sets.value.map(({ items, count }) => [items.join(), count]));
  const rules = sets.value.flatMap((set) => rulesOf(set, { counts, baskets: baskets.length, minConfidence }));
  return ok(rules.toSorted(byLift));
}

/** The fewest baskets that are at least this share of all; .001 of 1,000 is 1 though the product in binary is a little more. */
const leastCount = (share: number, baskets: number): number => Math.max(1, Math.ceil(share * baskets - 1e-9));

interface Counted {
  readonly counts: ReadonlyMap<string, number>;
  readonly baskets: number;
  readonly minConfidence: number;
}

/** A rule for each item of a set that the others point to. Every part of a frequent set is frequent, so its count is there. */
function rulesOf({ items, count }: FrequentSet, { counts, baskets, minConfidence }: Counted): Rule[] {
  if (items.length < 2) return [];
  return items.flatMap((implied) => {
    const given = items.filter((item) => item !== implied);
    const confidence = count / counts.get(given.join())!;
    if (confidence < minConfidence) return [];
    const lift = confidence / (counts.get(String(implied))! / baskets);
    return [{ given, implied, count, support: count / baskets, confidence, lift }];
  });
}

function byLift(a: Rule, b: Rule): number {
  if (a.lift !== b.lift) return b.lift - a.lift;
  if (a.count !== b.count) return b.count - a.count;
  if (a.given.length !== b.given.length) return a.given.length - b.given.length;
  const differs = a.given.findIndex((item, i) => item !== b.given[i]);
  return differs < 0 ? a.implied - b.implied : a.given[differs]! - b.given[differs]!;
}
