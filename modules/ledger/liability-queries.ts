import { inRead, sql, type Ctx, type Tx } from '@shuke/db';
import type { Period } from './calendar.ts';
import { liabilityOf, LIABILITIES, type Flow, type LiabilityReport, type Standing } from './liability.ts';
import { LOT_EXPIRED } from './transfer.ts';

export interface LiabilityQuery {
  readonly period: Period;
  readonly timeZone: string;
  readonly dayStartMinute: number;
}

/** What the merchant owes its guests at the end of a period, by the month in which it ends, and what became of it in the period. */
export const liabilityReport = (ctx: Ctx, query: LiabilityQuery): Promise<LiabilityReport[]> =>
  inRead(ctx, async (tx) =>
    liabilityOf({ standing: await standingAt(tx, query.period.until), flows: await flowsIn(tx, query) }),
  );

/** What stands in the accounts at an instant: as it is now, less what was posted since. Cheap for days that are not long ago. */
const standingAt = (tx: Tx, until: Date): Promise<Standing[]> =>
  tx.many(sql`
    with held as (
      select account, asset, lot_until, balance as amount
        from ledger_balance
       where merchant_id = ${tx.merchantId} and account = any(${LIABILITIES}::text[])
       union all
      select credit_account, asset, lot_until, -amount
        from ledger_transfer
       where merchant_id = ${tx.merchantId} and posted_at >= ${until} and credit_account = any(${LIABILITIES}::text[])
       union all
      select debit_account, asset, lot_until, amount
        from ledger_transfer
       where merchant_id = ${tx.merchantId} and posted_at >= ${until} and debit_account = any(${LIABILITIES}::text[])
    ), by_month as (
      select account, asset, amount, case when isfinite(lot_until) then to_char(lot_until - 1, 'YYYY-MM') end as month
        from held
    )
    select account, asset, month, sum(amount) as amount
      from by_month
     group by account, asset, month
    having sum(amount) <> 0
     order by account, asset, month`);

const flowsIn = (tx: Tx, { period: { since, until }, timeZone, dayStartMinute }: LiabilityQuery): Promise<Flow[]> =>
  tx.many(sql`
    with moved as (
      select credit_account as account, asset, posted_at, amount as issued, 0 as used, 0 as expired
        from ledger_transfer
       where merchant_id = ${tx.merchantId} and posted_at >= ${since} and posted_at < ${until}
         and credit_account = any(${LIABILITIES}::text[])
       union all
      select debit_account, asset, posted_at, 0, case when purpose <> ${LOT_EXPIRED} then amount else 0 end,
             case when purpose = ${LOT_EXPIRED} then amount else 0 end
        from ledger_transfer
       where merchant_id = ${tx.merchantId} and posted_at >= ${since} and posted_at < ${until}
         and debit_account = any(${LIABILITIES}::text[])
    ), by_month as (
      select account, asset, issued, used, expired,
             to_char((posted_at at time zone ${timeZone}) - make_interval(mins => ${dayStartMinute}), 'YYYY-MM') as month
        from moved
    )
    select account, asset, month, sum(issued) as issued, sum(used) as used, sum(expired) as expired
      from by_month
     group by account, asset, month
     order by account, asset, month`);
