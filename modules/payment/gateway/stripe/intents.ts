import { HOUR_MS, systemClock } from '@shuke/kernel';
import type { Stripe } from 'stripe';
import type { Charge, Outcome, PayerIdentifier } from '../gateway.ts';
import { shortened } from '../shared/lacking.ts';
import { unknown, type Unknown } from '../shared/unknown.ts';
import { fromStripe, toStripe } from './amounts.ts';
import { attempt, type Refused } from './client.ts';

type Intent = Stripe.PaymentIntent;
type Found = Intent | Refused | Unknown;

const MOST_DESCRIPTION_BYTES = 500;

/** The same for a charge on every call, or its idempotency key would be refused. */
const paramsOf = (charge: Charge): Stripe.PaymentIntentCreateParams => ({
  amount: toStripe(charge.amountMinor, charge.currency) ?? 0,
  currency: charge.currency.toLowerCase(),
  description: shortened(charge.subject, MOST_DESCRIPTION_BYTES),
  metadata: { out_trade_no: charge.outTradeNo, store_code: charge.storeCode },
  ...(charge.scene === 'terminal' ? { allowed_payment_method_types: ['card_present'] } : {}),
});

/** Opens the intent of a charge; the same call again answers what the first one did. */
export const openIntent = (stripe: Stripe, charge: Charge): Promise<Found> =>
  attempt(() => stripe.paymentIntents.create(paramsOf(charge), { idempotencyKey: `charge-${charge.outTradeNo}` }));

/** Stripe forgets an idempotency key after a day at the earliest; an intent that is then opened again would be another one. */
const REPEATS_FOR_MS = 23 * HOUR_MS;

/**
 * Finds which intent is that of a charge; what it tells beyond that may be of when it was opened. Stripe does not know our
 * number: opening it again by its key tells, and later a search, which Stripe keeps up to date within minutes.
 */
export function findIntent(stripe: Stripe, charge: Charge): Promise<Found> {
  const ageMs = systemClock.now().getTime() - charge.startedAt.getTime();
  return ageMs < REPEATS_FOR_MS ? openIntent(stripe, charge) : searchIntent(stripe, charge);
}

export const readIntent = (stripe: Stripe, id: string): Promise<Found> =>
  attempt(() => stripe.paymentIntents.retrieve(id, { expand: ['latest_charge'] }));

const searchIntent = (stripe: Stripe, { outTradeNo }: Charge): Promise<Found> =>
  attempt(async () => {
    const { data } = await stripe.paymentIntents.search({ query: `metadata['out_trade_no']:'${outTradeNo}'` });
    return data[0] ?? unknown('not_there');
  });

/** What an intent comes to; `toldAt` dates one whose charge does not come along. */
export function outcomeOf(intent: Intent, toldAt: number = intent.created): Outcome {
  const { status, latest_charge: latest } = intent;
  if (status === 'canceled') return { state: 'closed' };
  // A card that is declined leaves the intent open for another one.
  if (status !== 'succeeded') return { state: 'waiting' };
  const charge = typeof latest === 'object' ? latest : null;
  return {
    state: 'captured',
    providerRef: intent.id,
    amountMinor: fromStripe(intent.amount_received, intent.currency),
    currency: intent.currency.toUpperCase(),
    paidAt: new Date((charge?.created ?? toldAt) * 1000),
    payer: payerOf(charge),
  };
}

/** A card's fingerprint is the same at each payment of a merchant, and its number cannot be had from it. */
function payerOf(charge: Stripe.Charge | null): PayerIdentifier[] {
  const { card, card_present: present } = charge?.payment_method_details ?? {};
  const fingerprint = card?.fingerprint ?? present?.fingerprint;
  return fingerprint ? [{ kind: 'card_token', value: fingerprint }] : [];
}
