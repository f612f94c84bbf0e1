import type { ChannelOrdersQuery, ChannelOrderSummary, ChannelOrderView } from '@shuke/contract';
import { inRead, sql, type Ctx, type Tx } from '@shuke/db';
import { formatMinor, must, ok, refuse, type Refusal, type Result } from '@shuke/kernel';
import { formatQuantityMilli } from '@shuke/order';
import { receivableOf } from '../amounts.ts';
import { isYours, storeOf } from '../store-of.ts';
import {
  guestOf,
  ORDER_COLUMNS,
  storedOrderOf,
  type KnownOrder,
  type OrderRow,
  type StoredOrder,
} from './order-store.ts';
import { refundsOf, type StoredRefund } from './refund-store.ts';
import { untoldOf } from './task-store.ts';

const CURRENCY = 'CNY';
const money = (minor: number): string => formatMinor(minor, CURRENCY);
const moneyOrNull = (minor: number | null): string | null => (minor === null ? null : money(minor));

export async function orderIdOf(tx: Tx, channelOrderId: string): Promise<string | null> {
  const row = await tx.maybeOne<{ order_id: string | null }>(sql`
    select order_id from channel_order where merchant_id = ${tx.merchantId} and channel_order_id = ${channelOrderId}`);
  return row?.order_id ?? null;
}

const NO_ID_AFTER = 'ffffffff-ffff-ffff-ffff-ffffffffffff';
const PAGE = 50;

type Place = Refusal<'channel_store_unknown' | 'channel_store_not_yours'>;

/** A page of the platforms' orders, the newest first. Staff of one store see those of that store. */
export function listChannelOrders(
  ctx: Ctx,
  { storeCode, live = false, after = NO_ID_AFTER, limit = PAGE }: ChannelOrdersQuery,
): Promise<Result<{ items: ChannelOrderSummary[]; next: string | null }, Place>> {
  return inRead(ctx, async (tx) => {
    const store = storeCode === undefined ? ok(ctx.actor.storeId) : await storeOf(tx, ctx.actor, storeCode);
    if (!store.ok) return store;
    const rows = await tx.many<OrderRow>(sql`
      select ${ORDER_COLUMNS}
        from channel_order
       where merchant_id = ${tx.merchantId} and content is not null and channel_order_id < ${after}
         and (${store.value}::uuid is null or store_id = ${store.value}::uuid)
         and (not ${live}::boolean or status in ('new', 'accepted', 'ready', 'delivering'))
       order by channel_order_id desc
       limit ${limit + 1}`);
    const items = rows.slice(0, limit).map((row) => summaryOf(withKnown(storedOrderOf(row))));
    return ok({
      items,
      next: rows.length > limit ? must(items.at(-1), 'a full page has a last').channelOrderId : null,
    });
  });
}

type Whole = StoredOrder & { readonly known: KnownOrder };

const withKnown = (order: StoredOrder): Whole => ({
  ...order,
  known: must(order.known, 'only orders whose content came are read'),
});

function summaryOf({ known, heldFor, orderId, channelOrderId, ...order }: Whole): ChannelOrderSummary {
  const { amounts } = known;
  return {
    channelOrderId,
    channel: order.channel,
    platformNo: order.platformNo,
    dayNo: known.dayNo,
    storeId: order.storeId,
    status: order.status,
    source: known.source,
    placedAt: known.placedAt.toISOString(),
    payable: money(amounts.payableMinor),
    commission: money(amounts.commissionMinor),
    receivable: money(receivableOf(amounts)),
    heldFor,
    orderId,
  };
}

/** One order of a platform with its guest, its refunds, and what the platform does not know yet. */
export function getChannelOrder(
  ctx: Ctx,
  channelOrderId: string,
): Promise<Result<ChannelOrderView, Refusal<'channel_order_not_found'>>> {
  return inRead(ctx, async (tx) => {
    const row = await tx.maybeOne<OrderRow>(sql`
      select ${ORDER_COLUMNS} from channel_order
       where merchant_id = ${tx.merchantId} and channel_order_id = ${channelOrderId} and content is not null`);
    if (!row || !isYours(ctx.actor, row.store_id)) return refuse('channel_order_not_found', { channelOrderId });
    const order = withKnown(storedOrderOf(row));
    const [guest, refunds, untold] = [
      await guestOf(tx, channelOrderId),
      await refundsOf(tx, channelOrderId),
      await untoldOf(tx, channelOrderId),
    ];
    return ok({ ...summaryOf(order), ...detailOf(order), guest, refunds: refunds.map(refundView), untold });
  });
}

function detailOf({ known, cancelReason }: Whole) {
  const { amounts, content } = known;
  return {
    guestPaid: money(known.guestPaidMinor),
    gross: money(amounts.grossMinor),
    platformDiscount: money(amounts.platformDiscountMinor),
    merchantDiscount: money(amounts.merchantDiscountMinor),
    unexplained: money(amounts.unexplainedMinor),
    statedIncome: moneyOrNull(known.statedIncomeMinor),
    wantedAt: content.wantedAt,
    lines: content.lines.map(({ itemRef, sku, name, quantityMilli, listMinor, choices }) => ({
      itemRef,
      sku,
      name,
      choices,
      quantity: formatQuantityMilli(quantityMilli),
      list: money(listMinor),
    })),
    discounts: content.discounts.map(({ label, platformMinor, merchantMinor }) => ({
      label,
      platform: money(platformMinor),
      merchant: money(merchantMinor),
    })),
    cancelReason,
  };
}

const refundView = ({ channelRefundId, status, whole, reason, decideBy, posted }: StoredRefund) => ({
  channelRefundId,
  status,
  whole,
  reason,
  decideBy: decideBy?.toISOString() ?? null,
  sales: moneyOrNull(posted?.salesMinor ?? null),
  commission: moneyOrNull(posted?.commissionMinor ?? null),
});
