import { seededRandom } from '@shuke/kernel';
import type { CouponHistory } from '../index.ts';

export const HOUSEHOLDS = 200;
const PRODUCTS = 60;
const CATEGORIES = 6;
const WEEKS = 40;

/** Each list holds the columns of one row. */
interface Rows {
  readonly targeted: number[][];
  readonly redeemed: number[][];
  readonly bought: number[][];
  readonly covers: number[][];
}

/**
 * A town whose truth is known: half of the households like coupons, each buys in one category mostly, and a coupon for that category is
 * redeemed more often. A campaign every two weeks, for four weeks, to two households of three.
 */
export function drawTown(seed: number): CouponHistory & { readonly likes: readonly boolean[] } {
  const random = seededRandom(seed);
  const likes = Array.from({ length: HOUSEHOLDS }, () => random.next() < 0.5);
  const favourite = likes.map(() => random.int(CATEGORIES));
  const rows: Rows = { targeted: [], redeemed: [], bought: [], covers: [] };
  const productIn = (category: number): number => category + CATEGORIES * random.int(PRODUCTS / CATEGORIES);
  for (let day = 0; day < 7 * WEEKS; day += 1) {
    for (const [household, category] of favourite.entries()) {
      if (random.next() > 0.15) continue;
      const product = productIn(random.next() < 0.7 ? category : random.int(CATEGORIES));
      rows.bought.push([household, product, day, 1 + 9 * random.next(), random.int(2), 0]);
    }
  }
  const campaigns = Array.from({ length: WEEKS / 2 }, (_, i) => ({ kind: i % 2, start: 14 * i, end: 14 * i + 27 }));
  for (const [campaign, { start }] of campaigns.entries()) {
    const category = random.int(CATEGORIES);
    for (let k = 0; k < 4; k += 1) rows.covers.push([campaign, 4 * campaign + k, productIn(category)]);
    for (const [household, isFond] of likes.entries()) {
      if (random.next() > 2 / 3) continue;
      rows.targeted.push([campaign, household]);
      const chance = (isFond ? 0.3 : 0.03) * (favourite[household] === category ? 2 : 1);
      if (random.next() < chance) {
        rows.redeemed.push([campaign, household, 4 * campaign + random.int(4), start + random.int(28)]);
      }
    }
  }
  return { campaigns, likes, ...tablesOf(rows) };
}

function tablesOf({ targeted, redeemed, bought, covers }: Rows): Omit<CouponHistory, 'campaigns'> {
  const column = (rows: readonly number[][], at: number): Float64Array => Float64Array.from(rows, (row) => row[at]!);
  return {
    targeted: { campaign: column(targeted, 0), household: column(targeted, 1) },
    redeemed: {
      campaign: column(redeemed, 0),
      household: column(redeemed, 1),
      coupon: column(redeemed, 2),
      day: column(redeemed, 3),
    },
    bought: {
      household: column(bought, 0),
      product: column(bought, 1),
      day: column(bought, 2),
      spend: column(bought, 3),
      cut: column(bought, 4),
      couponed: column(bought, 5),
    },
    covers: { campaign: column(covers, 0), coupon: column(covers, 1), product: column(covers, 2) },
    categoryOf: Int32Array.from({ length: PRODUCTS }, (_, i) => i % CATEGORIES),
    sectionOf: Int32Array.from({ length: PRODUCTS }, (_, i) => i % 3),
  };
}

type Dated = 'redeemed' | 'bought';

/** The history without what happened on a day or later: what a till could know on the morning of that day. */
export function knownOn(history: CouponHistory, day: number): CouponHistory {
  const before = (name: Dated) => {
    const table: Readonly<Record<string, ArrayLike<number>>> = history[name];
    const rows = Array.from(table.day!, (on, i) => (on < day ? i : -1)).filter((i) => i >= 0);
    const columns = Object.entries(table).map(([key, values]) => [key, Float64Array.from(rows, (i) => values[i]!)]);
    return Object.fromEntries(columns);
  };
  return {
    ...history,
    redeemed: before('redeemed') as CouponHistory['redeemed'],
    bought: before('bought') as CouponHistory['bought'],
  };
}
