import { Stripe } from 'stripe';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { GatewayAccount, RefundOrder } from '../gateway.ts';
import { fromStripe, toStripe } from '../stripe/amounts.ts';
import { stripe } from '../stripe/stripe.ts';
import { openWorld, type World } from './world.ts';

test.each([
  [2800, 'HKD', 2800],
  [2800, 'JPY', 2800],
  // Stripe writes these two with two places, and ISO 4217 without.
  [2800, 'ISK', 280_000],
  [2800, 'UGX', 280_000],
  // It has no places of these, which have two elsewhere.
  [2800, 'PYG', 28],
  [2850, 'PYG', null],
  [2800, 'KWD', 2800],
  [2801, 'KWD', null],
] as const)('%i of %s is %s at Stripe, and the same again here', (minor, currency, amount) => {
  expect(toStripe(minor, currency)).toBe(amount);
  if (amount !== null) expect(fromStripe(amount, currency.toLowerCase())).toBe(minor);
});

describe('an event, signed by the library itself', () => {
  const account: GatewayAccount = {
    merchantId: 'm',
    accountId: 'a',
    gateway: 'stripe',
    baseUrl: 'http://127.0.0.1:9',
    notifyUrl: 'http://127.0.0.1:9/told',
    settings: {},
    secrets: { secretKey: 'sk_test_1', webhookSecret: 'whsec_1' },
  };
  const NOW = new Date('2026-03-01T04:05:00Z');
  const intent = {
    id: 'pi_1',
    object: 'payment_intent',
    status: 'succeeded',
    amount: 2800,
    amount_received: 2800,
    currency: 'hkd',
    created: 1_772_337_000,
    latest_charge: 'ch_1',
    metadata: { out_trade_no: 'T1' },
  };
  const event = (type: string, object: object) =>
    JSON.stringify({ id: 'evt_1', object: 'event', type, created: 1_772_337_900, data: { object } });

  function read(payload: string, { ageS = 0, secret = 'whsec_1' } = {}) {
    const timestamp = Math.floor(NOW.getTime() / 1000) - ageS;
    const header = Stripe.webhooks.generateTestHeaderString({ payload, secret, timestamp });
    const callback = { body: Buffer.from(payload), headers: { 'stripe-signature': header } };
    return stripe.readCallback(account, callback, NOW);
  }

  test('tells of a charge even when Stripe cannot be asked which card it was', async () => {
    expect(await read(event('payment_intent.succeeded', intent))).toEqual({
      ok: true,
      value: {
        about: 'charge',
        noticeId: 'evt_1',
        outTradeNo: 'T1',
        outcome: {
          state: 'captured',
          providerRef: 'pi_1',
          amountMinor: 2800,
          currency: 'HKD',
          paidAt: new Date(1_772_337_900_000),
          payer: [],
        },
      },
    });
  });

  test.each([
    [299, 'whsec_1', 'taken'],
    [301, 'whsec_1', 'callback_stale'],
    [-301, 'whsec_1', 'callback_stale'],
    [0, 'whsec_2', 'callback_forged'],
    [301, 'whsec_2', 'callback_forged'],
  ])('signed %i s ago with %s is %s', async (ageS, secret, expected) => {
    const answer = await read(event('payment_intent.canceled', { ...intent, status: 'canceled' }), { ageS, secret });
    expect(answer.ok ? 'taken' : answer.refusal.code).toBe(expected);
  });

  const refund = {
    id: 're_1',
    object: 'refund',
    amount: 1000,
    currency: 'hkd',
    created: 1_772_337_900,
    metadata: { out_refund_no: 'R1' },
  };
  test.each([
    ['payment_intent.canceled', { ...intent, status: 'canceled' }, { about: 'charge', outcome: { state: 'closed' } }],
    [
      'payment_intent.payment_failed',
      { ...intent, status: 'requires_payment_method' },
      { about: 'charge', outcome: { state: 'waiting' } },
    ],
    ['payment_intent.succeeded', { ...intent, metadata: {} }, { about: 'other' }],
    [
      'refund.updated',
      { ...refund, status: 'succeeded' },
      { about: 'refund', outcome: { state: 'refunded', amountMinor: 1000 } },
    ],
    ['refund.created', { ...refund, status: 'pending' }, { about: 'refund', outcome: { state: 'accepted' } }],
    [
      'refund.failed',
      { ...refund, status: 'failed', failure_reason: 'lost_or_stolen_card' },
      { about: 'refund', outcome: { state: 'failed', providerCode: 'lost_or_stolen_card', again: false } },
    ],
    ['customer.created', { id: 'cus_1' }, { about: 'other' }],
  ])('%s is read', async (type, object, value) => {
    expect(await read(event(type, object))).toMatchObject({ ok: true, value });
  });
});

describe('against the stand-in', () => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld('stripe');
  });
  afterEach(() => world.calm());
  afterAll(() => world.stop());

  test('an intent is opened once, and shows what the page or the reader needs', async () => {
    const charge = world.charge({ scene: 'h5' });
    const first = await stripe.charge(world.account, charge);
    expect(first).toMatchObject({ state: 'waiting', show: { clientSecret: expect.stringMatching(/^pi_/) as string } });
    expect(await stripe.charge(world.account, charge)).toEqual(first);
    expect(world.running.desk.book.all('stripe')).toHaveLength(1);
  });

  test("a store's own reader takes the card, and the card is known again by its fingerprint", async () => {
    const settings = { readerId: 'tmr_any', 'readerId.S1': 'tmr_s1' };
    const charge = world.charge();
    expect(await stripe.charge({ ...world.account, settings }, charge)).toMatchObject({ state: 'waiting' });
    const held = `${world.account.baseUrl}/v1/test_helpers/terminal/readers/tmr_s1/present_payment_method`;
    const headers = { authorization: `Bearer ${world.account.secrets['secretKey']}` };
    expect((await fetch(held, { method: 'POST', headers })).status).toBe(200);
    expect(await stripe.query(world.account, charge)).toMatchObject({
      state: 'captured',
      payer: [{ kind: 'card_token', value: expect.any(String) as string }],
    });
  });

  test('a charge of two days ago is searched for, and not opened again', async () => {
    const charge = world.charge();
    await stripe.charge(world.account, charge);
    await world.press(`trades/${charge.outTradeNo}/pay`);
    const startedAt = new Date(Date.now() - 2 * 86_400_000);
    const before = world.running.desk.book.all('stripe').length;
    expect(await stripe.query(world.account, { ...charge, startedAt })).toMatchObject({ state: 'captured' });
    const unheard = world.charge({ startedAt });
    expect(await stripe.query(world.account, unheard)).toEqual({ state: 'unknown', why: 'not_there' });
    expect(world.running.desk.book.all('stripe')).toHaveLength(before);
  });

  test('a refund that was made though its answer was lost is found, and not made again', async () => {
    const charge = world.charge();
    await stripe.charge(world.account, charge);
    await world.press(`trades/${charge.outTradeNo}/pay`);
    const paid = await stripe.query(world.account, charge);
    if (paid.state !== 'captured') throw new Error(paid.state);
    const { providerRef } = paid;
    const timesPaid = ({ outRefundNo }: RefundOrder) =>
      world.running.desk.book
        .all('stripe')
        .flatMap(({ refunds }) => refunds)
        .filter((refund) => refund.outRefundNo.startsWith(outRefundNo)).length;
    // The list of refunds is asked for first: a seed at which that arrives and the answer to the refund does not.
    let order = world.refund(charge, { providerRef });
    for (let seed = 1, isLost = false; !isLost; seed += 1) {
      await world.press('faults', { seed, rate: 0.5, kinds: ['dropped'] });
      order = world.refund(charge, { providerRef, amountMinor: 10 });
      const outcome = await stripe.refund(world.account, order);
      isLost = outcome.state === 'unknown' && timesPaid(order) === 1;
    }
    await world.calm();
    expect(await stripe.refund(world.account, order)).toEqual({ state: 'accepted' });
    expect(timesPaid(order)).toBe(1);
  });

  test('an intent that is paid is told so when it is to be cancelled', async () => {
    const charge = world.charge();
    await stripe.charge(world.account, charge);
    await world.press(`trades/${charge.outTradeNo}/pay`);
    expect(await stripe.cancel(world.account, charge)).toMatchObject({ state: 'captured', amountMinor: 2800 });
  });

  test('a wrong key fails for good, and an amount that Stripe does not have is not sent', async () => {
    const secrets = { ...world.account.secrets, secretKey: 'sk_test_wrong' };
    const refused = { state: 'failed', reason: 'not_allowed' };
    expect(await stripe.charge({ ...world.account, secrets }, world.charge())).toMatchObject(refused);
    const invalid = { state: 'failed', providerCode: 'amount_not_taken' };
    expect(await stripe.charge(world.account, world.charge({ currency: 'KWD', amountMinor: 1 }))).toMatchObject(
      invalid,
    );
  });
});
