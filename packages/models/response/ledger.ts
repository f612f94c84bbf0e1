import type { CouponHistory } from './history.ts';

export interface Redemption {
  readonly campaign: number;
  readonly coupon: number;
  readonly day: number;
}

export interface Line {
  readonly product: number;
  readonly category: number;
  readonly section: number;
  readonly day: number;
  readonly spend: number;
  readonly isCut: boolean;
  readonly isCouponed: boolean;
}

/** A campaign's offer, looked up. */
export interface Offer {
  readonly coupons: readonly number[];
  readonly products: ReadonlySet<number>;
  readonly categories: ReadonlySet<number>;
  readonly couponsOfProduct: ReadonlyMap<number, readonly number[]>;
  readonly couponsOfCategory: ReadonlyMap<number, readonly number[]>;
}

/** A coupon history, looked up by household and by campaign. */
export interface Ledger {
  readonly history: CouponHistory;
  readonly redemptions: ReadonlyMap<number, readonly Redemption[]>;
  readonly lines: ReadonlyMap<number, readonly Line[]>;
  readonly campaignsOf: ReadonlyMap<number, readonly number[]>;
  readonly households: readonly (readonly number[])[];
  readonly offers: readonly Offer[];
  /** By coupon: all products that any campaign let it be used for, and the category that most of them have. */
  readonly productsOfCoupon: ReadonlyMap<number, readonly number[]>;
  readonly classOfCoupon: ReadonlyMap<number, number>;
  /** The sections with the most products, at most eight. */
  readonly sections: readonly number[];
}

export function openLedger(history: CouponHistory): Ledger {
  const { campaigns, targeted, redeemed, bought, categoryOf, sectionOf } = history;
  const redemptions = new Map<number, Redemption[]>();
  for (let i = 0; i < redeemed.campaign.length; i += 1) {
    const one = { campaign: redeemed.campaign[i]!, coupon: redeemed.coupon[i]!, day: redeemed.day[i]! };
    addTo(redemptions, redeemed.household[i]!, one);
  }
  const lines = new Map<number, Line[]>();
  for (let i = 0; i < bought.household.length; i += 1) {
    const product = bought.product[i]!;
    const [isCut, isCouponed] = [bought.cut[i]! > 0, bought.couponed[i]! > 0];
    const place = { category: categoryOf[product]!, section: sectionOf[product]! };
    addTo(lines, bought.household[i]!, {
      product,
      ...place,
      day: bought.day[i]!,
      spend: bought.spend[i]!,
      isCut,
      isCouponed,
    });
  }
  const campaignsOf = new Map<number, number[]>();
  const households = campaigns.map((): number[] => []);
  for (let i = 0; i < targeted.campaign.length; i += 1) {
    addTo(campaignsOf, targeted.household[i]!, targeted.campaign[i]!);
    households[targeted.campaign[i]!]!.push(targeted.household[i]!);
  }
  return {
    history,
    redemptions,
    lines,
    campaignsOf,
    households,
    offers: offersOf(history),
    ...couponsOf(history),
    sections: largest(sectionOf),
  };
}

function offersOf({ campaigns, covers, categoryOf }: CouponHistory): Offer[] {
  const rows = campaigns.map((): number[] => []);
  for (let i = 0; i < covers.campaign.length; i += 1) rows[covers.campaign[i]!]!.push(i);
  return rows.map((own) => {
    const couponsOfProduct = new Map<number, number[]>();
    const categories = new Map<number, Set<number>>();
    for (const i of own) {
      const [coupon, product] = [covers.coupon[i]!, covers.product[i]!];
      addTo(couponsOfProduct, product, coupon);
      const category = categoryOf[product]!;
      if (category < 0) continue;
      categories.set(category, (categories.get(category) ?? new Set()).add(coupon));
    }
    return {
      coupons: [...new Set(own.map((i) => covers.coupon[i]!))],
      products: new Set(couponsOfProduct.keys()),
      categories: new Set(categories.keys()),
      couponsOfProduct,
      couponsOfCategory: new Map(Array.from(categories, ([category, coupons]) => [category, [...coupons]])),
    };
  });
}

function couponsOf({ covers, categoryOf }: CouponHistory): Pick<Ledger, 'productsOfCoupon' | 'classOfCoupon'> {
  const productsOfCoupon = new Map<number, number[]>();
  for (let i = 0; i < covers.coupon.length; i += 1) addTo(productsOfCoupon, covers.coupon[i]!, covers.product[i]!);
  const classOfCoupon = new Map(
    Array.from(productsOfCoupon, ([coupon, products]) => [
      coupon,
      mostFrequent(products.map((one) => categoryOf[one]!)),
    ]),
  );
  return { productsOfCoupon, classOfCoupon };
}

const MOST_SECTIONS = 8;

function largest(sectionOf: ArrayLike<number>): number[] {
  const counts = countsOf(Array.from(sectionOf).filter((section) => section >= 0));
  const order = [...counts.keys()].toSorted((a, b) => counts.get(b)! - counts.get(a)! || a - b);
  return order.slice(0, MOST_SECTIONS);
}

/** The value that occurs most, the smaller of two that occur as often; -1 of none. */
function mostFrequent(values: readonly number[]): number {
  const counts = countsOf(values);
  let [best, most] = [-1, 0];
  for (const [value, count] of counts)
    if (count > most || (count === most && value < best)) [best, most] = [value, count];
  return best;
}

function countsOf(values: readonly number[]): Map<number, number> {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

function addTo<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const values = map.get(key);
  if (values) values.push(value);
  else map.set(key, [value]);
}
