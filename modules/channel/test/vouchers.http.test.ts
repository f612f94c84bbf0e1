import { beforeEach, describe, expect, test } from 'vitest';
import { HOUR_MS, newId, SECOND_MS } from '@shuke/kernel';
import { testServices } from '@shuke/testkit';
import { channelVerifier, settleVouchers } from '../index.ts';
import { books, openShop } from './shop.ts';
import { callbackUrl, connect, openWorld, type Answer, type World } from './world.ts';

const services = testServices();
const calm = openWorld(services);
const dropping = openWorld(services, { seed: 3, rate: 1, kinds: ['dropped'] });
const busy = openWorld(services, { seed: 3, rate: 1, kinds: ['busy'] });
const CHANNELS = ['meituan_group', 'douyin'] as const;
type Channel = (typeof CHANNELS)[number];
let accounts: Record<Channel, string>;

async function open(world: World): Promise<void> {
  world.shop = await openShop(services);
  accounts = {
    meituan_group: await connect(world, 'meituan_group', { commissionBps: 800 }),
    douyin: await connect(world, 'douyin', { commissionBps: 800 }),
  };
}

/** Sells a voucher at the platform, and reads it at the till. */
async function offerOf(world: World, channel: Channel, code: string): Promise<string> {
  await world.platforms.control(`${channel}/vouchers`, { code });
  const { body } = await world.call('POST', '/v1/vouchers/preparations', { storeCode: 'S1', channel, code });
  expect(body).toMatchObject({ dealName: '双人牛肉面套餐', list: '68.00', guestPaid: '44.00', mostUses: 1 });
  return body.offer;
}

const consume = async (world: World, offer: string, more: object = {}): Promise<Answer> =>
  (await world.call('POST', '/v1/vouchers/consumptions', { storeCode: 'S1', offer, ...more })).body;

const spentTimes = async (world: World, channel: Channel, code: string): Promise<number> => {
  const truth = await world.platforms.control(`${channel}/truth`);
  return truth.vouchers.find((one) => one.code === code)!.spentTimes;
};

const SPENT = { sales: 4900, receivable: 4400 - 392, subsidy: 500, commission: 392 };
const NOTHING = { sales: 0, receivable: 0, subsidy: 0, commission: 0 };

describe.each(CHANNELS)('a voucher of %s', (channel) => {
  beforeEach(() => open(calm));

  test('is spent once, whoever shows it at how many tills, and is an order of what the shop gets', async () => {
    const code = `1001${newId()}`;
    const offer = await offerOf(calm, channel, code);
    const answers = await Promise.all(Array.from({ length: 10 }, () => consume(calm, offer)));
    expect(answers.filter(({ status }) => status === 'consumed')).toHaveLength(1);
    expect(answers.filter(({ code: refusal }) => refusal === 'voucher_under_way')).toHaveLength(9);
    expect(await spentTimes(calm, channel, code)).toBe(1);
    expect(await books(calm.shop)).toEqual(SPENT);
    expect(await channelVerifier.run(calm.shop.ctx)).toEqual([]);
  });

  test('makes a member of a guest who leaves a number', async () => {
    const offer = await offerOf(calm, channel, `1001${newId()}`);
    const spent = await consume(calm, offer, { customer: { kind: 'phone', value: '13800138000' } });
    const order = (await calm.call('GET', `/v1/orders/${spent.orderId}`)).body;
    expect(order).toMatchObject({ source: 'group_buy', payable: '49.00', grossTotal: '68.00' });
    expect(order.customerId).not.toBeNull();
  });

  test('that is spent already, unknown, or read too long ago is refused by name', async () => {
    const code = `1001${newId()}`;
    const offer = await offerOf(calm, channel, code);
    services.clock.advanceMs(11 * 60 * SECOND_MS);
    expect(await consume(calm, offer)).toMatchObject({ code: 'voucher_offer_outdated' });
    expect(await consume(calm, 'bm90aGluZw')).toMatchObject({ code: 'voucher_offer_outdated' });
    const ask = { storeCode: 'S1', channel, code: 'none-such' };
    expect((await calm.call('POST', '/v1/vouchers/preparations', ask)).body).toMatchObject({
      code: 'voucher_not_valid',
    });
  });

  test('can be taken back for an hour, and then be spent again', async () => {
    const code = `1001${newId()}`;
    const first = await consume(calm, await offerOf(calm, channel, code));
    const cancel = (id: string) => calm.call('POST', `/v1/vouchers/consumptions/${id}/cancellation`);
    expect((await cancel(first.consumptionId)).body).toMatchObject({ status: 'cancelled' });
    expect((await cancel(first.consumptionId)).body).toMatchObject({ status: 'cancelled' });
    expect(await books(calm.shop)).toEqual(NOTHING);
    const ask = { storeCode: 'S1', channel, code };
    const { offer } = (await calm.call('POST', '/v1/vouchers/preparations', ask)).body;
    const second = await consume(calm, offer);
    expect(second.status).toBe('consumed');
    services.clock.advanceMs(HOUR_MS + SECOND_MS);
    expect((await cancel(second.consumptionId)).body).toMatchObject({ code: 'voucher_not_cancellable' });
    expect(await books(calm.shop)).toEqual(SPENT);
  });
});

describe.each(CHANNELS)('a voucher of %s whose answer is lost', (channel) => {
  beforeEach(() => open(dropping));

  test('is not spent again, whatever the till repeats, and is settled by asking', async () => {
    const code = `1001${newId()}`;
    const offer = await offerOf(dropping, channel, code);
    const first = await consume(dropping, offer);
    expect(first).toMatchObject({ status: 'asking', orderId: null });
    expect(await books(dropping.shop)).toEqual(NOTHING);
    expect(await consume(dropping, offer)).toMatchObject({ code: 'voucher_under_way' });
    services.clock.advanceMs(20 * SECOND_MS);
    await Promise.all(Array.from({ length: 4 }, () => settleVouchers(dropping.shop.ctx)));
    const known = await dropping.call('GET', `/v1/vouchers/consumptions/${first.consumptionId}`);
    expect(known.body).toMatchObject({ status: 'consumed' });
    expect(await spentTimes(dropping, channel, code)).toBe(1);
    expect(await books(dropping.shop)).toEqual(SPENT);
  });
});

test('Douyin asks whether a guest gets the money of a spent voucher back until the shop decides', async () => {
  await open(calm);
  const code = `1001${newId()}`;
  await consume(calm, await offerOf(calm, 'douyin', code));
  const ask = (more: object = {}) =>
    calm.platforms.control('douyin/refunds', {
      callbackUrl: callbackUrl(calm, 'douyin', accounts.douyin),
      code,
      afterSaleId: `A-${code}`,
      ...more,
    });
  expect(await ask()).toMatchObject({ data: { error_code: 9999 } });
  expect(await ask()).toMatchObject({ data: { error_code: 9999 } });
  const { items } = (await calm.call('GET', '/v1/channel-orders')).body;
  const order = (await calm.call('GET', `/v1/channel-orders/${items[0]!.channelOrderId}`)).body;
  const [refund] = order.refunds;
  expect(order.refunds).toHaveLength(1);
  const decision = await calm.call('POST', `/v1/channel-refunds/${refund!.channelRefundId}/decision`, { agree: true });
  expect(decision.status).toBe(204);
  expect(await ask()).toMatchObject({ data: { error_code: 0, audit_result: 1 } });
  expect(await books(calm.shop)).toEqual(NOTHING);
});

test('a voucher that the platform never consumed can be read again once that is sure', async () => {
  await open(busy);
  const code = `1001${newId()}`;
  const first = await consume(busy, await offerOf(busy, 'meituan_group', code));
  expect(first.status).toBe('asking');
  for (let n = 0; n < 6; n += 1) {
    services.clock.advanceMs(120 * SECOND_MS);
    await settleVouchers(busy.shop.ctx);
  }
  const known = await busy.call('GET', `/v1/vouchers/consumptions/${first.consumptionId}`);
  expect(known.body).toMatchObject({ status: 'refused', refusedFor: 'not_consumed', orderId: null });
  expect(await spentTimes(busy, 'meituan_group', code)).toBe(0);
  await offerOf(busy, 'meituan_group', code);
});
