import type { Earning } from '@shuke/loyalty';
import { STRANGER, type Applied, type Guest, type HeldCoupon, type PricedOrder, type Usage } from '@shuke/pricing';

/** What priced an order, so that what is kept of it is priced by the same rules and facts years later. */
export interface PricedFacts extends PricedOrder {
  readonly ruleSetNo: number;
  readonly programmeVersion: number;
  readonly applied: readonly Applied[];
  readonly earned: readonly Earning[];
}

/**
 * The facts as an order's row keeps them: without what stands in the row's other columns and what is as usual, names short
 * and records as lists. Written out they took the row beyond 2 KB, where PostgreSQL compresses and moves parts of it: a
 * third of what inserting an order cost.
 */
export interface PackedFacts {
  readonly r: number;
  readonly p: number;
  readonly c: readonly [currency: string, weekday: number, minuteOfDay: number, deliveryFeeMinor: number];
  readonly l: readonly (readonly [sku: string, category: string, unitPriceMinor: number])[];
  /** `s`: priced as a stranger, though the order is a customer's. */
  readonly g?: { readonly t?: string; readonly f?: 1; readonly u?: Readonly<Record<string, Usage>>; readonly s?: 1 };
  /** Points in hand, the most of them that were to be spent, and those that were. */
  readonly b?: readonly [balance: number, spendAtMost: number, spent: number];
  /** Coupons that were shown; the last says whether the price took it, and as the how manieth. */
  readonly k?: readonly (readonly [
    couponId: string,
    promotionId: string,
    fromMs: number,
    untilMs: number,
    taken: number,
  ])[];
  readonly a?: readonly (readonly [promotionId: string, version: number, times: number, discountMinor: number])[];
  readonly e?: readonly (readonly [asset: string, amount: number, from: string, until: string])[];
}

/** What the other columns of the row say. */
export interface FactsInRow {
  readonly storeId: string;
  readonly customerId: string | null;
  readonly source: string;
  readonly orderedAt: Date;
  readonly quantities: readonly number[];
}

const NEVER_MS = -1;

export function packFacts(facts: PricedFacts, customerId: string | null): PackedFacts {
  const { cart, guest, couponIds, pointsSpent, applied, earned } = facts;
  const { points, coupons } = guest;
  return {
    r: facts.ruleSetNo,
    p: facts.programmeVersion,
    c: [cart.currency, cart.weekday, cart.minuteOfDay, cart.deliveryFeeMinor],
    l: cart.lines.map(({ sku, category, unitPriceMinor }) => [sku, category, unitPriceMinor] as const),
    ...packGuest(guest, customerId),
    ...(points.spendAtMost > 0 ? { b: [points.balance, points.spendAtMost, pointsSpent] as const } : {}),
    ...(coupons.length > 0 ? { k: coupons.map((coupon) => packCoupon(coupon, couponIds)) } : {}),
    ...(applied.length > 0
      ? { a: applied.map((one) => [one.promotionId, one.version, one.times, one.discountMinor] as const) }
      : {}),
    ...(earned.length > 0
      ? { e: earned.map(({ asset, amount, lot }) => [asset, amount, lot.from, lot.until] as const) }
      : {}),
  };
}

function packGuest(guest: Guest, customerId: string | null): Pick<PackedFacts, 'g'> {
  const { tier, firstPurchase, usage } = guest;
  const g = {
    ...(customerId !== null && guest.customerId === null ? { s: 1 as const } : {}),
    ...(tier === null ? {} : { t: tier }),
    ...(firstPurchase ? { f: 1 as const } : {}),
    ...(Object.keys(usage).length > 0 ? { u: usage } : {}),
  };
  return Object.keys(g).length > 0 ? { g } : {};
}

const packCoupon = ({ couponId, promotionId, validFromMs, expiresAtMs }: HeldCoupon, taken: readonly string[]) =>
  [couponId, promotionId, validFromMs ?? NEVER_MS, expiresAtMs ?? NEVER_MS, taken.indexOf(couponId) + 1] as const;

export function unpackFacts(packed: PackedFacts, row: FactsInRow): PricedFacts {
  const [currency, weekday, minuteOfDay, deliveryFeeMinor] = packed.c;
  const { k = [], a = [], e = [], b = [0, 0, 0] } = packed;
  const taken = k.filter(([, , , , place]) => place > 0).toSorted((one, other) => one[4] - other[4]);
  return {
    ruleSetNo: packed.r,
    programmeVersion: packed.p,
    cart: {
      currency,
      storeId: row.storeId,
      source: row.source,
      instantMs: row.orderedAt.getTime(),
      weekday,
      minuteOfDay,
      deliveryFeeMinor,
      lines: packed.l.map(([sku, category, unitPriceMinor], i) => ({
        lineId: String(i + 1),
        sku,
        category,
        unitPriceMinor,
        quantityMilli: row.quantities[i]!,
      })),
    },
    guest: unpackGuest(packed, row),
    couponIds: taken.map(([couponId]) => couponId),
    pointsSpent: b[2],
    applied: a.map(([promotionId, version, times, discountMinor]) => ({
      promotionId,
      version,
      times,
      discountMinor,
      couponIds: taken.filter((coupon) => coupon[1] === promotionId).map(([couponId]) => couponId),
    })),
    earned: e.map(([asset, amount, from, until]) => ({ asset, amount, lot: { from, until } })),
  };
}

function unpackGuest({ g = {}, k = [], b = [0, 0, 0] }: PackedFacts, { customerId }: FactsInRow): Guest {
  const coupons = k.map(([couponId, promotionId, validFromMs, expiresAtMs]) => ({
    couponId,
    promotionId,
    ...(validFromMs === NEVER_MS ? {} : { validFromMs }),
    ...(expiresAtMs === NEVER_MS ? {} : { expiresAtMs }),
  }));
  if (customerId === null || g.s === 1) return { ...STRANGER, coupons };
  return {
    ...STRANGER,
    customerId,
    member: true,
    tier: g.t ?? null,
    firstPurchase: g.f === 1,
    usage: g.u ?? {},
    coupons,
    points: { balance: b[0], spendAtMost: b[1] },
  };
}
