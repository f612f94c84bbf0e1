import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { GATEWAYS, type Charge, type Outcome } from '../gateway.ts';
import { codeOf, openWorld, type World } from './world.ts';

// What holds of every provider: the same journeys through each adapter against its stand-in.
describe.each(GATEWAYS)('%s', (name) => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld(name);
  });
  afterEach(() => world.calm());
  afterAll(() => world.stop());

  /** A guest pays: by the code at once, or by the card that is held to the reader. */
  async function pay(charge: Charge): Promise<Outcome> {
    const answered = await world.gateway.charge(world.account, charge);
    if (name !== 'stripe') return answered;
    await world.press(`trades/${charge.outTradeNo}/pay`);
    return world.gateway.query(world.account, charge);
  }
  const tradesOf = ({ outTradeNo }: Charge) =>
    world.running.desk.book.all(name).filter((trade) => trade.outTradeNo === outTradeNo);
  const captured = { state: 'captured', amountMinor: 2800, currency: name === 'stripe' ? 'HKD' : 'CNY' };

  test('an account that the provider gives can be used, and each thing it needs is missed', () => {
    const { account, gateway } = world;
    expect(gateway.faultIn(account)).toBeNull();
    for (const setting of gateway.asks.settings) {
      expect(gateway.faultIn({ ...account, settings: { ...account.settings, [setting]: '' } })).toBe(setting);
    }
    for (const secret of gateway.asks.secrets) {
      expect(gateway.faultIn({ ...account, secrets: { ...account.secrets, [secret]: '' } })).toBe(secret);
      expect(gateway.faultIn({ ...account, secrets: { ...account.secrets, [secret]: '—' } })).toBe(secret);
    }
  });

  test('a charge is captured once, and says the same however often it is asked or sent', async () => {
    const charge = world.charge();
    const first = await pay(charge);
    expect(first).toMatchObject(captured);
    expect(await world.gateway.query(world.account, charge)).toEqual(first);
    if (name !== 'stripe') expect(await world.gateway.charge(world.account, charge)).toEqual(first);
    expect(tradesOf(charge)).toHaveLength(1);
  });

  test('a charge whose answer is lost is unknown, and found by asking', async () => {
    const charge = world.charge();
    await world.press('faults', { seed: 1, rate: 1, kinds: ['dropped'] });
    expect(await world.gateway.charge(world.account, charge)).toMatchObject({ state: 'unknown' });
    await world.calm();
    if (name === 'stripe') await world.press(`trades/${charge.outTradeNo}/pay`);
    expect(await world.gateway.query(world.account, charge)).toMatchObject(captured);
    expect(tradesOf(charge)).toHaveLength(1);
  });

  test('a provider that is busy, out or not there leaves it unknown, and nothing is thrown', async () => {
    await world.press('faults', { seed: 1, rate: 1, kinds: ['busy'] });
    const charge = world.charge();
    const refund = world.refund(charge, { providerRef: 'x' });
    const { gateway, account } = world;
    for (const asked of [account, { ...account, baseUrl: 'http://127.0.0.1:9/' }]) {
      expect(await gateway.charge(asked, charge)).toMatchObject({ state: 'unknown' });
      expect(await gateway.query(asked, charge)).toMatchObject({ state: 'unknown' });
      expect(await gateway.cancel(asked, charge)).toMatchObject({ state: 'unknown' });
      expect(await gateway.refund(asked, refund)).toMatchObject({ state: 'unknown' });
      expect(await gateway.queryRefund(asked, refund)).toMatchObject({ state: 'unknown' });
      expect(await gateway.bill(asked, '2026-03-01')).toMatchObject({ state: 'not_ready' });
    }
    expect(tradesOf(charge)).toHaveLength(0);
  });

  test('an unpaid charge is cancelled, and what is cancelled is closed', async () => {
    const charge = world.charge({ authCode: codeOf(name, '077') });
    expect(await world.gateway.charge(world.account, charge)).toMatchObject({ state: 'waiting' });
    expect(await world.gateway.query(world.account, charge)).toMatchObject({ state: 'waiting' });
    await world.advance(16);
    expect(await world.gateway.cancel(world.account, charge)).toEqual({ state: 'closed' });
    expect(await world.gateway.query(world.account, charge)).toEqual({ state: 'closed' });
    expect(await world.press(`trades/${charge.outTradeNo}/pay`)).toEqual({ error: 'not found' });
  });

  test('a charge that never arrived is closed by cancelling it', async () => {
    const charge = world.charge();
    expect(await world.gateway.cancel(world.account, charge)).toEqual({ state: 'closed' });
  });

  test('a refund is paid back once under its number, and what it came to is told', async () => {
    const charge = world.charge();
    const paid = await pay(charge);
    if (paid.state !== 'captured') throw new Error(paid.state);
    const order = world.refund(charge, { providerRef: paid.providerRef });
    const { gateway, account } = world;
    expect(await gateway.queryRefund(account, order)).toMatchObject({ state: 'unknown' });
    expect((await gateway.refund(account, order)).state).toMatch(/^(accepted|refunded)$/);
    await world.advance(10);
    const told = await gateway.queryRefund(account, order);
    expect(told).toMatchObject({ state: 'refunded', amountMinor: 1000 });
    expect(await gateway.refund(account, order)).toEqual(told);
    expect(tradesOf(charge)[0]?.refunds).toHaveLength(1);
    await world.advance(61);
    const tooMuch = world.refund(charge, { providerRef: paid.providerRef, amountMinor: 1801 });
    expect(await gateway.refund(account, tooMuch)).toMatchObject({ state: 'failed', again: false });
  });

  test('a refund whose answer is lost is not paid back again', async () => {
    const charge = world.charge();
    const paid = await pay(charge);
    if (paid.state !== 'captured') throw new Error(paid.state);
    const order = world.refund(charge, { providerRef: paid.providerRef });
    await world.press('faults', { seed: 1, rate: 1, kinds: ['dropped'] });
    expect((await world.gateway.refund(world.account, order)).state).toBe('unknown');
    await world.calm();
    expect((await world.gateway.refund(world.account, order)).state).toMatch(/^(accepted|refunded)$/);
    await world.advance(10);
    expect(await world.gateway.refund(world.account, order)).toMatchObject({ state: 'refunded', amountMinor: 1000 });
    // Stripe's stand-in loses the list of refunds too, so that none was asked for the first time.
    expect(tradesOf(charge)[0]?.refunds).toHaveLength(1);
  });

  test('errors and what is unknown name no key and no code of the guest', async () => {
    const charge = world.charge();
    await world.press('faults', { seed: 1, rate: 1, kinds: ['busy', 'dropped'] });
    const told = JSON.stringify([
      await world.gateway.charge(world.account, charge),
      await world.gateway.charge({ ...world.account, baseUrl: 'http://127.0.0.1:9/' }, charge),
    ]);
    expect(told).not.toContain(charge.authCode);
    for (const secret of Object.values(world.account.secrets)) expect(told).not.toContain(secret);
  });
});

describe.each(['wechat', 'alipay', 'unionpay'] as const)('a payment code of %s', (name) => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld(name);
  });
  afterEach(() => world.calm());
  afterAll(() => world.stop());

  test.each([
    ['055', 'balance_short'],
    ['033', 'guest_declined'],
    ['044', name === 'wechat' ? 'code_expired' : 'code_invalid'],
  ])('that ends in %s fails for good: %s', async (ending, reason) => {
    const charge = world.charge({ authCode: codeOf(name, ending) });
    expect(await world.gateway.charge(world.account, charge)).toMatchObject({ state: 'failed', reason });
  });

  test('that was used is refused under another number', async () => {
    const authCode = codeOf(name, '010');
    await world.gateway.charge(world.account, world.charge({ authCode }));
    const again = await world.gateway.charge(world.account, world.charge({ authCode }));
    expect(again).toMatchObject({ state: 'failed', reason: 'code_invalid' });
  });

  test('that is paid is given back by cancelling it', async () => {
    const charge = world.charge();
    expect(await world.gateway.charge(world.account, charge)).toMatchObject({ state: 'captured' });
    await world.advance(16);
    expect(await world.gateway.cancel(world.account, charge)).toEqual({ state: 'closed' });
    expect(world.running.desk.book.all(name).at(-1)).toMatchObject({
      outTradeNo: charge.outTradeNo,
      state: 'reversed',
    });
  });

  test('in another currency, for nothing or without a code is not sent', async () => {
    const before = world.running.desk.counts();
    const wrong = [{ currency: 'HKD' }, { amountMinor: 0 }, { authCode: undefined }, { scene: 'terminal' as const }];
    for (const more of wrong) {
      const outcome = await world.gateway.charge(world.account, world.charge(more));
      expect(outcome).toMatchObject({ state: 'failed', reason: 'request_invalid' });
    }
    expect(world.running.desk.counts()).toEqual(before);
  });
});
