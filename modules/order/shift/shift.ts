import { parseMinor, refuse, ok, type Refusal, type Result } from '@shuke/kernel';
import { MAX_TOTAL_MINOR } from '../order.ts';

/** A cashier's turn at a till: who, where and when, and the cash at both ends in minor units. */
export interface Shift {
  readonly shiftId: string;
  readonly storeId: string;
  readonly openedAt: Date;
  readonly openedBy: string;
  readonly floatMinor: number;
  readonly closedAt: Date | null;
  readonly closedBy: string | null;
  readonly countedMinor: number | null;
}

/** Reads what lies in a drawer, which is never below zero. */
export function readCash(text: string, currency: string): Result<number, Refusal<'shift_amount_invalid'>> {
  const minor = parseMinor(text, currency);
  const isCash = minor !== null && minor >= 0 && minor <= MAX_TOTAL_MINOR;
  return isCash ? ok(minor) : refuse('shift_amount_invalid', { amount: text });
}

/** What orders of one source came to, and what was paid back of orders of that source, in minor units. */
export interface SourceSums {
  readonly source: string;
  readonly orders: number;
  readonly grossMinor: number;
  readonly discountMinor: number;
  readonly payableMinor: number;
  readonly refunds: number;
  readonly refundedMinor: number;
}

/** What one kind of tender brought and paid back. */
export interface TenderSums {
  readonly tender: string;
  readonly payments: number;
  readonly paidMinor: number;
  readonly refundedMinor: number;
}

export interface ShiftSums {
  readonly bySource: readonly SourceSums[];
  readonly byTender: readonly TenderSums[];
}

export interface ShiftTotals extends Omit<SourceSums, 'source'> {
  readonly expectedCashMinor: number;
  /** What was counted less what is expected; null while the shift is open. */
  readonly differenceMinor: number | null;
}

/** The sums of a shift over all its sources, and what should lie in its drawer. */
export function totalsOfShift({ floatMinor, countedMinor }: Shift, { bySource, byTender }: ShiftSums): ShiftTotals {
  const sum = (of: (sums: SourceSums) => number): number => bySource.reduce((all, one) => all + of(one), 0);
  const cash = byTender.find(({ tender }) => tender === 'cash') ?? { paidMinor: 0, refundedMinor: 0 };
  const expectedCashMinor = floatMinor + cash.paidMinor - cash.refundedMinor;
  return {
    orders: sum(({ orders }) => orders),
    grossMinor: sum(({ grossMinor }) => grossMinor),
    discountMinor: sum(({ discountMinor }) => discountMinor),
    payableMinor: sum(({ payableMinor }) => payableMinor),
    refunds: sum(({ refunds }) => refunds),
    refundedMinor: sum(({ refundedMinor }) => refundedMinor),
    expectedCashMinor,
    differenceMinor: countedMinor === null ? null : countedMinor - expectedCashMinor,
  };
}
