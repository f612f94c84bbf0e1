import { takeStock } from '@shuke/catalog';
import { writeCoupons } from '@shuke/coupon';
import { noteCrossSpends } from '@shuke/customer';
import { appendMerchantEvents, inBatch, inPipeline, type BatchTx, type Services } from '@shuke/db';
import type { Result } from '@shuke/kernel';
import { writeBook } from '@shuke/ledger';
import { countUsage } from '@shuke/promotion';
import type { AskRefusal } from '../errors.ts';
import { orderPaid } from '../events.ts';
import type { Ask } from './ask.ts';
import * as store from './checkout-store.ts';
import type { Knowledge } from './knowledge.ts';
import { OvertakenBatch } from './overtaken-batch.ts';
import type { PaidOrder } from './paid-order.ts';
import { serve, type Served } from './serve.ts';
import { billKey, orderKey, readSituation, type Situation } from './situation.ts';

// Whoever waits longer for a row meets an import or a job that holds it; the batch is then split and tried again.
const LOCK_TIMEOUT_MS = 30;

/**
 * Serves a batch of asks in one transaction: quotes are answered, checkouts are posted, each whole or not at all and with
 * an answer of its own, in the order in which they came.
 */
export function postBatch(
  services: Services,
  knowledge: Knowledge,
  asks: readonly Ask[],
): Promise<Result<Served, AskRefusal>[]> {
  const merchantIds = [...new Set(asks.map(({ merchantId }) => merchantId))];
  return inBatch(services, { merchantIds, lockTimeoutMs: LOCK_TIMEOUT_MS }, (tx) => serveAll(tx, knowledge, asks));
}

/**
 * Serves asks within a transaction of whoever calls, each with an answer of its own. Throws `OvertakenBatch` where another
 * transaction was first: then what was written here is to be undone, and each ask served by itself.
 */
export async function serveAll(
  tx: BatchTx,
  knowledge: Knowledge,
  asks: readonly Ask[],
): Promise<Result<Served, AskRefusal>[]> {
  const situation = await readSituation(tx, knowledge, asks);
  const served = asks.map((ask, at) => {
    const one = serve(situation, ask, at);
    if (one.ok && one.value.kind === 'paid') remember(situation, ask, one.value.order);
    return one;
  });
  await write(tx, situation, { asks, served });
  return served;
}

/** What serving an ask would come to now. Undone by its caller: locks and goods that were taken are not given back here. */
export async function rehearse(tx: BatchTx, knowledge: Knowledge, ask: Ask): Promise<Result<Served, AskRefusal>> {
  return serve(await readSituation(tx, knowledge, [ask]), ask, 0);
}

/** What comes later in the batch finds the order as if it had been there before. */
function remember({ known, bills }: Situation, { merchantId, checkout }: Ask, order: PaidOrder): void {
  const { orderId, orderRef, contentHash } = order;
  known.set(orderKey(merchantId, orderRef), { orderId, contentHash, order });
  const key = checkout?.bill && billKey(merchantId, checkout.bill.billId);
  const bill = key ? bills.get(key) : undefined;
  if (key && bill) bills.set(key, { ...bill, status: 'paid' });
}

interface Batch {
  readonly asks: readonly Ask[];
  readonly served: readonly Result<Served, AskRefusal>[];
}

async function write(tx: BatchTx, situation: Situation, { asks, served }: Batch): Promise<void> {
  const paid = served.flatMap((one) => (one.ok && one.value.kind === 'paid' ? [one.value] : []));
  const isPaid = (at: number): boolean => {
    const one = served[at];
    return one?.ok === true && one.value.kind === 'paid';
  };
  const givenBack = situation.stock.flatMap(({ taken }, at) => (isPaid(at) ? [] : taken));
  const bills = asks.flatMap((ask, at) => paidBill(ask, served[at]));
  const orders = paid.map(({ order }) => order);
  const usage = paid.flatMap((one) => one.usage);
  const spends = paid.flatMap((one) => one.crossSpends);
  // An error fails what was sent after it too; the first of them says why.
  const [, fits] = await inPipeline([
    orders.length > 0 ? store.insertPaidOrders(tx, orders) : null,
    usage.length > 0 ? countUsage(tx, usage) : [],
    writeCoupons(tx, situation.coupons),
    writeBook(tx, situation.book),
    noteCrossSpends(tx, spends),
    bills.length > 0 ? store.payBills(tx, bills) : null,
    givenBack.length > 0
      ? takeStock(
          tx,
          givenBack.map((take) => ({ ...take, quantityMilli: -take.quantityMilli })),
        )
      : null,
    appendMerchantEvents(tx, orders.map(orderPaid)),
  ]);
  if (!fits.every(Boolean) || starved(served, situation)) throw new OvertakenBatch();
}

/** Goods were missing to one ask while another, refused for a reason of its own, held some: then neither is judged yet. */
function starved(served: Batch['served'], { stock }: Situation): boolean {
  const isShort = (one: Result<Served, AskRefusal>): boolean => !one.ok && one.refusal.code === 'out_of_stock';
  return served.some(isShort) && served.some((one, at) => !one.ok && !isShort(one) && stock[at]!.taken.length > 0);
}

function paidBill({ merchantId, checkout }: Ask, one: Result<Served, AskRefusal> | undefined): store.PaidBill[] {
  if (!checkout?.bill || !one?.ok || one.value.kind !== 'paid') return [];
  return [{ merchantId, billId: checkout.bill.billId, orderId: one.value.order.orderId }];
}
