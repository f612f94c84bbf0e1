import { openMany, sealMany, sql, raw, type Tx } from '@shuke/db';
import type { OrderAmounts } from '../amounts.ts';
import type { ChannelGuest, ChannelName, OrderContent, OrderSource } from '../channel.ts';
import type { OrderStatus } from '../progress.ts';

export const GUEST_PURPOSE = 'channel guest';

/** A platform's order as it stands. Without content only what was told before the order itself came is known. */
export interface StoredOrder {
  readonly channelOrderId: string;
  readonly accountId: string;
  readonly storeId: string;
  readonly channel: ChannelName;
  readonly platformNo: string;
  readonly status: OrderStatus;
  readonly known: KnownOrder | null;
  readonly heldFor: string | null;
  readonly cancelReason: string | null;
  readonly orderId: string | null;
}

export interface KnownOrder {
  readonly source: OrderSource;
  readonly dayNo: string | null;
  readonly placedAt: Date;
  readonly content: OrderContent;
  readonly amounts: OrderAmounts;
  readonly guestPaidMinor: number;
  readonly statedIncomeMinor: number | null;
}

export interface OrderRow {
  readonly channel_order_id: string;
  readonly account_id: string;
  readonly store_id: string;
  readonly channel: ChannelName;
  readonly platform_no: string;
  readonly status: OrderStatus;
  readonly source: OrderSource | null;
  readonly day_no: string | null;
  readonly placed_at: Date | null;
  readonly content: OrderContent | null;
  readonly guest_paid_minor: number;
  readonly gross_minor: number;
  readonly platform_discount_minor: number;
  readonly merchant_discount_minor: number;
  readonly payable_minor: number;
  readonly commission_minor: number;
  readonly stated_income_minor: number | null;
  readonly unexplained_minor: number;
  readonly held_for: string | null;
  readonly cancel_reason: string | null;
  readonly order_id: string | null;
}

export const ORDER_COLUMNS =
  raw(`channel_order_id, account_id, store_id, channel, platform_no, status, source, day_no, placed_at,
  content, guest_paid_minor, gross_minor, platform_discount_minor, merchant_discount_minor, payable_minor,
  commission_minor, stated_income_minor, unexplained_minor, held_for, cancel_reason, order_id`);

export const storedOrderOf = (row: OrderRow): StoredOrder => ({
  channelOrderId: row.channel_order_id,
  accountId: row.account_id,
  storeId: row.store_id,
  channel: row.channel,
  platformNo: row.platform_no,
  status: row.status,
  known: knownOf(row),
  heldFor: row.held_for,
  cancelReason: row.cancel_reason,
  orderId: row.order_id,
});

function knownOf(row: OrderRow): KnownOrder | null {
  const { source, content, placed_at: placedAt } = row;
  if (source === null || content === null || placedAt === null) return null;
  return {
    source,
    content,
    placedAt,
    dayNo: row.day_no,
    guestPaidMinor: row.guest_paid_minor,
    statedIncomeMinor: row.stated_income_minor,
    amounts: {
      grossMinor: row.gross_minor,
      platformDiscountMinor: row.platform_discount_minor,
      merchantDiscountMinor: row.merchant_discount_minor,
      payableMinor: row.payable_minor,
      commissionMinor: row.commission_minor,
      unexplainedMinor: row.unexplained_minor,
    },
  };
}

export interface OrderKey {
  readonly channelOrderId: string;
  readonly accountId: string;
  readonly storeId: string;
  readonly channel: ChannelName;
  readonly platformNo: string;
}

/**
 * Holds the order of a platform's number for this transaction, and makes its row where nothing was told of it yet: so that two
 * tellings of one order never pass each other, whichever comes first.
 */
export async function holdOrder(tx: Tx, key: OrderKey): Promise<StoredOrder> {
  await tx.run(sql`
    insert into channel_order
      (merchant_id, channel_order_id, account_id, store_id, channel, platform_no, status, created_at, updated_at)
    values (${tx.merchantId}, ${key.channelOrderId}, ${key.accountId}, ${key.storeId}, ${key.channel},
            ${key.platformNo}, 'new', ${tx.now}, ${tx.now})
    on conflict (merchant_id, channel, platform_no) do nothing`);
  const row = await tx.one<OrderRow>(sql`
    select ${ORDER_COLUMNS}
      from channel_order
     where merchant_id = ${tx.merchantId} and channel = ${key.channel} and platform_no = ${key.platformNo}
       for update`);
  return storedOrderOf(row);
}

export async function holdOrderById(tx: Tx, channelOrderId: string): Promise<StoredOrder | null> {
  const row = await tx.maybeOne<OrderRow>(sql`
    select ${ORDER_COLUMNS}
      from channel_order
     where merchant_id = ${tx.merchantId} and channel_order_id = ${channelOrderId}
       for update`);
  return row && storedOrderOf(row);
}

/** Writes what the order is; it is told once and never written over. */
export async function learnOrder(
  tx: Tx,
  channelOrderId: string,
  { known, guest }: { readonly known: KnownOrder; readonly guest: ChannelGuest | null },
): Promise<void> {
  const [sealed = null] = guest ? await sealMany(tx, GUEST_PURPOSE, [JSON.stringify(guest)]) : [];
  const { amounts } = known;
  await tx.run(sql`
    update channel_order
       set source = ${known.source}, day_no = ${known.dayNo}, placed_at = ${known.placedAt},
           content = ${JSON.stringify(known.content)}::json, guest = ${sealed}, guest_paid_minor = ${known.guestPaidMinor},
           gross_minor = ${amounts.grossMinor}, platform_discount_minor = ${amounts.platformDiscountMinor},
           merchant_discount_minor = ${amounts.merchantDiscountMinor}, payable_minor = ${amounts.payableMinor},
           commission_minor = ${amounts.commissionMinor}, stated_income_minor = ${known.statedIncomeMinor},
           unexplained_minor = ${amounts.unexplainedMinor}, updated_at = ${tx.now}
     where merchant_id = ${tx.merchantId} and channel_order_id = ${channelOrderId} and content is null`);
}

/** Writes how far an order is, and what became of it. */
export const moveOrder = (tx: Tx, order: StoredOrder, isOver: boolean): Promise<number> =>
  tx.run(sql`
    update channel_order
       set status = ${order.status}, held_for = ${order.heldFor}, cancel_reason = ${order.cancelReason},
           order_id = ${order.orderId},
           accepted_at = case when ${order.orderId}::uuid is null then accepted_at else coalesce(accepted_at, ${tx.now}) end,
           ended_at = case when ${isOver}::boolean then coalesce(ended_at, ${tx.now}) else ended_at end,
           updated_at = ${tx.now}
     where merchant_id = ${tx.merchantId} and channel_order_id = ${order.channelOrderId}`);

export async function guestOf(tx: Tx, channelOrderId: string): Promise<ChannelGuest | null> {
  const row = await tx.maybeOne<{ guest: Buffer | null }>(sql`
    select guest from channel_order where merchant_id = ${tx.merchantId} and channel_order_id = ${channelOrderId}`);
  const [text] = row?.guest ? await openMany(tx, GUEST_PURPOSE, [row.guest]) : [];
  return text === undefined ? null : (JSON.parse(text) as ChannelGuest);
}

/** Notes a telling by its number; false where it was told before. */
export const noteNotice = async (
  tx: Tx,
  { accountId, noticeId }: { readonly accountId: string; readonly noticeId: string },
): Promise<boolean> =>
  (await tx.run(sql`
    insert into channel_notice (merchant_id, account_id, notice_id, received_at)
    values (${tx.merchantId}, ${accountId}, ${noticeId}, ${tx.now})
    on conflict (merchant_id, account_id, notice_id) do nothing`)) === 1;

/** Forgets who got what long after it was brought; the books keep amounts and goods. */
export const forgetGuests = (tx: Tx, endedBefore: Date): Promise<number> =>
  tx.run(sql`
    update channel_order set guest = null
     where merchant_id = ${tx.merchantId} and guest is not null and ended_at < ${endedBefore}`);

/** An order of which nobody says that it ended is over some day, too. */
export const forgetOldGuests = (tx: Tx, placedBefore: Date): Promise<number> =>
  tx.run(sql`
    update channel_order set guest = null
     where merchant_id = ${tx.merchantId} and guest is not null and ended_at is null and placed_at < ${placedBefore}`);

export const forgetNotices = (tx: Tx, before: Date): Promise<number> =>
  tx.run(sql`delete from channel_notice where merchant_id = ${tx.merchantId} and received_at < ${before}`);
