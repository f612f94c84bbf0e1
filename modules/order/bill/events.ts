import type { NewEvent } from '@shuke/db';
import type { Bill } from './bill.ts';

export const billOpened = ({ billId, storeId, source }: Bill, splitFrom: string | null): NewEvent<'bill.opened'> => ({
  type: 'bill.opened',
  payload: { billId, storeId, source, splitFrom },
});

export const billChanged = ({ billId, storeId, version }: Bill): NewEvent<'bill.changed'> => ({
  type: 'bill.changed',
  payload: { billId, storeId, version },
});

export const billsMerged = ({ billId, storeId }: Bill, mergedBillIds: string[]): NewEvent<'bill.merged'> => ({
  type: 'bill.merged',
  payload: { billId, storeId, mergedBillIds },
});

export const billVoided = ({ billId, storeId, lines }: Bill, voidedBy: string): NewEvent<'bill.voided'> => ({
  type: 'bill.voided',
  payload: { billId, storeId, voidedBy, lines: lines.length },
});
