import { beforeEach, expect, test } from 'vitest';
import { setStock } from '@shuke/catalog';
import { inTx } from '@shuke/db';
import { must, newId, ok } from '@shuke/kernel';
import { testServices } from '@shuke/testkit';
import { tellPlatforms } from '../index.ts';
import { tellStock } from '../order/tell-stock.ts';
import { books, openShop, SECRET, SETTINGS } from './shop.ts';
import { callbackUrl, connect, openWorld } from './world.ts';

const services = testServices();
const world = openWorld(services);
let eleme: object;

beforeEach(async () => {
  world.shop = await openShop(services, { baseUrl: `${world.platforms.url}/channels/eleme` });
  eleme = {
    callbackUrl: callbackUrl(world, 'eleme', world.shop.accountId),
    shopId: SETTINGS.shopId,
    appId: SETTINGS.appId,
    appKey: SETTINGS.appKey,
    token: 'token-1',
    secret: SECRET,
  };
});

const orders = async () => (await world.call('GET', '/v1/channel-orders')).body.items;

const truthOf = async (channel: string, no: string) => {
  const { orders: all } = await world.platforms.control(`${channel}/truth`);
  return must(
    all.find((one) => one.no === no),
    'the platform knows its order',
  );
};

test('an order of Ele.me is pushed, accepted at the till, packed, brought, and pays out what the platform says', async () => {
  const { no, statuses } = await world.platforms.control('eleme/orders', { shop: eleme });
  expect(statuses).toEqual([200]);
  const [order] = await orders();
  expect((await world.call('POST', `/v1/channel-orders/${order!.channelOrderId}/acceptance`)).status).toBe(200);
  await tellPlatforms(world.shop.ctx);
  expect(await truthOf('eleme', no)).toMatchObject({ state: 'confirmed' });
  expect((await world.call('POST', `/v1/channel-orders/${order!.channelOrderId}/readiness`)).status).toBe(200);
  await tellPlatforms(world.shop.ctx);
  for (const type of [55, 18]) await world.platforms.control(`eleme/orders/${no}/tellings`, { type });
  expect((await orders())[0]).toMatchObject({ status: 'done' });
  const { receivable, subsidy } = await books(world.shop);
  expect(receivable + subsidy).toBe((await truthOf('eleme', no)).income);
});

test('an order of Meituan comes by its own form and signature, and its amounts add up alike', async () => {
  const accountId = await connect(world, 'meituan', { autoAccept: true });
  const shop = {
    callbackUrl: callbackUrl(world, 'meituan', accountId),
    shopId: 'poi-1',
    appId: '4411',
    appKey: '',
    token: '',
    secret: 'meituan’s',
  };
  const pushed = await world.platforms.control('meituan/orders', { shop });
  expect(pushed.statuses).toEqual([200]);
  expect(await orders()).toMatchObject([{ status: 'accepted' }]);
  await tellPlatforms(world.shop.ctx);
  const truth = await truthOf('meituan', pushed.no);
  expect(truth.state).toBe('confirmed');
  const { receivable, subsidy } = await books(world.shop);
  expect(receivable + subsidy).toBe(truth.income);
  // A part goes back: the platform says what the shop bears.
  const food = JSON.stringify([{ sku_id: '502', count: 1 }]);
  const fields = { notify_type: 'part', refund_id: 'R1', food, poi_part_money: '5.61', reason: '洒了' };
  await world.platforms.control(`meituan/orders/${pushed.no}/tellings`, { topic: 'part-refund', fields });
  expect((await books(world.shop)).sales).toBe(6000 - 561);
  await world.platforms.control(`meituan/orders/${pushed.no}/tellings`, {
    topic: 'cancelled',
    fields: { reason: '退' },
  });
  expect(await books(world.shop)).toEqual({ sales: 0, receivable: 0, subsidy: 0, commission: 0 });
});

test('a guest who asks for money back waits for the shop, and the platform is told what it decides', async () => {
  const { no } = await world.platforms.control('eleme/orders', { shop: eleme, later: ['confirmed'] });
  const ask = {
    type: 30,
    message: { refundId: 'R1', reason: '少送', updateTime: 1_772_416_800, goodsList: [{ itemId: 502, quantity: 1 }] },
  };
  await world.platforms.control(`eleme/orders/${no}/tellings`, ask);
  const [order] = await orders();
  const before = await books(world.shop);
  const read = async () => (await world.call('GET', `/v1/channel-orders/${order!.channelOrderId}`)).body;
  const refunds = (await read()).refunds;
  expect(refunds).toMatchObject([{ status: 'asked', whole: false, reason: '少送', sales: null }]);
  expect(await books(world.shop)).toEqual(before);
  const path = `/v1/channel-refunds/${refunds[0]!.channelRefundId}/decision`;
  expect((await world.call('POST', path, { agree: true })).status).toBe(204);
  expect((await world.call('POST', path, { agree: true })).status).toBe(204);
  expect((await world.call('POST', path, { agree: false })).body).toMatchObject({ code: 'channel_refund_decided' });
  expect((await books(world.shop)).sales).toBe(before.sales - 562);
  await tellPlatforms(world.shop.ctx);
  expect((await truthOf('eleme', no)).refunds).toEqual([{ ref: 'refund', state: 'agreed' }]);
});

test('what the platform sells and nobody knows is listed with a suggestion, and linked once for all', async () => {
  await world.platforms.control('eleme/orders', {
    shop: eleme,
    later: ['confirmed'],
    lines: [{ id: '777', sku: null, name: '【招牌】红烧牛肉面 大份', quantity: 1, price: 3000 }],
  });
  const { items } = (await world.call('GET', '/v1/channels/unmatched')).body;
  expect(items).toMatchObject([{ itemRef: '777', times: 1, suggestion: { sku: 'N1', name: '红烧牛肉面' } }]);
  const link = { channel: 'eleme', itemRef: '777', sku: 'N1' };
  expect((await world.call('PUT', '/v1/channels/links', link)).status).toBe(204);
  expect((await world.call('GET', '/v1/channels/unmatched')).body.items).toEqual([]);
  const none = { ...link, itemRef: 'none' };
  expect((await world.call('PUT', '/v1/channels/links', none)).body).toMatchObject({ code: 'channel_item_not_found' });
});

test('the platform is told once when goods run out, and once when they are there again', async () => {
  const { ctx } = world.shop;
  const count = (quantity: number) =>
    setStock(ctx, { key: newId(), rows: [{ sku: 'N1', storeCode: 'S1', quantityMilli: quantity * 1000 }] });
  const told = async (): Promise<number> => {
    await inTx(ctx, {}, async (tx) => ok(await tellStock(tx)));
    return tellPlatforms(ctx);
  };
  await count(2);
  const { no } = await world.platforms.control('eleme/orders', { shop: eleme, later: ['confirmed'] });
  expect(no).toMatch(/^ELEME/);
  expect(await told()).toBe(1);
  expect(await told()).toBe(0);
  await count(5);
  expect(await told()).toBe(1);
  const { stock } = await world.platforms.control('eleme/truth');
  expect(stock.slice(-2)).toEqual([[{ itemId: '501', available: false }], [{ itemId: '501', available: true }]]);
});

test('a kitchen ticket is printed by one printer, marked when given out again, and gone when printed', async () => {
  await world.platforms.control('eleme/orders', { shop: eleme, later: ['confirmed'] });
  const claims = await Promise.all(
    Array.from({ length: 8 }, () => world.call('POST', '/v1/print-jobs/claims', { storeCode: 'S1' })),
  );
  const given = claims.flatMap(({ body }) => body.tickets);
  expect(given).toHaveLength(1);
  const text = new TextDecoder('gb18030').decode(Buffer.from(given[0]!.escpos, 'base64'));
  for (const word of ['饿了么 #', '红烧牛肉面', '不要香菜']) expect(text).toContain(word);
  expect(text).not.toContain('王小姐');
  services.clock.advanceMs(61_000);
  const again = (await world.call('POST', '/v1/print-jobs/claims', { storeCode: 'S1', width: 58 })).body;
  expect(again.tickets).toMatchObject([{ jobId: given[0]!.jobId, isReprint: true }]);
  const path = `/v1/print-jobs/${given[0]!.jobId}/acknowledgement`;
  expect((await world.call('POST', path)).status).toBe(204);
  expect((await world.call('POST', path)).status).toBe(204);
  services.clock.advanceMs(61_000);
  expect((await world.call('POST', '/v1/print-jobs/claims', { storeCode: 'S1' })).body.tickets).toEqual([]);
});

test('a secret is never shown again, and staff of another store see no order of this one', async () => {
  const { body } = await world.call('GET', '/v1/channel-accounts');
  expect(JSON.stringify(body)).not.toContain(SECRET);
  expect(JSON.stringify(body)).not.toContain('token-1');
  await world.platforms.control('eleme/orders', { shop: eleme });
  const [order] = await orders();
  const { ctx } = world.shop;
  world.shop = { ...world.shop, ctx: { ...ctx, actor: { ...ctx.actor, storeId: newId() } } };
  expect(await orders()).toEqual([]);
  for (const path of ['', '/acceptance', '/readiness']) {
    const asked = await world.call(path === '' ? 'GET' : 'POST', `/v1/channel-orders/${order!.channelOrderId}${path}`);
    expect(asked.body).toMatchObject({ code: 'channel_order_not_found' });
  }
});

test('a receipt is a picture or bytes for a printer, on paper of either width', async () => {
  await world.platforms.control('eleme/orders', { shop: eleme, later: ['confirmed'] });
  const { items } = (await world.call('GET', '/v1/orders')).body;
  const path = `${world.url}/v1/orders/${items[0]!.orderId}`;
  const svg = await fetch(`${path}/receipt?format=svg&width=58&language=en`);
  expect(svg.headers.get('content-type')).toContain('image/svg+xml');
  expect(await svg.text()).toContain('<svg width="384px"');
  const bytes = await fetch(`${path}/receipt?format=escpos`);
  expect(bytes.headers.get('content-type')).toContain('application/octet-stream');
  const text = new TextDecoder('gb18030').decode(await bytes.arrayBuffer());
  for (const word of ['红烧牛肉面', '外卖', '￥60.00']) expect(text).toContain(word);
  const ticket = await fetch(`${path}/kitchen-ticket?format=escpos`);
  expect(new TextDecoder('gb18030').decode(await ticket.arrayBuffer())).toContain('不要香菜');
  expect((await fetch(`${path}/receipt?width=70`)).status).toBe(400);
});
