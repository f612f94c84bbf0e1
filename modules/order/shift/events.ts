import type { NewEvent } from '@shuke/db';
import { must } from '@shuke/kernel';
import type { Shift, ShiftTotals } from './shift.ts';

export const shiftOpened = ({ shiftId, storeId, openedBy, floatMinor }: Shift): NewEvent<'shift.opened'> => ({
  type: 'shift.opened',
  payload: { shiftId, storeId, openedBy, floatMinor },
});

export const shiftClosed = (shift: Shift, totals: ShiftTotals): NewEvent<'shift.closed'> => ({
  type: 'shift.closed',
  payload: {
    shiftId: shift.shiftId,
    storeId: shift.storeId,
    closedBy: must(shift.closedBy, 'a closed shift was closed by somebody'),
    revenueMinor: totals.payableMinor - totals.refundedMinor,
    countedMinor: must(shift.countedMinor, 'a closed shift was counted'),
    differenceMinor: must(totals.differenceMinor, 'a counted shift has a difference'),
  },
});
