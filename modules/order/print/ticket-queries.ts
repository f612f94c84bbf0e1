import { productsById } from '@shuke/catalog';
import { inRead, sql, type Ctx, type Tx } from '@shuke/db';
import { formatMinor, instantToWallMs, must, ok, refuse, type Result } from '@shuke/kernel';
import { merchantSettings, readStore } from '@shuke/merchant';
import type { OrderNotFound } from '../errors.ts';
import { formatQuantityMilli } from '../order.ts';
import { waitingTicket } from './print-store.ts';
import type { KitchenTicket, ReceiptTicket } from './ticket.ts';

interface PrintedRow {
  readonly order_ref: string;
  readonly store_id: string;
  readonly source: string;
  readonly ordered_at: Date;
  readonly gross_minor: number;
  readonly discount_minor: number;
  readonly payable_minor: number;
  readonly line_product_id: string[];
  readonly line_quantity_milli: number[];
  readonly line_amount_minor: number[];
  readonly line_discount_minor: number[];
  readonly tender_kind: string[] | null;
  readonly tender_amount_minor: number[] | null;
  readonly points_paid_minor: number | null;
  readonly coupon_code: string[] | null;
  readonly coupon_discount_minor: number[] | null;
  readonly refunded_minor: number;
}

const readPrinted = (tx: Tx, orderId: string): Promise<PrintedRow | null> =>
  tx.maybeOne<PrintedRow>(sql`
    select o.order_ref, o.store_id, o.source, o.ordered_at, o.gross_minor, o.discount_minor, o.payable_minor,
           o.line_product_id, o.line_quantity_milli, o.line_amount_minor, o.line_discount_minor, o.tender_kind,
           o.tender_amount_minor, o.points_paid_minor, o.coupon_code, o.coupon_discount_minor,
           coalesce((select sum(r.amount_minor) from order_refund r
                      where r.merchant_id = o.merchant_id and r.order_id = o.order_id), 0) as refunded_minor
      from sales_order o
     where o.merchant_id = ${tx.merchantId} and o.order_id = ${orderId}`);

interface Printed {
  readonly row: PrintedRow;
  readonly names: readonly string[];
  readonly merchant: string;
  readonly currency: string;
  readonly store: string;
  readonly at: string;
}

async function printedOf(tx: Tx, orderId: string): Promise<Printed | null> {
  const row = await readPrinted(tx, orderId);
  if (!row) return null;
  if (tx.actor.storeId !== null && tx.actor.storeId !== row.store_id) return null;
  const [{ name: merchant, currency, timeZone }, store, products] = await Promise.all([
    merchantSettings(tx),
    readStore(tx, row.store_id),
    productsById(tx, [...new Set(row.line_product_id)]),
  ]);
  const names = row.line_product_id.map((id) => must(products.get(id), 'what was sold is in the catalogue').name);
  const at = localTime(row.ordered_at, store?.timeZone ?? timeZone);
  return { row, names, merchant, currency, store: store?.name ?? '', at };
}

/** An instant as the clock on the wall of the store shows it: `2026-03-02 10:15`. */
export const localTime = (instant: Date, timeZone: string): string =>
  new Date(instantToWallMs(instant.getTime(), timeZone)).toISOString().slice(0, 16).replace('T', ' ');

/** The receipt of an order, with what was paid back since. Staff of one store print those of that store. */
export function receiptOf(ctx: Ctx, orderId: string): Promise<Result<ReceiptTicket, OrderNotFound>> {
  return inRead(ctx, async (tx) => {
    const printed = await printedOf(tx, orderId);
    if (!printed) return refuse('order_not_found', { orderId });
    const { row, names, merchant, store, at, currency } = printed;
    const money = (minor: number): string => formatMinor(minor, currency);
    const orNull = (minor: number): string | null => (minor === 0 ? null : money(minor));
    const points = row.points_paid_minor ?? 0;
    return ok({
      kind: 'receipt',
      merchant,
      store,
      at,
      currency,
      orderRef: row.order_ref,
      source: row.source,
      lines: names.map((name, i) => ({
        name,
        quantity: formatQuantityMilli(row.line_quantity_milli[i]!),
        amount: money(row.line_amount_minor[i]! + row.line_discount_minor[i]!),
        discount: orNull(row.line_discount_minor[i]!),
      })),
      gross: money(row.gross_minor),
      discount: money(row.discount_minor),
      payable: money(row.payable_minor),
      tenders: [
        ...(row.tender_kind ?? []).map((kind, i) => ({ kind, amount: money(row.tender_amount_minor![i]!) })),
        ...(points > 0 ? [{ kind: 'points', amount: money(points) }] : []),
      ],
      coupons: (row.coupon_code ?? []).map((code, i) => ({ code, discount: money(row.coupon_discount_minor![i]!) })),
      refunded: orNull(row.refunded_minor),
    });
  });
}

/** The kitchen's ticket of an order: the one that waits for a printer with all that it says, else one made of the order. */
export function kitchenTicketOf(ctx: Ctx, orderId: string): Promise<Result<KitchenTicket, OrderNotFound>> {
  return inRead(ctx, async (tx) => {
    const made = await ticketOf(tx, orderId);
    if (!made) return refuse('order_not_found', { orderId });
    const waiting = await waitingTicket(tx, { kind: 'kitchen', referenceId: orderId });
    return ok(waiting?.kind === 'kitchen' ? waiting : made.ticket);
  });
}

export interface MadeTicket {
  readonly storeId: string;
  readonly ticket: KitchenTicket;
}

/** A kitchen's ticket made of what an order says; null where there is no such order. */
export async function ticketOf(tx: Tx, orderId: string): Promise<MadeTicket | null> {
  const printed = await printedOf(tx, orderId);
  if (!printed) return null;
  const { row, names, store, at } = printed;
  const { source } = row;
  const lines = names.map((name, i) => ({
    name,
    quantity: formatQuantityMilli(row.line_quantity_milli[i]!),
    choices: null,
  }));
  const heading = row.order_ref;
  return {
    storeId: row.store_id,
    ticket: { kind: 'kitchen', heading, store, source, at, wantedAt: null, lines, remark: null },
  };
}

/** Which of these orders came from guests' own phones. */
export const ordersFromPhones = async (tx: Tx, orderIds: readonly string[]): Promise<string[]> =>
  (
    await tx.many<{ id: string }>(sql`
      select order_id as id from sales_order
       where merchant_id = ${tx.merchantId} and order_id = any (${orderIds}::uuid[]) and source = 'mini_program'
       order by order_id`)
  ).map(({ id }) => id);
