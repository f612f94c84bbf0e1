import { type Histories } from './histories.ts';

export interface Preference {
  readonly category: number;
  /** Share of the customer's purchases, late ones counting more, drawn towards the shop's own shares; all shares sum to 1. */
  readonly share: number;
  /** The share over the shop's: above 1 the customer cares for it more than others do. */
  readonly lift: number;
  /** How many purchases that rests on, in purchases of today. */
  readonly weight: number;
}

export interface PreferenceOptions {
  /** The category of each item, from 0. */
  readonly categoryOf: ArrayLike<number>;
  /** Each category's share of all that the shop sells; positive numbers that sum to 1. */
  readonly usual: ArrayLike<number>;
  /** After how many days a purchase counts half; 90 unless told. */
  readonly halfLife?: number;
  /** How many purchases the shop's shares count for; 5 unless told. */
  readonly strength?: number;
}

/**
 * What one customer prefers, by category, strongest lift first: a Dirichlet posterior mean whose prior is what the shop sells. Someone
 * without purchases has the shop's shares and lifts of 1.
 */
export function preferenceProfile(histories: Histories, customer: number, options: PreferenceOptions): Preference[] {
  const { usual, strength = 5 } = options;
  const weights = categoryWeights(histories, customer, options);
  const total = weights.reduce((sum, weight) => sum + weight, strength);
  return Array.from(weights, (weight, category) => {
    const share = (weight + strength * usual[category]!) / total;
    return { category, share, lift: share / usual[category]!, weight };
  }).toSorted((a, b) => b.lift - a.lift || a.category - b.category);
}

function categoryWeights(histories: Histories, customer: number, options: PreferenceOptions): Float64Array {
  const { basketStart, itemStart, item, time, now } = histories;
  const { categoryOf, usual, halfLife = 90 } = options;
  const weights = new Float64Array(usual.length);
  for (let basket = basketStart[customer]!; basket < basketStart[customer + 1]!; basket += 1) {
    const weight = 0.5 ** ((now[customer]! - time[basket]!) / halfLife);
    for (let k = itemStart[basket]!; k < itemStart[basket + 1]!; k += 1) weights[categoryOf[item[k]!]!]! += weight;
  }
  return weights;
}
