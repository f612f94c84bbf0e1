import { expect, test } from 'vitest';
import { setPrices, setStock } from '@shuke/catalog';
import { inRead, sql } from '@shuke/db';
import { newId } from '@shuke/kernel';
import { ledgerVerifier } from '@shuke/ledger';
import { getMember } from '@shuke/loyalty';
import { testServices } from '@shuke/testkit';
import { checkOut, orderVerifier, quote } from '../index.ts';
import { coupon, valueOf } from './shop.ts';
import { cardWith, cash, codeOf, joins, lines, live, openTill, sale, sells } from './till.ts';

const services = testServices();

test('a stranger pays the list price in cash, and a repeat is given the same order', async () => {
  const { ctx } = await openTill(services);
  const request = sale({ NOODLE: 2, EGG: 1 }, '47.50');
  const first = await sells(ctx, request);
  expect(first).toMatchObject({ gross: '47.50', discount: '0.00', due: '47.50', earned: [], customerId: null });
  expect(await sells(ctx, request)).toEqual(first);
  expect(codeOf(await checkOut(ctx, { ...request, lines: lines({ NOODLE: 1 }) }))).toBe('order_ref_reused');
});

test('a hundred sendings of one checkout at once make one order and one answer', async () => {
  const { ctx } = await openTill(services);
  const request = sale({ TEA: 1 }, '6.00', { customerId: await joins(ctx) });
  const answers = await Promise.all(Array.from({ length: 100 }, () => sells(ctx, request)));
  expect(new Set(answers.map((one) => JSON.stringify(one))).size).toBe(1);
  const { orders } = await inRead(ctx, (tx) =>
    tx.one<{ orders: number }>(sql`
      select count(*) as orders from sales_order where merchant_id = ${tx.merchantId}`),
  );
  expect(orders).toBe(1);
});

test('a member earns on what money pays, and pays with points the next time', async () => {
  const { ctx } = await openTill(services);
  const customerId = await joins(ctx);
  const first = await sells(ctx, sale({ NOODLE: 10 }, '220.00', { customerId }));
  expect(first.earned.map(({ amount }) => amount)).toEqual([220]);
  const second = await sells(ctx, sale({ NOODLE: 1 }, '20.00', { customerId, spendPoints: 250 }));
  expect(second).toMatchObject({ payable: '22.00', pointsPay: '2.00', due: '20.00', pointsSpent: 200 });
  expect(second.earned.map(({ amount }) => amount)).toEqual([20]);
});

test('500 tills at once spend one balance of points as far as it goes, earnings on the way included', async () => {
  const { ctx } = await openTill(services);
  const customerId = await joins(ctx);
  await sells(ctx, sale({ NOODLE: 50 }, '1100.00', { customerId }));
  const all = await Promise.all(
    Array.from({ length: 500 }, () =>
      checkOut(ctx, sale({ NOODLE: 1 }, '21.00', { customerId, spendPoints: 100, due: '21.00' })),
    ),
  );
  // Each spends 100 of 1,100 and earns 21: after thirteen there are 73 left, which no longer pay one yuan.
  expect(all.map(codeOf).toSorted().join(' ')).toBe(`${'ok '.repeat(13)}${'quote_changed '.repeat(487)}`.trim());
  const { points } = valueOf(await getMember(ctx, customerId));
  expect(points?.spendable).toBe(73);
});

test('the best of rules and coupons is taken, and a coupon that is not needed stays with the guest', async () => {
  const { ctx } = await openTill(services);
  await live(ctx, { benefit: { kind: 'threshold', level: 'order', everyMinor: 4000, offMinor: 500 }, group: 'a' });
  const better = await coupon(ctx, { amountMinor: 1500, stacking: 'group:a' });
  const needless = await coupon(ctx, { amountMinor: 300, stacking: 'group:a' });
  const asked = { storeCode: 'S1', lines: lines({ NOODLE: 2 }), coupons: [better, needless] };
  const told = valueOf(await quote(ctx, asked));
  expect(told).toMatchObject({ gross: '44.00', due: '29.00', proven: true });
  expect(told.unused).toEqual([expect.objectContaining({ reason: 'group_taken' })]);
  const paid = await sells(ctx, { ...asked, orderRef: newId(), due: told.due, tenders: cash('29.00') });
  expect(paid.coupons.map(({ discount }) => discount)).toEqual(['15.00']);
  expect(codeOf(await checkOut(ctx, sale({ NOODLE: 1 }, '7.00', { coupons: [better] })))).toBe('coupon_used_up');
  expect((await sells(ctx, sale({ NOODLE: 1 }, '19.00', { coupons: [needless] }))).coupons).toHaveLength(1);
});

test('several tenders pay one order, and a card gives no more than it holds', async () => {
  const { ctx } = await openTill(services);
  const number = await cardWith(ctx, null, 10_000);
  const stored = (amount: string) => ({ kind: 'stored_value' as const, amount, cardNumber: number });
  const tooMuch = sale({ NOODLE: 6 }, '0.00', { tenders: [stored('132.00')] });
  expect(codeOf(await checkOut(ctx, tooMuch))).toBe('insufficient_stored_value');
  const both = sale({ NOODLE: 6 }, '0.00', { tenders: [stored('110.00'), ...cash('22.00')] });
  expect((await sells(ctx, both)).tenders).toHaveLength(2);
  expect(codeOf(await checkOut(ctx, sale({ TEA: 1 }, '0.00', { tenders: [stored('6.00')] })))).toBe(
    'insufficient_stored_value',
  );
});

test('500 spends of one card at once take exactly what it holds', async () => {
  const { ctx } = await openTill(services);
  const cardNumber = await cardWith(ctx, null, 6_000);
  const spend = () =>
    checkOut(ctx, sale({ TEA: 1 }, '0.00', { tenders: [{ kind: 'stored_value', amount: '6.00', cardNumber }] }));
  const codes = (await Promise.all(Array.from({ length: 500 }, spend))).map(codeOf);
  expect(codes.filter((code) => code === 'ok')).toHaveLength(10);
  expect(codes.filter((code) => code === 'insufficient_stored_value')).toHaveLength(490);
});

test('one coupon at 500 tills at once is redeemed once; the others are told', async () => {
  const { ctx } = await openTill(services);
  const code = await coupon(ctx, { amountMinor: 500 });
  const spend = () => checkOut(ctx, sale({ NOODLE: 1 }, '17.00', { coupons: [code] }));
  const codes = (await Promise.all(Array.from({ length: 500 }, spend))).map(codeOf);
  expect(codes.filter((one) => one === 'ok')).toHaveLength(1);
  expect(codes.filter((one) => one === 'coupon_used_up')).toHaveLength(499);
});

test('a price that changed since the quote is told with the new quote, and nothing is sold', async () => {
  const { ctx } = await openTill(services);
  const asked = { storeCode: 'S1', lines: lines({ TEA: 1 }) };
  const { due } = valueOf(await quote(ctx, asked));
  valueOf(await setPrices(ctx, { key: newId(), rows: [{ sku: 'TEA', priceMinor: 700 }] }));
  const refused = await checkOut(ctx, { ...asked, orderRef: newId(), due, tenders: cash(due) });
  expect(codeOf(refused)).toBe('quote_changed');
  expect(!refused.ok && refused.refusal.detail).toMatchObject({ due: '7.00' });
});

test('the last of the goods is sold once, and what was refused for its tenders gives its goods back', async () => {
  const { ctx } = await openTill(services);
  valueOf(await setStock(ctx, { key: newId(), rows: [{ sku: 'EGG', storeCode: 'S1', quantityMilli: 3000 }] }));
  expect(codeOf(await checkOut(ctx, sale({ EGG: 3 }, '10.00')))).toBe('tenders_differ_from_due');
  const codes = await Promise.all(
    Array.from({ length: 20 }, () => checkOut(ctx, sale({ EGG: 1 }, '3.50')).then(codeOf)),
  );
  expect(codes.filter((code) => code === 'ok')).toHaveLength(3);
  expect(codes.filter((code) => code === 'out_of_stock')).toHaveLength(17);
});

test.each<[string, Parameters<typeof sale>[2], string]>([
  ['an unknown product', { lines: lines({ GHOST: 1 }) }, 'product_not_sold'],
  ['a quantity of nothing', { lines: lines({ TEA: 0 }) }, 'quantity_invalid'],
  ['a quantity below zero', { lines: lines({ TEA: -1 }) }, 'quantity_invalid'],
  ['a quantity beyond all bounds', { lines: lines({ TEA: 900_000_000_000 }) }, 'quantity_invalid'],
  [
    'an amount beyond all bounds',
    { lines: lines({ NOODLE: 900_000 }), deliveryFee: '999999999.99' },
    'amount_overflow',
  ],
  ['a foreign currency', { currency: 'USD' }, 'pricing_currency_foreign'],
  ['another store', { storeCode: 'S9' }, 'order_store_unknown'],
  ['a customer whom nobody knows', { customerId: newId() }, 'customer_not_found'],
  ['a seller who does not work here', { sellerId: newId() }, 'seller_not_found'],
  ['a shift that nobody opened', { shiftId: newId() }, 'shift_not_found'],
  ['a coupon that is none', { coupons: ['NONE'] }, 'coupon_not_found'],
  [
    'a card that is none',
    { tenders: [{ kind: 'stored_value', amount: '6.00', cardNumber: '1' }] },
    'stored_card_not_found',
  ],
  ['less money than is due', { tenders: cash('5.99') }, 'tenders_differ_from_due'],
  ['a fraction of a fen', { tenders: cash('6.001') }, 'tender_amount_invalid'],
  ['money below zero', { tenders: [...cash('12.00'), { kind: 'card', amount: '-6.00' }] }, 'tender_amount_invalid'],
])('%s is refused by name, and sells nothing', async (_, change, code) => {
  const { ctx } = await openTill(services);
  expect(codeOf(await checkOut(ctx, sale({ TEA: 1 }, '6.00', change)))).toBe(code);
  expect(await orderVerifier.count(ctx)).toEqual({ orders: 0, refunds: 0 });
  expect((await ledgerVerifier.count(ctx)).transfers).toBe(0);
});
