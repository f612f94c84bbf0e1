import { takeStock } from '@shuke/catalog';
import { appendEvents, type Tx } from '@shuke/db';
import { businessDay, must } from '@shuke/kernel';
import { postMany } from '@shuke/ledger';
import { merchantSettings, readStore } from '@shuke/merchant';
import { contentHashOf, queueTickets, recordMany, type OrderLine } from '@shuke/order';
import { saleLinesOf, type SaleLine } from '../amounts.ts';
import { kitchenTicketOf } from './kitchen-ticket.ts';
import type { KnownOrder, StoredOrder } from './order-store.ts';
import { guestOf } from './order-store.ts';
import { productsOf } from './products.ts';
import { movedBySale, salePosting } from './sale-posting.ts';

export interface SaleTaken {
  /** Null where goods are missing; then nothing was written. */
  readonly orderId: string | null;
}

export interface TakeSale {
  readonly order: StoredOrder & { readonly known: KnownOrder };
  /** It is sold whatever the stock says, as when the platform or a person has accepted it. */
  readonly isSure: boolean;
  readonly customerId?: string | null;
  /** A voucher is eaten at the table: the till sends its own ticket. */
  readonly needsKitchen: boolean;
}

/** The number under which a platform's order is an order of the merchant. */
export const orderRefOf = ({ channel, platformNo }: Pick<StoredOrder, 'channel' | 'platformNo'>): string =>
  `${channel}:${platformNo}`;

/** Makes the sale of a platform's order: goods out of stock, the order, its books and the kitchen's ticket, all or nothing. */
export async function takeSale(tx: Tx, sale: TakeSale): Promise<SaleTaken> {
  const { order, isSure, customerId = null } = sale;
  const { known } = order;
  const lines = saleLinesOf(withFees(known), known.amounts);
  const productIds = await productsOf(tx, order.channel, lines);
  if (!(await goodsFor(tx, { order, lines, productIds, isSure }))) return { orderId: null };
  const [{ currency, timeZone, dayStartMinute }, store] = await Promise.all([
    merchantSettings(tx),
    readStore(tx, order.storeId),
  ]);
  const sold: OrderLine[] = lines.map(({ quantityMilli, amountMinor, discountMinor }, i) => ({
    productId: productIds[i]!,
    quantityMilli,
    amountMinor,
    discountMinor,
  }));
  const { storeId } = order;
  const orderedAt = known.placedAt;
  const zone = store?.timeZone ?? timeZone;
  const [written] = await recordMany(tx, [
    {
      storeId,
      customerId,
      source: known.source,
      orderRef: orderRefOf(order),
      contentHash: contentHashOf({ storeId, customerId, orderedAt, lines: sold }),
      orderedAt,
      businessDay: businessDay(orderedAt.getTime(), zone, dayStartMinute),
      grossMinor: known.amounts.grossMinor,
      discountMinor: known.amounts.merchantDiscountMinor,
      payableMinor: known.amounts.payableMinor,
      lines: sold,
    },
  ]);
  const result = must(written, 'each row has its answer');
  // The number is the platform's own, unique here by the row that this transaction holds.
  const { orderId } = must(result.ok && result.value.recorded ? result.value : null, 'a platform’s order is sold once');
  const posting = { merchantId: tx.merchantId, transactionId: order.channelOrderId, orderId, storeId, currency };
  await postMany(tx, [salePosting(posting, movedBySale(known.amounts))]);
  const payload = { orderId, touchpointId: null, storeId, customerId, payableMinor: known.amounts.payableMinor };
  await appendEvents(tx, [{ type: 'order.recorded', payload: { ...payload, orderedAt: orderedAt.toISOString() } }]);
  if (sale.needsKitchen) {
    const guest = await guestOf(tx, order.channelOrderId);
    const ticket = kitchenTicketOf(order, { store: store?.name ?? '', zone, remark: guest?.remark ?? '' });
    await queueTickets(tx, [{ storeId, referenceId: orderId, ticket }]);
  }
  return { orderId };
}

const withFees = ({ content, guestPaidMinor }: KnownOrder) => ({ ...content, guestPaidMinor });

interface Goods {
  readonly order: StoredOrder;
  readonly lines: readonly SaleLine[];
  readonly productIds: readonly string[];
  readonly isSure: boolean;
}

// Who is not sure takes all goods or none. A sale that is sure takes of each kind what is there: what the shop has not counted
// right does not undo what the guest was promised.
async function goodsFor(tx: Tx, { order, lines, productIds, isSure }: Goods): Promise<boolean> {
  const rows = lines.flatMap(({ kind, quantityMilli }, i) =>
    kind === 'goods'
      ? [
          {
            merchantId: tx.merchantId,
            storeId: order.storeId,
            productId: productIds[i]!,
            quantityMilli,
            ...(isSure ? {} : { group: order.channelOrderId }),
          },
        ]
      : [],
  );
  const fits = await takeStock(tx, rows);
  return isSure || fits.every(Boolean);
}
