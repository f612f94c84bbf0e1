import type { ShiftReport, ShiftView } from '@shuke/contract';
import { formatMinor } from '@shuke/kernel';
import { totalsOfShift, type Shift, type ShiftSums, type SourceSums } from './shift.ts';

export function shiftView(shift: Shift, currency: string): ShiftView {
  const { shiftId, storeId, openedAt, openedBy, closedAt, closedBy, floatMinor, countedMinor } = shift;
  return {
    shiftId,
    storeId,
    openedAt: openedAt.toISOString(),
    openedBy,
    closedAt: closedAt?.toISOString() ?? null,
    closedBy,
    currency,
    float: formatMinor(floatMinor, currency),
    counted: countedMinor === null ? null : formatMinor(countedMinor, currency),
  };
}

/** A shift with what it sold, by source and by tender, and the cash that should lie in its drawer. */
export function reportView(shift: Shift, sums: ShiftSums, currency: string): ShiftReport {
  const money = (minor: number): string => formatMinor(minor, currency);
  const sumsView = (of: Omit<SourceSums, 'source'>) => ({
    orders: of.orders,
    gross: money(of.grossMinor),
    discount: money(of.discountMinor),
    payable: money(of.payableMinor),
    refunded: money(of.refundedMinor),
    revenue: money(of.payableMinor - of.refundedMinor),
  });
  const totals = totalsOfShift(shift, sums);
  return {
    ...shiftView(shift, currency),
    ...sumsView(totals),
    refunds: totals.refunds,
    bySource: sums.bySource.map(({ source, ...of }) => ({ source, ...sumsView(of) })),
    byTender: sums.byTender.map(({ tender, payments, paidMinor, refundedMinor }) => ({
      tender,
      payments,
      paid: money(paidMinor),
      refunded: money(refundedMinor),
      net: money(paidMinor - refundedMinor),
    })),
    expectedCash: money(totals.expectedCashMinor),
    difference: totals.differenceMinor === null ? null : money(totals.differenceMinor),
  };
}
