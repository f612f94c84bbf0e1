import { expect, test } from 'vitest';
import { eventsAfter, inBatch, relayOnce, type BatchTx, type Ctx } from '@shuke/db';
import { newId } from '@shuke/kernel';
import { openBook, writeBook, type Book } from '@shuke/ledger';
import { testServices } from '@shuke/testkit';
import {
  getCoupon,
  issueCoupons,
  openCoupons,
  openRedemptions,
  reserveCoupon,
  stepsOf,
  writeCoupons,
  writeReversals,
  type CouponDesk,
  type Redemption,
} from '../index.ts';
import { onReversal } from '../accounts.ts';
import { verifyCoupons } from '../verify-coupons.ts';
import { figuresOf, newCoupons, newShop, newTemplate, sumOverCoupons, valueOf } from './shop.ts';

const services = testServices();

const together = <T>(shops: readonly Ctx[], work: (tx: BatchTx) => Promise<T>): Promise<T> =>
  inBatch(services, { merchantIds: shops.map(({ actor }) => actor.merchantId), lockTimeoutMs: 5000 }, work);

const claimOf = (ctx: Ctx, code: string, orderRef: string) => ({
  merchantId: ctx.actor.merchantId,
  code,
  orderRef,
  customerId: null,
});

const take = (desk: CouponDesk, claim: ReturnType<typeof claimOf>, discountMinor = 700): Redemption =>
  desk.redeem({ ...claim, storeId: null, basisMinor: 2000, discountMinor });

/** One checkout's posting, with the steps of its coupons. */
const post = (book: Book, merchantId: string, steps: ReturnType<typeof stepsOf>): boolean =>
  book.post({ merchantId, transactionId: newId(), purpose: 'order.paid', referenceId: newId(), steps }).ok;

async function redeemTogether(shops: readonly Ctx[], claims: ReturnType<typeof claimOf>[]): Promise<Redemption[]> {
  return together(shops, async (tx) => {
    const desk = await openCoupons(tx, claims);
    const book = await openBook(tx, desk.holdings());
    const redemptions = claims.map((claim) => take(desk, claim));
    for (const one of redemptions) expect(post(book, one.merchantId, stepsOf(one))).toBe(true);
    await writeBook(tx, book);
    await writeCoupons(tx, desk);
    return redemptions;
  });
}

async function expectSound(ctx: Ctx, templateId: string): Promise<void> {
  expect(await figuresOf(ctx, templateId)).toEqual(await sumOverCoupons(ctx, templateId));
  expect(await verifyCoupons(ctx)).toEqual([]);
}

async function twoShops() {
  const shops = [await newShop(services), await newShop(services)] as const;
  const templates = [await newTemplate(shops[0], { budgetMinor: 5000 }), await newTemplate(shops[1])] as const;
  const [a, b] = [await newCoupons(shops[0], templates[0], 3), await newCoupons(shops[1], templates[1], 3)];
  return { shops, templates, codes: [a, b] as [string[], string[]] };
}

test('one batch of checkouts of two merchants redeems at both, in one transaction', async () => {
  const { shops, templates, codes } = await twoShops();
  valueOf(await reserveCoupon(shops[1], { key: newId(), code: codes[1][0]!, orderRef: 'B1' }));
  const claims = [
    claimOf(shops[0], codes[0][0]!, 'A1'),
    claimOf(shops[1], codes[1][0]!, 'B1'),
    claimOf(shops[0], codes[0][1]!, 'A2'),
  ];
  const redemptions = await redeemTogether(shops, claims);
  expect(await figuresOf(shops[0], templates[0])).toMatchObject({
    redeemed: 2,
    committedMinor: 1000,
    spentMinor: 1400,
  });
  expect(await figuresOf(shops[1], templates[1])).toMatchObject({ redeemed: 1, committedMinor: 2000, spentMinor: 700 });
  for (const [i, ctx] of shops.entries()) await expectSound(ctx, templates[i]!);
  expect(valueOf(await getCoupon(shops[1], codes[1][0]!))).toMatchObject({ usedCount: 1, heldCount: 0 });
  await relayOnce(services);
  const events = (await eventsAfter(shops[0], 0)).filter(({ type }) => type === 'coupon.redeemed');
  expect(events).toHaveLength(2);
  expect(redemptions.map(({ code, faceMinor }) => [code, faceMinor])).toEqual(claims.map(({ code }) => [code, 1000]));
});

test('a code of another merchant of the same batch is not found, nor is that of one who is not in the batch', async () => {
  const { shops, codes } = await twoShops();
  const stranger = await newShop(services);
  const [foreign] = await newCoupons(stranger, await newTemplate(stranger), 1);
  const claims = [
    claimOf(shops[0], codes[1][0]!, 'A1'),
    claimOf(stranger, foreign!, 'C1'),
    claimOf(shops[0], codes[0][0]!, 'A1'),
  ];
  const why = await together(shops, async (tx) => {
    const desk = await openCoupons(tx, claims);
    return claims.map((claim) => desk.why(claim)?.refusal.code ?? 'ok');
  });
  expect(why).toEqual(['coupon_not_found', 'coupon_not_found', 'ok']);
});

test('what a checkout took is free again when it is refused, and nothing of it is written', async () => {
  const { shops, templates, codes } = await twoShops();
  const [ctx] = shops;
  const claims = [claimOf(ctx, codes[0][0]!, 'A1'), claimOf(ctx, codes[0][0]!, 'A2')] as const;
  await together(shops, async (tx) => {
    const desk = await openCoupons(tx, claims);
    const book = await openBook(tx, desk.holdings());
    const refused = take(desk, claims[0]);
    expect(desk.why(claims[1])?.refusal.code).toBe('coupon_used_up');
    desk.undo(refused);
    const taken = take(desk, claims[1]);
    expect(post(book, taken.merchantId, stepsOf(taken))).toBe(true);
    await writeBook(tx, book);
    await writeCoupons(tx, desk);
  });
  const { redemptions } = valueOf(await getCoupon(ctx, codes[0][0]!));
  expect(redemptions.map(({ orderRef }) => orderRef)).toEqual(['A2']);
  await expectSound(ctx, templates[0]);
});

test('one batch of refunds of two merchants takes back at both, each redemption once', async () => {
  const { shops, templates, codes } = await twoShops();
  const claims = shops.flatMap((ctx, i) => [claimOf(ctx, codes[i]![0]!, 'X1'), claimOf(ctx, codes[i]![1]!, 'X2')]);
  const redeemed = await redeemTogether(shops, claims);
  const keys = redeemed.map(({ merchantId, redemptionId }) => ({ merchantId, redemptionId }));
  const strange = { merchantId: keys[0]!.merchantId, redemptionId: keys[2]!.redemptionId };
  const refund = () =>
    together(shops, async (tx) => {
      const desk = await openRedemptions(tx, [...keys.slice(0, 3), strange]);
      const book = await openBook(tx, desk.holdings());
      expect(desk.why(strange)?.refusal.code).toBe('redemption_not_found');
      const before = keys.slice(0, 3).map((key) => desk.why(key)?.refusal.code ?? 'ok');
      const free = keys.slice(0, 3).filter((_, i) => before[i] === 'ok');
      const reversals = free.map((key) => desk.reverse({ ...key, reason: 'returned' }));
      // The last one's refund is refused later.
      const undone = reversals.pop();
      if (undone) desk.undo(undone);
      for (const one of reversals) expect(post(book, one.merchantId, onReversal(one))).toBe(true);
      await writeBook(tx, book);
      await writeReversals(tx, desk);
      return before;
    });
  expect(await refund()).toEqual(['ok', 'ok', 'ok']);
  expect(await refund()).toEqual(['redemption_already_reversed', 'redemption_already_reversed', 'ok']);
  expect(await figuresOf(shops[0], templates[0])).toMatchObject({ redeemed: 0, committedMinor: 3000, spentMinor: 0 });
  expect(await figuresOf(shops[1], templates[1])).toMatchObject({ redeemed: 2, committedMinor: 1000 });
  for (const [i, ctx] of shops.entries()) await expectSound(ctx, templates[i]!);
});

test('500 checkouts of one coupon, gathered in batches that go on at once, redeem it once', async () => {
  const ctx = await newShop(services);
  const templateId = await newTemplate(ctx);
  const issue = { key: newId(), templateId, to: { codes: { pattern: 'RUSH-####-@@', count: 1 } } };
  const code = valueOf(await issueCoupons(ctx, issue)).coupons[0]!.code;
  const batch = (nth: number) =>
    together([ctx], async (tx) => {
      const claims = Array.from({ length: 50 }, (_, i) => claimOf(ctx, code, `order ${nth} ${i}`));
      const desk = await openCoupons(tx, claims);
      const book = await openBook(tx, desk.holdings());
      for (const claim of claims) {
        if (desk.why(claim)) continue;
        const taken = take(desk, claim);
        expect(post(book, taken.merchantId, stepsOf(taken))).toBe(true);
      }
      await writeBook(tx, book);
      await writeCoupons(tx, desk);
      return desk.redemptions.length;
    });
  const counts = await Promise.all(Array.from({ length: 10 }, (_, nth) => batch(nth)));
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(1);
  await expectSound(ctx, templateId);
});

test('a redemption that is lowered costs less on the books, and is taken back at what it costs by then', async () => {
  const { shops, templates, codes } = await twoShops();
  const [ctx, templateId] = [shops[0], templates[0]];
  const [redeemed] = await redeemTogether([ctx], [claimOf(ctx, codes[0]![0]!, 'L1')]);
  const key = { merchantId: redeemed!.merchantId, redemptionId: redeemed!.redemptionId };
  const atDesk = (work: (desk: Awaited<ReturnType<typeof openRedemptions>>) => void) =>
    together([ctx], async (tx) => {
      const desk = await openRedemptions(tx, [key]);
      const book = await openBook(tx, desk.holdings());
      work(desk);
      expect(post(book, key.merchantId, desk.steps())).toBe(true);
      await writeBook(tx, book);
      await writeReversals(tx, desk);
    });
  await atDesk((desk) => desk.abate({ ...key, refundId: newId(), amountMinor: 300 }));
  expect(await figuresOf(ctx, templateId)).toMatchObject({ redeemed: 1, spentMinor: 400, heldBackMinor: 600 });
  expect(await verifyCoupons(ctx)).toEqual([]);
  await expect(atDesk((desk) => desk.abate({ ...key, refundId: newId(), amountMinor: 401 }))).rejects.toThrow(
    'never costs less than nothing',
  );
  await atDesk((desk) => desk.reverse({ ...key, reason: 'returned' }));
  expect(await figuresOf(ctx, templateId)).toMatchObject({ redeemed: 0, spentMinor: 0, heldBackMinor: 0 });
  expect(await verifyCoupons(ctx)).toEqual([]);
});
