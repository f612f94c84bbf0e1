import { formatMinor } from '@shuke/kernel';
import type { StreetReceipt } from './street.ts';

/** A receipt as the body of `POST /v1/orders`: what the till of the street sends. */
export const orderBody = ({ orderRef, storeCode, orderedAt, customer, coupons, lines }: StreetReceipt) => ({
  orderRef,
  storeCode,
  orderedAt,
  ...(customer === null ? {} : { customer: { kind: 'member_no' as const, value: customer } }),
  coupons: [...coupons],
  lines: lines.map((line) => ({
    sku: line.sku,
    name: line.product,
    category: line.category,
    quantity: String(line.quantity),
    amount: formatMinor(line.amountMinor, 'CNY'),
    discount: formatMinor(line.discountMinor, 'CNY'),
  })),
});
