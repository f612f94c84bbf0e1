import type { Cart, CartLine, Guest } from '../cart.ts';
import { couponFault, mostTimes, selects, staticFault } from '../conditions.ts';
import { inActingOrder, phaseOf, standingPrices, type Promotion, type Rules, type Selector } from '../promotion.ts';

// The semantics of README.md once more, as plainly as they can be said: no index, no cache, nothing shared with the search.

/** Equal lines together. */
export interface Pile {
  readonly sku: string;
  readonly category: string;
  readonly listPriceMinor: number;
  readonly quantityMilli: number;
  readonly lines: readonly CartLine[];
}

/** A promotion that the guest may use here and now, and how often. */
export interface Item {
  readonly promotion: Promotion;
  readonly phase: number;
  readonly most: number;
  /** By pile. */
  readonly scope: readonly boolean[];
  readonly watched: readonly boolean[];
}

/** Everything that does not change while a combination is tried. */
export interface Basket {
  readonly piles: readonly Pile[];
  /** Prices that are no choice, and promotions that are. */
  readonly standing: readonly Item[];
  readonly items: readonly Item[];
  readonly cart: Cart;
  readonly guest: Guest;
}

/** What is left after some promotions were used. */
export interface Standing {
  readonly prices: readonly number[];
  readonly units: readonly number[];
  readonly amounts: readonly number[];
  readonly feeMinor: number;
  readonly pointsMinor: number;
  /** What was left of each pile and, last, of the delivery fee as each phase began, as far as they have. */
  readonly beginnings: readonly (readonly number[])[];
}

export const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);

export const dueOf = ({ amounts, feeMinor, pointsMinor }: Standing): number => sum(amounts) + feeMinor - pointsMinor;

export const amountAtPrice = (unitMinor: number, quantityMilli: number): number => {
  const thousandths = BigInt(unitMinor) * BigInt(quantityMilli);
  return Number((thousandths + 500n) / 1000n);
};

/** The piles of a cart and the promotions that may be used on them, in the order in which they act. */
export function basketOf(rules: Rules, cart: Cart, guest: Guest): Basket {
  const piles = pilesOf(cart.lines);
  const items = inActingOrder(rules.promotions).flatMap((promotion): Item[] => {
    const isCoupon = promotion.trigger === 'coupon';
    const held = guest.coupons.filter(
      (coupon) => coupon.promotionId === promotion.promotionId && couponFault(coupon, cart.instantMs) === null,
    );
    if ((isCoupon && held.length === 0) || staticFault(promotion, cart, guest) !== null) return [];
    const named = (selector?: Selector): boolean[] => piles.map((pile) => selects(selector, pile.sku, pile.category));
    const scope = named(promotion.scope);
    const { of = promotion.scope, minQuantity = 0 } = promotion.conditions ?? {};
    const watched = named(of);
    const quantityMilli = sum(piles.map((pile, p) => (watched[p] ? pile.quantityMilli : 0)));
    if (quantityMilli < minQuantity * 1000) return [];
    const most = mostTimes(promotion, guest, held.length);
    return [{ promotion, phase: phaseOf(promotion.benefit), most, scope, watched }];
  });
  const prices = standingPrices(rules.promotions);
  const isStanding = ({ promotion }: Item): boolean => prices.has(promotion.promotionId);
  const standing = items.filter(isStanding);
  return { piles, standing, items: items.filter((item) => !isStanding(item)), cart, guest };
}

function pilesOf(lines: readonly CartLine[]): Pile[] {
  const piles = Map.groupBy(lines, (line) => JSON.stringify([line.sku, line.unitPriceMinor, line.category]));
  const isBefore = (a: Pile, b: Pile): boolean => {
    if (a.sku !== b.sku) return a.sku < b.sku;
    return a.listPriceMinor === b.listPriceMinor ? a.category < b.category : a.listPriceMinor < b.listPriceMinor;
  };
  return [...piles.values()]
    .map((same): Pile => {
      const { sku, category, unitPriceMinor } = same[0]!;
      const quantityMilli = sum(same.map((line) => line.quantityMilli));
      const byId = same.toSorted((a, b) => (a.lineId < b.lineId ? -1 : 1));
      return { sku, category, listPriceMinor: unitPriceMinor, quantityMilli, lines: byId };
    })
    .toSorted((a, b) => (isBefore(a, b) ? -1 : 1));
}

/** The standing before any promotion. */
export function atList({ piles, cart }: Basket): Standing {
  const amounts = piles.map((pile) => amountAtPrice(pile.listPriceMinor, pile.quantityMilli));
  return {
    prices: piles.map((pile) => pile.listPriceMinor),
    units: piles.map((pile) => Math.floor(pile.quantityMilli / 1000)),
    amounts,
    feeMinor: cart.deliveryFeeMinor,
    pointsMinor: 0,
    beginnings: [[...amounts, cart.deliveryFeeMinor]],
  };
}
