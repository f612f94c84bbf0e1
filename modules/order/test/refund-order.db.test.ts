import { expect, test } from 'vitest';
import type { RefundRequest, RefundView } from '@shuke/contract';
import { couponVerifier, getCoupon, getTemplate } from '@shuke/coupon';
import type { Ctx } from '@shuke/db';
import { newId } from '@shuke/kernel';
import { verifyLedger } from '@shuke/ledger';
import { testServices } from '@shuke/testkit';
import { checkOut, refundOrder } from '../index.ts';
import { coupon, recorded, receipt, valueOf } from './shop.ts';
import { cardWith, cash, codeOf, joins, live, openTill, sale, sells } from './till.ts';

const services = testServices();

type Back = Readonly<Record<number, number>>;

const request = (back: Back): RefundRequest => ({
  storeCode: 'S1',
  lines: Object.entries(back).map(([line, quantity]) => ({ line: Number(line), quantity: String(quantity) })),
  reason: 'not wanted',
});

const refund = (ctx: Ctx, orderId: string, back: Back) =>
  refundOrder(ctx, { key: newId(), orderId, refund: request(back) });

const refunds = async (ctx: Ctx, orderId: string, back: Back): Promise<RefundView> =>
  valueOf(await refund(ctx, orderId, back));

test('all goods back, in parts, is all money back, to each tender what it paid', async () => {
  const { ctx } = await openTill(services);
  const cardNumber = await cardWith(ctx, null, 5_000);
  const tenders = [{ kind: 'stored_value' as const, amount: '13.33', cardNumber }, ...cash('6.67')];
  const { orderId } = await sells(ctx, sale({ EGG: 4, TEA: 1 }, '0.00', { tenders }));
  const parts = [
    await refunds(ctx, orderId, { 1: 1 }),
    await refunds(ctx, orderId, { 1: 2, 2: 1 }),
    await refunds(ctx, orderId, { 1: 1 }),
  ];
  expect(parts.map(({ amount }) => amount)).toEqual(['3.50', '13.00', '3.50']);
  const sum = (i: number) =>
    parts.reduce((all, { tenders: shares }) => all + Math.round(Number(shares[i]!.amount) * 100), 0);
  expect([sum(0), sum(1)]).toEqual([1333, 667]);
  expect(codeOf(await refund(ctx, orderId, { 1: 1 }))).toBe('refund_exceeds_bought');
  expect((await verifyLedger(ctx)).length).toBe(0);
});

test('a return that falls below a threshold pays back what the kept goods do not cost', async () => {
  const { ctx } = await openTill(services);
  await live(ctx, { benefit: { kind: 'threshold', level: 'order', everyMinor: 4000, offMinor: 1000, times: 1 } });
  const { orderId, due } = await sells(ctx, sale({ NOODLE: 2 }, '34.00'));
  expect(due).toBe('34.00');
  // One bowl alone costs 22.00, so 12.00 comes back for the other.
  expect((await refunds(ctx, orderId, { 1: 1 })).amount).toBe('12.00');
  expect((await refunds(ctx, orderId, { 1: 1 })).amount).toBe('22.00');
});

test('a coupon that the kept goods no longer reach goes back to the guest and is good again', async () => {
  const { ctx } = await openTill(services);
  const code = await coupon(ctx, { amountMinor: 1000, minSpendMinor: 4000 });
  const { orderId } = await sells(ctx, sale({ NOODLE: 2 }, '34.00', { coupons: [code] }));
  const back = await refunds(ctx, orderId, { 1: 1 });
  expect(back).toMatchObject({ amount: '12.00', couponsReturned: [code] });
  expect((await sells(ctx, sale({ NOODLE: 2 }, '34.00', { coupons: [code] }))).coupons).toHaveLength(1);
  expect((await refunds(ctx, orderId, { 1: 1 })).amount).toBe('22.00');
});

test('a coupon that takes less off the kept goods costs less, and nothing once they come back too', async () => {
  const { ctx } = await openTill(services);
  const code = await coupon(ctx, { kind: 'percent', percentBps: 5000, amountMinor: 3000 });
  const { orderId } = await sells(ctx, sale({ NOODLE: 2 }, '22.00', { coupons: [code] }));
  const spent = async (): Promise<number> => valueOf(await getTemplate(ctx, templateId)).spentMinor;
  const { templateId } = valueOf(await getCoupon(ctx, code));
  expect(await spent()).toBe(2200);
  expect(await refunds(ctx, orderId, { 1: 1 })).toMatchObject({ amount: '11.00', couponsReturned: [] });
  expect(await spent()).toBe(1100);
  expect(await refunds(ctx, orderId, { 1: 1 })).toMatchObject({ amount: '11.00', couponsReturned: [code] });
  expect(await spent()).toBe(0);
  expect(await couponVerifier.run(ctx)).toEqual([]);
});

test('points that paid come back to their lots, and what the order earned is taken back or owed', async () => {
  const { ctx } = await openTill(services);
  const customerId = await joins(ctx);
  const first = await sells(ctx, sale({ NOODLE: 10 }, '220.00', { customerId }));
  const second = await sells(ctx, sale({ NOODLE: 1 }, '20.00', { customerId, spendPoints: 200 }));
  const spent = await refunds(ctx, second.orderId, { 1: 1 });
  expect(spent).toMatchObject({ amount: '22.00', pointsReturned: 200, tenders: [{ kind: 'cash', amount: '20.00' }] });
  expect(spent.takenBack.map(({ amount }) => amount)).toEqual([20]);
  // 220 points stand; 200 are spent again, so that taking 220 back leaves 200 owed.
  await sells(ctx, sale({ NOODLE: 1 }, '20.00', { customerId, spendPoints: 200 }));
  await refunds(ctx, first.orderId, { 1: 10 });
  const third = await sells(ctx, sale({ NOODLE: 10 }, '220.00', { customerId }));
  expect(third.earned.map(({ amount }) => amount)).toEqual([220]);
  expect(codeOf(await checkOut(ctx, sale({ NOODLE: 1 }, '21.00', { customerId, spendPoints: 100 })))).toBe(
    'tenders_differ_from_due',
  );
  expect((await verifyLedger(ctx)).length).toBe(0);
});

test('a hundred partial refunds at once never pay back more than was paid', async () => {
  const { ctx } = await openTill(services);
  const { orderId } = await sells(ctx, sale({ TEA: 30 }, '180.00'));
  const answers = await Promise.all(Array.from({ length: 100 }, () => refund(ctx, orderId, { 1: 1 })));
  expect(answers.filter((one) => one.ok)).toHaveLength(30);
  expect(answers.filter((one) => codeOf(one) === 'refund_exceeds_bought')).toHaveLength(70);
  expect((await verifyLedger(ctx)).length).toBe(0);
});

test('a repeat with the same key pays back once, and an order that was only recorded is not refunded', async () => {
  const { ctx } = await openTill(services);
  const { orderId } = await sells(ctx, sale({ TEA: 2 }, '12.00'));
  const key = newId();
  const keyed = (back: Back) => refundOrder(ctx, { key, orderId, refund: request(back) });
  const first = await keyed({ 1: 1 });
  expect(await keyed({ 1: 1 })).toEqual(first);
  expect(codeOf(await keyed({ 1: 2 }))).toBe('idempotency_key_reused');
  const { orderId: receiptOnly } = await recorded(ctx, receipt());
  expect(codeOf(await refund(ctx, receiptOnly, { 1: 1 }))).toBe('order_not_refundable');
  expect(codeOf(await refund(ctx, newId(), { 1: 1 }))).toBe('order_not_found');
});

test.each<[string, Back, string]>([
  ['a line that is not there', { 3: 1 }, 'refund_line_unknown'],
  ['nothing of a line', { 1: 0 }, 'refund_quantity_invalid'],
  ['less than nothing', { 1: -1 }, 'refund_quantity_invalid'],
  ['more than was bought', { 1: 2.001 }, 'refund_exceeds_bought'],
])('%s does not come back', async (_, back, code) => {
  const { ctx } = await openTill(services);
  const { orderId } = await sells(ctx, sale({ TEA: 2 }, '12.00'));
  expect(codeOf(await refund(ctx, orderId, back))).toBe(code);
});
