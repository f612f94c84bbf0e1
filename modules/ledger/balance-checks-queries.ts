import { sql, raw, type Tx } from '@shuke/db';
import { accountsThat } from './chart.ts';
import { MOST_FINDINGS, type Facts } from './transfer-checks-queries.ts';

// What every transfer adds to an account and takes from another.
const MOVED = raw(`moved as (
      select merchant_id, credit_owner as owner_id, credit_account as account, asset, lot_from, lot_until, posted_at,
             amount as delta
        from ledger_transfer
       union all
      select merchant_id, debit_owner, debit_account, asset, lot_from, lot_until, posted_at, -amount
        from ledger_transfer)`);

const floored = (): string[] => accountsThat((terms) => terms.floored);
const lotted = (): string[] => accountsThat((terms) => terms.lotted);
const open = (): string[] => accountsThat((terms) => !terms.floored);

/** Balances, by lot, that are not what all transfers of their account and lot come to. */
export const differingBalances = (tx: Tx): Promise<Facts[]> =>
  tx.many(sql`
    with ${MOVED}, replay as (
      select owner_id, account, asset,
             case when account = any(${lotted()}::text[]) then lot_from else '-infinity' end as lot_from,
             case when account = any(${lotted()}::text[]) then lot_until else 'infinity' end as lot_until,
             sum(delta) as balance
        from moved
       where merchant_id = ${tx.merchantId} and account = any(${floored()}::text[])
       group by 1, 2, 3, 4, 5
    ), kept as (
      select owner_id, account, asset, lot_from, lot_until, balance
        from ledger_balance
       where merchant_id = ${tx.merchantId}
    )
    select owner_id as owner, account, asset, lot_from::text as "lotFrom", lot_until::text as "lotUntil",
           coalesce(kept.balance, 0) as kept, coalesce(replay.balance, 0) as replayed
      from replay
      full join kept using (owner_id, account, asset, lot_from, lot_until)
     where coalesce(kept.balance, 0) <> coalesce(replay.balance, 0)
     order by owner_id, account, asset, lot_until, lot_from
     limit ${MOST_FINDINGS}`);

/** Lots of accounts with a floor from which more was taken than was ever added. */
export const replaysBelowZero = (tx: Tx): Promise<Facts[]> =>
  tx.many(sql`
    with ${MOVED}
    select owner_id as owner, account, asset, min(lot_from)::text as "lotFrom", min(lot_until)::text as "lotUntil",
           sum(delta) as replayed
      from moved
     where merchant_id = ${tx.merchantId} and account = any(${floored()}::text[])
     group by owner_id, account, asset, case when account = any(${lotted()}::text[]) then (lot_from, lot_until) end
    having sum(delta) < 0
     order by owner_id, account, asset
     limit ${MOST_FINDINGS}`);

/** Rows of accounts that keep no balance, and rows of a lot of an account that has none. */
export const misplacedBalances = (tx: Tx): Promise<Facts[]> =>
  tx.many(sql`
    select owner_id as owner, account, asset, lot_from::text as "lotFrom", lot_until::text as "lotUntil", balance
      from ledger_balance
     where merchant_id = ${tx.merchantId}
       and (account <> all(${floored()}::text[])
            or account <> all(${lotted()}::text[]) and (lot_from <> '-infinity' or lot_until <> 'infinity'))
     order by owner_id, account, asset, lot_until, lot_from
     limit ${MOST_FINDINGS}`);

/** Assets whose kept balances and replayed open accounts do not sum to zero. */
export const assetsNotZero = (tx: Tx): Promise<Facts[]> =>
  tx.many(sql`
    with ${MOVED}, held as (
      select asset, balance from ledger_balance where merchant_id = ${tx.merchantId}
       union all
      select asset, sum(delta) from moved
       where merchant_id = ${tx.merchantId} and account <> all(${floored()}::text[])
       group by asset
    )
    select asset, sum(balance) as sum from held group by asset having sum(balance) <> 0 order by asset
     limit ${MOST_FINDINGS}`);

/** Snapshots that are not what all transfers until the end of their day come to. */
export const differingSnapshots = (tx: Tx): Promise<Facts[]> =>
  tx.many(sql`
    with ${MOVED}, line as (
      select account, owner_id, asset, (posted_at at time zone 'UTC')::date as day, delta, null::bigint as balance
        from moved
       where merchant_id = ${tx.merchantId} and account = any(${open()}::text[])
       union all
      select account, owner_id, asset, day, 0, balance
        from ledger_snapshot
       where merchant_id = ${tx.merchantId}
    ), run as (
      select account, owner_id, asset, day, balance,
             sum(delta) over (partition by account, owner_id, asset order by day) as replayed
        from line
    )
    select owner_id as owner, account, asset, day, balance as kept, replayed
      from run
     where balance <> replayed
     order by owner_id, account, asset, day
     limit ${MOST_FINDINGS}`);

/** Accounts that moved before the last snapshot and that it does not know, so that their balances leave that out. */
export const missingSnapshots = (tx: Tx): Promise<Facts[]> =>
  tx.many(sql`
    with ${MOVED}, last as (
      select max(day) as day from ledger_snapshot where merchant_id = ${tx.merchantId}
    ), replay as (
      select m.account, m.owner_id, m.asset, sum(m.delta) as balance
        from moved m, last
       where m.merchant_id = ${tx.merchantId} and m.account = any(${open()}::text[])
         and (m.posted_at at time zone 'UTC')::date <= last.day
       group by m.account, m.owner_id, m.asset
    ), kept as (
      select distinct on (account, owner_id, asset) account, owner_id, asset, balance
        from ledger_snapshot
       where merchant_id = ${tx.merchantId}
       order by account, owner_id, asset, day desc
    )
    select r.owner_id as owner, r.account, r.asset, coalesce(k.balance, 0) as kept, r.balance as replayed
      from replay r
      left join kept k using (account, owner_id, asset)
     where coalesce(k.balance, 0) <> r.balance
     order by r.owner_id, r.account, r.asset
     limit ${MOST_FINDINGS}`);
