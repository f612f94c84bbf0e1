import type { BatchTx } from '@shuke/db';
import { assert } from '@shuke/kernel';
import type { Usage } from '@shuke/pricing';
import { admitUsage } from './admit-usage.ts';
import type { LiveRules } from './promotion.ts';
import { lockCounts, moveCounts, readCounts } from './usage-store.ts';
import { counterKey, countersOf, keysAsked, usageFrom, type UsageRow } from './usage.ts';

/** A guest before an order: how often they used what is capped decides what applies to them. */
export interface UsageQuestion {
  readonly merchantId: string;
  readonly customerId: string;
  /** The business day of the order, YYYY-MM-DD. */
  readonly day: string;
  readonly rules: LiveRules;
}

/** For each guest how often each capped promotion was used, as pricing takes it. No statement where nothing is capped. */
export async function usageOf(tx: BatchTx, guests: readonly UsageQuestion[]): Promise<Record<string, Usage>[]> {
  const asked = guests.flatMap(({ merchantId, customerId, day, rules }) =>
    keysAsked(rules, day).map((periodKey) => ({ merchantId, customerId, periodKey })),
  );
  const once = new Map(asked.map((one) => [`${one.merchantId} ${one.customerId} ${one.periodKey}`, one]));
  const rows = once.size === 0 ? [] : await readCounts(tx, [...once.values()]);
  const used = new Map(rows.map((row) => [counterKey(row), row.used]));
  return guests.map(({ merchantId, customerId, day, rules }) =>
    usageFrom(
      rules,
      day,
      (promotionId, periodKey) => used.get(counterKey({ merchantId, customerId, periodKey, promotionId })) ?? 0,
    ),
  );
}

const MAX_ROWS = 10_000;

/**
 * Counts uses within their caps, in the order of the rows, and answers in the same order which of them fit; what does not
 * fit is not counted. Negative uses give back and always fit. At most 10,000 rows; call it once a transaction, for its
 * locks are taken in key order only within one call.
 */
export async function countUsage(tx: BatchTx, rows: readonly UsageRow[]): Promise<boolean[]> {
  assert(rows.length <= MAX_ROWS, 'a batch of uses has at most 10,000 rows');
  assert(
    rows.every(({ uses }) => Number.isSafeInteger(uses)),
    'uses are whole numbers',
  );
  const counters = new Map(rows.flatMap(countersOf).map((counter) => [counterKey(counter), counter]));
  if (counters.size === 0) return rows.map(() => true);
  const locked = await lockCounts(tx, [...counters.values()]);
  const { fits, moves } = admitUsage(rows, new Map(locked.map((row) => [counterKey(row), row.used])));
  if (moves.length > 0) await moveCounts(tx, moves);
  return fits;
}
