import { appendEvents, type Tx } from '@shuke/db';
import { assert, must, newId } from '@shuke/kernel';
import { postMany } from '@shuke/ledger';
import { paymentSettled, paymentUnsettled } from '../events.ts';
import type { Payment } from '../payment.ts';
import { unsettledPosting } from '../postings.ts';
import { requestRefunds } from '../refund/request-refunds.ts';
import { writeSettled, writeUnsettled, type SettledWith } from './settle-store.ts';

/** Names the orders that held payments came to. Whoever settles posts the tender out of `guest_funds`. */
export async function markSettled(tx: Tx, rows: readonly SettledWith[]): Promise<void> {
  if (rows.length === 0) return;
  await writeSettled(tx, rows);
  await appendEvents(
    tx,
    rows.map(({ paymentId, orderId }) => paymentSettled(paymentId, orderId)),
  );
}

export interface Failed {
  readonly payment: Payment;
  /** The code of the refusal. */
  readonly reason: string;
}

/** Pays back the whole of payments that are held and came to no order, to where the money came from. */
export async function markUnsettled(tx: Tx, failed: readonly Failed[]): Promise<void> {
  if (failed.length === 0) return;
  const { merchantId } = tx;
  await writeUnsettled(
    tx,
    failed.map(({ payment, reason }) => ({ paymentId: payment.paymentId, reason })),
  );
  const refundIds = await requestRefunds(
    tx,
    failed.map(({ payment: { paymentId, amountMinor } }) => ({
      paymentId,
      amountMinor,
      cause: 'unsettled',
      referenceId: null,
    })),
  );
  const posted = await postMany(
    tx,
    failed.map(({ payment }) => unsettledPosting({ ...payment, merchantId, transactionId: newId() })),
  );
  assert(
    posted.every(({ ok }) => ok),
    'accounts without a floor take every posting',
  );
  await appendEvents(
    tx,
    failed.map(({ payment: { paymentId }, reason }, i) =>
      paymentUnsettled({ paymentId, reason, refundId: must(refundIds[i], 'nothing of it went back before') }),
    ),
  );
}
