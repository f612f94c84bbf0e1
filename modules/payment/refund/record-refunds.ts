import { appendEvents, type Tx } from '@shuke/db';
import { assert } from '@shuke/kernel';
import { postMany } from '@shuke/ledger';
import { raiseAlerts, type Alert } from '../callback/alert-store.ts';
import { refundFailed, refundPaid } from '../events.ts';
import type { RefundOutcome } from '../gateway/gateway.ts';
import { refundPosting } from '../postings.ts';
import { nextRefundAskAt, refundMoveBy, type Refund, type RefundMove } from './refund.ts';
import * as store from './refund-store.ts';

/** What was heard of a refund, by its number and the account that it was heard for. */
export interface RefundHeard {
  readonly accountId: string;
  readonly outRefundNo: string;
  readonly outcome: RefundOutcome;
}

interface Changed {
  readonly refund: Refund;
  readonly move: RefundMove;
}

/** Takes in what was heard of refunds. One that is paid back is posted and told in the same transaction, once. */
export async function recordRefunds(tx: Tx, heard: readonly RefundHeard[]): Promise<void> {
  const numbers = [...new Set(heard.map(({ outRefundNo }) => outRefundNo))];
  const held = new Map((await store.holdRefunds(tx, numbers)).map((one) => [one.outRefundNo, one]));
  const alerts: Alert[] = [];
  const changed = new Map<string, Changed>();
  for (const { accountId, outRefundNo: subject, outcome } of heard) {
    const refund = held.get(subject);
    if (refund?.accountId !== accountId) {
      alerts.push({ accountId, subject, why: 'number_unknown', paymentId: null });
      continue;
    }
    const move = refundMoveBy(refund, outcome);
    const { paymentId } = refund;
    if (move.to === 'suspicious') alerts.push({ accountId, subject, why: move.why, paymentId });
    const after = statusAfter(refund, move);
    held.set(subject, { ...refund, status: after });
    if (move.to !== 'same' && !(changed.get(subject)?.move.to === 'refunded' && after === 'refunded')) {
      changed.set(subject, { refund, move });
    }
  }
  await write(tx, [...changed.values()]);
  await raiseAlerts(tx, alerts);
}

function statusAfter({ status }: Refund, { to }: RefundMove): Refund['status'] {
  return to === 'refunded' || to === 'accepted' || to === 'failed' ? to : status;
}

async function write(tx: Tx, changed: readonly Changed[]): Promise<void> {
  if (changed.length === 0) return;
  await store.writeRefunds(
    tx,
    changed.flatMap(({ refund, move }) => changeOf(tx.now, refund, move) ?? []),
  );
  const paid = changed.filter(({ move }) => move.to === 'refunded').map(({ refund }) => refund);
  await post(tx, paid);
  await appendEvents(tx, [
    ...paid.map(refundPaid),
    ...changed.flatMap(({ refund, move }) => (move.to === 'failed' ? [refundFailed(refund, move.providerCode)] : [])),
  ]);
}

async function post(tx: Tx, paid: readonly Refund[]): Promise<void> {
  if (paid.length === 0) return;
  const { merchantId } = tx;
  const posted = await postMany(
    tx,
    paid.map(({ refundId, accountId, currency, amountMinor }) =>
      refundPosting({ merchantId, transactionId: refundId, accountId, currency, amountMinor, refundId }),
    ),
  );
  assert(
    posted.every(({ ok }) => ok),
    'accounts without a floor take every refund',
  );
}

function changeOf(now: Date, refund: Refund, move: RefundMove): store.RefundChange | null {
  const { refundId, status, asks, providerCode } = refund;
  const kept = { refundId, providerRef: null, providerCode, refundedAt: null };
  const nextAskAt = nextRefundAskAt(asks, now);
  if (move.to === 'refunded') return { ...kept, ...move, status: 'refunded', providerCode: null, nextAskAt: null };
  if (move.to === 'accepted') return { ...kept, status: 'accepted', nextAskAt };
  if (move.to === 'failed') return { ...kept, status: 'failed', providerCode: move.providerCode, nextAskAt: null };
  if (move.to === 'again') return { ...kept, status, providerCode: move.providerCode, nextAskAt };
  // What is not believed is asked for later, as long as it is open.
  return status === 'due' || status === 'accepted' ? { ...kept, status, nextAskAt } : null;
}
