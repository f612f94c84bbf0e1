import { HOUR_MS, MINUTE_MS, SECOND_MS } from '@shuke/kernel';
import type { RefundOutcome } from '../gateway/gateway.ts';

export const REFUND_STATUSES = ['due', 'accepted', 'refunded', 'failed'] as const;
export type RefundStatus = (typeof REFUND_STATUSES)[number];

export type RefundCause = 'order' | 'unsettled';

export interface Refund {
  readonly refundId: string;
  readonly paymentId: string;
  readonly accountId: string;
  readonly outRefundNo: string;
  readonly amountMinor: number;
  readonly cause: RefundCause;
  readonly referenceId: string | null;
  readonly status: RefundStatus;
  readonly providerCode: string | null;
  readonly currency: string;
  readonly asks: number;
  readonly createdAt: Date;
}

export type RefundMove =
  | { readonly to: 'refunded'; readonly providerRef: string; readonly refundedAt: Date }
  | { readonly to: 'accepted' }
  | { readonly to: 'failed'; readonly providerCode: string }
  /** Sent again under the same number: the provider pays it back once. */
  | { readonly to: 'again'; readonly providerCode: string }
  | { readonly to: 'same' }
  | { readonly to: 'suspicious'; readonly why: 'amount_differs' | 'undone_elsewhere' };

/** What becomes of a refund by what a provider says. Accepted is not refunded; refunded is the end. */
export function refundMoveBy(
  { status, amountMinor }: Pick<Refund, 'status' | 'amountMinor'>,
  said: RefundOutcome,
): RefundMove {
  if (said.state === 'refunded') {
    if (said.amountMinor !== amountMinor) return { to: 'suspicious', why: 'amount_differs' };
    const { providerRef, refundedAt } = said;
    return status === 'refunded' ? { to: 'same' } : { to: 'refunded', providerRef, refundedAt };
  }
  if (status === 'refunded')
    return said.state === 'failed' ? { to: 'suspicious', why: 'undone_elsewhere' } : { to: 'same' };
  if (status === 'failed') return { to: 'same' };
  if (said.state === 'accepted') return { to: 'accepted' };
  if (said.state === 'failed') {
    const { providerCode } = said;
    return said.again ? { to: 'again', providerCode } : { to: 'failed', providerCode };
  }
  return { to: 'again', providerCode: said.why };
}

// A guest asks after the money while it is the same visit.
const WITHIN_THE_HOUR_MS = Array<number>(12).fill(5 * MINUTE_MS);
const WAITS_MS = [5 * SECOND_MS, 15 * SECOND_MS, MINUTE_MS, MINUTE_MS, ...WITHIN_THE_HOUR_MS];

/** When a refund that was sent or asked for so often is again: soon at first, every five minutes of an hour, then each hour. */
export const nextRefundAskAt = (asks: number, now: Date): Date =>
  new Date(now.getTime() + (WAITS_MS[Math.max(asks - 1, 0)] ?? HOUR_MS));
