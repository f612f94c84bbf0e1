import { expect, test } from 'vitest';
import { mergeCustomers, unmergeCustomers } from '@shuke/customer';
import type { Ctx } from '@shuke/db';
import { newId } from '@shuke/kernel';
import { verifyLedger } from '@shuke/ledger';
import { adjustPoints, getMember } from '@shuke/loyalty';
import { testServices } from '@shuke/testkit';
import { checkOut, refundOrder } from '../index.ts';
import { coupon, valueOf } from './shop.ts';
import { codeOf, joins, live, openTill, sale, sells } from './till.ts';

const services = testServices();

/** What one customer has, whoever else the person is. */
async function points(ctx: Ctx, customerId: string): Promise<number> {
  const { points: held } = valueOf(await getMember(ctx, customerId));
  return held?.shares.find((share) => share.customerId === customerId)?.spendable ?? 0;
}

const give = async (ctx: Ctx, customerId: string, amount: number): Promise<void> =>
  void valueOf(await adjustPoints(ctx, { key: newId(), customerId, amount, reason: 'a test' }));

/** Two customers who are one person: who is shown at the till, and who has points. */
async function pair(ctx: Ctx, shownPoints: number, otherPoints: number) {
  const [shown, other] = [await joins(ctx), await joins(ctx)];
  if (shownPoints > 0) await give(ctx, shown, shownPoints);
  if (otherPoints > 0) await give(ctx, other, otherPoints);
  const merge = { key: newId(), fromCustomerId: other, intoCustomerId: shown, because: 'guest_said' as const };
  valueOf(await mergeCustomers(ctx, merge));
  return { shown, other };
}

const unmerge = async (ctx: Ctx, customerId: string) =>
  valueOf(await unmergeCustomers(ctx, { key: newId(), customerId })).ambiguous;

const takeBack = async (ctx: Ctx, orderId: string, quantity: number): Promise<void> => {
  const refund = { storeCode: 'S1', lines: [{ line: 1, quantity: String(quantity) }], reason: 'cold' };
  valueOf(await refundOrder(ctx, { key: newId(), orderId, refund }));
};

test('a person pays with the points of all her customers, those of the one who is shown first', async () => {
  const { ctx } = await openTill(services);
  const { shown, other } = await pair(ctx, 300, 900);
  const paid = await sells(ctx, sale({ NOODLE: 2 }, '34.00', { customerId: shown, spendPoints: 1000 }));
  expect(paid).toMatchObject({ pointsSpent: 1000, pointsPay: '10.00', due: '34.00' });
  expect([await points(ctx, shown), await points(ctx, other)]).toEqual([34, 200]);
  expect(await verifyLedger(ctx)).toEqual([]);
});

test('un-merging lists what was spent across the two, and gives it back', async () => {
  const { ctx } = await openTill(services);
  const { shown, other } = await pair(ctx, 300, 900);
  await sells(ctx, sale({ NOODLE: 2 }, '34.00', { customerId: shown, spendPoints: 1000 }));
  expect(await unmerge(ctx, other)).toMatchObject([{ kind: 'units', amount: '700', compensated: true }]);
  expect([await points(ctx, shown), await points(ctx, other)]).toEqual([34, 900]);
  expect(await verifyLedger(ctx)).toEqual([]);
});

test('a refund gives each their points back, and leaves nothing to an un-merge', async () => {
  const { ctx } = await openTill(services);
  const { shown, other } = await pair(ctx, 300, 900);
  const { orderId } = await sells(ctx, sale({ NOODLE: 2 }, '34.00', { customerId: shown, spendPoints: 1000 }));
  await takeBack(ctx, orderId, 1);
  await takeBack(ctx, orderId, 1);
  expect([await points(ctx, shown), await points(ctx, other)]).toEqual([300, 900]);
  expect(await unmerge(ctx, other)).toEqual([]);
  expect(await verifyLedger(ctx)).toEqual([]);
});

test('a refund after the un-merge gives nothing back twice', async () => {
  const { ctx } = await openTill(services);
  const { shown, other } = await pair(ctx, 300, 900);
  const { orderId } = await sells(ctx, sale({ NOODLE: 2 }, '34.00', { customerId: shown, spendPoints: 1000 }));
  await unmerge(ctx, other);
  await takeBack(ctx, orderId, 1);
  await takeBack(ctx, orderId, 1);
  expect([await points(ctx, shown), await points(ctx, other)]).toEqual([300, 900]);
  expect(await verifyLedger(ctx)).toEqual([]);
});

test("a coupon of the person's other customer is hers to use, and is listed when they part", async () => {
  const { ctx } = await openTill(services);
  const { shown, other } = await pair(ctx, 0, 0);
  const code = await coupon(ctx, { amountMinor: 500 }, other);
  const stranger = await joins(ctx);
  const tries = sale({ NOODLE: 1 }, '17.00', { customerId: stranger, coupons: [code] });
  expect(codeOf(await checkOut(ctx, tries))).toBe('coupon_of_another_customer');
  await sells(ctx, sale({ NOODLE: 1 }, '17.00', { customerId: shown, coupons: [code] }));
  expect(await unmerge(ctx, other)).toMatchObject([{ kind: 'coupon', amount: '5.00', compensated: false }]);
});

test('an offer for a first purchase is for a first purchase of the person', async () => {
  const { ctx } = await openTill(services);
  const { shown, other } = await pair(ctx, 0, 0);
  await live(ctx, {
    benefit: { kind: 'cash', level: 'order', amountMinor: 200 },
    conditions: { firstPurchase: true },
  });
  await sells(ctx, sale({ NOODLE: 1 }, '20.00', { customerId: other }));
  expect((await sells(ctx, sale({ NOODLE: 1 }, '22.00', { customerId: shown }))).due).toBe('22.00');
});
