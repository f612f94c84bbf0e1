import { createHash } from 'node:crypto';
import { allocate, assert, DAY_MS, refuse, type Refused } from '@shuke/kernel';
import type { OrderLimitRefusal } from './errors.ts';

/** What was sold, in how much and for how much. Quantities in thousandths, amounts in minor units. */
export interface OrderLine {
  readonly productId: string;
  readonly quantityMilli: number;
  /** After its discounts. */
  readonly amountMinor: number;
  readonly discountMinor: number;
}

export interface OrderTotals {
  /** Before all discounts. */
  readonly grossMinor: number;
  readonly discountMinor: number;
  readonly payableMinor: number;
}

/** What a coupon took off an order. */
export interface OrderCoupon {
  readonly code: string;
  readonly redemptionId: string;
  readonly discountMinor: number;
}

/** An order as it is written: store, customer and products are known by id, coupons are redeemed and taken off. */
export interface OrderRow extends OrderTotals {
  readonly storeId: string;
  readonly customerId: string | null;
  /** Where it comes from: till, import. */
  readonly source: string;
  readonly orderRef: string;
  /** `contentHashOf` of what the till sent. */
  readonly contentHash: Buffer;
  readonly orderedAt: Date;
  /** YYYY-MM-DD of the store. */
  readonly businessDay: string;
  readonly lines: readonly OrderLine[];
  readonly coupons?: readonly OrderCoupon[];
  readonly importId?: string | null;
  /** What was scanned to order or to pay. */
  readonly touchpointId?: string | null;
  /** What a known guest asked for in words, sealed. */
  readonly note?: Buffer | null;
}

export const MAX_LINES = 500;
export const MAX_QUANTITY_MILLI = 1_000_000_000;
/** For one line. 500 lines of it are still an exact integer, and so is the sum of 9,000 largest orders. */
export const MAX_AMOUNT_MINOR = 100_000_000_000;
export const MAX_TOTAL_MINOR = 1_000_000_000_000;

type Amounts = Omit<OrderLine, 'productId'>;

/** Why the lines cannot be an order, or null. `facts.line` counts from 1. Lines of zero, such as a gift's, are fine. */
export function whyNotLines(lines: readonly Amounts[]): Refused<OrderLimitRefusal> | null {
  if (lines.length > MAX_LINES) return refuse('order_too_many_lines', { lines: lines.length, most: MAX_LINES });
  for (const [i, { quantityMilli, amountMinor, discountMinor }] of lines.entries()) {
    const line = i + 1;
    if (!isWithin(quantityMilli, MAX_QUANTITY_MILLI)) return refuse('order_quantity_out_of_range', { line });
    const amounts = isWithin(amountMinor, MAX_AMOUNT_MINOR) && isWithin(discountMinor, MAX_AMOUNT_MINOR);
    if (!amounts) return refuse('order_amount_out_of_range', { line });
  }
  const { grossMinor } = totalsOf(lines);
  return grossMinor > MAX_TOTAL_MINOR ? refuse('order_total_too_large', { mostMinor: MAX_TOTAL_MINOR }) : null;
}

const isWithin = (value: number, most: number): boolean => Number.isSafeInteger(value) && value >= 0 && value <= most;

/** Adds an order's lines up, in minor units. */
export function totalsOf(lines: readonly Amounts[]): OrderTotals {
  const payableMinor = lines.reduce((sum, line) => sum + line.amountMinor, 0);
  const discountMinor = lines.reduce((sum, line) => sum + line.discountMinor, 0);
  return { grossMinor: payableMinor + discountMinor, discountMinor, payableMinor };
}

/**
 * Takes a coupon's discount off the lines, each by its share of what they come to, exact to the minor unit. With
 * `productId` only that product's lines bear it, as far as they reach.
 */
export function spreadDiscount<L extends OrderLine>(
  lines: readonly L[],
  discountMinor: number,
  productId: string | null = null,
): L[] {
  const bears = (line: OrderLine): boolean => productId === null || line.productId === productId;
  const weights = lines.map((line) => (bears(line) ? line.amountMinor : 0));
  const reach = weights.reduce((sum, weight) => sum + weight, 0);
  if (reach < discountMinor) {
    assert(productId !== null, 'a coupon takes off no more than what is to be paid');
    return spreadDiscount(spreadDiscount(lines, reach, productId), discountMinor - reach);
  }
  const shares = allocate(discountMinor, weights);
  return lines.map((line, i) => ({
    ...line,
    amountMinor: line.amountMinor - shares[i]!,
    discountMinor: line.discountMinor + shares[i]!,
  }));
}

/** Tills upload later, so the past is fine; a clock that runs ahead by more than this would spoil every figure. */
export const MOST_AHEAD_MS = DAY_MS;

/** Whether an order may be of this time. A date that is none, as of a leap second, is not. */
export const isPlausibleTime = (orderedAt: Date, now: Date): boolean =>
  orderedAt.getTime() >= 0 && orderedAt.getTime() <= now.getTime() + MOST_AHEAD_MS;

/** Reads "0.755" as 755 thousandths; null for what is no plain decimal of at most three places. */
export function parseQuantityMilli(text: string): number | null {
  const match = /^(-?)(\d{1,12})(?:\.(\d{1,3}))?$/.exec(text);
  if (!match) return null;
  const milli = Number(match[2]! + (match[3] ?? '').padEnd(3, '0'));
  return match[1] === '-' && milli !== 0 ? -milli : milli;
}

/** Writes thousandths as the decimal string of the wire: 755 is "0.755", 2000 is "2". */
export function formatQuantityMilli(milli: number): string {
  const text = String(Math.abs(milli)).padStart(4, '0');
  const fraction = text.slice(-3).replace(/0+$/, '');
  return `${milli < 0 ? '-' : ''}${text.slice(0, -3)}${fraction && `.${fraction}`}`;
}

/** What makes two receipts of one number the same receipt. */
export interface OrderContent {
  readonly storeId: string;
  readonly customerId: string | null;
  readonly orderedAt: Date;
  /** Codes as the receipt shows them, in their stored form. */
  readonly coupons?: readonly string[];
  /** As the till sent them, before coupons. */
  readonly lines: readonly OrderLine[];
}

/** 16 bytes that are equal exactly for receipts of equal content. Quick enough for imports: about 2 µs a line. */
export function contentHashOf({ storeId, customerId, orderedAt, coupons = [], lines }: OrderContent): Buffer {
  const parts = lines.map((l) => `${l.productId} ${l.quantityMilli} ${l.amountMinor} ${l.discountMinor}`);
  const text = [storeId, customerId ?? '-', orderedAt.getTime(), coupons.join(' '), ...parts].join('\n');
  return createHash('sha256').update(text).digest().subarray(0, 16);
}

/** A coupon code as it is compared. Codes are read aloud and typed: blanks, hyphens and the case do not make another coupon. */
export const plainCode = (code: string): string => code.toUpperCase().replace(/[\s-]/g, '');
