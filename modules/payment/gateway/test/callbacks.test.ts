import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { GATEWAYS, type Charge, type RawCallback } from '../gateway.ts';
import { openWorld, SCENE, type World } from './world.ts';

/** A scene whose charge is told of by a callback: WeChat tells of no payment code. */
const TOLD = { ...SCENE, wechat: 'qr', alipay: 'qr', unionpay: 'qr' } as const;

describe.each(GATEWAYS)('callbacks of %s', (name) => {
  let world: World;
  let charge: Charge;
  beforeAll(async () => {
    world = await openWorld(name);
  });
  beforeEach(async () => {
    world.heard.length = 0;
    charge = world.charge({ scene: TOLD[name] });
    await world.gateway.charge(world.account, charge);
    await world.press(`trades/${charge.outTradeNo}/pay`);
  });
  afterEach(() => world.calm());
  afterAll(() => world.stop());

  const read = (callback: RawCallback, now = new Date()) => world.gateway.readCallback(world.account, callback, now);
  const code = async (callback: RawCallback, now = new Date()) => {
    const answer = await read(callback, now);
    return answer.ok ? 'taken' : answer.refusal.code;
  };

  test('tell of a charge what asking tells', async () => {
    expect(world.heard).toHaveLength(1);
    const outcome = await world.gateway.query(world.account, charge);
    expect(outcome).toMatchObject({ state: 'captured', amountMinor: 2800 });
    // UnionPay's stand-in tells when it was paid in the notice only.
    if (name === 'unionpay') Object.assign(outcome, { paidAt: expect.any(Date) as Date });
    expect(await read(world.heard[0]!)).toMatchObject({
      ok: true,
      value: { about: 'charge', outTradeNo: charge.outTradeNo, outcome },
    });
  });

  test('are refused with any byte changed, without a signature, and by another account', async () => {
    const [callback] = world.heard as [RawCallback];
    const text = callback.body.toString('latin1');
    // Somewhere in the middle of each third: the signature covers all of it.
    for (const share of [0.2, 0.5, 0.8]) {
      const at = Math.floor(text.length * share);
      const changed = text[at] === '1' ? '2' : '1';
      const body = Buffer.from(`${text.slice(0, at)}${changed}${text.slice(at + 1)}`, 'latin1');
      expect(await code({ ...callback, body })).toBe('callback_forged');
    }
    const unsigned = text.replace(/(&|^)(sign|signature)=[^&]*/g, '');
    expect(await code({ body: Buffer.from(unsigned, 'latin1'), headers: {} })).toBe('callback_forged');
    const other = world.running.providers[name].account('another');
    const ours = { ...world.account, settings: other.settings, secrets: { ...world.account.secrets } };
    const stranger = name === 'stripe' ? { ...ours, secrets: other.secrets } : ours;
    const answer = await world.gateway.readCallback(stranger, callback, new Date());
    expect(answer).toMatchObject({ ok: false, refusal: { code: 'callback_forged' } });
  });

  test('that a stranger has signed are refused, and one with another amount is told as it is', async () => {
    await world.press('faults', { seed: 1, rate: 1, kinds: ['forged', 'wrong_amount'] });
    const next = world.charge({ scene: TOLD[name] });
    await world.gateway.charge(world.account, next);
    world.heard.length = 0;
    await world.press(`trades/${next.outTradeNo}/pay`);
    const read = await Promise.all(
      world.heard.map((callback) => world.gateway.readCallback(world.account, callback, new Date())),
    );
    const told = read.map((answer) => {
      if (!answer.ok) return answer.refusal.code;
      const { value } = answer;
      return value.about === 'charge' && value.outcome.state === 'captured' ? value.outcome.amountMinor : value.about;
    });
    expect(told.map(String).toSorted()).toEqual(['2800', '2801', 'callback_forged']);
  });

  test('signed long ago are refused where the provider signs each try anew', async () => {
    const [callback] = world.heard as [RawCallback];
    const later = (minutes: number) => new Date(Date.now() + minutes * 60_000);
    expect(await code(callback, later(4))).toBe('taken');
    const limits = { wechat: 6, stripe: 6, alipay: 49 * 60 } as const;
    if (name === 'unionpay') expect(await code(callback, later(49 * 60))).toBe('taken');
    else expect(await code(callback, later(limits[name]))).toBe('callback_stale');
    // A day of Alipay's retries is no replay.
    if (name === 'alipay') expect(await code(callback, later(25 * 60))).toBe('taken');
  });

  test('tell of refunds', async () => {
    const paid = await world.gateway.query(world.account, charge);
    if (paid.state !== 'captured') throw new Error(paid.state);
    const order = world.refund(charge, { providerRef: paid.providerRef });
    world.heard.length = 0;
    await world.gateway.refund(world.account, order);
    await world.advance(10);
    expect(world.heard).toHaveLength(1);
    const outcome = name === 'alipay' ? { state: 'unknown' } : { state: 'refunded', amountMinor: 1000 };
    expect(await read(world.heard[0]!)).toMatchObject({
      ok: true,
      value: { about: 'refund', outRefundNo: order.outRefundNo, outcome },
    });
  });

  test('that are garbage are refused and throw nothing', async () => {
    const bodies = [
      '',
      '{',
      '[]',
      'null',
      'a=1&a=2',
      '%',
      '\u0000',
      'sign_type=RSA2&sign=x',
      'signMethod=01&signature=x',
    ];
    for (const body of bodies) {
      const headers = { ...world.heard[0]!.headers };
      expect(await code({ body: Buffer.from(body), headers })).toMatch(/^callback_(forged|unreadable)$/);
      expect(await code({ body: Buffer.from(body), headers: {} })).toMatch(/^callback_(forged|unreadable)$/);
    }
  });
});
