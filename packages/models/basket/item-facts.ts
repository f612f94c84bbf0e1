import { basketItems } from './histories.ts';
import type { Lessons } from './lessons.ts';

/** How many customers' worth of the mean item are added to what is known of each item's repeats, and repeats to its gaps. */
const REPEAT_STRENGTH = 10;
const GAP_STRENGTH = 5;

/** What is known of each item from everybody's baskets. */
export interface ItemFacts {
  /** In how many of all baskets it stands. */
  readonly popularity: Float64Array;
  /** In how many of the next baskets it stands, which are the latest. */
  readonly popularityNext: Float64Array;
  /** How often it is in the next basket of those who had it before; shrunk to the mean of all items. */
  readonly repeatRate: Float64Array;
  /** Days between two purchases by one customer; shrunk to the mean of all items. */
  readonly gap: Float64Array;
}

interface Sums {
  readonly baskets: Float64Array;
  readonly next: Float64Array;
  readonly had: Float64Array;
  readonly repeated: Float64Array;
  readonly gapDays: Float64Array;
  readonly gaps: Float64Array;
}

/** Adds up what each item's facts rest on. */
export function itemFacts(lessons: Lessons): ItemFacts {
  const { histories, next } = lessons;
  const zeros = (): Float64Array => new Float64Array(histories.items);
  const sums: Sums = {
    baskets: zeros(),
    next: zeros(),
    had: zeros(),
    repeated: zeros(),
    gapDays: zeros(),
    gaps: zeros(),
  };
  const lastTime = new Map<number, number>();
  for (let customer = 0; customer < histories.customers; customer += 1) {
    lastTime.clear();
    addHistory(sums, lessons, { customer, lastTime });
  }
  const baskets = histories.time.length + next.length;
  return {
    popularity: sums.baskets.map((count) => count / baskets),
    popularityNext: sums.next.map((count) => count / next.length),
    repeatRate: shrunk(sums.repeated, sums.had, REPEAT_STRENGTH),
    gap: shrunk(sums.gapDays, sums.gaps, GAP_STRENGTH),
  };
}

interface Walk {
  readonly customer: number;
  readonly lastTime: Map<number, number>;
}

function addHistory(sums: Sums, { histories, next }: Lessons, { customer, lastTime }: Walk): void {
  const bought = (item: number, time: number): void => {
    sums.baskets[item]! += 1;
    const before = lastTime.get(item);
    if (before === undefined) return;
    sums.gapDays[item]! += time - before;
    sums.gaps[item]! += 1;
  };
  for (let basket = histories.basketStart[customer]!; basket < histories.basketStart[customer + 1]!; basket += 1) {
    for (const item of basketItems(histories, basket)) {
      bought(item, histories.time[basket]!);
      lastTime.set(item, histories.time[basket]!);
    }
  }
  for (const item of lastTime.keys()) sums.had[item]! += 1;
  for (const item of next[customer]!) {
    bought(item, histories.now[customer]!);
    sums.next[item]! += 1;
    if (lastTime.has(item)) sums.repeated[item]! += 1;
  }
}

/** Each quotient, drawn towards that of the sums by `strength` units of the denominator; 1 where there is nothing at all. */
function shrunk(parts: Float64Array, wholes: Float64Array, strength: number): Float64Array {
  const sum = (values: Float64Array): number => values.reduce((a, b) => a + b, 0);
  const whole = sum(wholes);
  const usual = whole === 0 ? 1 : sum(parts) / whole;
  return parts.map((part, i) => (part + strength * usual) / (wholes[i]! + strength));
}
