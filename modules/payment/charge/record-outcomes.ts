import { appendEvents, type Tx } from '@shuke/db';
import { assert } from '@shuke/kernel';
import { postMany } from '@shuke/ledger';
import { raiseAlerts, type Alert } from '../callback/alert-store.ts';
import { paymentCaptured, paymentEnded } from '../events.ts';
import type { Outcome } from '../gateway/gateway.ts';
import { gateways } from '../gateway/gateways.ts';
import { moveBy, nextAskAt, nextCancelAt, type KnownBy, type Move, type Payment } from '../payment.ts';
import { capturePosting } from '../postings.ts';
import * as store from './payment-store.ts';

/** What was heard of a payment, by its number and the account that it was heard for. */
export interface Heard {
  readonly accountId: string;
  readonly outTradeNo: string;
  readonly outcome: Outcome;
  readonly by: KnownBy;
}

/** A payment as it stands after what was heard, and what that did. */
export interface Recorded {
  readonly payment: Payment;
  readonly to: Move['to'];
}

/**
 * Takes in what was heard of payments, whatever of it was known before: captures are posted and told in the same
 * transaction. Answers in the order of the rows; null for a number that is not the account's, which is told as suspicious.
 */
export async function recordOutcomes(tx: Tx, heard: readonly Heard[]): Promise<(Recorded | null)[]> {
  const numbers = [...new Set(heard.map(({ outTradeNo }) => outTradeNo))];
  const held = new Map((await store.holdByNumber(tx, numbers)).map((one) => [one.outTradeNo, one]));
  const done = new Doings(tx.now);
  const answers = heard.map((row) => {
    const payment = held.get(row.outTradeNo);
    if (payment?.accountId !== row.accountId) {
      const { accountId, outTradeNo: subject } = row;
      done.alerts.push({ accountId, subject, why: 'number_unknown', paymentId: null });
      return null;
    }
    const to = done.apply(payment, row);
    // Rows of one number are each judged in the light of those before.
    held.set(row.outTradeNo, to.payment);
    return { payment: to.payment, to: to.move };
  });
  await write(tx, done);
  return answers;
}

/** What outcomes come to, gathered before it is written. */
class Doings {
  readonly captures = new Map<string, { readonly payment: Payment; readonly capture: store.Capture }>();
  readonly ends = new Map<string, { readonly payment: Payment; readonly end: store.End }>();
  readonly asks = new Map<string, store.NextAsk>();
  readonly alerts: Alert[] = [];
  readonly now: Date;

  constructor(now: Date) {
    this.now = now;
  }

  apply(payment: Payment, { outcome, by }: Heard): { readonly payment: Payment; readonly move: Move['to'] } {
    const move = moveBy(payment, outcome, by);
    return { payment: this.#moved(payment, move, by), move: move.to };
  }

  #moved(payment: Payment, move: Move, by: KnownBy): Payment {
    const { paymentId, accountId, outTradeNo: subject } = payment;
    if (move.to === 'captured') return this.#capture(payment, move, by);
    if (move.to === 'failed' || move.to === 'closed') return this.#end(payment, move, by);
    if (move.to === 'suspicious') this.alerts.push({ accountId, subject, why: move.why, paymentId });
    const at = this.#nextAsk(payment, move, by);
    if (at !== undefined) this.asks.set(paymentId, { paymentId, at });
    return payment;
  }

  #nextAsk(payment: Payment, move: Move, by: KnownBy): Date | null | undefined {
    const { patience } = gateways[payment.gateway];
    if (move.to === 'ask') return this.now;
    // What has ended is asked for where somebody doubts it; the answer ends that.
    if (payment.status === 'captured') return by === 'asking' ? null : undefined;
    if (payment.status !== 'pending' && move.to === 'same') return by === 'asking' ? null : undefined;
    // Callbacks come besides: whoever asks goes on by their own table.
    if (by === 'callback') return undefined;
    return payment.cancelling ? nextCancelAt(payment, this.now) : nextAskAt(payment, this.now, patience);
  }

  #capture(payment: Payment, move: Extract<Move, { to: 'captured' }>, by: KnownBy): Payment {
    const { paymentId } = payment;
    const { providerRef, paidAt, payer } = move;
    const captured: Payment = {
      ...payment,
      status: 'captured',
      cancelling: false,
      providerRef,
      paidAt,
      failReason: null,
    };
    this.captures.set(paymentId, {
      payment: captured,
      capture: { paymentId, providerRef, paidAt, payer, knownBy: by },
    });
    this.ends.delete(paymentId);
    this.asks.delete(paymentId);
    return captured;
  }

  #end(payment: Payment, move: Extract<Move, { to: 'failed' | 'closed' }>, by: KnownBy): Payment {
    const { paymentId } = payment;
    const failReason = move.to === 'failed' ? move.reason : null;
    const providerCode = move.to === 'failed' ? move.providerCode : null;
    const ended: Payment = { ...payment, status: move.to, cancelling: false, failReason };
    const end = { paymentId, status: move.to, failReason, providerCode, knownBy: by };
    this.ends.set(paymentId, { payment: ended, end });
    this.asks.delete(paymentId);
    return ended;
  }
}

async function write(tx: Tx, { captures, ends, asks, alerts }: Doings): Promise<void> {
  const captured = [...captures.values()];
  const ended = [...ends.values()];
  const { merchantId } = tx;
  const [posted] = await Promise.all([
    captured.length > 0
      ? postMany(
          tx,
          captured.map(({ payment }) => capturePosting(merchantId, payment)),
        )
      : [],
    store.writeCaptures(
      tx,
      captured.map(({ capture }) => capture),
    ),
    ended.length > 0
      ? store.writeEnds(
          tx,
          ended.map(({ end }) => end),
        )
      : null,
    appendEvents(tx, [
      ...captured.map(({ payment }) => paymentCaptured(payment)),
      ...ended.map(({ payment, end }) => paymentEnded(payment, end)),
    ]),
  ]);
  assert(
    posted.every(({ ok }) => ok),
    'accounts without a floor take every capture',
  );
  if (asks.size > 0) await store.writeNextAsks(tx, [...asks.values()]);
  await raiseAlerts(tx, alerts);
}
