import { elapsedShare, type AsOf } from './as-of.ts';
import type { Ledger, Line, Redemption } from './ledger.ts';

/** A household that a campaign went to; what is known of it is from before the campaign's first day. */
export interface Pair {
  readonly campaign: number;
  readonly household: number;
}

export type Facts = Readonly<Record<string, number>>;

const DAY_SHARE = { short: 60, long: 180, buying: 45 };
/** A household's rate begins as the mean of all, with the weight of so many days. */
const PRIOR_DAYS = 30;
/** A household's taste begins as that of all, with the weight of so many lines. */
const PRIOR_LINES = 10;
/** Lines in one category beyond this many say no more about a coupon. */
const ENOUGH_LINES = 3;

const ln = Math.log;
const count = <T>(values: readonly T[], holds: (value: T) => boolean): number =>
  values.reduce((sum, value) => sum + (holds(value) ? 1 : 0), 0);
const faded = (days: readonly number[], halfway: number): number =>
  days.reduce((sum, ago) => sum + Math.exp(-ago / halfway), 0);

/** What the campaign is, the same for all its households. */
export function campaignFacts(ledger: Ledger, known: AsOf, campaign: number): Facts {
  const { start, end } = ledger.history.campaigns[campaign]!;
  const { coupons, products } = ledger.offers[campaign]!;
  const pull = coupons.reduce((sum, coupon) => sum + known.pullOfCoupon(coupon), 0);
  const rate = known.rateOfKind(ledger.history.campaigns[campaign]!.kind);
  return {
    audience: ln(ledger.households[campaign]!.length),
    window: ln(end - start + 1),
    coupons: ln(1 + coupons.length),
    products: ln(1 + products.size),
    pull: coupons.length === 0 ? 0 : ln(pull / coupons.length),
    rateOfKind: ln(rate / (1 - rate)),
  };
}

/** What the household did with coupons so far. */
export function redemptionFacts(ledger: Ledger, known: AsOf, { campaign, household }: Pair): Facts {
  const { campaigns } = ledger.history;
  const day = known.day;
  const kind = campaigns[campaign]!.kind;
  const past = (ledger.redemptions.get(household) ?? []).filter((one) => one.day < day);
  const redeemed = [...new Set(past.map((one) => one.campaign))];
  const own = ledger.campaignsOf.get(household) ?? [];
  const before = own.filter((one) => campaigns[one]!.start < day);
  const expected = before.reduce(
    (sum, one) => sum + known.rateOfKind(campaigns[one]!.kind) * elapsedShare(campaigns[one]!, day),
    0,
  );
  const ago = past.map((one) => day - one.day);
  return {
    aboveExpected: ln((redeemed.length + 0.5) / (expected + 0.5)),
    redemptions: ln(1 + past.length),
    redemptionsLately: ln(1 + faded(ago, DAY_SHARE.short)),
    redemptionsFaded: ln(1 + faded(ago, DAY_SHARE.long)),
    redeemedOfKind: ln(1 + count(redeemed, (one) => campaigns[one]!.kind === kind)),
    everRedeemed: past.length > 0 ? 1 : 0,
    asked: ln(1 + before.length),
    askedOfKind: ln(1 + count(before, (one) => campaigns[one]!.kind === kind)),
    askedAtOnce: count(own, (one) => one !== campaign && campaigns[one]!.start === day),
    running: ln(1 + count(before, (one) => campaigns[one]!.end >= day)),
    ...likeness(ledger, campaign, past),
  };
}

/** How many redemptions were of this campaign's coupons, or of coupons for its products or categories. */
function likeness({ offers, productsOfCoupon, history }: Ledger, campaign: number, past: readonly Redemption[]): Facts {
  const { coupons, products, categories } = offers[campaign]!;
  const same = new Set(coupons);
  const covered = past.map(({ coupon }) => productsOfCoupon.get(coupon) ?? []);
  return {
    redeemedSameCoupon: ln(1 + count(past, ({ coupon }) => same.has(coupon))),
    redeemedForProduct: ln(1 + count(covered, (own) => own.some((product) => products.has(product)))),
    redeemedForCategory: ln(
      1 + count(covered, (own) => own.some((product) => categories.has(history.categoryOf[product]!))),
    ),
  };
}

/** What the household bought so far. */
export function purchaseFacts(known: AsOf, lines: readonly Line[]): Facts {
  const size = lines.length;
  const spend = lines.reduce((sum, line) => sum + line.spend, 0);
  const last = lines.reduce((latest, line) => Math.max(latest, line.day), known.day - known.days - PRIOR_DAYS);
  const rate = (value: number, mean: number): number =>
    mean <= 0 ? 0 : ln((Math.max(0, value) + PRIOR_DAYS * mean) / ((known.days + PRIOR_DAYS) * mean));
  const price = known.meanLines === 0 ? 1 : known.meanSpend / known.meanLines;
  return {
    spendRate: rate(spend, known.meanSpend),
    lineRate: rate(size, known.meanLines),
    visitRate: rate(new Set(lines.map((line) => line.day)).size, known.meanVisits),
    linesLately: ln(
      0.5 +
        faded(
          lines.map((line) => known.day - line.day),
          DAY_SHARE.buying,
        ),
    ),
    recency: ln(1 + known.day - last),
    couponShare: ln((count(lines, (line) => line.isCouponed) + 0.3) / (size + 20)),
    cutShare: ln((count(lines, (line) => line.isCut) + 5) / (size + 10)),
    price: ln((Math.max(0, spend) + 5 * price) / ((size + 5) * price)),
    categories: ln(1 + new Set(lines.map((line) => line.category)).size),
  };
}

/** Which sections of the shop the household buys in, more or less than others. */
export function tasteFacts({ sections }: Ledger, known: AsOf, lines: readonly Line[]): Facts {
  const taste = (section: number): number => {
    const own = count(lines, (line) => line.section === section);
    const share = known.shareOfSection(section);
    return ln((own + PRIOR_LINES * share) / ((lines.length + PRIOR_LINES) * share));
  };
  return Object.fromEntries(sections.map((section) => [`section ${section}`, taste(section)]));
}

/** How the campaign's coupons fit what the household buys. */
export function fitFacts(
  { offers }: Ledger,
  known: AsOf,
  { campaign, lines }: { campaign: number; lines: readonly Line[] },
): Facts {
  const { coupons, products, categories, couponsOfProduct, couponsOfCategory } = offers[campaign]!;
  const inCategory = count(lines, (line) => categories.has(line.category));
  const direct = new Set(lines.flatMap((line) => couponsOfProduct.get(line.product) ?? []));
  const near = new Map<number, number>();
  for (const { category } of lines) {
    for (const coupon of couponsOfCategory.get(category) ?? []) near.set(coupon, (near.get(coupon) ?? 0) + 1);
  }
  const pull = Math.max(
    1e-9,
    coupons.reduce((sum, coupon) => sum + known.pullOfCoupon(coupon), 0),
  );
  const directPull = [...direct].reduce((sum, coupon) => sum + known.pullOfCoupon(coupon), 0);
  const nearPull = [...near].reduce(
    (sum, [coupon, n]) => sum + known.pullOfCoupon(coupon) * Math.min(ENOUGH_LINES, n),
    0,
  );
  return {
    boughtProduct: ln(1 + count(lines, (line) => products.has(line.product))),
    boughtCategory: ln(1 + inCategory),
    shareInCategory: ln((inCategory + 1) / (lines.length + 4)),
    couponsForProduct: ln(1 + direct.size),
    couponsForCategory: ln(1 + near.size),
    pullForProduct: ln(directPull / pull + 0.02),
    pullForCategory: ln(nearPull / pull + 0.05),
  };
}
