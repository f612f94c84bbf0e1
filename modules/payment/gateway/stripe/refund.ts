import type { Stripe } from 'stripe';
import type { GatewayAccount, RefundOrder, RefundOutcome } from '../gateway.ts';
import { unknown, type Unknown } from '../shared/unknown.ts';
import { fromStripe, toStripe } from './amounts.ts';
import { attempt, clientOf, isRefused, isUnknown, type Refused } from './client.ts';

const REFUND_FAILS: Readonly<Record<string, { readonly again: boolean }>> = {
  balance_insufficient: { again: true },
  StripeAuthenticationError: { again: true },
  StripePermissionError: { again: true },
  api_key_expired: { again: true },
  lock_timeout: { again: true },
};

/** Asks for a refund once: it is looked for first, since Stripe forgets an idempotency key after a day. */
export async function refund(account: GatewayAccount, order: RefundOrder): Promise<RefundOutcome> {
  const stripe = clientOf(account);
  const before = await findRefund(stripe, order);
  if (isUnknown(before) && before.why !== NOT_THERE) return before;
  const found = isUnknown(before) ? await open(stripe, order) : before;
  if (isUnknown(found)) return found;
  if (!isRefused(found)) return outcomeOf(found);
  return { state: 'failed', providerCode: found.code, again: REFUND_FAILS[found.code]?.again ?? false };
}

const open = (stripe: Stripe, order: RefundOrder): Promise<Stripe.Refund | Refused | Unknown> =>
  attempt(() =>
    stripe.refunds.create(
      {
        payment_intent: order.providerRef,
        amount: toStripe(order.amountMinor, order.currency) ?? 0,
        metadata: { out_refund_no: order.outRefundNo, out_trade_no: order.outTradeNo },
      },
      { idempotencyKey: `refund-${order.outRefundNo}` },
    ),
  );

const NOT_THERE = 'not_there';
const MOST_REFUNDS = 1000;

/** The refund with our number among those of its intent. */
const findRefund = (stripe: Stripe, order: RefundOrder): Promise<Stripe.Refund | Refused | Unknown> =>
  attempt(async () => {
    const all = await stripe.refunds
      .list({ payment_intent: order.providerRef, limit: 100 })
      .autoPagingToArray({ limit: MOST_REFUNDS });
    return all.find(({ metadata }) => metadata?.['out_refund_no'] === order.outRefundNo) ?? unknown(NOT_THERE);
  });

export async function queryRefund(account: GatewayAccount, order: RefundOrder): Promise<RefundOutcome> {
  const found = await findRefund(clientOf(account), order);
  if (isUnknown(found)) return found;
  return isRefused(found) ? unknown(found.code) : outcomeOf(found);
}

export function outcomeOf(refund: Stripe.Refund): RefundOutcome {
  const { status } = refund;
  if (status === 'pending' || status === 'requires_action') return { state: 'accepted' };
  if (status !== 'succeeded') {
    // Its number has been used up: another try needs a refund of its own.
    return { state: 'failed', providerCode: refund.failure_reason ?? status ?? 'failed', again: false };
  }
  return {
    state: 'refunded',
    providerRef: refund.id,
    amountMinor: fromStripe(refund.amount, refund.currency),
    refundedAt: new Date(refund.created * 1000),
  };
}
