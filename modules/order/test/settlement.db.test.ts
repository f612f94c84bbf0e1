import { expect, test } from 'vitest';
import { newId } from '@shuke/kernel';
import { testServices } from '@shuke/testkit';
import { refundOrder } from '../index.ts';
import { orderPostings } from '../settlement/posting-queries.ts';
import { getSettlement } from '../settlement/settlement-queries.ts';
import { coupon, recorded, receipt, valueOf } from './shop.ts';
import { cardWith, cash, codeOf, joins, live, openTill, sale, sells } from './till.ts';

const services = testServices();

const back = (line: number, quantity: string) => ({ storeCode: 'S1', lines: [{ line, quantity }], reason: 'cold' });

test('each promotion says what it took off which line, and the shares sum to the discounts of the lines', async () => {
  const { ctx } = await openTill(services);
  const promotionId = await live(ctx, {
    benefit: { kind: 'threshold', level: 'order', everyMinor: 4000, offMinor: 1000, times: 1 },
  });
  const code = await coupon(ctx, { amountMinor: 500 });
  const sold = await sells(ctx, sale({ NOODLE: 2, TEA: 1 }, '35.00', { coupons: [code] }));
  const { promotions, pricedHere } = valueOf(await getSettlement(ctx, sold.orderId));
  expect(pricedHere).toBe(true);
  const said = promotions.map(({ kind, name, discount, coupons }) => [kind, name, discount, coupons]);
  expect(said).toContainEqual(['rule', 'offer', '10.00', []]);
  expect(said).toContainEqual(['coupon', 'ten off', '5.00', [code]]);
  expect(promotions.find(({ kind }) => kind === 'rule')?.promotionId).toBe(promotionId);
  const minor = (text: string): number => Math.round(Number(text) * 100);
  const ofLine = (line: number): number =>
    promotions
      .flatMap(({ shares }) => shares)
      .reduce((sum, share) => sum + (share.line === line ? minor(share.amount) : 0), 0);
  expect([ofLine(1), ofLine(2)]).toEqual(sold.lines.map(({ gross, net }) => minor(gross) - minor(net)));
  expect(ofLine(1) + ofLine(2)).toBe(1500);
});

test('tenders and earnings say what of them went back, refund by refund', async () => {
  const { ctx } = await openTill(services);
  const customerId = await joins(ctx);
  const cardNumber = await cardWith(ctx, customerId, 5_000);
  const tenders = [{ kind: 'stored_value' as const, amount: '20.00', cardNumber }, ...cash('24.00')];
  const { orderId } = await sells(ctx, sale({ NOODLE: 2 }, '0.00', { tenders, customerId }));
  const before = valueOf(await getSettlement(ctx, orderId));
  expect(before.tenders.map(({ amount, refunded }) => [amount, refunded])).toEqual([
    ['20.00', '0.00'],
    ['24.00', '0.00'],
  ]);
  expect(before.earned).toMatchObject([{ amount: 44, takenBack: 0 }]);
  expect(before.refunds).toEqual([]);
  for (const quantity of ['1', '0.5'])
    valueOf(await refundOrder(ctx, { key: newId(), orderId, refund: back(1, quantity) }));
  const after = valueOf(await getSettlement(ctx, orderId));
  expect(after.tenders.map(({ refunded }) => refunded)).toEqual(['15.00', '18.00']);
  expect(after.earned).toMatchObject([{ amount: 44, takenBack: 33 }]);
  expect(after.refunds).toMatchObject([
    { refundNo: 1, amount: '22.00', keptPayable: '22.00', lines: [{ line: 1, quantity: '1' }], reason: 'cold' },
    { refundNo: 2, amount: '11.00', keptPayable: '11.00', takenBack: [{ amount: 11 }] },
  ]);
});

test('of a recorded receipt the books are told, and that nobody knows how it was paid', async () => {
  const { ctx } = await openTill(services);
  const code = await coupon(ctx);
  const { orderId } = await recorded(ctx, receipt({ coupons: [code] }));
  expect(valueOf(await getSettlement(ctx, orderId))).toMatchObject({ pricedHere: false, tenders: [], promotions: [] });
  const { items } = valueOf(await orderPostings(ctx, orderId));
  expect(items.map(({ purpose }) => purpose)).toEqual(['coupon.redeemed']);
});

test('the postings of an order are those of its sale and its refunds, and of no other order', async () => {
  const { ctx, storeId } = await openTill(services);
  const customerId = await joins(ctx);
  const { orderId } = await sells(ctx, sale({ NOODLE: 1 }, '22.00', { customerId }));
  await sells(ctx, sale({ TEA: 1 }, '6.00', { customerId }));
  valueOf(await refundOrder(ctx, { key: newId(), orderId, refund: back(1, '1') }));
  const { items } = valueOf(await orderPostings(ctx, orderId));
  expect(items.map(({ purpose }) => purpose)).toEqual(['order.paid', 'order.refunded']);
  expect(items[0]!.transfers[0]).toEqual({
    asset: 'CNY',
    amount: '22.00',
    debit: { account: 'cash', owner: storeId },
    credit: { account: 'sales', owner: storeId },
  });
  const points = items.flatMap(({ transfers }) => transfers).filter(({ asset }) => asset.startsWith('points:'));
  expect(points.map(({ amount, credit }) => [amount, credit.account])).toEqual([
    ['22', 'units'],
    ['22', 'units_issued'],
  ]);
});

test('an order that is not there has neither', async () => {
  const { ctx } = await openTill(services);
  expect(codeOf(await getSettlement(ctx, newId()))).toBe('order_not_found');
  expect(codeOf(await orderPostings(ctx, newId()))).toBe('order_not_found');
});
