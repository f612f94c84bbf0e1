import { sql, type BatchTx } from '@shuke/db';
import { isAccountName } from './chart.ts';
import { assert } from '@shuke/kernel';
import type { Change, Holding, LotBalance } from './book.ts';
import { holderOf, type Posted } from './transfer.ts';

// These statements may act for several merchants of one batch, so each row brings its merchant.

interface BalanceRow extends LotBalance {
  readonly merchantId: string;
  readonly owner: string;
  readonly account: string;
  readonly asset: string;
}

/** Locks the lots of these accounts in key order, and gives those that have a row. */
export async function lockBalances(
  tx: BatchTx,
  holdings: readonly Holding[],
): Promise<{ holding: Holding; lot: LotBalance }[]> {
  const rows = await tx.many<BalanceRow>(sql`
    select b.merchant_id as "merchantId", b.owner_id as owner, b.account, b.asset,
           b.lot_from::text as "from", b.lot_until::text as until, b.balance
      from ledger_balance b
      join unnest(${holdings.map((h) => h.merchantId)}::uuid[], ${holdings.map((h) => h.owner)}::uuid[],
                  ${holdings.map((h) => h.account)}::text[], ${holdings.map((h) => h.asset)}::text[])
             as n (merchant_id, owner_id, account, asset)
        on b.merchant_id = n.merchant_id and b.owner_id = n.owner_id and b.account = n.account and b.asset = n.asset
     order by b.merchant_id, b.owner_id, b.account, b.asset, b.lot_until, b.lot_from
       for update of b`);
  return rows.map(({ from, until, balance, account, ...rest }) => {
    assert(isAccountName(account), 'a balance is of an account of the chart');
    return { holding: { ...rest, account }, lot: { from, until, balance } };
  });
}

const columns = (changes: readonly Change[]) => ({
  merchants: changes.map(({ holding }) => holding.merchantId),
  owners: changes.map(({ holding }) => holding.owner),
  accounts: changes.map(({ holding }) => holding.account),
  assets: changes.map(({ holding }) => holding.asset),
  untils: changes.map(({ lot }) => lot.until),
  froms: changes.map(({ lot }) => lot.from),
  deltas: changes.map(({ delta }) => delta),
});

/** Moves balances that were locked. One row a balance: an UPDATE that named one twice would apply one of them. */
export function moveBalances(tx: BatchTx, changes: readonly Change[]): Promise<number> {
  const c = columns(changes);
  return tx.run(sql`
    update ledger_balance b
       set balance = b.balance + n.delta
      from unnest(${c.merchants}::uuid[], ${c.owners}::uuid[], ${c.accounts}::text[], ${c.assets}::text[],
                  ${c.untils}::date[], ${c.froms}::date[], ${c.deltas}::bigint[])
        as n (merchant_id, owner_id, account, asset, lot_until, lot_from, delta)
     where b.merchant_id = n.merchant_id and b.owner_id = n.owner_id and b.account = n.account and b.asset = n.asset
       and b.lot_until = n.lot_until and b.lot_from = n.lot_from`);
}

/** Adds balances that had no row when the others were locked; another transaction may have made one since. */
export function addBalances(tx: BatchTx, changes: readonly Change[]): Promise<number> {
  const c = columns(changes);
  return tx.run(sql`
    insert into ledger_balance (merchant_id, owner_id, account, asset, lot_until, lot_from, balance)
    select n.merchant_id, n.owner_id, n.account, n.asset, n.lot_until, n.lot_from, n.delta
      from unnest(${c.merchants}::uuid[], ${c.owners}::uuid[], ${c.accounts}::text[], ${c.assets}::text[],
                  ${c.untils}::date[], ${c.froms}::date[], ${c.deltas}::bigint[])
        as n (merchant_id, owner_id, account, asset, lot_until, lot_from, delta)
     order by n.merchant_id, n.owner_id, n.account, n.asset, n.lot_until, n.lot_from
    on conflict (merchant_id, owner_id, account, asset, lot_until, lot_from)
    do update set balance = ledger_balance.balance + excluded.balance`);
}

/** Adds the transfers of postings, numbered within each transaction. */
export function insertTransfers(tx: BatchTx, posted: readonly Posted[]): Promise<number> {
  const rows = posted.flatMap(({ transfers, ...head }) => transfers.map((transfer, leg) => ({ head, transfer, leg })));
  return tx.run(sql`
    insert into ledger_transfer
      (merchant_id, transaction_id, leg, asset, amount, debit_account, debit_owner, credit_account, credit_owner,
       lot_from, lot_until, holder_id, purpose, reference_id, posted_at)
    select n.merchant_id, n.transaction_id, n.leg, n.asset, n.amount, n.debit_account, n.debit_owner, n.credit_account,
           n.credit_owner, n.lot_from, n.lot_until, n.holder_id, n.purpose, n.reference_id, ${tx.now}
      from unnest(${rows.map(({ head }) => head.merchantId)}::uuid[],
                  ${rows.map(({ head }) => head.transactionId)}::uuid[], ${rows.map(({ leg }) => leg)}::smallint[],
                  ${rows.map(({ transfer }) => transfer.asset)}::text[],
                  ${rows.map(({ transfer }) => transfer.amount)}::bigint[],
                  ${rows.map(({ transfer }) => transfer.debit.account)}::text[],
                  ${rows.map(({ transfer }) => transfer.debit.owner)}::uuid[],
                  ${rows.map(({ transfer }) => transfer.credit.account)}::text[],
                  ${rows.map(({ transfer }) => transfer.credit.owner)}::uuid[],
                  ${rows.map(({ transfer }) => transfer.lot?.from ?? null)}::date[],
                  ${rows.map(({ transfer }) => transfer.lot?.until ?? null)}::date[],
                  ${rows.map(({ transfer }) => holderOf(transfer))}::uuid[],
                  ${rows.map(({ head }) => head.purpose)}::text[], ${rows.map(({ head }) => head.referenceId)}::uuid[])
        as n (merchant_id, transaction_id, leg, asset, amount, debit_account, debit_owner, credit_account, credit_owner,
              lot_from, lot_until, holder_id, purpose, reference_id)`);
}
