import type { Purchases } from '../rule/question.ts';
import { maskOf, numbersMask, weekdayMask } from './masks.ts';
import type { OrderRows, Postings } from './postings.ts';

/** Of each store, source, hour and day 1 where orders of it are meant; null where it is not asked. */
export interface OrderFit {
  readonly store: Uint8Array | null;
  readonly source: Uint8Array | null;
  readonly hour: Uint8Array | null;
  readonly day: Uint8Array | null;
}

/** Which orders are meant, goods left aside; null: all. */
export function orderFitOf(postings: Postings, { storeIds, sources, hours, weekdays }: Purchases): OrderFit | null {
  if (!storeIds && !sources && !hours && !weekdays) return null;
  const { names, days, firstDay } = postings;
  return {
    store: storeIds ? maskOf(names.storeIds, storeIds) : null,
    source: sources ? maskOf(names.orderSources, sources) : null,
    hour: hours ? numbersMask(24, hours) : null,
    day: weekdays ? weekdayMask(days, { firstDay, weekdays }) : null,
  };
}

export const fits = ({ store, source, hour, day }: OrderRows, at: number, fit: OrderFit): boolean =>
  (fit.store === null || fit.store[store[at]!] === 1) &&
  (fit.source === null || fit.source[source[at]!] === 1) &&
  (fit.hour === null || fit.hour[hour[at]!] === 1) &&
  (fit.day === null || fit.day[day[at]!] === 1);
