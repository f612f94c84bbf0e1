import { sql, type Tx } from '@shuke/db';

export interface SnapshotSpan {
  readonly accounts: readonly string[];
  /** The day of the snapshot before and the instant at which it ended; null and the beginning of time for the first. */
  readonly before: string | null;
  readonly since: Date;
  readonly day: string;
  readonly until: Date;
}

/**
 * Writes down the balances at the end of a day of the accounts that moved since the snapshot before. Each is absolute, so
 * that two runs that meet write the same.
 */
export const insertSnapshots = (tx: Tx, { accounts, before, since, day, until }: SnapshotSpan): Promise<number> =>
  tx.run(sql`
    insert into ledger_snapshot (merchant_id, account, owner_id, asset, day, balance)
    select ${tx.merchantId}, m.account, m.owner_id, m.asset, ${day}, coalesce(last.balance, 0) + m.delta
      from (select account, owner_id, asset, sum(delta) as delta
              from (select credit_account as account, credit_owner as owner_id, asset, amount as delta
                      from ledger_transfer
                     where merchant_id = ${tx.merchantId} and posted_at >= ${since} and posted_at < ${until}
                       and credit_account = any(${accounts}::text[])
                     union all
                    select debit_account, debit_owner, asset, -amount
                      from ledger_transfer
                     where merchant_id = ${tx.merchantId} and posted_at >= ${since} and posted_at < ${until}
                       and debit_account = any(${accounts}::text[])) as moved
             group by account, owner_id, asset) as m
      left join lateral (select s.balance from ledger_snapshot s
                          where s.merchant_id = ${tx.merchantId} and s.account = m.account and s.owner_id = m.owner_id
                            and s.asset = m.asset and s.day <= ${before}::date
                          order by s.day desc limit 1) as last on true
     where m.delta <> 0
     order by m.account, m.owner_id, m.asset
    on conflict (merchant_id, account, owner_id, asset, day) do nothing`);
