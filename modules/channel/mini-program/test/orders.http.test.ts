import { beforeEach, describe, expect, test } from 'vitest';
import { inRead, sql } from '@shuke/db';
import { newId } from '@shuke/kernel';
import { openIdOf } from '@shuke/sandbox/stand-ins';
import { testServices } from '@shuke/testkit';
import { openWorld, type Body, type Phone } from './world.ts';

const services = testServices();
const world = openWorld(services);

beforeEach(() => world.control('faults', { seed: 1, rate: 0, kinds: [] }));

const paymentOf = (body: Body): Body => body['payment'] as Body;

/** A guest who has paid a noodle, and the order that it came to. */
async function paidOrder(guest: string): Promise<{ phone: Phone; paymentId: string; orderId: string }> {
  const phone = await world.phoneOf(guest);
  const { body } = await phone.order({ NOODLE: 1 });
  const paymentId = String(paymentOf(body)['paymentId']);
  await world.pay(paymentId);
  const paid = await phone.get(`payments/${paymentId}`);
  return { phone, paymentId, orderId: String(paid.body['orderId']) };
}

describe('an order from a phone', () => {
  test('is priced, paid in WeChat, and comes to an order with its member, points and ticket for the kitchen', async () => {
    const phone = await world.phoneOf('lin');
    const menu = await phone.get('menu?storeCode=S1');
    expect(menu.body.items.map(({ sku, price, left }) => [sku, price, left])).toEqual([
      ['NOODLE', '22.00', null],
      ['TEA', '5.00', null],
    ]);
    const cart = {
      storeCode: 'S1',
      lines: [
        { sku: 'NOODLE', quantity: '2' },
        { sku: 'TEA', quantity: '1' },
      ],
    };
    expect((await phone.post('quotes', cart)).body).toMatchObject({ due: '49.00' });
    const begun = await phone.order({ NOODLE: 2, TEA: 1 }, { due: '49.00', note: '不要香菜' });
    expect([begun.status, begun.body['orderId']]).toEqual([201, null]);
    const payment = paymentOf(begun.body);
    expect(payment).toMatchObject({ status: 'pending', amount: '49.00', invoke: { appId: world.appId } });

    await world.pay(payment['paymentId']);

    const paid = await phone.get(`payments/${String(payment['paymentId'])}`);
    expect(paid.body).toMatchObject({ status: 'captured', unsettledFor: null, invoke: null });
    const order = await phone.get(`orders/${String(paid.body['orderId'])}`);
    expect(order.body).toMatchObject({ source: 'mini_program', payable: '49.00', orderRef: begun.body['orderRef'] });
    expect((await phone.get('orders')).body.items).toHaveLength(1);
    expect((await phone.get('points')).body).toMatchObject({ points: { spendable: 49 } });
    expect((await phone.get('me')).body).toMatchObject({
      isCustomer: true,
      hints: [{ kind: 'wechat_openid' }, { kind: 'wechat_unionid' }],
    });
    const claimed = await world.call('POST', '/v1/print-jobs/claims', { body: { storeCode: 'S1' } });
    expect(claimed.body['tickets']).toHaveLength(1);
  });

  test('is told to WeChat with the open id of the session, whatever the phone says', async () => {
    const phone = await world.phoneOf('own');
    for (const more of [{ payerId: 'o-another' }, { customerId: newId() }, { tenders: [] }, { source: 'counter' }]) {
      expect((await phone.order({ TEA: 1 }, more)).body.code).toBe('invalid_request');
    }
    const { body } = await phone.order({ TEA: 1 });
    const number = String(paymentOf(body)['paymentId']).replaceAll('-', '');
    const trade = world.standIns.desk.book.all('wechat').find(({ outTradeNo }) => outTradeNo === number);
    expect(trade?.payer).toBe(openIdOf(world.appId, 'own'));
  });

  test('is one, with one charge, however often and by how many calls at once its key is sent', async () => {
    const phone = await world.phoneOf('hasty');
    const key = newId();
    const answers = await Promise.all(Array.from({ length: 20 }, () => phone.order({ NOODLE: 1 }, {}, key)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
    expect(new Set(answers.map(({ body }) => paymentOf(body)['paymentId'])).size).toBe(1);
    expect((await phone.order({ NOODLE: 2 }, {}, key)).body.code).toBe('idempotency_key_reused');
    expect((await phone.order({ NOODLE: 1 }, {}, key)).body['orderRef']).toBe(answers[0]!.body['orderRef']);
    // The same key of another guest is another order.
    const other = await (await world.phoneOf('calm')).order({ NOODLE: 1 }, {}, key);
    expect(other.body['orderRef']).not.toBe(answers[0]!.body['orderRef']);
  });

  test('of a guest whom nobody knows makes one customer, however many phones order at once', async () => {
    const before = await world.customers();
    const phones = await Promise.all(Array.from({ length: 8 }, () => world.phoneOf('new here')));
    const answers = await Promise.all(phones.map((phone) => phone.order({ TEA: 1 })));
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 201));
    expect(await world.customers()).toBe(before + 1);
  });

  test('that cannot be makes nobody a customer', async () => {
    const before = await world.customers();
    const phone = await world.phoneOf('wrong');
    expect((await phone.order({ GOLD: 1 })).body.code).toBe('product_not_sold');
    expect((await phone.order({ TEA: 1 }, { storeCode: 'S9' })).body.code).toBe('order_store_unknown');
    expect(await world.customers()).toBe(before);
  });

  test('is refused with the new price where it is another than the guest was shown', async () => {
    const phone = await world.phoneOf('late');
    const { status, body } = await phone.order({ NOODLE: 1 }, { due: '20.00' });
    expect([status, body.code, (body['detail'] as Body)['due']]).toEqual([409, 'quote_changed', '22.00']);
  });

  test('that points pay whole is made at once, and a second one finds them spent', async () => {
    const { phone } = await paidOrder('saver');
    for (let i = 0; i < 22; i += 1) await paidOrderOf(phone);
    expect((await phone.get('points')).body).toMatchObject({ points: { spendable: 506 } });
    const [one, other] = await Promise.all([
      phone.order({ TEA: 1 }, { spendPoints: 500 }),
      phone.order({ TEA: 1 }, { spendPoints: 500 }),
    ]);
    const made = [one, other].filter(({ body }) => body['payment'] === null);
    expect(made).toHaveLength(1);
    expect((await phone.get(`orders/${String(made[0]!.body['orderId'])}`)).body).toMatchObject({ payable: '5.00' });
    expect((await phone.get('points')).body).toMatchObject({ points: { spendable: 6 } });
  }, 60_000);

  test('is limited in number for one guest', async () => {
    const phone = await world.phoneOf('flood');
    const answers = [];
    for (let i = 0; i < 31; i += 1) answers.push(await phone.order({ GOLD: 1 }));
    expect(answers.filter(({ body }) => body.code === 'product_not_sold')).toHaveLength(30);
    expect([answers[30]!.status, answers[30]!.body.code]).toEqual([429, 'mini_program_orders_flooded']);
  });

  test('of which WeChat’s answer was lost is paid once all the same', async () => {
    const phone = await world.phoneOf('lossy');
    await world.control('faults', { seed: 1, rate: 1, kinds: ['dropped'] });
    const key = newId();
    const lost = await phone.order({ TEA: 1 }, {}, key);
    expect([lost.status, paymentOf(lost.body)['status']]).toEqual([201, 'pending']);
    await world.control('faults', { seed: 1, rate: 0, kinds: [] });
    const again = await phone.order({ TEA: 1 }, {}, key);
    expect(paymentOf(again.body)['paymentId']).toBe(paymentOf(lost.body)['paymentId']);
    const number = String(paymentOf(lost.body)['paymentId']).replaceAll('-', '');
    expect(world.standIns.desk.book.all('wechat').filter(({ outTradeNo }) => outTradeNo === number)).toHaveLength(1);
  });
});

async function paidOrderOf(phone: Phone): Promise<void> {
  const { body } = await phone.order({ NOODLE: 1 });
  await world.pay(paymentOf(body)['paymentId']);
}

/** A coupon of a customer that takes 5.00 off. */
async function couponFor(customerId: string): Promise<string> {
  const terms = { name: '立减5元', kind: 'cash', amount: '5.00', budget: '100.00', validDays: 30 };
  const template = await world.call('POST', '/v1/coupon-templates', { body: terms });
  const url = `/v1/coupon-templates/${String(template.body['templateId'])}/coupons`;
  const issued = await world.call('POST', url, { body: { customerIds: [customerId] } });
  return String((issued.body['coupons'] as Body[])[0]!.code);
}

describe('what is somebody else’s', () => {
  test('is answered as what there is not, and in no list', async () => {
    const theirs = await paidOrder('theirs');
    const mine = await paidOrder('mine');
    for (const phone of [mine.phone, await world.phoneOf('nobody yet')]) {
      for (const [path, unknown] of [
        [`orders/${theirs.orderId}`, `orders/${newId()}`],
        [`payments/${theirs.paymentId}`, `payments/${newId()}`],
      ] as const) {
        const [other, none] = [await phone.get(path), await phone.get(unknown)];
        expect([other.status, other.body.code]).toEqual([404, none.body.code]);
      }
      expect((await phone.get(`orders?after=${theirs.orderId}`)).body.items).toEqual([]);
    }
    expect((await mine.phone.get('orders')).body.items.map(({ orderId }) => orderId)).toEqual([mine.orderId]);
    expect(JSON.stringify((await mine.phone.get('orders')).body)).not.toContain('customerId');
  });

  test('such as a payment at the till is not to be read by its id', async () => {
    const sale = { orderRef: newId(), storeCode: 'S1', lines: [{ sku: 'TEA', quantity: '1' }], scene: 'qr' };
    const { body } = await world.call('POST', '/v1/payments', { body: { ...sale, tenders: [{ kind: 'gateway' }] } });
    const phone = await world.phoneOf('curious');
    expect((await phone.get(`payments/${String(body['paymentId'])}`)).status).toBe(404);
  });

  test('such as a coupon takes nothing off, and one’s own does', async () => {
    const [owner, thief] = [await paidOrder('owner of it'), await paidOrder('thief of it')];
    const customerId = String((await world.call('GET', `/v1/orders/${owner.orderId}`)).body['customerId']);
    const code = await couponFor(customerId);
    expect((await owner.phone.get('coupons')).body.items.map((one) => one.code)).toEqual([code]);
    expect((await thief.phone.get('coupons')).body.items).toEqual([]);
    expect((await thief.phone.order({ NOODLE: 1 }, { coupons: [code] })).body.code).toBe('coupon_of_another_customer');
    const own = await owner.phone.order({ NOODLE: 1 }, { coupons: [code] });
    expect(paymentOf(own.body)).toMatchObject({ amount: '17.00' });
  });
});

test('nothing of WeChat’s ids stands in the open', async () => {
  await paidOrder('sealed');
  const openid = openIdOf(world.appId, 'sealed');
  const rows = await inRead(world.ctx, (tx) =>
    tx.many<{ row: string }>(sql`
      select s::text as row from mini_program_session s where s.merchant_id = ${tx.merchantId}`),
  );
  expect(rows.length).toBeGreaterThan(0);
  for (const { row } of rows) {
    expect(row).not.toContain(openid);
    expect(row).not.toContain(Buffer.from(openid).toString('hex'));
  }
});
