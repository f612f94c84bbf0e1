import { Stripe } from 'stripe';
import type { Result } from '@shuke/kernel';
import type { CallbackRefusal, GatewayAccount, Notice, RawCallback } from '../gateway.ts';
import { forged, stale, unreadable } from '../shared/refused.ts';
import { clientOf, isRefused, isUnknown } from './client.ts';
import { outcomeOf as intentOutcome, readIntent } from './intents.ts';
import { outcomeOf as refundOutcome } from './refund.ts';

type Read = Result<Notice, CallbackRefusal>;

const FRESH_S = 300;

/** Verifies an event and reads it. Stripe signs each try anew. */
export async function readCallback(account: GatewayAccount, { body, headers }: RawCallback, now: Date): Promise<Read> {
  const header = headers['stripe-signature'] ?? '';
  const secret = account.secrets['webhookSecret'] ?? '';
  if (!holds({ body, header, secret })) return forged('signature');
  const ageS = Math.abs(now.getTime() / 1000 - Number(/(?:^|,)t=(\d+)/.exec(header)?.[1]));
  if (!(ageS <= FRESH_S)) return stale(ageS);
  const event = eventIn(body);
  return event ? { ok: true, value: await noticeOf(account, event) } : unreadable('body');
}

interface Signed {
  readonly body: Buffer;
  readonly header: string;
  readonly secret: string;
}

/** Whether it is Stripe's, of whatever age: a tolerance of zero switches the library's own look at the time off. */
function holds({ body, header, secret }: Signed): boolean {
  try {
    return Stripe.webhooks.signature?.verifyHeader(body, header, secret, 0) ?? false;
  } catch {
    return false;
  }
}

function eventIn(body: Buffer): Stripe.Event | null {
  try {
    const event = JSON.parse(body.toString('utf8')) as Partial<Stripe.Event> | null;
    return typeof event?.id === 'string' && typeof event.type === 'string' && event.data
      ? (event as Stripe.Event)
      : null;
  } catch {
    return null;
  }
}

const OF_REFUNDS: readonly string[] = ['refund.created', 'refund.updated', 'refund.failed', 'charge.refund.updated'];
const OF_CHARGES: readonly string[] = [
  'payment_intent.succeeded',
  'payment_intent.canceled',
  'payment_intent.payment_failed',
];

async function noticeOf(account: GatewayAccount, event: Stripe.Event): Promise<Notice> {
  const noticeId = event.id;
  const { metadata } = event.data.object as { readonly metadata?: Stripe.Metadata };
  const { out_trade_no: outTradeNo, out_refund_no: outRefundNo } = metadata ?? {};
  // What carries no number of ours was begun by somebody else on the same account.
  if (OF_REFUNDS.includes(event.type) && outRefundNo) {
    return { about: 'refund', noticeId, outRefundNo, outcome: refundOutcome(event.data.object as Stripe.Refund) };
  }
  if (!OF_CHARGES.includes(event.type) || !outTradeNo) return { about: 'other', noticeId };
  const intent = event.data.object as Stripe.PaymentIntent;
  const whole = intent.status === 'succeeded' ? await withCard(account, intent) : intent;
  return { about: 'charge', noticeId, outTradeNo, outcome: intentOutcome(whole, event.created) };
}

/** Stripe waits for our answer meanwhile. */
const SHORT_MS = 2000;

/** An event does not tell with which card it was paid, so that this is asked for; without an answer the event stands as it is. */
async function withCard(account: GatewayAccount, told: Stripe.PaymentIntent): Promise<Stripe.PaymentIntent> {
  const intent = await readIntent(clientOf(account, SHORT_MS), told.id);
  if (isUnknown(intent) || isRefused(intent)) return told;
  // The event is what is judged; of the answer only the card is taken.
  return { ...told, latest_charge: intent.latest_charge };
}
