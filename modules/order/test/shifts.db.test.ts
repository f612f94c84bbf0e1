import { expect, test } from 'vitest';
import type { CheckedOut, CheckoutRequest, ShiftReport } from '@shuke/contract';
import type { Ctx } from '@shuke/db';
import { must, newId, parseMinor, seededRandom } from '@shuke/kernel';
import { testServices } from '@shuke/testkit';
import { checkOut, quote, refundOrder } from '../index.ts';
import { closeShift } from '../shift/close-shift.ts';
import { openShift } from '../shift/open-shift.ts';
import { listShifts, shiftReport } from '../shift/shift-queries.ts';
import { valueOf } from './shop.ts';
import { cardWith, cash, codeOf, joins, lines, live, openTill, sale, sells } from './till.ts';

const services = testServices();

const opens = async (ctx: Ctx, float = '200.00'): Promise<string> =>
  valueOf(await openShift(ctx, { key: newId(), shift: { storeCode: 'S1', float } })).shiftId;
const closes = (ctx: Ctx, shiftId: string, counted: string) => closeShift(ctx, { key: newId(), shiftId, counted });
const report = async (ctx: Ctx, shiftId: string): Promise<ShiftReport> => valueOf(await shiftReport(ctx, shiftId));
const fen = (amount: string): number => must(parseMinor(amount, 'CNY'), 'an amount of money');
const sum = (amounts: readonly string[]): number => amounts.reduce((all, amount) => all + fen(amount), 0);
const times = <T>(n: number, make: (i: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: n }, (_, i) => make(i)));

test('a shift is opened with a float, sells, is counted, and says what is missing', async () => {
  const { ctx, storeId } = await openTill(services);
  const shiftId = await opens(ctx);
  await sells(ctx, sale({ NOODLE: 1 }, '22.00', { shiftId }));
  await sells(ctx, sale({ TEA: 1 }, '0.00', { shiftId, tenders: [{ kind: 'card', amount: '6.00' }] }));
  await sells(ctx, sale({ TEA: 1 }, '6.00'));
  const before = await report(ctx, shiftId);
  expect(before).toMatchObject({ orders: 2, payable: '28.00', closedAt: null, counted: null, difference: null });
  const closing = { key: newId(), shiftId, counted: '221.50' };
  const closed = valueOf(await closeShift(ctx, closing));
  expect(closed).toMatchObject({ storeId, float: '200.00', expectedCash: '222.00', difference: '-0.50' });
  expect(closed.byTender).toEqual([
    { tender: 'card', payments: 1, paid: '6.00', refunded: '0.00', net: '6.00' },
    { tender: 'cash', payments: 1, paid: '22.00', refunded: '0.00', net: '22.00' },
  ]);
  expect(valueOf(await closeShift(ctx, closing))).toEqual(closed);
  expect(await report(ctx, shiftId)).toEqual(closed);
});

test('nothing is sold or taken back in a shift that is closed, and it is closed once', async () => {
  const { ctx } = await openTill(services);
  const shiftId = await opens(ctx);
  const order = await sells(ctx, sale({ TEA: 1 }, '6.00', { shiftId }));
  const codes = (await times(20, (i) => closes(ctx, shiftId, `${i}.00`))).map((one) => codeOf(one));
  expect(codes.filter((code) => code === 'ok')).toHaveLength(1);
  expect(codes.filter((code) => code === 'shift_closed')).toHaveLength(19);
  expect(codeOf(await checkOut(ctx, sale({ TEA: 1 }, '6.00', { shiftId })))).toBe('shift_closed');
  const refund = { storeCode: 'S1', shiftId, reason: 'cold', lines: [{ line: 1, quantity: '1' }] };
  expect(codeOf(await refundOrder(ctx, { key: newId(), orderId: order.orderId, refund }))).toBe('shift_closed');
});

test('whoever has an open shift in a store opens no second one there, however often they try at once', async () => {
  const { ctx } = await openTill(services);
  const open = (as: Ctx, storeCode: string) =>
    openShift(as, { key: newId(), shift: { storeCode, float: '0.00' } }).then((one) => codeOf(one));
  const codes = await times(20, () => open(ctx, 'S1'));
  expect(codes.filter((code) => code === 'ok')).toHaveLength(1);
  expect(codes.filter((code) => code === 'shift_already_open')).toHaveLength(19);
  expect(await open(ctx, 'S2')).toBe('ok');
  expect(await open({ ...ctx, actor: { ...ctx.actor, id: newId() } }, 'S1')).toBe('ok');
  const [, second] = valueOf(await listShifts(ctx, { storeCode: 'S1', status: 'open' })).items;
  valueOf(await closes(ctx, must(second, 'two are open').shiftId, '0.00'));
  expect(await open(ctx, 'S1')).toBe('ok');
});

test.each([
  ['-1.00', 'shift_amount_invalid'],
  ['1.005', 'shift_amount_invalid'],
  ['9999999999999.00', 'shift_amount_invalid'],
])('%s is no cash that lies in a drawer', async (amount, code) => {
  const { ctx } = await openTill(services);
  const shift = { storeCode: 'S1', float: amount };
  expect(codeOf(await openShift(ctx, { key: newId(), shift }))).toBe(code);
  expect(codeOf(await closes(ctx, await opens(ctx), amount))).toBe(code);
});

test('staff of one store neither see nor close the shifts of another', async () => {
  const { ctx, otherStoreId } = await openTill(services);
  const shiftId = await opens(ctx);
  const elsewhere: Ctx = { ...ctx, actor: { ...ctx.actor, storeId: otherStoreId } };
  expect(codeOf(await shiftReport(elsewhere, shiftId))).toBe('shift_not_found');
  expect(codeOf(await closes(elsewhere, shiftId, '0.00'))).toBe('shift_not_found');
  expect(codeOf(await checkOut(ctx, sale({ EGG: 1 }, '3.00', { storeCode: 'S2', shiftId })))).toBe('shift_not_found');
  expect(valueOf(await listShifts(elsewhere, {})).items).toEqual([]);
  expect(codeOf(await listShifts(elsewhere, { storeCode: 'S1' }))).toBe('order_store_not_yours');
  expect(valueOf(await listShifts(ctx, { status: 'open' })).items.map((one) => one.shiftId)).toEqual([shiftId]);
});

test('what is paid back counts in the shift that pays it back, by the tender and the source of its order', async () => {
  const { ctx } = await openTill(services);
  const first = await opens(ctx);
  const both: CheckoutRequest['tenders'] = [...cash('14.00'), { kind: 'card', amount: '14.00' }];
  const order = await sells(
    ctx,
    sale({ NOODLE: 1, TEA: 1 }, '0.00', { shiftId: first, source: 'takeaway', tenders: both }),
  );
  valueOf(await closes(ctx, first, '214.00'));
  const second = await opens(ctx, '100.00');
  const refund = { storeCode: 'S1', shiftId: second, reason: 'cold', lines: [{ line: 2, quantity: '1' }] };
  valueOf(await refundOrder(ctx, { key: newId(), orderId: order.orderId, refund }));
  const closed = valueOf(await closes(ctx, second, '97.00'));
  expect(closed).toMatchObject({ orders: 0, refunds: 1, refunded: '6.00', revenue: '-6.00', expectedCash: '97.00' });
  expect(closed.difference).toBe('0.00');
  expect(closed.bySource).toMatchObject([{ source: 'takeaway', orders: 0, payable: '0.00', refunded: '6.00' }]);
  expect(closed.byTender).toMatchObject([
    { tender: 'card', payments: 0, refunded: '3.00' },
    { tender: 'cash', payments: 0, refunded: '3.00' },
  ]);
  expect(await report(ctx, first)).toMatchObject({ orders: 1, refunds: 0, expectedCash: '214.00' });
});

const SOURCES = ['counter', 'dine_in', 'takeaway', 'delivery', 'scan', 'group_buy'] as const;

/** Sells random baskets from every source, paid by a card with money on it, points, cash and bank card. */
async function trade(ctx: Ctx, shiftId: string, seed: number): Promise<CheckedOut[]> {
  const random = seededRandom(seed);
  const customerId = await joins(ctx);
  await sells(ctx, sale({ NOODLE: 50 }, '1095.00', { customerId }));
  const cardNumber = await cardWith(ctx, customerId, 100_000);
  const sold: CheckedOut[] = [];
  for (let n = 0; n < 40; n += 1) {
    const basket = { NOODLE: 1 + random.int(2), TEA: 1 + random.int(3) };
    const kind = random.pick(['cash', 'card', 'external', 'stored_value'] as const);
    const spendPoints = random.int(2) * 100;
    const source = random.pick(SOURCES);
    const asked = { storeCode: 'S1', source, customerId, spendPoints, lines: lines(basket) };
    const { due: amount } = valueOf(await quote(ctx, asked));
    const tenders = [{ kind, amount, ...(kind === 'stored_value' ? { cardNumber } : {}) }];
    sold.push(await sells(ctx, { ...asked, orderRef: newId(), shiftId, tenders }));
  }
  return sold;
}

test('the revenue of each source sums to the revenue, and so do the tenders, points among them', async () => {
  const { ctx } = await openTill(services);
  const conditions = { minAmountMinor: 4000 };
  await live(ctx, { benefit: { kind: 'cash', level: 'order', amountMinor: 500 }, conditions });
  const shiftId = await opens(ctx);
  const sold = await trade(ctx, shiftId, 7);
  for (const { orderId } of sold.filter((_, i) => i % 5 === 0)) {
    const refund = { storeCode: 'S1', shiftId, reason: 'cold', lines: [{ line: 2, quantity: '1' }] };
    valueOf(await refundOrder(ctx, { key: newId(), orderId, refund }));
  }
  const told = valueOf(await closes(ctx, shiftId, '0.00'));
  expect(told).toMatchObject({ orders: 40, refunds: 8 });
  expect(fen(told.payable)).toBe(sum(sold.map(({ payable }) => payable)));
  expect(fen(told.gross) - fen(told.discount)).toBe(fen(told.payable));
  expect(told.bySource.length).toBeGreaterThan(3);
  for (const one of ['gross', 'discount', 'payable', 'refunded', 'revenue'] as const) {
    expect([one, sum(told.bySource.map((source) => source[one]))]).toEqual([one, fen(told[one])]);
  }
  expect(told.byTender.map(({ tender }) => tender)).toEqual(['card', 'cash', 'external', 'points', 'stored_value']);
  expect(sum(told.byTender.map(({ paid }) => paid))).toBe(fen(told.payable));
  expect(sum(told.byTender.map(({ refunded }) => refunded))).toBe(fen(told.refunded));
  expect(sum(told.byTender.map(({ net }) => net))).toBe(fen(told.revenue));
  const inCash = sold.flatMap(({ tenders }) => tenders.filter(({ kind }) => kind === 'cash'));
  const cashBack = must(
    told.byTender.find(({ tender }) => tender === 'cash'),
    'some paid in cash',
  ).refunded;
  expect(fen(told.expectedCash)).toBe(20_000 + sum(inCash.map(({ amount }) => amount)) - fen(cashBack));
});

test('a shift that is closed while fifty checkouts run reports exactly those that succeeded', async () => {
  const { ctx } = await openTill(services);
  const shiftId = await opens(ctx, '0.00');
  await sells(ctx, sale({ TEA: 1 }, '6.00', { shiftId }));
  const begun = Promise.withResolvers<void>();
  const closing = begun.promise.then(() => closes(ctx, shiftId, '0.00'));
  const till = async (): Promise<string[]> => {
    const codes: string[] = [];
    for (let n = 0; n < 5; n += 1) {
      codes.push(codeOf(await checkOut(ctx, sale({ TEA: 1 }, '6.00', { shiftId }))));
      begun.resolve();
    }
    return codes;
  };
  const codes = (await times(10, till)).flat();
  const told = valueOf(await closing);
  const succeeded = codes.filter((code) => code === 'ok').length;
  expect(codes.filter((code) => code === 'shift_closed')).toHaveLength(50 - succeeded);
  expect(succeeded).toBeGreaterThan(0);
  expect(told.orders).toBe(1 + succeeded);
  expect(await report(ctx, shiftId)).toEqual(told);
});
