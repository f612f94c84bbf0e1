import { MAX_JUMPS } from '../limits.ts';
import { dueOf, sum, type Basket, type Item, type Standing } from './basket.ts';
import { dealOffs } from './reference-deals.ts';
import { conditionHolds, faceOf, offOnce, useTimes } from './reference.ts';

/** The most that an item can take off as if it came next. */
export function mostOff(basket: Basket, standing: Standing, item: Item): number {
  const { promotion, most } = item;
  if (item.phase === 0) return useTimes(basket, standing, { item, times: 1 })?.offMinor ?? 0;
  if (!conditionHolds(standing, item)) return 0;
  if (item.phase === 1) {
    let best = 0;
    for (let times = 1; times <= most; times++) {
      const deal = dealOffs(basket, standing, { item, times });
      if (!deal) break;
      best = Math.max(best, deal.offMinor);
    }
    return best;
  }
  const once = offOnce(basket, standing, item);
  if (promotion.benefit.kind === 'points' || promotion.benefit.kind === 'delivery') return once;
  return Math.min(once * most, sum(standing.amounts.filter((_, p) => item.scope[p])));
}

interface Remaining {
  readonly item: Item;
  readonly most: number;
}

const isWholeOrder = ({ item }: Remaining): boolean =>
  item.phase === 3 && item.most === 1 && item.scope.every((named) => named);

const largest = (remaining: readonly Remaining[]): number => Math.max(0, ...remaining.map(({ most }) => most));
const total = (remaining: readonly Remaining[]): number => sum(remaining.map(({ most }) => most));

/** The bound of README.md ("The bound"): no way to go on with these items brings what is due below it. */
export function lowestDue(basket: Basket, standing: Standing, items: readonly Item[]): number {
  const remaining = items
    .map((item): Remaining => ({ item, most: mostOff(basket, standing, item) }))
    .filter(({ most }) => most > 0);
  const points = remaining.filter(({ item }) => item.promotion.benefit.kind === 'points');
  const alone = remaining.filter((one) => one.item.promotion.exclusive && !points.includes(one));
  const others = remaining.filter((one) => !points.includes(one) && !alone.includes(one));
  const combined = combinedDue(standing, others) - largest(points);
  if (alone.length === 0) return Math.max(0, combined);
  return Math.max(0, Math.min(combined, dueOf(standing) - largest(alone) - largest(points)));
}

function combinedDue(standing: Standing, others: readonly Remaining[]): number {
  const groups = [...Map.groupBy(others, ({ item }) => item.promotion.group)].flatMap(([name, members]) =>
    name === undefined ? [] : [members],
  );
  const single = others.filter(({ item }) => item.promotion.group === undefined);
  const early = single.filter(({ item }) => item.phase < 3);
  const earlyGroups = groups.filter((members) => members.every(({ item }) => item.phase < 3));
  const deliveries = single.filter(({ item }) => item.promotion.benefit.kind === 'delivery');
  const lateAlone = single.filter((one) => !early.includes(one) && !deliveries.includes(one)).map((one) => [one]);
  const late = [...lateAlone, ...groups.filter((members) => !earlyGroups.includes(members))];
  const goods = sum(standing.amounts);
  const before = Math.max(0, goods - total(early) - sum(earlyGroups.map(largest)));
  const amounts = [before, ...late.flat().flatMap((one) => jumpsOf(one, { above: before, goods }))];
  const least = Math.min(...amounts.map((amount) => afterOrder(late, { amount, goods })));
  return least + Math.max(0, standing.feeMinor - total(deliveries)) - standing.pointsMinor;
}

// What is left of the goods at least when this amount was left before the order phase. Of each of the sets of promotions
// one at most applies.
function afterOrder(sets: readonly Remaining[][], { amount, goods }: { amount: number; goods: number }): number {
  const sumOfLargest = (valueOf: (one: Remaining) => number): number =>
    sum(sets.map((members) => Math.max(...members.map(valueOf))));
  const off = sumOfLargest((one) => (amount === goods ? one.most : offAt(one, { amount, goods })));
  const rateBps = sumOfLargest((one) => (amount === goods ? 0 : rateOf(one)));
  const excess = Math.ceil(((goods - amount) * Math.max(0, rateBps - 10_000)) / 10_000);
  return amount - off - excess;
}

const rateOf = (one: Remaining): number => {
  const { benefit } = one.item.promotion;
  return isWholeOrder(one) && benefit.kind === 'percent' ? benefit.offBps : 0;
};

// The most that one takes off when its phase begins at this amount or, until its next jump, above it.
function offAt(one: Remaining, { amount, goods }: { amount: number; goods: number }): number {
  const { benefit } = one.item.promotion;
  if (!isWholeOrder(one)) return one.most;
  if (amount < wholeMinimum(one)) return 0;
  if (benefit.kind === 'percent') return faceOf(benefit, amount) + 1;
  return benefit.kind === 'steps' || thresholdSteps(one, goods).length > 0 ? faceOf(benefit, amount) : one.most;
}

// The amounts above which a discount on the whole order takes off more all at once.
function jumpsOf(one: Remaining, { above, goods }: { above: number; goods: number }): number[] {
  if (!isWholeOrder(one)) return [];
  const { benefit } = one.item.promotion;
  const steps = benefit.kind === 'steps' ? benefit.steps.map(({ fromMinor }) => fromMinor) : [];
  const jumps = [wholeMinimum(one), ...steps, ...thresholdSteps(one, goods)];
  return jumps.filter((jump) => jump > above && jump <= goods);
}

const wholeMinimum = ({ item }: Remaining): number =>
  item.watched.every((named) => named) ? (item.promotion.conditions?.minAmountMinor ?? 0) : 0;

// The steps of a threshold up to an amount, where they are few enough to be tried one by one.
function thresholdSteps({ item }: Remaining, goods: number): number[] {
  const { benefit } = item.promotion;
  if (benefit.kind !== 'threshold') return [];
  const { everyMinor, times = Infinity } = benefit;
  if (Math.min(times, goods / everyMinor) > MAX_JUMPS) return [];
  const count = Math.min(times, Math.floor(goods / everyMinor));
  return Array.from({ length: count }, (_, i) => (i + 1) * everyMinor);
}
