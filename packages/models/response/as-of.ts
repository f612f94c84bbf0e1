import type { Ledger } from './ledger.ts';

/** What was known of all campaigns and households on a day, before anything of that day. */
export interface AsOf {
  readonly day: number;
  /** By kind: of a pair of this kind, the share that redeems in the whole window. */
  readonly rateOfKind: (kind: number) => number;
  /** How much likelier than another coupon of its campaigns one of a category was redeemed; 1 for what was never offered. */
  readonly pullOfCoupon: (coupon: number) => number;
  /** Days of receipts before, and a household's mean over them, a day. */
  readonly days: number;
  readonly meanLines: number;
  readonly meanSpend: number;
  readonly meanVisits: number;
  /** Of all lines, the share of a section. */
  readonly shareOfSection: (section: number) => number;
}

/** How many pairs of the overall rate, and how many redemptions of the usual pull, a new kind and a new category begin with. */
const PRIOR_PAIRS = 50;
const PRIOR_REDEMPTIONS = 5;
/** Before anything was known: one pair of ten. */
const FIRST_RATE = 0.1;

export function asOf(ledger: Ledger, day: number): AsOf {
  return { day, ...pullBefore(ledger, day), ...ratesBefore(ledger, day), ...receiptsBefore(ledger, day) };
}

/** How much of a campaign's window has passed, 0 to 1: coupons cannot have been redeemed in days to come. */
export function elapsedShare({ start, end }: { start: number; end: number }, day: number): number {
  return Math.min(1, Math.max(0, (day - start) / (end - start + 1)));
}

class Tally extends Map<number, number> {
  add(key: number, value: number): void {
    this.set(key, this.of(key) + value);
  }
  of(key: number): number {
    return this.get(key) ?? 0;
  }
}

function ratesBefore({ history, households, redemptions }: Ledger, day: number): Pick<AsOf, 'rateOfKind'> {
  const [asked, redeemed] = [new Tally(), new Tally()];
  for (const [i, campaign] of history.campaigns.entries()) {
    asked.add(campaign.kind, households[i]!.length * elapsedShare(campaign, day));
  }
  for (const own of redemptions.values()) {
    const campaigns = new Set(own.filter((one) => one.day < day).map(({ campaign }) => campaign));
    for (const campaign of campaigns) redeemed.add(history.campaigns[campaign]!.kind, 1);
  }
  const sum = (tally: Tally): number => tally.values().reduce((total, value) => total + value, 0);
  const overall = (sum(redeemed) + FIRST_RATE * PRIOR_PAIRS) / (sum(asked) + PRIOR_PAIRS);
  return { rateOfKind: (kind) => (redeemed.of(kind) + overall * PRIOR_PAIRS) / (asked.of(kind) + PRIOR_PAIRS) };
}

function pullBefore(
  { history, households, redemptions, offers, classOfCoupon }: Ledger,
  day: number,
): Pick<AsOf, 'pullOfCoupon'> {
  const [offered, taken, expected, counted] = [new Tally(), new Tally(), new Tally(), new Tally()];
  const kindOf = (campaign: number): number => history.campaigns[campaign]!.kind;
  const given = (campaign: number): number =>
    households[campaign]!.length * elapsedShare(history.campaigns[campaign]!, day);
  for (const campaign of offers.keys())
    offered.add(kindOf(campaign), given(campaign) * offers[campaign]!.coupons.length);
  for (const { campaign, coupon, day: on } of [...redemptions.values()].flat()) {
    if (on >= day) continue;
    taken.add(kindOf(campaign), 1);
    counted.add(classOfCoupon.get(coupon) ?? -1, 1);
  }
  for (const [campaign, { coupons }] of offers.entries()) {
    const kind = kindOf(campaign);
    if (offered.of(kind) === 0) continue;
    const each = (given(campaign) * taken.of(kind)) / offered.of(kind);
    for (const coupon of coupons) expected.add(classOfCoupon.get(coupon) ?? -1, each);
  }
  return {
    pullOfCoupon: (coupon) => {
      const category = classOfCoupon.get(coupon) ?? -1;
      return (counted.of(category) + PRIOR_REDEMPTIONS) / (expected.of(category) + PRIOR_REDEMPTIONS);
    },
  };
}

type Receipts = Pick<AsOf, 'days' | 'meanLines' | 'meanSpend' | 'meanVisits' | 'shareOfSection'>;

function receiptsBefore({ lines, sections }: Ledger, day: number): Receipts {
  const sold = new Tally();
  let [first, count, spend, visits] = [day, 0, 0, 0];
  for (const own of lines.values()) {
    const days = new Set<number>();
    for (const line of own) {
      if (line.day >= day) continue;
      first = Math.min(first, line.day);
      count += 1;
      spend += line.spend;
      days.add(line.day);
      sold.add(line.section, 1);
    }
    visits += days.size;
  }
  const exposure = Math.max(1, lines.size * (day - first));
  // A section that has sold nothing yet begins with one line.
  const shareOfSection = (section: number): number => (sold.of(section) + 1) / (count + sections.length);
  return {
    days: day - first,
    shareOfSection,
    meanLines: count / exposure,
    meanSpend: spend / exposure,
    meanVisits: visits / exposure,
  };
}
