import { sql, type BatchTx } from '@shuke/db';
import { assert } from '@shuke/kernel';
import type { CountMove } from './admit-usage.ts';
import type { Counter } from './usage.ts';

export interface CountRow extends Counter {
  readonly used: number;
}

/** Locks counts in key order and gives them; those that are new begin at zero. Each count may be named once. */
export const lockCounts = (tx: BatchTx, counters: readonly Counter[]): Promise<CountRow[]> =>
  tx.many(sql`
    insert into promotion_usage (merchant_id, customer_id, period_key, promotion_id, used)
    select c.merchant_id, c.customer_id, c.period_key, c.promotion_id, 0
      from unnest(${counters.map((c) => c.merchantId)}::uuid[], ${counters.map((c) => c.customerId)}::uuid[],
                  ${counters.map((c) => c.periodKey)}::text[], ${counters.map((c) => c.promotionId)}::uuid[])
        as c (merchant_id, customer_id, period_key, promotion_id)
     order by c.merchant_id, c.customer_id, c.period_key, c.promotion_id
    on conflict (merchant_id, customer_id, period_key, promotion_id)
    do update set used = promotion_usage.used
    returning merchant_id as "merchantId", customer_id as "customerId", period_key as "periodKey",
              promotion_id as "promotionId", used`);

/** Moves counts that are locked. The cap stands in the WHERE, behind the judgement that was made under the lock. */
export async function moveCounts(tx: BatchTx, moves: readonly CountMove[]): Promise<void> {
  const moved = await tx.run(sql`
    update promotion_usage u
       set used = u.used + m.moved
      from unnest(${moves.map((m) => m.merchantId)}::uuid[], ${moves.map((m) => m.customerId)}::uuid[],
                  ${moves.map((m) => m.periodKey)}::text[], ${moves.map((m) => m.promotionId)}::uuid[],
                  ${moves.map((m) => m.by)}::integer[], ${moves.map((m) => m.cap)}::integer[])
        as m (merchant_id, customer_id, period_key, promotion_id, moved, cap)
     where u.merchant_id = m.merchant_id and u.customer_id = m.customer_id and u.period_key = m.period_key
       and u.promotion_id = m.promotion_id
       and u.used + m.moved >= 0 and (m.cap is null or u.used + m.moved <= m.cap)`);
  assert(moved === moves.length, 'a count that was judged under its lock stays within its cap');
}

/** Whose counts are asked for, under which keys. */
export interface CountsAsked {
  readonly merchantId: string;
  readonly customerId: string;
  readonly periodKey: string;
}

export const readCounts = (tx: BatchTx, asked: readonly CountsAsked[]): Promise<CountRow[]> =>
  tx.many(sql`
    select u.merchant_id as "merchantId", u.customer_id as "customerId", u.period_key as "periodKey",
           u.promotion_id as "promotionId", u.used
      from unnest(${asked.map((a) => a.merchantId)}::uuid[], ${asked.map((a) => a.customerId)}::uuid[],
                  ${asked.map((a) => a.periodKey)}::text[]) as a (merchant_id, customer_id, period_key)
      join promotion_usage u on u.merchant_id = a.merchant_id and u.customer_id = a.customer_id
                            and u.period_key = a.period_key`);
