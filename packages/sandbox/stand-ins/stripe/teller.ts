import { createHash, createHmac } from 'node:crypto';
import type { Desk } from '../core/desk.ts';
import type { Teller } from '../core/courier.ts';
import { intentOf, refundOf } from './objects.ts';

const HOUR_S = 3600;

/** Stripe's own names: these are none of the outbox's. */
const TYPES = { charge: 'payment_intent.succeeded', refund: 'refund.updated' } as const;

/** Growing waits over three days; the exact table is not published (assumed). */
export const STRIPE_RETRIES_S: readonly number[] = [
  60,
  300,
  1800,
  2 * HOUR_S,
  5 * HOUR_S,
  10 * HOUR_S,
  ...Array.from({ length: 4 }, () => 12 * HOUR_S),
];

/** `t=…,v1=…`: HMAC-SHA256 of time and text by the secret of the endpoint. */
export function stripeSignature(body: string, secret: string, at: Date): string {
  const time = Math.floor(at.getTime() / 1000);
  return `t=${time},v1=${createHmac('sha256', secret).update(`${time}.${body}`).digest('hex')}`;
}

export function stripeTeller(desk: Desk): Teller {
  return {
    retryAfterS: STRIPE_RETRIES_S,
    tellsOfRefunds: true,
    isTaken: (status) => status >= 200 && status < 300,
    compose({ trade, refund, noticeId, spoilt }) {
      const told = spoilt === 'wrong_amount' ? { ...trade, amountMinor: trade.amountMinor + 1 } : trade;
      const intent = { ...intentOf(told), latest_charge: `ch_${trade.providerRef}` };
      const body = JSON.stringify({
        id: `evt_${createHash('sha256').update(noticeId).digest('hex').slice(0, 24)}`,
        object: 'event',
        api_version: '2025-01-27.acacia',
        created: Math.floor(desk.clock.signingTime().getTime() / 1000),
        data: { object: refund ? refundOf(told, refund) : intent },
        livemode: false,
        pending_webhooks: 1,
        request: { id: null, idempotency_key: null },
        type: TYPES[refund ? 'refund' : 'charge'],
      });
      const merchant = desk.accounts.find('stripe', trade.merchantNo)!;
      const secret = spoilt === 'forged' ? 'whsec_stranger' : webhookSecret(desk, merchant);
      const signature = stripeSignature(body, secret, desk.clock.signingTime());
      return { headers: { 'content-type': 'application/json; charset=utf-8', 'stripe-signature': signature }, body };
    },
  };
}

type Named = Parameters<Desk['accounts']['secret']>[0];

export const webhookSecret = (desk: Desk, merchant: Named): string =>
  `whsec_${desk.accounts.secret(merchant, 'webhook', 32)}`;

export const secretKey = (desk: Desk, merchant: Named): string =>
  `sk_test_${desk.accounts.secret(merchant, 'key', 32)}`;
