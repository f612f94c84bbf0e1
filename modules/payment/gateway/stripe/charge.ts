import type { Stripe } from 'stripe';
import type { Charge, FailReason, GatewayAccount, Outcome, Scene } from '../gateway.ts';
import { invalid, lacking } from '../shared/lacking.ts';
import { unknown, type Unknown } from '../shared/unknown.ts';
import { toStripe } from './amounts.ts';
import { attempt, clientOf, isRefused, isUnknown, type Refused } from './client.ts';
import { findIntent, openIntent, outcomeOf, readIntent } from './intents.ts';

export const SCENES: readonly Scene[] = ['terminal', 'h5'];

/** What Stripe refuses before there is an intent. One that is not here is a request that is put wrongly. */
const FAILS: Readonly<Record<string, FailReason>> = {
  amount_too_small: 'not_allowed',
  amount_too_large: 'not_allowed',
  api_key_expired: 'not_allowed',
  secret_key_required: 'not_allowed',
  StripeAuthenticationError: 'not_allowed',
  StripePermissionError: 'not_allowed',
};

/** Opens an intent, and where the account names a reader, has it ask for a card. */
export async function charge(account: GatewayAccount, asked: Charge): Promise<Outcome> {
  const lacks = lacking(asked, SCENES, null);
  if (lacks) return lacks;
  if (toStripe(asked.amountMinor, asked.currency) === null) return invalid('amount_not_taken');
  const stripe = clientOf(account);
  const intent = await openIntent(stripe, asked);
  if (isUnknown(intent)) return intent;
  if (isRefused(intent)) {
    return { state: 'failed', reason: FAILS[intent.code] ?? 'request_invalid', providerCode: intent.code };
  }
  const reader = asked.scene === 'terminal' ? readerOf(account, asked) : undefined;
  if (reader) return present(account, { asked, reader, intent });
  return { state: 'waiting', show: stepOf(intent) };
}

/** A chain has a reader in each store: the setting `readerId.STORE`, else `readerId`. */
const readerOf = ({ settings }: GatewayAccount, { storeCode }: Charge): string | undefined =>
  settings[`readerId.${storeCode}`] ?? settings['readerId'];

const stepOf = ({ client_secret: clientSecret }: Stripe.PaymentIntent) => (clientSecret ? { clientSecret } : {});

interface Presented {
  readonly asked: Charge;
  readonly reader: string;
  readonly intent: Stripe.PaymentIntent;
}

/** A reader that is off or busy refuses; the intent is cancelled then, so that nothing can be charged under it. */
async function present(account: GatewayAccount, { asked, reader, intent }: Presented): Promise<Outcome> {
  const shown = await attempt(() =>
    clientOf(account).terminal.readers.processPaymentIntent(
      reader,
      { payment_intent: intent.id },
      { idempotencyKey: `reader-${asked.outTradeNo}` },
    ),
  );
  if (isUnknown(shown)) return shown;
  if (!isRefused(shown)) return { state: 'waiting', show: stepOf(intent) };
  const cancelled = await cancel(account, asked);
  return cancelled.state === 'closed' ? { state: 'failed', reason: 'other', providerCode: shown.code } : cancelled;
}

/** Asks what became of a charge. */
export async function query(account: GatewayAccount, asked: Charge): Promise<Outcome> {
  const stripe = clientOf(account);
  const found = await findIntent(stripe, asked);
  return isUnknown(found) || isRefused(found) ? unclear(found) : standing(stripe, found.id);
}

const unclear = (why: Unknown | Refused): Outcome => (isUnknown(why) ? why : unknown(why.code));

/** An intent as it stands now. */
async function standing(stripe: Stripe, id: string): Promise<Outcome> {
  const intent = await readIntent(stripe, id);
  return isUnknown(intent) || isRefused(intent) ? unclear(intent) : outcomeOf(intent);
}

/** Cancels an intent that is not paid; one that is stays so and is told. */
export async function cancel(account: GatewayAccount, asked: Charge): Promise<Outcome> {
  const stripe = clientOf(account);
  const found = await findIntent(stripe, asked);
  if (isUnknown(found) || isRefused(found)) return unclear(found);
  const cancelled = await attempt(() => stripe.paymentIntents.cancel(found.id));
  if (isUnknown(cancelled)) return cancelled;
  // Paid or cancelled before.
  return isRefused(cancelled) ? standing(stripe, found.id) : outcomeOf(cancelled);
}
