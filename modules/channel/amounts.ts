import { allocate, bpsOf } from '@shuke/kernel';
import type { ChannelOrder } from './channel.ts';

/** What an order comes to, for whom. Minor units. */
export interface OrderAmounts {
  /** Goods, packing and the merchant's own delivery before discounts. */
  readonly grossMinor: number;
  readonly platformDiscountMinor: number;
  readonly merchantDiscountMinor: number;
  /** The merchant's sale: gross less its own share of the discounts. What the platform bears it pays itself. */
  readonly payableMinor: number;
  readonly commissionMinor: number;
  /** What the guest paid beyond what the parts explain; not zero is worth a look. */
  readonly unexplainedMinor: number;
}

type Priced = Pick<
  ChannelOrder,
  | 'lines'
  | 'packingMinor'
  | 'deliveryMinor'
  | 'platformDeliveryMinor'
  | 'discounts'
  | 'guestPaidMinor'
  | 'commissionMinor'
>;

const sum = (amounts: readonly number[]): number => amounts.reduce((all, one) => all + one, 0);

/**
 * Adds an order up. Null where it cannot be one: a part below zero, or discounts or a commission of more than there is to
 * take them from. `commissionBps` of the sale counts where the platform does not say what it keeps.
 */
export function amountsOf(order: Priced, commissionBps: number): OrderAmounts | null {
  const { lines, packingMinor, deliveryMinor, platformDeliveryMinor, discounts } = order;
  const parts = [...lines.map((line) => line.listMinor), packingMinor, deliveryMinor];
  const borne = discounts.flatMap((one) => [one.platformMinor, one.merchantMinor]);
  const all = [...parts, ...borne, platformDeliveryMinor, order.guestPaidMinor, order.commissionMinor ?? 0];
  if (!all.every((amount) => Number.isSafeInteger(amount) && amount >= 0)) return null;
  const grossMinor = sum(parts);
  const platformDiscountMinor = sum(discounts.map((one) => one.platformMinor));
  const merchantDiscountMinor = sum(discounts.map((one) => one.merchantMinor));
  const payableMinor = grossMinor - merchantDiscountMinor;
  const commissionMinor = order.commissionMinor ?? bpsOf(Math.max(0, payableMinor), commissionBps);
  if (payableMinor < 0 || commissionMinor > payableMinor) return null;
  const explained = payableMinor + platformDeliveryMinor - platformDiscountMinor;
  return {
    grossMinor,
    platformDiscountMinor,
    merchantDiscountMinor,
    payableMinor,
    commissionMinor,
    unexplainedMinor: order.guestPaidMinor - explained,
  };
}

/** The part of the sale that the platform pays out of its own pocket; what it gives on its own delivery is none of it. */
export const subsidyOf = (amounts: Pick<OrderAmounts, 'platformDiscountMinor' | 'payableMinor'>): number =>
  Math.min(amounts.platformDiscountMinor, amounts.payableMinor);

/** What the platform owes the merchant for an order. */
export const receivableOf = ({ payableMinor, commissionMinor }: OrderAmounts): number => payableMinor - commissionMinor;

export interface SaleLine {
  /** Null for packing and delivery. */
  readonly line: ChannelOrder['lines'][number] | null;
  readonly kind: 'goods' | 'packing' | 'delivery';
  readonly quantityMilli: number;
  /** After the merchant's share of the discounts. */
  readonly amountMinor: number;
  readonly discountMinor: number;
}

const ONE_MILLI = 1000;

/** The lines of the sale: goods, then packing and delivery; each bears the merchant's discounts by what it comes to. */
export function saleLinesOf(order: Priced, amounts: OrderAmounts): SaleLine[] {
  const fee = (kind: 'packing' | 'delivery', listMinor: number) =>
    listMinor > 0 ? [{ line: null, kind, quantityMilli: ONE_MILLI, listMinor }] : [];
  const rows = [
    ...order.lines.map((line) => ({ line, kind: 'goods' as const, ...line })),
    ...fee('packing', order.packingMinor),
    ...fee('delivery', order.deliveryMinor),
  ];
  const shares = allocate(
    amounts.merchantDiscountMinor,
    rows.map((row) => row.listMinor),
  );
  return rows.map(({ line, kind, quantityMilli, listMinor }, i) => ({
    line,
    kind,
    quantityMilli,
    amountMinor: listMinor - shares[i]!,
    discountMinor: shares[i]!,
  }));
}
