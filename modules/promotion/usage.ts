import type { CapPeriod } from '@shuke/contract';
import { DAY_MS } from '@shuke/kernel';
import type { Caps, Usage } from '@shuke/pricing';
import type { LiveRules } from './promotion.ts';

/** Uses of a capped promotion by a customer; negative ones are given back by a refund. */
export interface UsageRow {
  readonly merchantId: string;
  readonly customerId: string;
  readonly promotionId: string;
  /** The caps and the period of the version that priced the order. */
  readonly caps: Caps;
  readonly period: CapPeriod;
  /** The business day of the order, YYYY-MM-DD: a refund gives back to the period that the order counted in. */
  readonly day: string;
  readonly uses: number;
  /** Rows of one group, such as an order, fit all together or none; without one a row stands alone. */
  readonly group?: string;
}

/** One count that is kept, and how far it may go. */
export interface Counter {
  readonly merchantId: string;
  readonly customerId: string;
  readonly periodKey: string;
  readonly promotionId: string;
}

const EVER = 'ever';

/** Which count of a period a business day falls into. A week is named by its Monday. */
export function periodKey(period: CapPeriod, day: string): string {
  if (period === 'day') return day;
  if (period === 'month') return day.slice(0, 7);
  const at = new Date(`${day}T00:00:00Z`);
  const sinceMonday = (at.getUTCDay() + 6) % 7;
  return `w${new Date(at.getTime() - sinceMonday * DAY_MS).toISOString().slice(0, 10)}`;
}

export const counterKey = (counter: Counter): string =>
  `${counter.merchantId} ${counter.customerId} ${counter.periodKey} ${counter.promotionId}`;

/** The counts that a row moves, with their caps: one of a cap a customer, one of a cap a period. */
export function countersOf(row: UsageRow): (Counter & { readonly cap: number })[] {
  const { merchantId, customerId, promotionId, caps, period, day } = row;
  const counters: (Counter & { cap: number })[] = [];
  const add = (key: string, cap: number): unknown =>
    counters.push({ merchantId, customerId, promotionId, periodKey: key, cap });
  if (caps.perCustomer !== undefined) add(EVER, caps.perCustomer);
  if (caps.perPeriod !== undefined) add(periodKey(period, day), caps.perPeriod);
  return counters;
}

/** The keys under which a guest's uses of these rules stand on a business day; none where nothing is capped. */
export function keysAsked(rules: LiveRules, day: string): string[] {
  const keys = rules.capped.flatMap(({ caps, period }) => [
    ...(caps.perCustomer === undefined ? [] : [EVER]),
    ...(caps.perPeriod === undefined ? [] : [periodKey(period, day)]),
  ]);
  return [...new Set(keys)];
}

/** A guest's uses of capped promotions as pricing asks for them; what was never used is left out. */
export function usageFrom(
  rules: LiveRules,
  day: string,
  usedOf: (promotionId: string, key: string) => number,
): Record<string, Usage> {
  const usages = rules.capped.map(({ promotionId, caps, period }): [string, Usage] => [
    promotionId,
    {
      customer: caps.perCustomer === undefined ? 0 : usedOf(promotionId, EVER),
      period: caps.perPeriod === undefined ? 0 : usedOf(promotionId, periodKey(period, day)),
    },
  ]);
  return Object.fromEntries(usages.filter(([, { customer, period }]) => customer > 0 || period > 0));
}

export interface UsedInOrder {
  readonly merchantId: string;
  readonly customerId: string;
  readonly day: string;
  readonly group?: string;
  /** How often the order used each promotion, capped or not. */
  readonly uses: readonly { readonly promotionId: string; readonly uses: number }[];
}

/** The rows to count for an order that these rules priced: those of its capped promotions. */
export function usageRowsOf(rules: LiveRules, { uses, ...order }: UsedInOrder): UsageRow[] {
  const capped = new Map(rules.capped.map((one) => [one.promotionId, one]));
  return uses.flatMap(({ promotionId, uses: times }) => {
    const terms = capped.get(promotionId);
    return terms && times !== 0 ? [{ ...order, ...terms, uses: times }] : [];
  });
}
