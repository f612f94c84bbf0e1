import { expect, test } from 'vitest';
import { inTx, type Ctx, type Tx } from '@shuke/db';
import { newId, ok, type Result } from '@shuke/kernel';
import { testServices } from '@shuke/testkit';
import { issueCoupons, issueMany, redeemCoupon, redeemMany, reserveCoupon, reverseRedemption } from '../index.ts';
import { figuresOf, newCoupon, newCoupons, newShop, newTemplate, sumOverCoupons, tally, valueOf } from './shop.ts';

const services = testServices();
const basket = { totalMinor: 5000 };

const atOnce = <T>(count: number, call: (nth: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, (_, nth) => call(nth)));

const redeem = (ctx: Ctx, code: string, nth: number) =>
  redeemCoupon(ctx, { key: `redeem-${code}-${nth}`, code, orderRef: `order ${nth}`, basket });

test('one single-use coupon at 500 terminals at once is redeemed exactly once', async () => {
  const ctx = await newShop(services);
  const templateId = await newTemplate(ctx);
  const [code] = await newCoupons(ctx, templateId, 1);
  const results = await atOnce(500, (nth) => redeem(ctx, code!, nth));
  expect(tally(results)).toEqual({ ok: 1, coupon_used_up: 499 });
  expect(services.db.app.totalCount).toBeGreaterThanOrEqual(10);
  expect(await figuresOf(ctx, templateId)).toMatchObject({ redeemed: 1, committedMinor: 0, spentMinor: 1000 });
});

test('a ten-use coupon at 200 terminals at once is redeemed exactly ten times', async () => {
  const ctx = await newShop(services);
  const templateId = await newTemplate(ctx, { usesPerCoupon: 10 });
  const [code] = await newCoupons(ctx, templateId, 1);
  expect(tally(await atOnce(200, (nth) => redeem(ctx, code!, nth)))).toEqual({ ok: 10, coupon_used_up: 190 });
  expect(await figuresOf(ctx, templateId)).toEqual(await sumOverCoupons(ctx, templateId));
});

test('one order that is sent from many terminals at once redeems a many-use coupon once', async () => {
  const ctx = await newShop(services);
  const code = await newCoupon(ctx, { usesPerCoupon: 10 });
  const results = await atOnce(50, () => redeemCoupon(ctx, { key: newId(), code, orderRef: 'one order', basket }));
  expect(tally(results)).toEqual({ ok: 1, coupon_already_redeemed_on_order: 49 });
});

test('one budget under many issues at once is spent to the last coupon and not beyond', async () => {
  const ctx = await newShop(services);
  const templateId = await newTemplate(ctx, { budgetMinor: 50_999, issueLimit: 1000 });
  const results = await atOnce(100, () => issueCoupons(ctx, { key: newId(), templateId, to: { count: 3 } }));
  expect(tally(results)).toEqual({ ok: 16, coupon_budget_exhausted: 84 });
  expect(await figuresOf(ctx, templateId)).toMatchObject({ issued: 48, committedMinor: 48_000 });
});

test('one customer under many issues at once gets no more than one may have', async () => {
  const ctx = await newShop(services);
  const templateId = await newTemplate(ctx, { customerLimit: 2 });
  const to = { customerIds: [newId()] };
  const results = await atOnce(50, () => issueCoupons(ctx, { key: newId(), templateId, to }));
  expect(tally(results)).toEqual({ ok: 2, coupon_customer_limit_reached: 48 });
});

test('the same key a hundred times at once has one effect and one answer, and another body is refused', async () => {
  const ctx = await newShop(services);
  const templateId = await newTemplate(ctx, { usesPerCoupon: 10 });
  const [code] = await newCoupons(ctx, templateId, 1);
  const cmd = { key: newId(), code: code!, orderRef: 'A1', basket };
  const answers = await atOnce(100, () => redeemCoupon(ctx, cmd));
  for (const answer of answers) expect(answer).toEqual(answers[0]);
  expect(valueOf(answers[0]!).discountMinor).toBe(1000);
  expect((await figuresOf(ctx, templateId)).redeemed).toBe(1);
  expect(tally([await redeemCoupon(ctx, { ...cmd, orderRef: 'A2' })])).toEqual({ idempotency_key_reused: 1 });
});

test('a refusal is remembered: the same key is refused alike when the reason has gone', async () => {
  const ctx = await newShop(services);
  const code = await newCoupon(ctx);
  const first = valueOf(await redeem(ctx, code, 1));
  expect(tally([await redeem(ctx, code, 2)])).toEqual({ coupon_used_up: 1 });
  valueOf(await reverseRedemption(ctx, { key: newId(), redemptionId: first.redemptionId, reason: 'a test' }));
  expect(tally([await redeem(ctx, code, 2)])).toEqual({ coupon_used_up: 1 });
  expect(tally([await redeem(ctx, code, 3)])).toEqual({ ok: 1 });
});

test('the last use under many holds and redemptions at once goes to one of them', async () => {
  const ctx = await newShop(services);
  const code = await newCoupon(ctx);
  const results = await atOnce(100, async (nth) =>
    nth % 2 === 0 ? redeem(ctx, code, nth) : reserveCoupon(ctx, { key: newId(), code, orderRef: `order ${nth}` }),
  );
  expect(results.filter((result) => result.ok).length).toBe(1);
});

test('a hold that lapsed gives its use to exactly one of those who wait', async () => {
  const ctx = await newShop(services);
  const code = await newCoupon(ctx);
  valueOf(await reserveCoupon(ctx, { key: newId(), code, orderRef: 'A1', ttlMs: 60_000 }));
  services.clock.advanceMs(60_000);
  expect(tally(await atOnce(50, (nth) => redeem(ctx, code, nth)))).toEqual({ ok: 1, coupon_used_up: 49 });
});

test('one redemption that is reversed many times at once comes back once', async () => {
  const ctx = await newShop(services);
  const templateId = await newTemplate(ctx, { usesPerCoupon: 2 });
  const [code] = await newCoupons(ctx, templateId, 1);
  const { redemptionId } = valueOf(await redeem(ctx, code!, 1));
  const results = await atOnce(50, () => reverseRedemption(ctx, { key: newId(), redemptionId, reason: 'a test' }));
  expect(tally(results)).toEqual({ ok: 1, redemption_already_reversed: 49 });
  expect(await figuresOf(ctx, templateId)).toMatchObject({ redeemed: 0, committedMinor: 2000, spentMinor: 0 });
});

// Attempts are counted: inTx would hide a deadlock by trying again.
test('batches that name the same coupons and templates in opposite orders do not deadlock', async () => {
  const ctx = await newShop(services);
  const templates = await atOnce(8, () => newTemplate(ctx, { usesPerCoupon: 100 }));
  const codes = (await Promise.all(templates.map((templateId) => newCoupons(ctx, templateId, 4)))).flat();
  const rowsOfRedeem = (nth: number) => codes.map((code) => ({ code, orderRef: `batch ${nth} ${code}`, basket }));
  const rowsOfIssue = templates.map((templateId) => ({ templateId, customerId: null }));
  const turned = <T>(rows: T[], nth: number): T[] => (nth % 2 === 0 ? rows : rows.toReversed());
  let attempts = 0;
  const batch = (work: (tx: Tx) => Promise<readonly Result<unknown>[]>) =>
    inTx(ctx, {}, async (tx) => {
      attempts += 1;
      return ok(await work(tx));
    });
  const batches = await atOnce(40, (nth) =>
    batch((tx) =>
      nth % 4 < 2 ? redeemMany(tx, turned(rowsOfRedeem(nth), nth)) : issueMany(tx, turned(rowsOfIssue, nth)),
    ),
  );
  expect(tally(batches.flatMap(valueOf))).toEqual({ ok: 20 * 32 + 20 * 8 });
  expect(attempts).toBe(40);
  for (const templateId of templates) {
    expect(await figuresOf(ctx, templateId)).toEqual(await sumOverCoupons(ctx, templateId));
  }
});
