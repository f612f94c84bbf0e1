import type { Appetite } from './basket.ts';
import { NOODLES } from './menu.ts';

/** A coupon in a guest's hand, as the street sees it: numbers for days, an index for the guest. */
export interface Offer {
  readonly guest: number;
  readonly code: string;
  /** What it takes off a usual bill, in fen. */
  readonly worthMinor: number;
  readonly minSpendMinor: number;
  readonly issuedOn: number;
  readonly lastDay: number;
}

/** What a guest usually pays, in fen: a bowl a person by taste, and some sides and drinks. */
export function usualBillMinor(guest: Appetite): number {
  const taste = guest.noodleTaste.reduce((sum, weight) => sum + weight, 0);
  const bowl = NOODLES.reduce((sum, dish, i) => sum + (dish.priceMinor * guest.noodleTaste[i]!) / taste, 0);
  return Math.round((1 + guest.company) * (bowl + guest.sides * 1100 + guest.drinks * 600));
}

/**
 * How attractive an offer is, from 0 to 1: it saturates with its share of the usual bill (an eighth of it gives 0.63), and
 * falls where the least spend is above that bill.
 */
export function appealOf(offer: Pick<Offer, 'worthMinor' | 'minSpendMinor'>, guest: Appetite): number {
  const bill = usualBillMinor(guest);
  const reach = Math.min(1, bill / Math.max(1, offer.minSpendMinor));
  return (1 - Math.exp((-8 * offer.worthMinor) / bill)) * reach ** 2;
}
