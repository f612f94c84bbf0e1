import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { newId } from '@shuke/kernel';
import { testServices } from '@shuke/testkit';
import { openWorld } from './pay-world.ts';
import { cash, lines } from './till.ts';

const services = testServices();
const world = openWorld(services);

test('a payment code pays at once, and the order is made: a member with points, the money owed by the provider', async () => {
  const before = await world.books();
  const paid = await world.paid({ authCode: world.code('wechat') });
  expect(paid).toMatchObject({ status: 'captured', gateway: 'wechat', amount: '22.00', orderId: null });
  expect(await world.books()).toEqual({ ...before, owed: before.owed + 2200, waiting: before.waiting + 2200 });
  await world.settle();
  const { orderId } = await world.read(paid.paymentId);
  expect(await world.books()).toEqual({ ...before, sales: before.sales + 2200, owed: before.owed + 2200 });
  const order = (await world.call('GET', `/v1/orders/${orderId}`)).body as Record<string, unknown>;
  expect(order).toMatchObject({ payable: '22.00', orderRef: paid.orderRef });
  const again = await world.paid({ authCode: world.code('wechat') });
  await world.settle();
  const [first, second] = await world.events('order.paid');
  expect(first!['customerId']).not.toBeNull();
  // Each code of the stand-in is another guest's.
  expect([second!['orderId'], second!['customerId']]).toEqual([
    (await world.read(again.paymentId)).orderId,
    expect.any(String),
  ]);
  expect(await world.events('payment.settled')).toHaveLength(2);
  expect(await world.faults()).toEqual([]);
});

test('who becomes known by paying agrees to what the page asked, once, in the words that it showed', async () => {
  const accountId = world.accounts.get('wechat');
  const account = `/v1/payment-accounts/${accountId}`;
  const pageConsents = (version: number) => ({
    pageConsents: { language: 'zh-CN', words: [{ purpose: 'membership', version }] },
  });
  expect((await world.call('PATCH', account, pageConsents(1))).body).toMatchObject({
    code: 'payment_account_incomplete',
    facts: { lacking: 'pageConsents membership' },
  });
  expect((await world.call('PATCH', account, pageConsents(0))).status).toBe(204);
  const payAs = async (payerId: string): Promise<void> => {
    const paid = await world.paid({ scene: 'jsapi', payerId, accountId });
    await world.control(`trades/${paid.outTradeNo}/pay`);
    await world.settle();
  };
  const before = (await world.events('consent.granted')).length;
  await payAs('o-first');
  await payAs('o-first');
  await payAs('o-second');
  const said = (await world.events('consent.granted')).slice(before);
  expect(said).toHaveLength(2);
  expect(new Set(said.map(({ customerId }) => customerId)).size).toBe(2);
  expect(said[0]).toMatchObject({ purpose: 'membership', channel: 'any' });
  expect((await world.call('PATCH', account, { pageConsents: null })).status).toBe(204);
});

test('a guest who types a password is waited for, told by asking, and paid once', async () => {
  const paid = await world.paid({ authCode: world.code('wechat', 'password') });
  expect(paid.status).toBe('pending');
  await world.control(`trades/${paid.outTradeNo}/pay`);
  expect((await world.read(paid.paymentId)).status).toBe('pending');
  await world.advance(6);
  await world.sweep();
  expect(await world.read(paid.paymentId)).toMatchObject({ status: 'captured', orderId: expect.any(String) });
});

test('a QR code is shown, paid at the phone, told by a callback however often, and is one order', async () => {
  const accountId = world.accounts.get('wechat');
  const paid = await world.paid({ scene: 'qr', accountId });
  expect(paid).toMatchObject({ status: 'pending', show: { qrText: expect.stringContaining('weixin') } });
  await world.control('faults', { seed: 3, rate: 1, kinds: ['duplicated', 'forged', 'wrong_amount'] });
  await world.control(`trades/${paid.outTradeNo}/pay`);
  await world.advance(1);
  await world.control('faults', { seed: 3, rate: 0, kinds: [] });
  expect(await world.read(paid.paymentId)).toMatchObject({ status: 'captured', show: null });
  await world.settle();
  await world.settle();
  expect((await world.read(paid.paymentId)).orderId).toEqual(expect.any(String));
  const told = await world.events('payment.doubted');
  expect(new Set(told.map(({ why }) => why))).toEqual(new Set(['amount_differs', 'callback_forged']));
  expect(told).toHaveLength(2);
  expect(await world.faults()).toEqual([]);
});

test('a refused code is no payment, and another one of the same order may try', async () => {
  const orderRef = newId();
  const refused = await world.paid({ orderRef, authCode: world.code('wechat', 'balance_short') });
  expect(refused).toMatchObject({ status: 'failed', failedFor: 'balance_short' });
  const paid = await world.paid({ orderRef, authCode: world.code('alipay') });
  expect(paid).toMatchObject({ status: 'captured', gateway: 'alipay' });
  await world.settle();
  expect((await world.read(paid.paymentId)).orderId).toEqual(expect.any(String));
});

test('while a payment may still come no second one of its order begins, from fifty tills at once', async () => {
  const orderRef = newId();
  const accountId = world.accounts.get('wechat');
  const answers = await Promise.all(Array.from({ length: 50 }, () => world.pay({ orderRef, scene: 'qr', accountId })));
  expect(answers.map(({ status }) => status).filter((status) => status === 201)).toHaveLength(1);
  const others = new Set(answers.filter(({ status }) => status !== 201).map(({ body }) => body.code));
  expect(others).toEqual(new Set(['payment_under_way']));
  // The same request again is the same payment.
  const key = newId();
  const start = { orderRef: newId(), scene: 'qr', accountId };
  const twice = await Promise.all([world.pay(start, key), world.pay(start, key), world.pay(start, key)]);
  expect(new Set(twice.map(({ body }) => body.paymentId)).size).toBe(1);
});

test('a window that is over is reversed, and money that came in between goes back with it', async () => {
  const code = await world.paid({ authCode: world.code('wechat', 'password') });
  const qr = await world.paid({ scene: 'qr', accountId: world.accounts.get('wechat') });
  expect((await world.call('POST', `/v1/payments/${qr.paymentId}/cancellation`)).status).toBe(204);
  await world.advance(61);
  await world.sweep();
  expect([(await world.read(code.paymentId)).status, (await world.read(qr.paymentId)).status]).toEqual([
    'closed',
    'closed',
  ]);
  expect(await world.faults()).toEqual([]);
});

test('a payment whose order cannot be any more is paid back whole, by itself', async () => {
  const before = await world.books();
  const orderRef = newId();
  const accountId = world.accounts.get('wechat');
  const paid = await world.paid({ orderRef, scene: 'qr', accountId });
  // The guest pays in cash, and then at the phone as well.
  const sale = { orderRef, storeCode: 'S1', lines: lines({ NOODLE: 1 }), tenders: cash('22.00') };
  expect((await world.call('POST', '/v1/checkouts', sale)).status).toBe(201);
  await world.control(`trades/${paid.outTradeNo}/pay`);
  await world.advance(1);
  await world.settle();
  expect(await world.read(paid.paymentId)).toMatchObject({ orderId: null, unsettledFor: 'order_ref_reused' });
  for (let i = 0; i < 5; i += 1) {
    await world.sweep();
    await world.advance(30);
  }
  expect((await world.read(paid.paymentId)).refunds).toMatchObject([{ amount: '22.00', status: 'refunded' }]);
  expect(await world.books()).toEqual({ ...before, sales: before.sales + 2200 });
  expect(await world.faults()).toEqual([]);
});

test('goods that come back are paid back through the provider, each part once, and never more than was paid', async () => {
  const before = await world.books();
  const paid = await world.paid({ lines: lines({ NOODLE: 3 }), authCode: world.code('wechat') });
  await world.settle();
  const { orderId } = await world.read(paid.paymentId);
  const refund = { storeCode: 'S1', lines: [{ line: 1, quantity: '1' }], reason: 'cold' };
  const answers = await Promise.all(
    Array.from({ length: 6 }, () => world.call('POST', `/v1/orders/${orderId}/refunds`, refund)),
  );
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(3);
  expect(await world.books()).toEqual({ ...before, owed: before.owed + 6600, due: before.due + 6600 });
  for (let i = 0; i < 12; i += 1) {
    await world.sweep();
    await world.advance(61);
  }
  const { refunds } = await world.read(paid.paymentId);
  expect(refunds!.map(({ status }) => status)).toEqual(['refunded', 'refunded', 'refunded']);
  expect(await world.books()).toEqual(before);
  expect(await world.faults()).toEqual([]);
});

test('what is not known of a charge is settled by asking, never by charging again', async () => {
  await world.control('faults', { seed: 1, rate: 1, kinds: ['dropped'] });
  const paid = await world.paid({ authCode: world.code('wechat') });
  expect(paid.status).toBe('pending');
  await world.control('faults', { seed: 1, rate: 0, kinds: [] });
  await world.advance(6);
  await world.sweep();
  expect(await world.read(paid.paymentId)).toMatchObject({ status: 'captured', orderId: expect.any(String) });
  const trades = world.standIns.desk.book.all('wechat').filter(({ outTradeNo }) => outTradeNo === paid.outTradeNo);
  expect(trades).toHaveLength(1);
});

test('the bill finds what was never told, takes it in, and lists what only a person can settle', async () => {
  const accountId = world.accounts.get('wechat');
  const lost = await world.paid({ scene: 'qr', accountId });
  const odd = await world.paid({ authCode: world.code('wechat') });
  await world.settle();
  // Paid in the last second of its window, while nobody could hear of it.
  await world.control('faults', { seed: 1, rate: 1, kinds: ['lost'] });
  await world.control(`trades/${lost.outTradeNo}/pay`);
  await world.control('faults', { seed: 1, rate: 0, kinds: [] });
  await world.control('mismatches', { number: odd.outTradeNo, kind: 'missing' });
  const day = new Date(services.clock.now().getTime() + 8 * 3_600_000).toISOString().slice(0, 10);
  await world.advance(2 * 86_400);
  const read = await world.call('POST', '/v1/payment-reconciliations', { accountId, day });
  expect(read.body).toMatchObject({ state: 'read', differences: 2 });
  await world.settle();
  expect(await world.read(lost.paymentId)).toMatchObject({ status: 'captured', orderId: expect.any(String) });
  const { items } = (await world.call('GET', '/v1/payment-differences')).body;
  const byNo = (no: string | undefined) => items!.find(({ outNo }) => outNo === no);
  expect(byNo(lost.outTradeNo)).toMatchObject({
    kind: 'not_captured_here',
    status: 'resolved',
    resolution: 'by_itself',
  });
  expect(byNo(odd.outTradeNo)).toMatchObject({ kind: 'missing_there', status: 'open', proposed: 'ask_again' });
  const path = `/v1/payment-differences/${byNo(odd.outTradeNo)!['differenceId'] as string}/resolution`;
  expect((await world.call('POST', path, { action: 'ask_again' })).status).toBe(204);
  expect((await world.call('POST', path, { action: 'ask_again' })).body.code).toBe('payment_difference_resolved');
  const again = await world.call('POST', '/v1/payment-reconciliations', { accountId, day });
  expect(again.body).toMatchObject({ state: 'read', differences: 0 });
  expect(await world.faults()).toEqual([]);
});

test('a provider that is away for a day is asked until it is back: who paid meanwhile has the order, who did not has none', async () => {
  const accountId = world.accounts.get('wechat');
  const [pays, leaves] = [await world.paid({ scene: 'qr', accountId }), await world.paid({ scene: 'qr', accountId })];
  await world.control('outage', { gateway: 'wechat', forS: 86_400 });
  await world.control(`trades/${pays.outTradeNo}/pay`);
  const unheard = await world.paid({ authCode: world.code('wechat') });
  for (let hour = 0; hour < 23; hour += 1) {
    await world.advance(3_600);
    await world.sweep();
  }
  for (const { paymentId } of [pays, leaves, unheard]) expect((await world.read(paymentId)).status).toBe('pending');
  for (let hour = 0; hour < 5; hour += 1) {
    await world.advance(3_600);
    await world.sweep();
  }
  expect(await world.read(pays.paymentId)).toMatchObject({ status: 'captured', orderId: expect.any(String) });
  expect((await world.read(leaves.paymentId)).status).toBe('closed');
  expect((await world.read(unheard.paymentId)).status).toBe('closed');
  expect(await world.faults()).toEqual([]);
});

test.each([
  ['alipay', 8],
  ['unionpay', 9],
] as const)(
  'the bill of a day of %s finds every mismatch that was put into it, of each kind, and nothing else',
  async (gateway, hoursAhead) => {
    const accountId = world.accounts.get(gateway)!;
    const KINDS = ['missing', 'amount', 'extra'] as const;
    const numbers: Record<(typeof KINDS)[number], string[]> = { missing: [], amount: [], extra: [] };
    for (let i = 0; i < 12; i += 1) {
      const kind = KINDS[i % 4];
      const paid = await world.paid(kind === 'extra' ? { scene: 'qr', accountId } : { authCode: world.code(gateway) });
      if (!kind) continue;
      await world.control('mismatches', { number: paid.outTradeNo, kind });
      numbers[kind].push(paid.outTradeNo!);
    }
    await world.settle();
    const day = new Date(services.clock.now().getTime() + hoursAhead * 3_600_000).toISOString().slice(0, 10);
    await world.advance(2 * 86_400);
    const read = await world.call('POST', '/v1/payment-reconciliations', { accountId, day });
    expect(read.body).toMatchObject({ state: 'read', differences: 9 });
    const { items } = (await world.call('GET', '/v1/payment-differences?limit=200')).body;
    const found = (kind: string) =>
      items!
        .filter((one) => one['accountId'] === accountId && one['kind'] === kind)
        .map(({ outNo }) => outNo as string);
    expect(found('missing_there').toSorted()).toEqual(numbers.missing.toSorted());
    expect(found('amount_differs').toSorted()).toEqual(numbers.amount.toSorted());
    expect(found('not_captured_here').toSorted()).toEqual(numbers.extra.toSorted());
  },
);

const shanghaiDay = (at: Date): string => new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 10);

test("UnionPay's day of clearing ends at eleven in the evening: a payment is looked for in the bill of its own", async () => {
  const accountId = world.accounts.get('unionpay')!;
  const HALF_PAST_TEN_S = 14.5 * 3_600;
  const now = services.clock.now();
  await world.advance((HALF_PAST_TEN_S + 86_400 - (Math.floor(now.getTime() / 1000) % 86_400)) % 86_400);
  const days = [services.clock.now(), new Date(services.clock.now().getTime() + 86_400_000)].map(shanghaiDay);
  const paid = [await world.paid({ authCode: world.code('unionpay') })];
  await world.advance(3_600);
  paid.push(await world.paid({ authCode: world.code('unionpay') }));
  await world.settle();
  const owed = (await world.books('unionpay')).owed;
  await world.advance(3 * 86_400);
  for (const day of days) {
    const read = await world.call('POST', '/v1/payment-reconciliations', { accountId, day });
    expect(read.body).toEqual({ state: 'read', lines: 1, differences: 0 });
  }
  // 0.6 % of 22.00, twice.
  expect((await world.books('unionpay')).owed).toBe(owed - 26);
  expect(new Set(paid.map(({ status }) => status))).toEqual(new Set(['captured']));
  expect(await world.faults()).toEqual([]);
});

test('a file of UnionPay that it did not sign changes nothing, and the day is read once it is there', async () => {
  const accountId = world.accounts.get('unionpay')!;
  await world.paid({ authCode: world.code('unionpay') });
  await world.settle();
  const day = new Date(services.clock.now().getTime() + 9 * 3_600_000).toISOString().slice(0, 10);
  await world.advance(2 * 86_400);
  const { settings } = world.standIns.providers.unionpay.account('demo');
  const stranger = createServer((_, response) => response.end(`respCode=98&merId=${settings['merId']}`));
  await new Promise<void>((resolve) => stranger.listen(0, '127.0.0.1', resolve));
  const fileUrl = `http://127.0.0.1:${(stranger.address() as AddressInfo).port}/`;
  const account = `/v1/payment-accounts/${accountId}`;
  const before = await world.books('unionpay');
  expect((await world.call('PATCH', account, { settings: { ...settings, fileUrl } })).status).toBe(204);
  const reconcile = () => world.call('POST', '/v1/payment-reconciliations', { accountId, day });
  expect((await reconcile()).body).toEqual({ state: 'not_ready', lines: 0, differences: 0 });
  expect(await world.books('unionpay')).toEqual(before);
  stranger.close();
  expect((await world.call('PATCH', account, { settings })).status).toBe(204);
  expect((await reconcile()).body).toEqual({ state: 'read', lines: 1, differences: 0 });
});

test('what cannot be paid this way is refused by name, and nothing is charged', async () => {
  const refused = async (more: object) => (await world.pay(more)).body.code;
  const authCode = world.code('wechat');
  const before = world.standIns.desk.book.all('wechat').length;
  expect(await refused({ authCode, tenders: [{ kind: 'gateway' }, ...cash('2.00')] })).toBe(
    'payment_gateway_misplaced',
  );
  expect(await refused({ authCode, tenders: cash('22.00') })).toBe('payment_gateway_misplaced');
  expect(await refused({ authCode, tenders: [...cash('22.00'), { kind: 'gateway' }] })).toBe('payment_nothing_due');
  expect(await refused({ authCode, tenders: [{ kind: 'gateway', amount: '21.00' }] })).toBe('tenders_differ_from_due');
  expect(await refused({ authCode: '9999999999999999' })).toBe('payment_code_unknown');
  expect(await refused({})).toBe('payment_code_missing');
  expect(await refused({ scene: 'qr' })).toBe('payment_account_ambiguous');
  expect(await refused({ scene: 'qr', accountId: newId() })).toBe('payment_account_not_found');
  expect(await refused({ scene: 'terminal', accountId: world.accounts.get('wechat') })).toBe('payment_scene_not_taken');
  expect(await refused({ authCode, due: '20.00' })).toBe('quote_changed');
  expect(await refused({ authCode, lines: lines({ NOPE: 1 }) })).toBe('product_not_sold');
  expect(world.standIns.desk.book.all('wechat')).toHaveLength(before);
});
