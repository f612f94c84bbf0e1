import { expect, test } from 'vitest';
import { eventsAfter, inRead, inTx, relayOnce, sql, startJobs, systemCtx, type Ctx } from '@shuke/db';
import { DAY_MS, newId, ok } from '@shuke/kernel';
import { createMerchant } from '@shuke/merchant';
import { testServices } from '@shuke/testkit';
import { couponJobs, redeemCoupon, reserveCoupon } from '../index.ts';
import { figuresOf, newCoupons, newTemplate, valueOf } from './shop.ts';

const services = testServices();

async function newShop(): Promise<Ctx> {
  const owner = { signInName: newId(), displayName: 'Owner' };
  return systemCtx(services, valueOf(await createMerchant(services, { name: 'a shop', owner })).merchantId);
}

const runJobs = async (): Promise<void> => {
  for (const job of couponJobs) await job.run(services, {});
};

test('the jobs visit every merchant with coupons or holds past their time, and do their work once', async () => {
  const shops = [await newShop(), await newShop(), await newShop()];
  const templates = await Promise.all(shops.map((ctx) => newTemplate(ctx, { validDays: 2, usesPerCoupon: 2 })));
  const codes = await Promise.all(shops.map((ctx, i) => newCoupons(ctx, templates[i]!, 3)));
  const basket = { totalMinor: 5000 };
  // At the first merchant one coupon is spent whole, which leaves no use of it to expire.
  for (const orderRef of ['A1', 'A2']) {
    valueOf(await redeemCoupon(shops[0]!, { key: newId(), code: codes[0]![0]!, orderRef, basket }));
  }
  valueOf(await reserveCoupon(shops[1]!, { key: newId(), code: codes[1]![0]!, orderRef: 'A1' }));
  services.clock.advanceMs(DAY_MS);
  await runJobs();
  expect(await outcomes(shops[1]!)).toEqual(['lapsed']);
  expect(await expiredEvents(shops[1]!)).toEqual([]);
  services.clock.advanceMs(DAY_MS);
  await runJobs();
  await runJobs();
  for (const [i, ctx] of shops.entries()) {
    const templateId = templates[i]!;
    expect(await figuresOf(ctx, templateId)).toMatchObject({ issued: 3, committedMinor: 0, heldBackMinor: 0 });
    expect(await expiredEvents(ctx)).toEqual([{ templateId, count: i === 0 ? 2 : 3 }]);
  }
});

test('a job that fails at one merchant serves the others, says so in the log, and is tried again', async () => {
  const shops = [await newShop(), await newShop()];
  const [broken, sound] = await Promise.all(shops.map((ctx) => newTemplate(ctx, { validDays: 1 })));
  await newCoupons(shops[0]!, broken!, 1);
  await newCoupons(shops[1]!, sound!, 1);
  services.clock.advanceMs(DAY_MS);
  // A coupon of more uses than were paid for: the floor of the ledger stops it, which is what it is for.
  await setUseLimit(shops[0]!, 2);
  await expect(couponJobs[0]!.run(services, {})).rejects.toThrow('failed at 1 merchants');
  expect(services.log.lines.some((line) => line.includes('job failed at one merchant'))).toBe(true);
  expect((await figuresOf(shops[1]!, sound!)).committedMinor).toBe(0);
  await setUseLimit(shops[0]!, 1);
  await runJobs();
  expect((await figuresOf(shops[0]!, broken!)).committedMinor).toBe(0);
  expect(await expiredEvents(shops[0]!)).toEqual([{ templateId: broken, count: 1 }]);
});

test('the queue takes the jobs with their schedules', async () => {
  const running = await startJobs(services, couponJobs);
  await running.stop();
});

const setUseLimit = (ctx: Ctx, useLimit: number) =>
  inTx(ctx, {}, async (tx) =>
    ok(await tx.run(sql`update coupon set use_limit = ${useLimit} where merchant_id = ${tx.merchantId}`)),
  );

async function expiredEvents(ctx: Ctx): Promise<unknown[]> {
  await relayOnce(services);
  return (await eventsAfter(ctx, 0)).filter(({ type }) => type === 'coupon.expired').map(({ payload }) => payload);
}

const outcomes = async (ctx: Ctx): Promise<(string | null)[]> => {
  const rows = await inRead(ctx, (tx) =>
    tx.many<{ outcome: string | null }>(sql`
      select outcome from coupon_reservation where merchant_id = ${tx.merchantId}`),
  );
  return rows.map((one) => one.outcome);
};
