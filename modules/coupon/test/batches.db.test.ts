import { expect, test } from 'vitest';
import { eventsAfter, inTx, relayOnce, sql, type Ctx, type Tx } from '@shuke/db';
import { newId, ok } from '@shuke/kernel';
import { testServices } from '@shuke/testkit';
import type { RedeemRow } from '../claim-rules.ts';
import { getCoupon, issueMany, redeemMany, reserveCoupon } from '../index.ts';
import { reverseMany } from '../reverse-redemption.ts';
import { codeOf, figuresOf, newCoupon, newCoupons, newShop, newTemplate, sumOverCoupons, valueOf } from './shop.ts';

const services = testServices();
const inOne = async <T>(ctx: Ctx, step: (tx: Tx) => Promise<T>): Promise<T> =>
  valueOf(await inTx(ctx, {}, async (tx) => ok(await step(tx))));
const row = (code: string, orderRef: string, totalMinor = 5000): RedeemRow => ({
  code,
  orderRef,
  basket: { totalMinor },
});

test('a batch of redemptions gives each row its own result and leaves figures that add up', async () => {
  const ctx = await newShop(services);
  const templateId = await newTemplate(ctx, { usesPerCoupon: 2, minSpendMinor: 1000 });
  const other = await newTemplate(ctx, { amountMinor: 300 });
  const [a, b] = (await newCoupons(ctx, templateId, 2)) as [string, string];
  const c = await newCoupon(await newShop(services));
  const [d] = (await newCoupons(ctx, other, 1)) as [string];
  valueOf(await reserveCoupon(ctx, { key: newId(), code: b, orderRef: 'A3' }));
  const rows = [
    row(a, 'A1'),
    row(a, 'A2', 999),
    row(c, 'A2'),
    row(a.toLowerCase(), 'A2'),
    row(a, 'A3'),
    row(b, 'A3'),
    row(d, 'A3', 1200),
    row(b, 'A4'),
  ];
  const results = await inOne(ctx, (tx) => redeemMany(tx, rows));
  expect(results.map((result) => (result.ok ? result.value.discountMinor : result.refusal.code))).toEqual([
    1000,
    'coupon_min_spend_not_met',
    'coupon_not_found',
    1000,
    'coupon_used_up',
    1000,
    200,
    1000,
  ]);
  for (const id of [templateId, other]) expect(await figuresOf(ctx, id)).toEqual(await sumOverCoupons(ctx, id));
  await relayOnce(services);
  const redeemed = (await eventsAfter(ctx, 0)).filter(({ type }) => type === 'coupon.redeemed');
  expect(redeemed).toHaveLength(5);
});

test('an empty batch and one of refusals alone write nothing', async () => {
  const ctx = await newShop(services);
  expect(await inOne(ctx, (tx) => redeemMany(tx, []))).toEqual([]);
  expect(await inOne(ctx, (tx) => reverseMany(tx, []))).toEqual([]);
  const refused = await inOne(ctx, (tx) => redeemMany(tx, [row('nothing', 'A1')]));
  expect(refused.map(codeOf)).toEqual(['coupon_not_found']);
  await relayOnce(services);
  const events = (await eventsAfter(ctx, 0)).filter(({ type }) => type.startsWith('coupon.'));
  expect(events).toEqual([]);
});

test('a batch of reversals takes each redemption back once, also one that it names twice', async () => {
  const ctx = await newShop(services);
  const templateId = await newTemplate(ctx, { usesPerCoupon: 5 });
  const [code] = (await newCoupons(ctx, templateId, 1)) as [string];
  const redeemed = await inOne(ctx, (tx) => redeemMany(tx, [row(code, 'A1', 400), row(code, 'A2'), row(code, 'A3')]));
  const [first, second] = redeemed.map((result) => valueOf(result).redemptionId) as [string, string, string];
  const rows = [second, first, newId(), second].map((redemptionId) => ({ redemptionId, reason: 'returned' }));
  const results = await inOne(ctx, (tx) => reverseMany(tx, rows));
  const outcomes = ['ok', 'ok', 'redemption_not_found', 'redemption_already_reversed'];
  expect(results.map(codeOf)).toEqual(outcomes);
  expect(await figuresOf(ctx, templateId)).toEqual(await sumOverCoupons(ctx, templateId));
  const { usedCount, redemptions } = valueOf(await getCoupon(ctx, code));
  expect(usedCount).toBe(1);
  expect(redemptions.map(({ orderRef, reversedAt }) => [orderRef, reversedAt !== null])).toEqual([
    ['A3', false],
    ['A2', true],
    ['A1', true],
  ]);
});

test('what other modules read of redemptions leaves out those that were reversed, and knows the plan', async () => {
  const ctx = await newShop(services);
  const [templateId, planId] = [await newTemplate(ctx), newId()];
  const rows = [newId(), newId()].map((customerId) => ({ templateId, customerId, planId }));
  const issued = (await inOne(ctx, (tx) => issueMany(tx, rows))).map(valueOf);
  const redeemed = await inOne(ctx, (tx) =>
    redeemMany(
      tx,
      issued.map(({ code }, i) => row(code, `A${i}`)),
    ),
  );
  const [first] = redeemed.map(valueOf);
  await inOne(ctx, (tx) => reverseMany(tx, [{ redemptionId: first!.redemptionId, reason: 'returned' }]));
  const seen = await inOne(ctx, (tx) =>
    tx.many(sql`
      select customer_id, order_ref, discount_minor, plan_id
        from pub_coupon_redemption where merchant_id = ${tx.merchantId}`),
  );
  expect(seen).toEqual([{ customer_id: rows[1]!.customerId, order_ref: 'A1', discount_minor: 1000, plan_id: planId }]);
});

test('a process that ends in a refusal leaves the coupons as they were', async () => {
  const ctx = await newShop(services);
  const templateId = await newTemplate(ctx);
  const [code] = (await newCoupons(ctx, templateId, 1)) as [string];
  const before = await figuresOf(ctx, templateId);
  await inTx(ctx, {}, async (tx) => {
    expect((await redeemMany(tx, [row(code, 'A1')])).map(codeOf)).toEqual(['ok']);
    return { ok: false, refusal: { code: 'the_checkout_failed_later' } };
  });
  expect(await figuresOf(ctx, templateId)).toEqual(before);
  expect((await inOne(ctx, (tx) => redeemMany(tx, [row(code, 'A1')]))).map(codeOf)).toEqual(['ok']);
});
