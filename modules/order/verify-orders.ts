import { inRead, sql, type Tx } from '@shuke/db';
import { countPostings, transfersOf, type Finding, type PostedTransfer, type Verifier } from '@shuke/ledger';
import type { PackedFacts } from './checkout/priced-facts.ts';

/** What `shuke verify` runs: each order and refund against what it posted, and no posting without either. */
export const orderVerifier: Verifier = {
  name: 'order',
  says: 'each paid order and refund equals what it posted: sales, points, stamps and coupons; nothing is posted without one',
  run: (ctx) => inRead(ctx, findFaults),
  count: (ctx) => inRead(ctx, countRows),
};

export interface OrderFinding extends Finding {
  readonly code: 'order_posting_differs' | 'refund_posting_differs' | 'postings_without_order';
}

const PAGE = 1000;

async function findFaults(tx: Tx): Promise<OrderFinding[]> {
  const orders = await eachPage(
    (after) => orderPage(tx, after),
    (page) => faultsOfOrders(tx, page),
  );
  const refunds = await eachPage(
    (after) => refundPage(tx, after),
    (page) => faultsOfRefunds(tx, page),
  );
  return [...orders.found, ...refunds.found, ...(await strays(tx, { orders: orders.posted, refunds: refunds.posted }))];
}

interface Checked {
  readonly found: OrderFinding[];
  /** How many of them have a posting. */
  readonly posted: number;
}

async function eachPage<Row extends { readonly id: string }>(
  read: (after: string | null) => Promise<Row[]>,
  check: (page: readonly Row[]) => Promise<Checked>,
): Promise<Checked> {
  const found: OrderFinding[] = [];
  let posted = 0;
  let after: string | null = null;
  for (;;) {
    const page: Row[] = await read(after);
    const last = page.at(-1);
    if (last === undefined) return { found, posted };
    const checked = await check(page);
    found.push(...checked.found);
    posted += checked.posted;
    after = last.id;
  }
}

interface OrderRow {
  readonly id: string;
  readonly payable: number;
  readonly tendered: number;
  readonly coupons: number;
  readonly priced: PackedFacts;
}

const orderPage = (tx: Tx, after: string | null): Promise<OrderRow[]> =>
  tx.many<OrderRow>(sql`
    select order_id as id, payable_minor as payable, points_paid_minor
             + (select coalesce(sum(t), 0) from unnest(tender_amount_minor) as t) as tendered,
           (select coalesce(sum(c), 0) from unnest(coupon_discount_minor) as c) as coupons, priced
      from sales_order
     where merchant_id = ${tx.merchantId} and priced is not null and (${after}::uuid is null or order_id > ${after}::uuid)
     order by order_id
     limit ${PAGE}`);

interface RefundRow {
  readonly id: string;
  readonly amount: number;
  readonly tendered: number;
}

const refundPage = (tx: Tx, after: string | null): Promise<RefundRow[]> =>
  tx.many<RefundRow>(sql`
    select refund_id as id, amount_minor as amount,
           points_paid_minor + (select coalesce(sum(t), 0) from unnest(tender_amount_minor) as t) as tendered
      from order_refund
     where merchant_id = ${tx.merchantId} and (${after}::uuid is null or refund_id > ${after}::uuid)
     order by refund_id
     limit ${PAGE}`);

async function faultsOfOrders(tx: Tx, page: readonly OrderRow[]): Promise<Checked> {
  const postings = await postingsOf(tx, page);
  const found = page.flatMap(({ id, payable, tendered, coupons, priced }) => {
    const transfers = postings.get(id) ?? [];
    const { e = [], b: [, , pointsSpent] = [0, 0, 0] } = priced;
    const earned = e.reduce((sum, [, amount]) => sum + amount, 0);
    const differs =
      tendered !== payable ||
      sumOf(transfers, ({ credit }) => credit.account === 'sales') !== payable ||
      sumOf(transfers, ({ credit }) => credit.account === 'coupon_spent') !== coupons ||
      sumOf(transfers, ({ debit, credit }) => debit.account === 'units_issued' && credit.account === 'units') !==
        earned ||
      sumOf(transfers, ({ credit }) => credit.account === 'units_used') !== pointsSpent;
    return differs ? [{ code: 'order_posting_differs' as const, facts: { orderId: id } }] : [];
  });
  return { found, posted: postings.size };
}

async function faultsOfRefunds(tx: Tx, page: readonly RefundRow[]): Promise<Checked> {
  const postings = await postingsOf(tx, page);
  const found = page.flatMap(({ id, amount, tendered }) => {
    const paidBack = sumOf(postings.get(id) ?? [], ({ debit }) => debit.account === 'sales');
    const differs = tendered !== amount || paidBack !== amount;
    return differs ? [{ code: 'refund_posting_differs' as const, facts: { refundId: id } }] : [];
  });
  return { found, posted: postings.size };
}

async function postingsOf(tx: Tx, page: readonly { readonly id: string }[]): Promise<Map<string, PostedTransfer[]>> {
  const transfers = await transfersOf(
    tx,
    page.map(({ id }) => id),
  );
  return Map.groupBy(transfers, ({ transactionId }) => transactionId);
}

const sumOf = (transfers: readonly PostedTransfer[], isIt: (transfer: PostedTransfer) => boolean): number =>
  transfers.reduce((sum, transfer) => sum + (isIt(transfer) ? transfer.amount : 0), 0);

/** Postings of orders and refunds that no order or refund has. */
async function strays(tx: Tx, found: { readonly orders: number; readonly refunds: number }): Promise<OrderFinding[]> {
  const orders = (await countPostings(tx, 'order.paid')) - found.orders;
  const refunds = (await countPostings(tx, 'order.refunded')) - found.refunds;
  return orders === 0 && refunds === 0 ? [] : [{ code: 'postings_without_order', facts: { orders, refunds } }];
}

const countRows = (tx: Tx): Promise<Record<string, number>> =>
  tx.one<Record<string, number>>(sql`
    select (select count(*) from sales_order where merchant_id = ${tx.merchantId} and priced is not null) as orders,
           (select count(*) from order_refund where merchant_id = ${tx.merchantId}) as refunds`);
