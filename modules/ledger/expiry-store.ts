import { sql, type Tx } from '@shuke/db';
import { must } from '@shuke/kernel';
import type { Holding } from './book.ts';
import { accountsThat, isAccountName } from './chart.ts';

interface DueRow {
  readonly account: string;
  readonly owner: string;
  readonly asset: string;
}

/** Accounts with lots that ended on a day or before, at most `limit` of them. They are not locked yet. */
export async function endedHoldings(tx: Tx, day: string, limit: number): Promise<Holding[]> {
  const rows = await tx.many<DueRow>(sql`
    select distinct account, owner, asset
      from (select account, owner_id as owner, asset
              from ledger_balance
             where merchant_id = ${tx.merchantId} and lot_until <= ${day} and lot_until < 'infinity'
               and account = any(${accountsThat(({ lotted }) => lotted)}::text[])
             order by lot_until
             limit ${limit}) as ended`);
  return rows.map(({ account, ...rest }) => ({
    ...rest,
    merchantId: tx.merchantId,
    account: must(isAccountName(account) ? account : null, 'the accounts that were asked for are of the chart'),
  }));
}

/** Deletes the ended lots of these accounts, which are locked, where they are empty. */
export const deleteEmptyLots = (tx: Tx, holdings: readonly Holding[], day: string): Promise<number> =>
  tx.run(sql`
    delete from ledger_balance b
     using unnest(${holdings.map((h) => h.owner)}::uuid[], ${holdings.map((h) => h.account)}::text[],
                  ${holdings.map((h) => h.asset)}::text[]) as n (owner_id, account, asset)
     where b.merchant_id = ${tx.merchantId} and b.owner_id = n.owner_id and b.account = n.account and b.asset = n.asset
       and b.lot_until <= ${day} and b.lot_until < 'infinity' and b.balance = 0`);
