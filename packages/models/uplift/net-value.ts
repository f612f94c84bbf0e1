import type { Uplift } from './learners.ts';

/** What a purchase and an offer are worth, in one unit, such as minor units of money. */
export interface OfferTerms {
  /** Of a purchase before the discount. */
  readonly margin: number;
  /** What the offer takes off the price of a purchase. */
  readonly discount: number;
  /** What it costs to reach one customer; 0 unless told. */
  readonly contact?: number;
}

/**
 * What an offer brings each customer, net, in the unit of the terms: the margin of what is bought because of it, less the discount on
 * everything that is bought with it, also by those who would have bought anyway. The uplift is of the chance to buy.
 */
export function netValue({ effect, without }: Uplift, { margin, discount, contact = 0 }: OfferTerms): Float64Array {
  return effect.map((gain, i) => gain * margin - (without[i]! + gain) * discount - contact);
}

export interface Till {
  /** By customer: the margin of what was bought, before any discount of the offer. */
  readonly margin: ArrayLike<number>;
  /** By customer: what the offer took off; 0 for those who were not offered or did not use it. */
  readonly discount: ArrayLike<number>;
  readonly treated: ArrayLike<number>;
  /** What it costs to reach one customer; 0 unless told. */
  readonly contact?: number;
}

/** The outcome of an experiment from which net value is learnt at once, as an amount: margin less discount less contact. */
export function netOutcome({ margin, discount, treated, contact = 0 }: Till): Float64Array {
  return Float64Array.from(margin, (value, i) => value - discount[i]! - treated[i]! * contact);
}
