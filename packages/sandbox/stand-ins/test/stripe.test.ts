import Stripe from 'stripe';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startStandIns, type RunningStandIns } from '../index.ts';
import { openShop, press, type Shop } from './shop.ts';

let running: RunningStandIns;
let shop: Shop;
let stripe: Stripe;
let webhookSecret: string;

const stripeWith = (key: string): Stripe => {
  const { hostname: host, port } = new URL(running.url);
  return new Stripe(key, { host, port: Number(port), protocol: 'http', maxNetworkRetries: 0 });
};

beforeEach(async () => {
  shop = await openShop();
  running = await startStandIns({ tickMs: null });
  await press(running, 'stripe/webhook', { url: shop.url });
  const { secrets } = running.providers.stripe.account('demo');
  webhookSecret = secrets['webhookSecret']!;
  stripe = stripeWith(secrets['secretKey']!);
});

afterEach(async () => {
  await running.stop();
  await shop.stop();
});

const create = (number: string, amount = 2800) =>
  stripe.paymentIntents.create(
    { amount, currency: 'hkd', metadata: { out_trade_no: number }, allowed_payment_method_types: ['card'] },
    { idempotencyKey: `charge-${number}` },
  );
const advance = (advanceS: number) => press(running, 'clock', { advanceS });

describe('Stripe, as its own SDK sees it', () => {
  test('one idempotency key makes one intent, and other content under it is refused', async () => {
    const first = await create('S1');
    expect((await create('S1')).id).toBe(first.id);
    await expect(create('S1', 1)).rejects.toMatchObject({ type: 'StripeIdempotencyError' });
    expect(running.desk.book.all('stripe')).toHaveLength(1);
  });

  test('an intent is confirmed or cancelled, never both', async () => {
    const [paid, left] = [await create('S1'), await create('S2')];
    const confirmed = await stripe.paymentIntents.confirm(paid.id, { payment_method: 'pm_card_visa' });
    expect(confirmed.status).toBe('succeeded');
    await expect(stripe.paymentIntents.cancel(paid.id)).rejects.toMatchObject({
      code: 'payment_intent_unexpected_state',
    });
    expect((await stripe.paymentIntents.cancel(left.id)).status).toBe('canceled');
    const found = await stripe.paymentIntents.search({ query: "metadata['out_trade_no']:'S1'" });
    expect(found.data.map(({ id }) => id)).toEqual([paid.id]);
    const declined = create('S3').then(({ id }) =>
      stripe.paymentIntents.confirm(id, { payment_method: 'pm_card_chargeDeclined' }),
    );
    await expect(declined).rejects.toMatchObject({ code: 'card_declined' });
  });

  test('a reader takes a card that is held to it', async () => {
    const intent = await create('S4');
    await stripe.terminal.readers.processPaymentIntent('tmr_1', { payment_intent: intent.id });
    await stripe.testHelpers.terminal.readers.presentPaymentMethod('tmr_1');
    expect((await stripe.paymentIntents.retrieve(intent.id)).amount_received).toBe(2800);
  });

  test('another key is refused', async () => {
    await expect(stripeWith('sk_test_stranger').paymentIntents.retrieve('pi_1')).rejects.toMatchObject({
      type: 'StripeAuthenticationError',
    });
  });

  test('an event verifies by the SDK, and not once it is changed', async () => {
    await create('S5');
    await press(running, 'trades/S5/pay', {});
    const { body, headers } = shop.heard[0]!;
    const signature = String(headers['stripe-signature']);
    expect(stripe.webhooks.constructEvent(body, signature, webhookSecret).type).toBe('payment_intent.succeeded');
    const changed = body.replaceAll('2800', '1');
    expect(() => stripe.webhooks.constructEvent(changed, signature, webhookSecret)).toThrow();
  });

  test('a refund is pending, then done, and shows in the balance with the fee that is kept', async () => {
    const { id } = await create('S6');
    await stripe.paymentIntents.confirm(id, { payment_method: 'pm_card_visa' });
    const refund = await stripe.refunds.create({ payment_intent: id, amount: 800 }, { idempotencyKey: 'refund-1' });
    expect(refund.status).toBe('pending');
    await expect(stripe.refunds.create({ payment_intent: id, amount: 2001 })).rejects.toMatchObject({
      statusCode: 400,
    });
    await advance(5);
    expect((await stripe.refunds.retrieve(refund.id)).status).toBe('succeeded');
    const lines = await stripe.balanceTransactions.list({ limit: 10 });
    expect(lines.data.map(({ type, amount, fee }) => ({ type, amount, fee }))).toEqual([
      { type: 'refund', amount: -800, fee: 0 },
      { type: 'charge', amount: 2800, fee: 17 },
    ]);
  });
});
