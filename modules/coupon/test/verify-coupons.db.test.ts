import { expect, test } from 'vitest';
import { inTx, sql, type Ctx, type Statement } from '@shuke/db';
import { newId, ok } from '@shuke/kernel';
import { postMany, type AccountName } from '@shuke/ledger';
import { testServices } from '@shuke/testkit';
import { couponVerifier, redeemCoupon } from '../index.ts';
import { verifyCoupons } from '../verify-coupons.ts';
import { newCoupons, newShop, newTemplate, valueOf } from './shop.ts';

const services = testServices();

/** A shop with a budget of 90.00, two coupons of 10.00 and one of them spent on 4.00. */
async function soundShop(): Promise<{ ctx: Ctx; templateId: string }> {
  const ctx = await newShop(services);
  const templateId = await newTemplate(ctx, { budgetMinor: 9000 });
  const [code] = await newCoupons(ctx, templateId, 2);
  valueOf(await redeemCoupon(ctx, { key: newId(), code: code!, orderRef: 'A1', basket: { totalMinor: 400 } }));
  return { ctx, templateId };
}

const corrupt = (change: (merchantId: string) => Statement) => (ctx: Ctx) =>
  inTx(ctx, {}, async (tx) => ok(await tx.run(change(tx.merchantId))));

/** One minor unit that no coupon asked for. */
const stray = (account: AccountName) => (ctx: Ctx, templateId: string) => {
  const { merchantId } = ctx.actor;
  const [debit, credit] = [{ account: 'coupon_funding', owner: merchantId } as const, { account, owner: templateId }];
  const steps = [{ debit, credit, asset: 'CNY', amount: 1 }];
  const posting = { merchantId, transactionId: newId(), purpose: 'test', referenceId: templateId, steps };
  return inTx(ctx, {}, async (tx) => ok(await postMany(tx, [posting])));
};

test('a sound shop has no findings, and says what was looked at', async () => {
  const { ctx } = await soundShop();
  expect(await verifyCoupons(ctx)).toEqual([]);
  expect(await couponVerifier.count(ctx)).toEqual({ templates: 1, coupons: 2, redemptions: 1 });
});

const CASES: [string, (ctx: Ctx, templateId: string) => Promise<unknown>, object][] = [
  ['what is committed', stray('coupon_committed'), { figure: 'committedMinor', expected: 1000, found: 1001 }],
  ['what is spent', stray('coupon_spent'), { figure: 'spentMinor', expected: 400, found: 401 }],
  ['what is held back', stray('coupon_held_back'), { figure: 'heldBackMinor', expected: 600, found: 601 }],
  ['the budget', stray('coupon_budget'), { figure: 'availableMinor', expected: 7000, found: 7001 }],
  [
    'the count of coupons',
    corrupt((id) => sql`update coupon_template set issued_count = 3 where merchant_id = ${id}`),
    { figure: 'issued', expected: 2, found: 3 },
  ],
  [
    'the count of redemptions',
    corrupt((id) => sql`update coupon_template set redeemed_count = 0 where merchant_id = ${id}`),
    { figure: 'redeemed', expected: 1, found: 0 },
  ],
  [
    'the uses of a coupon',
    corrupt((id) => sql`update coupon set used_count = 0 where merchant_id = ${id}`),
    { figure: 'usedCount', expected: 0, found: 1 },
  ],
];

test.each(CASES)('%s that was changed behind its back is found', async (...[, change, facts]) => {
  const { ctx, templateId } = await soundShop();
  await change(ctx, templateId);
  expect((await verifyCoupons(ctx)).map((finding) => finding.facts)).toEqual([{ templateId, ...facts }]);
});
