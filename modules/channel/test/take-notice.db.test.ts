import { beforeEach, expect, test } from 'vitest';
import { inRead, sql } from '@shuke/db';
import { newId, seededRandom } from '@shuke/kernel';
import { testServices } from '@shuke/testkit';
import { acceptOrder, channelVerifier, rejectOrder } from '../index.ts';
import { getChannelOrder, listChannelOrders } from '../order/order-queries.ts';
import { books, counted, message, openShop, push, send, stock, valueOf, type Shop } from './shop.ts';

const services = testServices();
let shop: Shop;
beforeEach(async () => {
  shop = await openShop(services);
});

const only = async () => {
  const { items } = valueOf(await listChannelOrders(shop.ctx, {}));
  expect(items).toHaveLength(1);
  return items[0]!;
};

const SOLD = { sales: 6000, receivable: 4500, subsidy: 600, commission: 900 };
const NOTHING = { sales: 0, receivable: 0, subsidy: 0, commission: 0 };

test('a platform’s order waits for the shop and is in no books before', async () => {
  expect(await send(services, shop, push(10, message('E1')))).toMatchObject({ status: 200, body: '{"message":"ok"}' });
  expect(await only()).toMatchObject({ status: 'new', payable: '60.00', commission: '9.00', receivable: '51.00' });
  expect(await counted(shop.ctx)).toEqual({ orders: 0, refunds: 0, tasks: [] });
  expect(await books(shop)).toEqual(NOTHING);
});

test('accepting makes the sale, its books, and has the platform told', async () => {
  await send(services, shop, push(10, message('E1')));
  const { channelOrderId } = await only();
  const step = valueOf(await acceptOrder(shop.ctx, channelOrderId));
  expect(step.orderId).not.toBeNull();
  expect(valueOf(await acceptOrder(shop.ctx, channelOrderId))).toEqual(step);
  expect(await counted(shop.ctx)).toEqual({ orders: 1, refunds: 0, tasks: ['accept'] });
  expect(await books(shop)).toEqual(SOLD);
  expect(await channelVerifier.run(shop.ctx)).toEqual([]);
});

test('the order shows who gets it, who bears the discount and that the platform’s own sum agrees', async () => {
  await send(services, shop, push(10, message('E1')));
  const order = valueOf(await getChannelOrder(shop.ctx, (await only()).channelOrderId));
  expect(order).toMatchObject({
    gross: '64.00',
    guestPaid: '59.00',
    merchantDiscount: '4.00',
    platformDiscount: '6.00',
    unexplained: '0.00',
    statedIncome: '51.00',
    guest: { name: '王小姐', remark: '不要香菜' },
    discounts: [{ label: '满减', platform: '6.00', merchant: '4.00' }],
  });
});

test('nothing of the guest stands in the database in the open', async () => {
  await send(services, shop, push(10, message('E1')));
  const { row } = await inRead(shop.ctx, (tx) =>
    tx.one<{ row: string }>(sql`select o::text as row from channel_order o where o.merchant_id = ${tx.merchantId}`),
  );
  for (const secret of ['王小姐', '13800138000', '人民路', '不要香菜']) expect(row).not.toContain(secret);
});

test('an account that accepts by itself does so while the goods are there, and leaves the rest to a person', async () => {
  shop = await openShop(services, { autoAccept: true });
  await stock(shop.ctx, 'N1', 3);
  await send(services, shop, push(10, message('E1')));
  await send(services, shop, push(10, message('E2')));
  const { items } = valueOf(await listChannelOrders(shop.ctx, {}));
  expect(items.map(({ platformNo, status, heldFor }) => [platformNo, status, heldFor])).toEqual([
    ['E2', 'new', 'out_of_stock'],
    ['E1', 'accepted', null],
  ]);
  // Whoever stands in the shop knows better than the stock does.
  valueOf(await acceptOrder(shop.ctx, items[0]!.channelOrderId));
  expect(await counted(shop.ctx)).toMatchObject({ orders: 2, tasks: ['accept', 'accept'] });
});

test('fifty pushes of one order at once make one order', async () => {
  shop = await openShop(services, { autoAccept: true });
  const body = push(10, message('E1'));
  const answers = await Promise.all(
    Array.from({ length: 50 }, (_, i) => send(services, shop, i % 2 === 0 ? body : push(10, message('E1')))),
  );
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  expect(await counted(shop.ctx)).toEqual({ orders: 1, refunds: 0, tasks: ['accept'] });
  expect(await books(shop)).toEqual(SOLD);
});

test('whatever the sequence of what is told, and however often, the books come to the same', async () => {
  const random = seededRandom(7);
  for (let round = 0; round < 12; round += 1) {
    shop = await openShop(services);
    const isCancelled = round % 2 === 0;
    const told = [
      push(10, message('E1')),
      push(12, { orderId: 'E1' }),
      push(55, { orderId: 'E1' }),
      push(18, { orderId: 'E1' }),
      push(33, { orderId: 'E1', refundId: 'R1', goodsList: [{ itemId: 502, quantity: 1 }] }),
      ...(isCancelled ? [push(14, { orderId: 'E1', reason: '超时' })] : []),
    ];
    const all = [...told, ...told].map((body) => ({ body, at: random.next() })).toSorted((a, b) => a.at - b.at);
    for (const { body } of all) expect((await send(services, shop, body)).status).toBe(200);
    expect(await only()).toMatchObject({ status: isCancelled ? 'cancelled' : 'done' });
    const left = await books(shop);
    if (isCancelled) expect(left).toEqual(NOTHING);
    // The tea at 6.00 bears 0.38 of the discount of 4.00, and as much of fee and subsidy as it is of the sale.
    else expect(left).toEqual({ sales: 5438, receivable: 4078, subsidy: 544, commission: 816 });
    expect(await channelVerifier.run(shop.ctx)).toEqual([]);
  }
});

test('a cancelled order never comes back, and one that is turned down leaves the books', async () => {
  await send(services, shop, push(10, message('E1')));
  const { channelOrderId } = await only();
  valueOf(await acceptOrder(shop.ctx, channelOrderId));
  valueOf(await rejectOrder(shop.ctx, channelOrderId, '售罄'));
  expect(await books(shop)).toEqual(NOTHING);
  await send(services, shop, push(12, { orderId: 'E1' }));
  expect(await only()).toMatchObject({ status: 'cancelled' });
  expect(await acceptOrder(shop.ctx, channelOrderId)).toMatchObject({ refusal: { code: 'channel_order_moved_on' } });
  expect(await counted(shop.ctx)).toEqual({ orders: 1, refunds: 1, tasks: ['accept', 'reject'] });
});

test.each([
  ['a wrong signature', (body: object) => ({ ...body, signature: 'AA' })],
  ['a changed amount', (body: object) => ({ ...body, message: JSON.stringify(message('E1', { totalPrice: 1 })) })],
  ['another shop', (body: object) => ({ ...body, shopId: 1 })],
])('%s is refused, told once a minute, and changes nothing', async (_, forge) => {
  const forged = Buffer.from(JSON.stringify(forge(JSON.parse(push(10, message('E1')).toString()) as object)));
  for (let n = 0; n < 3; n += 1) expect((await send(services, shop, forged)).status).toBe(400);
  expect(valueOf(await listChannelOrders(shop.ctx, {})).items).toEqual([]);
  const { count } = await inRead(shop.ctx, (tx) =>
    tx.one<{ count: number }>(sql`
      select count(*) as count from outbox where merchant_id = ${tx.merchantId} and type = 'channel.callback_refused'`),
  );
  expect(count).toBe(1);
});

test.each([
  ['no goods', { groups: [] }],
  ['amounts below zero', { packageFee: -2 }],
  ['a discount larger than the order', { orderActivities: [{ name: 'x', elemePart: 0, restaurantPart: -900 }] }],
  ['a fraction of a fen', { totalPrice: 1.005 }],
])('an order with %s is not taken', async (_, change) => {
  expect((await send(services, shop, push(10, message('E1', change)))).status).toBe(400);
  expect(valueOf(await listChannelOrders(shop.ctx, {})).items).toEqual([]);
});

test('what calls for an account that is not there, or for one of another platform, finds nothing', async () => {
  expect((await send(services, { accountId: newId() }, push(10, message('E1')))).status).toBe(404);
});
