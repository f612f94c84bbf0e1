import type { CheckedOut } from '@shuke/contract';
import { formatMinor } from '@shuke/kernel';
import type { OrderCoupon, OrderLine, OrderTotals } from '../order.ts';
import type { PricedFacts } from './priced-facts.ts';

/** How a part of an order was paid. Stored value names its card. */
export interface PaidTender {
  readonly kind: string;
  readonly amountMinor: number;
  readonly cardId: string | null;
}

/** An order that was priced and paid here, as its row holds it. */
export interface PaidOrder extends OrderTotals {
  readonly merchantId: string;
  readonly orderId: string;
  readonly storeId: string;
  readonly customerId: string | null;
  readonly source: string;
  readonly orderRef: string;
  readonly contentHash: Buffer;
  readonly orderedAt: Date;
  /** YYYY-MM-DD of the store. */
  readonly businessDay: string;
  readonly lines: readonly OrderLine[];
  /** What the delivery costs after its discounts, which is part of the payable. */
  readonly deliveryMinor: number;
  readonly coupons: readonly OrderCoupon[];
  readonly tenders: readonly PaidTender[];
  /** The part of the payable that points paid as a tender. */
  readonly pointsPaidMinor: number;
  readonly sellerId: string | null;
  readonly shiftId: string | null;
  /** What was scanned to order or to pay. */
  readonly touchpointId: string | null;
  /** What the guest asked for in words, sealed. */
  readonly note: Buffer | null;
  readonly priced: PricedFacts;
}

/** What a checkout answers, made of the order's row alone, so that every repeat is given the first answer. */
export function checkedOutView(order: PaidOrder): CheckedOut {
  const { currency } = order.priced.cart;
  const money = (minor: number): string => formatMinor(minor, currency);
  return {
    orderId: order.orderId,
    orderRef: order.orderRef,
    customerId: order.customerId,
    businessDay: order.businessDay,
    currency,
    gross: money(order.grossMinor),
    discount: money(order.discountMinor),
    payable: money(order.payableMinor),
    pointsPay: money(order.pointsPaidMinor),
    due: money(order.payableMinor - order.pointsPaidMinor),
    pointsSpent: order.priced.pointsSpent,
    lines: order.lines.map(({ amountMinor, discountMinor }, i) => ({
      line: i + 1,
      gross: money(amountMinor + discountMinor),
      net: money(amountMinor),
    })),
    coupons: order.coupons.map(({ code, redemptionId, discountMinor }) => ({
      code,
      redemptionId,
      discount: money(discountMinor),
    })),
    earned: order.priced.earned.map(({ asset, amount }) => ({ asset, amount })),
    tenders: order.tenders.map(({ kind, amountMinor }) => ({ kind, amount: money(amountMinor) })),
  };
}
