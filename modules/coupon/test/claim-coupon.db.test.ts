import { expect, test } from 'vitest';
import { createCustomer, recordSignals } from '@shuke/customer';
import { inTx } from '@shuke/db';
import { DAY_MS, newId, ok } from '@shuke/kernel';
import { testServices } from '@shuke/testkit';
import { claimCoupon, getCoupon } from '../index.ts';
import { verifyCoupons } from '../verify-coupons.ts';
import { codeOf, figuresOf, newShop, newTemplate, tally, valueOf } from './shop.ts';

const services = testServices();
const OPEN = { claimable: true, customerLimit: 1 } as const;

test('a customer takes a coupon of a template that allows it, as many as one may have', async () => {
  const ctx = await newShop(services);
  const [open, closed] = [await newTemplate(ctx, OPEN), await newTemplate(ctx)];
  const customerId = newId();
  const claim = (templateId: string) => claimCoupon(ctx, { key: newId(), templateId, customerId });
  const { code } = valueOf(await claim(open));
  expect(valueOf(await getCoupon(ctx, code))).toMatchObject({ customerId, templateId: open });
  const outcomes = [await claim(open), await claim(closed), await claim(newId())];
  expect(outcomes.map(codeOf)).toEqual([
    'coupon_customer_limit_reached',
    'coupon_not_claimable',
    'coupon_template_not_found',
  ]);
});

test("a day's coupons go to exactly as many of those who claim at once, and there are new ones the next business day", async () => {
  const ctx = await newShop(services);
  const templateId = await newTemplate(ctx, { ...OPEN, dailyClaimLimit: 7 });
  const rush = () =>
    Promise.all(Array.from({ length: 60 }, () => claimCoupon(ctx, { key: newId(), templateId, customerId: newId() })));
  expect(tally(await rush())).toEqual({ ok: 7, coupon_daily_limit_reached: 53 });
  services.clock.advanceMs(DAY_MS);
  expect(tally(await rush())).toEqual({ ok: 7, coupon_daily_limit_reached: 53 });
  expect(await figuresOf(ctx, templateId)).toMatchObject({ issued: 14, committedMinor: 14_000 });
  expect(await verifyCoupons(ctx)).toEqual([]);
});

test("a claim that is refused leaves the day's coupon to the next, and a repeat gets the first answer", async () => {
  const ctx = await newShop(services);
  const templateId = await newTemplate(ctx, { ...OPEN, dailyClaimLimit: 2 });
  const [alice, bob] = [newId(), newId()];
  const cmd = { key: newId(), templateId, customerId: alice };
  const first = valueOf(await claimCoupon(ctx, cmd));
  expect(codeOf(await claimCoupon(ctx, { ...cmd, key: newId() }))).toBe('coupon_customer_limit_reached');
  expect(valueOf(await claimCoupon(ctx, cmd))).toEqual(first);
  expect(codeOf(await claimCoupon(ctx, { key: newId(), templateId, customerId: bob }))).toBe('ok');
});

test('a second account of the same real person finds the limit of the first, and a stranger has their own', async () => {
  const ctx = await newShop(services);
  const templateId = await newTemplate(ctx, OPEN);
  const joins = async () =>
    valueOf(await createCustomer(ctx, { key: newId(), identifiers: [{ kind: 'member_no', value: newId() }] }))
      .customerId;
  const [first, second, stranger] = [await joins(), await joins(), await joins()];
  const hash = ctx.vault.hash(ctx.actor.merchantId, 'real_name_hash', 'the same name');
  await inTx(ctx, {}, async (tx) => {
    const rows = [first, second].map((customerId) => ({ customerId, kind: 'real_name_hash' as const, hash }));
    return ok(
      await recordSignals(
        tx,
        rows.map((row) => ({ ...row, source: 'payment' as const })),
      ),
    );
  });
  const all = await Promise.all(
    [first, second, stranger].map((customerId) => claimCoupon(ctx, { key: newId(), templateId, customerId })),
  );
  expect(codeOf(all[2]!)).toBe('ok');
  expect(tally(all.slice(0, 2))).toEqual({ ok: 1, coupon_customer_limit_reached: 1 });
});
