import { inRead, sql, type Ctx, type Tx } from '@shuke/db';
import type { Period } from './calendar.ts';
import { clearingOf, POOL, type Clearing, type PoolFlow, type PoolLevel } from './clearing.ts';

/** What each store took in of stored money and served for in a period, and what it therefore owes or is owed. */
export const clearingStatement = (ctx: Ctx, period: Period): Promise<Clearing[]> =>
  inRead(ctx, async (tx) => clearingOf(await levelsOf(tx, period), await flowsOf(tx, period)));

// As it is now, less what was posted since: balances are kept, and the instants asked for are mostly not long ago.
const levelsOf = (tx: Tx, { since, until }: Period): Promise<PoolLevel[]> =>
  tx.many(sql`
    with held as (
      select asset, balance as opening, balance as closing
        from ledger_balance
       where merchant_id = ${tx.merchantId} and account = any(${POOL}::text[])
       union all
      select asset, -amount, case when posted_at >= ${until} then -amount else 0 end
        from ledger_transfer
       where merchant_id = ${tx.merchantId} and posted_at >= ${since} and credit_account = any(${POOL}::text[])
       union all
      select asset, amount, case when posted_at >= ${until} then amount else 0 end
        from ledger_transfer
       where merchant_id = ${tx.merchantId} and posted_at >= ${since} and debit_account = any(${POOL}::text[])
    )
    select asset, sum(opening) as opening, sum(closing) as closing from held group by asset order by asset`);

const flowsOf = (tx: Tx, { since, until }: Period): Promise<PoolFlow[]> =>
  tx.many(sql`
    with flow as (
      select asset, debit_account as account, debit_owner as owner, amount as into_pool, 0 as out_of_pool
        from ledger_transfer
       where merchant_id = ${tx.merchantId} and posted_at >= ${since} and posted_at < ${until}
         and credit_account = any(${POOL}::text[]) and debit_account <> all(${POOL}::text[])
       union all
      select asset, credit_account, credit_owner, 0, amount
        from ledger_transfer
       where merchant_id = ${tx.merchantId} and posted_at >= ${since} and posted_at < ${until}
         and debit_account = any(${POOL}::text[]) and credit_account <> all(${POOL}::text[])
    )
    select asset, account, owner, sum(into_pool) as "into", sum(out_of_pool) as "outOf"
      from flow
     group by asset, account, owner
     order by asset, owner, account`);
