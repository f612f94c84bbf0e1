import { HOUR_MS, MINUTE_MS, SECOND_MS } from '@shuke/kernel';
import type { FailReason, GatewayName, Outcome, PayerIdentifier, Scene } from './gateway/gateway.ts';

export const PAYMENT_STATUSES = ['pending', 'captured', 'failed', 'closed'] as const;
export type PaymentStatus = (typeof PAYMENT_STATUSES)[number];

/** By what an outcome became known. */
export type KnownBy = 'answer' | 'callback' | 'asking' | 'cancelling' | 'bill';

/** One payment, which is one number at one provider. */
export interface Payment {
  readonly paymentId: string;
  readonly accountId: string;
  readonly gateway: GatewayName;
  readonly storeId: string;
  readonly orderRef: string;
  readonly outTradeNo: string;
  readonly amountMinor: number;
  readonly currency: string;
  readonly scene: Scene;
  readonly status: PaymentStatus;
  readonly cancelling: boolean;
  readonly providerRef: string | null;
  readonly failReason: FailReason | null;
  readonly paidAt: Date | null;
  readonly orderId: string | null;
  readonly unsettledFor: string | null;
  readonly refundingMinor: number;
  readonly asks: number;
  readonly expiresAt: Date;
  readonly createdAt: Date;
}

/** What there is to judge an outcome by. */
export type Judged = Pick<Payment, 'status' | 'cancelling' | 'amountMinor' | 'currency' | 'providerRef'>;

export interface Captured {
  readonly providerRef: string;
  readonly paidAt: Date;
  readonly payer: readonly PayerIdentifier[];
}

/** What an outcome does to a payment. */
export type Move =
  | ({ readonly to: 'captured' } & Captured)
  | { readonly to: 'failed'; readonly reason: FailReason; readonly providerCode: string }
  | { readonly to: 'closed' }
  /** Nothing is known yet: it is asked again by the table of the provider. */
  | { readonly to: 'wait' }
  /** What was heard may be out of date: it is asked for at once. */
  | { readonly to: 'ask' }
  | { readonly to: 'same' }
  /** Not believed, and told. */
  | { readonly to: 'suspicious'; readonly why: Suspicion };

export type Suspicion =
  'amount_differs' | 'currency_differs' | 'captured_twice' | 'undone_elsewhere' | 'number_unknown' | CallbackSuspicion;
type CallbackSuspicion = 'callback_forged' | 'callback_stale' | 'callback_unreadable';

/** What was asked for after it had come to an end, or is the provider's account of the day, is its last word. */
const isLastWord = (by: KnownBy): boolean => by === 'asking' || by === 'bill';

/**
 * What becomes of a payment by an outcome, whatever came before and however often: any sequence of the same outcomes leads to
 * one end. A payment that is being reversed may be captured and undone again, so that what is told of its capture meanwhile
 * proves nothing; neither does it once the payment is dead. Then it is asked for.
 */
export function moveBy(payment: Judged, outcome: Outcome, by: KnownBy): Move {
  if (outcome.state === 'captured') return captureBy(payment, outcome, by);
  if (payment.status === 'captured') {
    const undone = outcome.state === 'closed' || outcome.state === 'failed';
    // Our own cancellation is answered by `cancel`, which a captured payment is not sent.
    return undone ? { to: 'suspicious', why: 'undone_elsewhere' } : { to: 'same' };
  }
  if (payment.status !== 'pending') {
    const isOpen = outcome.state === 'unknown' || outcome.state === 'waiting';
    return isOpen && by === 'asking' ? { to: 'wait' } : { to: 'same' };
  }
  if (outcome.state === 'failed') {
    const { reason, providerCode } = outcome;
    return { to: 'failed', reason, providerCode };
  }
  if (outcome.state === 'closed') return { to: 'closed' };
  // A callback that does not say what happened says that something did.
  return by === 'callback' ? { to: 'ask' } : { to: 'wait' };
}

function captureBy(payment: Judged, outcome: Extract<Outcome, { state: 'captured' }>, by: KnownBy): Move {
  const { providerRef, amountMinor, currency, paidAt, payer } = outcome;
  if (amountMinor !== payment.amountMinor) return { to: 'suspicious', why: 'amount_differs' };
  if (currency !== payment.currency) return { to: 'suspicious', why: 'currency_differs' };
  if (payment.status === 'captured') {
    return payment.providerRef === providerRef ? { to: 'same' } : { to: 'suspicious', why: 'captured_twice' };
  }
  const capture: Move = { to: 'captured', providerRef, paidAt, payer };
  if (payment.status !== 'pending') return isLastWord(by) ? capture : { to: 'ask' };
  return payment.cancelling && by !== 'cancelling' && by !== 'bill' ? { to: 'ask' } : capture;
}

/** How long a guest has: a code is refused or waits for a password, a page can be left open for a while. */
const WINDOW_S: Readonly<Record<Scene, number>> = { payment_code: 60, terminal: 120, qr: 900, jsapi: 900, h5: 900 };

export const expiryOf = (scene: Scene, startedAt: Date): Date =>
  new Date(startedAt.getTime() + WINDOW_S[scene] * SECOND_MS);

export interface Patience {
  readonly asksAfterS: readonly number[];
  readonly cancelNotBeforeS: number;
}

/**
 * When a payment is asked for again: by the provider's table, then each minute, after an hour each hour; at the end of its
 * window at the latest, when it is cancelled.
 */
export function nextAskAt(
  payment: Pick<Payment, 'createdAt' | 'expiresAt'>,
  now: Date,
  { asksAfterS }: Patience,
): Date {
  const startMs = payment.createdAt.getTime();
  const elapsedMs = now.getTime() - startMs;
  const planned = asksAfterS.find((afterS) => afterS * SECOND_MS > elapsedMs);
  const later = now.getTime() + (elapsedMs < HOUR_MS ? MINUTE_MS : HOUR_MS);
  const atMs = planned === undefined ? later : startMs + planned * SECOND_MS;
  const endMs = payment.expiresAt.getTime();
  return new Date(endMs > now.getTime() ? Math.min(atMs, endMs) : atMs);
}

const CANCELLING_AGAIN_MS = 3 * SECOND_MS;

/** When a cancellation without an answer is sent again: after as long as the window has been over, which doubles, up to an hour. */
export function nextCancelAt({ expiresAt }: Pick<Payment, 'expiresAt'>, now: Date): Date {
  const overMs = now.getTime() - expiresAt.getTime();
  return new Date(now.getTime() + Math.min(Math.max(overMs, CANCELLING_AGAIN_MS), HOUR_MS));
}

/** From when on a payment whose window is over is cancelled. */
export function isToCancel(
  payment: Pick<Payment, 'createdAt' | 'expiresAt' | 'cancelling'>,
  now: Date,
  { cancelNotBeforeS }: Patience,
): boolean {
  const earliestMs = payment.createdAt.getTime() + cancelNotBeforeS * SECOND_MS;
  return payment.cancelling || now.getTime() >= Math.max(payment.expiresAt.getTime(), earliestMs);
}
