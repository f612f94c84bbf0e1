import type { NewOrder } from '@shuke/contract';
import { ok, parseMinor, refuse, type Result } from '@shuke/kernel';
import type { ReceiptRefusal } from './errors.ts';
import { isPlausibleTime, MOST_AHEAD_MS, parseQuantityMilli, plainCode, whyNotLines } from './order.ts';

/** A till's receipt, read: numbers for decimal strings, an instant for text, coupon codes in one way of writing. */
export interface Receipt {
  readonly orderRef: string;
  readonly orderedAt: Date;
  readonly coupons: readonly string[];
  readonly touchpointId: string | null;
  readonly note: string | null;
  readonly lines: readonly ReceiptLine[];
}

export interface ReceiptLine {
  readonly sku: string;
  readonly name?: string | undefined;
  readonly category?: string | undefined;
  readonly quantityMilli: number;
  readonly amountMinor: number;
  readonly discountMinor: number;
}

/** Reads what a till sent, or says by name what is wrong with it. */
export function readReceipt(order: NewOrder, currency: string, now: Date): Result<Receipt, ReceiptRefusal> {
  const orderedAt = new Date(order.orderedAt);
  if (!isPlausibleTime(orderedAt, now)) {
    const latest = new Date(now.getTime() + MOST_AHEAD_MS).toISOString();
    return refuse('order_time_out_of_range', { earliest: '1970-01-01T00:00:00.000Z', latest });
  }
  const coupons = (order.coupons ?? []).map(plainCode);
  const again = coupons.findIndex((code, i) => coupons.indexOf(code) < i);
  if (again >= 0) return refuse('order_duplicate_coupon', { coupon: again + 1 });
  const lines = order.lines.map((line) => readLine(line, currency));
  const why = whyNotLines(lines);
  const { orderRef, touchpointId = null, note = null } = order;
  return why ?? ok({ orderRef, orderedAt, coupons, touchpointId, note, lines });
}

// What cannot be read, such as a fen's fraction, becomes no number, and is then refused as out of range.
function readLine({ sku, name, category, ...line }: NewOrder['lines'][number], currency: string): ReceiptLine {
  const minor = (text: string): number => parseMinor(text, currency) ?? Number.NaN;
  return {
    sku,
    name,
    category,
    quantityMilli: parseQuantityMilli(line.quantity) ?? Number.NaN,
    amountMinor: minor(line.amount),
    discountMinor: minor(line.discount ?? '0'),
  };
}
