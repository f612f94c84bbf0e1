import { sql, type Tx } from '@shuke/db';
import type { LotBalance } from './book.ts';
import { utcDayEnd } from './calendar.ts';
import { termsOf } from './chart.ts';
import type { Account } from './transfer.ts';

/** An account of one asset, of the merchant whose transaction it is. */
export type AssetAccount = Account & { readonly asset: string };

/**
 * The balances of accounts (credits less debits), in their order; 0 for one that nothing was posted to. An account with a
 * floor is read, its ended lots included; one without is its last snapshot and what was posted since.
 */
export async function balancesOf(tx: Tx, accounts: readonly AssetAccount[]): Promise<number[]> {
  const isKept = ({ account }: Account): boolean => termsOf(account).floored;
  const kept = await keptBalances(tx, accounts.filter(isKept));
  const open = await openBalances(
    tx,
    accounts.filter((one) => !isKept(one)),
  );
  const [nextKept, nextOpen] = [kept.values(), open.values()];
  return accounts.map((one) => (isKept(one) ? nextKept : nextOpen).next().value ?? 0);
}

/** The lots of accounts with a floor, in their order, each account's first to end first. Nothing is locked. */
export async function lotsOf(tx: Tx, accounts: readonly AssetAccount[]): Promise<LotBalance[][]> {
  const lots = accounts.map((): LotBalance[] => []);
  if (accounts.length === 0) return lots;
  const rows = await tx.many<LotBalance & { nth: number }>(sql`
    select n.nth, b.lot_from::text as "from", b.lot_until::text as until, b.balance
      from unnest(${accounts.map((a) => a.owner)}::uuid[], ${accounts.map((a) => a.account)}::text[],
                  ${accounts.map((a) => a.asset)}::text[]) with ordinality as n (owner_id, account, asset, nth)
      join ledger_balance b
        on b.merchant_id = ${tx.merchantId} and b.owner_id = n.owner_id and b.account = n.account and b.asset = n.asset
     where b.balance > 0
     order by n.nth, b.lot_until, b.lot_from`);
  for (const { nth, ...lot } of rows) lots[nth - 1]!.push(lot);
  return lots;
}

async function keptBalances(tx: Tx, accounts: readonly AssetAccount[]): Promise<number[]> {
  const lots = await lotsOf(tx, accounts);
  return lots.map((each) => each.reduce((sum, { balance }) => sum + balance, 0));
}

async function openBalances(tx: Tx, accounts: readonly AssetAccount[]): Promise<number[]> {
  if (accounts.length === 0) return [];
  const snapshotDay = await lastSnapshotDay(tx);
  const since = snapshotDay === null ? new Date(0) : utcDayEnd(snapshotDay);
  const names = accounts.map((a) => a.account);
  const rows = await tx.many<{ balance: number }>(sql`
    with moved as (
      select credit_account as account, credit_owner as owner_id, asset, amount as delta
        from ledger_transfer
       where merchant_id = ${tx.merchantId} and posted_at >= ${since} and credit_account = any(${names}::text[])
       union all
      select debit_account, debit_owner, asset, -amount
        from ledger_transfer
       where merchant_id = ${tx.merchantId} and posted_at >= ${since} and debit_account = any(${names}::text[])
    ), since as (
      select account, owner_id, asset, sum(delta) as delta from moved group by account, owner_id, asset
    )
    select coalesce(last.balance, 0) + coalesce(since.delta, 0) as balance
      from unnest(${accounts.map((a) => a.owner)}::uuid[], ${names}::text[], ${accounts.map((a) => a.asset)}::text[])
           with ordinality as n (owner_id, account, asset, nth)
      left join since on since.account = n.account and since.owner_id = n.owner_id and since.asset = n.asset
      left join lateral (select s.balance from ledger_snapshot s
                          where s.merchant_id = ${tx.merchantId} and s.account = n.account and s.owner_id = n.owner_id
                            and s.asset = n.asset and s.day <= ${snapshotDay}::date
                          order by s.day desc limit 1) as last on true
     order by n.nth`);
  return rows.map(({ balance }) => balance);
}

/** The day at whose end the merchant's accounts without a floor were last written down; null before the first time. */
export async function lastSnapshotDay(tx: Tx): Promise<string | null> {
  const { day } = await tx.one<{ day: string | null }>(sql`
    select max(day) as day from ledger_snapshot where merchant_id = ${tx.merchantId}`);
  return day;
}
