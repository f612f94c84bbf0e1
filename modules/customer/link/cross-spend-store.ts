import { sql, type BatchTx, type Tx } from '@shuke/db';
import { newId } from '@shuke/kernel';
import type { CrossSpend, CrossSpendKind, NewCrossSpend } from './cross-spend.ts';

/** Writes down what other customers of a circle paid of orders. May act for several merchants. */
export async function noteCrossSpends(tx: BatchTx, rows: readonly NewCrossSpend[]): Promise<void> {
  if (rows.length === 0) return;
  await tx.run(sql`
    insert into customer_cross_spend
      (merchant_id, cross_spend_id, order_id, shown_customer_id, holder_customer_id, kind, owner_id, asset, amount,
       lot_from, lot_until, spent_at)
    select n.merchant_id, n.cross_spend_id, n.order_id, n.shown_customer_id, n.holder_customer_id, n.kind, n.owner_id,
           n.asset, n.amount, n.lot_from, n.lot_until, ${tx.now}
      from unnest(${rows.map((r) => r.merchantId)}::uuid[], ${rows.map(() => newId())}::uuid[],
                  ${rows.map((r) => r.orderId)}::uuid[], ${rows.map((r) => r.shownCustomerId)}::uuid[],
                  ${rows.map((r) => r.holderCustomerId)}::uuid[], ${rows.map((r) => r.kind)}::text[],
                  ${rows.map((r) => r.ownerId)}::uuid[], ${rows.map((r) => r.asset)}::text[],
                  ${rows.map((r) => r.amount)}::bigint[], ${rows.map((r) => r.lot?.from ?? null)}::date[],
                  ${rows.map((r) => r.lot?.until ?? null)}::date[])
        as n (merchant_id, cross_spend_id, order_id, shown_customer_id, holder_customer_id, kind, owner_id, asset, amount,
              lot_from, lot_until)`);
}

interface SpendRow extends Omit<CrossSpend, 'lot'> {
  readonly kind: CrossSpendKind;
  readonly from: string | null;
  readonly until: string | null;
}

const spendOf = ({ from, until, ...spend }: SpendRow): CrossSpend => ({
  ...spend,
  lot: from !== null && until !== null ? { from, until } : null,
});

export interface Sides {
  readonly settlementId: string;
  readonly ours: readonly string[];
  readonly theirs: readonly string[];
}

/** Settles what was spent between two circles and is not settled yet, and answers it. The WHERE is what settles it once. */
export async function settleBetween(tx: Tx, { settlementId, ours, theirs }: Sides): Promise<CrossSpend[]> {
  const rows = await tx.many<SpendRow>(sql`
    update customer_cross_spend
       set settled_by = ${settlementId}, settled_at = ${tx.now}
     where merchant_id = ${tx.merchantId} and settled_at is null
       and ((holder_customer_id = any (${ours}::uuid[]) and shown_customer_id = any (${theirs}::uuid[]))
         or (holder_customer_id = any (${theirs}::uuid[]) and shown_customer_id = any (${ours}::uuid[])))
    returning order_id as "orderId", shown_customer_id as "shownCustomerId", holder_customer_id as "holderCustomerId",
              kind, owner_id as "ownerId", asset, amount, lot_from::text as "from", lot_until::text as until`);
  return rows.map(spendOf);
}

/** Two customers between whom something is not settled. */
export interface OpenPair {
  readonly shown: string;
  readonly holder: string;
}

export const openPairs = (tx: Tx, limit: number): Promise<OpenPair[]> =>
  tx.many<OpenPair>(sql`
    select distinct shown_customer_id as shown, holder_customer_id as holder
      from customer_cross_spend
     where merchant_id = ${tx.merchantId} and settled_at is null
     order by shown_customer_id, holder_customer_id
     limit ${limit}`);

/** What others of the circle paid of an order and what refunds gave back of it, below zero; settled where an un-merge was. */
export async function crossSpendsOf(tx: Tx, orderId: string): Promise<OrderSpend[]> {
  const rows = await tx.many<SpendRow & { readonly isSettled: boolean }>(sql`
    select order_id as "orderId", shown_customer_id as "shownCustomerId", holder_customer_id as "holderCustomerId",
           kind, owner_id as "ownerId", asset, amount, lot_from::text as "from", lot_until::text as until,
           settled_at is not null as "isSettled"
      from customer_cross_spend
     where merchant_id = ${tx.merchantId} and order_id = ${orderId}`);
  return rows.map((row) => ({ ...spendOf(row), isSettled: row.isSettled }));
}

/** After settling, a refund gives this part back to merge_adjustment, for the holder has it already. */
export type OrderSpend = CrossSpend & { readonly isSettled: boolean };

/** The orders on which others were served with something of these holders that was settled since, by holder. */
export async function settledOrders(tx: Tx, holderIds: readonly string[]): Promise<Map<string, Set<string>>> {
  const rows = await tx.many<{ holder: string; orders: string[] }>(sql`
    select holder_customer_id as holder, array_agg(distinct order_id) as orders
      from customer_cross_spend
     where merchant_id = ${tx.merchantId} and holder_customer_id = any (${holderIds}::uuid[]) and settled_at is not null
     group by holder_customer_id`);
  return new Map(rows.map((row) => [row.holder, new Set(row.orders)]));
}
