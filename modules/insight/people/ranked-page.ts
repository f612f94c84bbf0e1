import { selectGreatest } from './best.ts';

/** What customers of equal spend are ranked by. */
export interface Ranked {
  readonly customerId: string;
  readonly spendMinor: number;
  readonly visitDays: number;
  readonly lastDay: number;
}

/** Customers with their spend, in any order; the rest is told of those for whom it decides, for they can be a million. */
export interface Ranking {
  readonly spendMinor: Float64Array;
  readonly ranked: (at: number) => Ranked;
}

/**
 * The best first: by spend; of equal spend, who came on more days; then who came last; then by customer id. A total
 * order, so that the best 20 % are the same people on every call.
 */
export const bestFirst = (a: Ranked, b: Ranked): number =>
  b.spendMinor - a.spendMinor ||
  b.visitDays - a.visitDays ||
  b.lastDay - a.lastDay ||
  (a.customerId < b.customerId ? -1 : 1);

export interface PageAsked {
  readonly after?: string | undefined;
  readonly limit?: number | undefined;
}

const DEFAULT_LIMIT = 50;

export interface RankedPage {
  /** Who is on it, by their places in the ranking. */
  readonly places: readonly number[];
  /** How many stand before the first, and what they spent together. */
  readonly before: { readonly count: number; readonly spendMinor: number };
  readonly next: string | null;
}

/**
 * A page of the `most` best customers. The cursor names the last customer and that spend: where the customer has moved
 * since, the page goes on with who spends less, so that nobody further down is passed over.
 */
export function pageOfRanked(ranking: Ranking, { after, limit = DEFAULT_LIMIT }: PageAsked, most: number): RankedPage {
  const { before, rest } = after === undefined ? wholeOf(ranking) : afterCursor(ranking, after);
  const places = bestOf(ranking, rest, Math.max(0, Math.min(limit, most - before.count)));
  const last = places.at(-1);
  const hasMore = before.count + places.length < most;
  return { places, before, next: last === undefined || !hasMore ? null : cursorOf(ranking.ranked(last)) };
}

const cursorOf = ({ spendMinor, customerId }: Ranked): string => `${spendMinor}.${customerId}`;

interface Cut {
  readonly before: { count: number; spendMinor: number };
  readonly rest: Int32Array;
}

const wholeOf = ({ spendMinor }: Ranking): Cut => {
  const rest = new Int32Array(spendMinor.length);
  for (let at = 0; at < rest.length; at += 1) rest[at] = at;
  return { before: { count: 0, spendMinor: 0 }, rest };
};

function afterCursor({ spendMinor, ranked }: Ranking, after: string): Cut {
  const cut = Number(after.slice(0, after.indexOf('.')));
  const equals: Ranked[] = [];
  for (let at = 0; at < spendMinor.length; at += 1) if (spendMinor[at] === cut) equals.push(ranked(at));
  const last = equals.find((one) => cursorOf(one) === after);
  const before = { count: 0, spendMinor: 0 };
  const rest = new Int32Array(spendMinor.length);
  let left = 0;
  for (let at = 0; at < spendMinor.length; at += 1) {
    const spend = spendMinor[at]!;
    const comesAfter = spend < cut || (spend === cut && last !== undefined && bestFirst(last, ranked(at)) < 0);
    if (comesAfter && !isSame(last, spend === cut ? ranked(at) : undefined)) rest[left++] = at;
    else {
      before.count += 1;
      before.spendMinor += spend;
    }
  }
  return { before, rest: rest.slice(0, left) };
}

const isSame = (a: Ranked | undefined, b: Ranked | undefined): boolean =>
  a !== undefined && a.customerId === b?.customerId;

/** The places of the `count` best of some, the best first. Only who spends enough to be among them is looked at closer. */
function bestOf({ spendMinor, ranked }: Ranking, places: Int32Array, count: number): number[] {
  if (count <= 0 || places.length === 0) return [];
  const spends = new Float64Array(places.length);
  for (let i = 0; i < places.length; i += 1) spends[i] = spendMinor[places[i]!]!;
  const cut = count < spends.length ? selectGreatest(spends, count) : -Infinity;
  const near: number[] = [];
  for (let i = 0; i < places.length; i += 1) if (spendMinor[places[i]!]! >= cut) near.push(places[i]!);
  return near
    .map((at) => ({ at, ...ranked(at) }))
    .sort(bestFirst)
    .slice(0, count)
    .map(({ at }) => at);
}
