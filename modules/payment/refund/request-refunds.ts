import type { Tx } from '@shuke/db';
import { newId } from '@shuke/kernel';
import type { RefundCause } from './refund.ts';
import * as store from './refund-store.ts';

/** What is to go back of a payment. */
export interface RefundRequest {
  readonly paymentId: string;
  readonly amountMinor: number;
  readonly cause: RefundCause;
  /** The refund of the order; null for the whole of a payment. */
  readonly referenceId: string | null;
}

/**
 * Writes refunds down, each with its number, in the transaction that decides them: at most one row a payment in a call. They are sent
 * by themselves afterwards. Answers their ids in the order of the rows; null where less is left of the payment. Posts
 * nothing: whoever decides posts to `refunds_due` of the payment's account.
 */
export async function requestRefunds(tx: Tx, rows: readonly RefundRequest[]): Promise<(string | null)[]> {
  if (rows.length === 0) return [];
  const accounts = await store.takeRefundable(tx, rows);
  const made = rows.flatMap((row) => {
    const accountId = accounts.get(row.paymentId);
    const refundId = newId();
    return accountId === undefined ? [] : [{ ...row, accountId, refundId, outRefundNo: refundId.replaceAll('-', '') }];
  });
  if (made.length > 0) await store.insertRefunds(tx, made);
  const ids = new Map(made.map((row) => [row.paymentId, row.refundId]));
  return rows.map((row) => ids.get(row.paymentId) ?? null);
}
