import { beforeEach, describe, expect, test } from 'vitest';
import { issueCoupons, redeemCoupon, reverseRedemption } from '@shuke/coupon';
import { mergeCustomers, unmergeCustomers } from '@shuke/customer';
import { DAY_MS, must, newId, seededRandom } from '@shuke/kernel';
import { recordOrder } from '@shuke/order';
import { testServices } from '@shuke/testkit';
import {
  approvePlan,
  issuePlan,
  listChoices,
  planReport,
  templateReport,
  type Plan,
  type ReadChoice,
} from '../index.ts';
import { redemptionRate } from '../report.ts';
import {
  codeOf,
  customers,
  draft,
  openShop,
  receipts,
  template,
  valueOf,
  visits,
  type Receipt,
  type Shop,
} from './shop.ts';
import { referenceOf } from './slow-report.ts';

const START = '2026-03-02T02:00:00Z';
const services = testServices(START);
let shop: Shop;
beforeEach(async () => {
  services.clock.set(START);
  shop = await openShop(services);
});

const member = (value: string) => ({ kind: 'member_no' as const, value });

/** Bearer coupons of a template, by their codes. */
async function bearer(templateId: string, count: number): Promise<string[]> {
  const issue = valueOf(await issueCoupons(shop.ctx, { key: newId(), templateId, to: { count } }));
  return issue.coupons.map(({ code }) => code);
}

/** A till's receipt over `amount`, on which coupons are redeemed. */
const till = async (customer: string | null, amount: string, coupons: string[] = []) =>
  valueOf(
    await recordOrder(shop.ctx, {
      key: newId(),
      order: {
        orderRef: newId(),
        storeCode: 'S1',
        orderedAt: services.clock.now().toISOString(),
        ...(customer === null ? {} : { customer: member(customer) }),
        coupons,
        lines: [{ sku: 'NAILS', name: '美甲', quantity: '1', amount }],
      },
    }),
  );

test('a nail salon’s festival: 380 coupons of ¥10 given, 220 redeemed, ¥2,200 off, ¥6,000 of sales, 220 new members', async () => {
  const templateId = await template(shop.ctx, { name: '节日券', amountMinor: 1000, issueLimit: 380 });
  const codes = await bearer(templateId, 380);
  await till('a regular', '88.00');
  await till(null, '30.00');
  for (let i = 0; i < 220; i += 1) await till(`guest ${i}`, i === 0 ? '37.87' : '37.27', [codes[i]!]);
  await till('guest 7', '50.00');
  const report = valueOf(await templateReport(shop.ctx, templateId));
  expect(report).toMatchObject({
    name: '节日券',
    given: 380,
    redeemed: 220,
    discountMinor: 220_000,
    salesMinor: 600_000,
    newMembers: 220,
    comparison: null,
  });
  expect(redemptionRate(report)).toBe(0.5789);
});

describe('what is counted of redemptions', () => {
  test('a receipt with two coupons counts its sales once, a reversed redemption not at all', async () => {
    const templateId = await template(shop.ctx, { amountMinor: 1000, usesPerCoupon: 2 });
    const [one, two, three, four] = (await bearer(templateId, 4)) as [string, string, string, string];
    await till('known', '20.00');
    await till('known', '50.00', [one, two]);
    await till('known', '40.00', [one]);
    const taken = await till('new', '25.00', [three]);
    const { redemptionId } = must(taken.coupons[0], 'the coupon was redeemed');
    valueOf(await reverseRedemption(shop.ctx, { key: newId(), redemptionId, reason: 'a mistake' }));
    expect(valueOf(await templateReport(shop.ctx, templateId))).toMatchObject({
      given: 4,
      redeemed: 2,
      discountMinor: 3000,
      salesMinor: 3000 + 3000,
      newMembers: 0,
    });
    // A till that records no receipts still says what the coupon was used on.
    const basket = { totalMinor: 7000 };
    valueOf(await redeemCoupon(shop.ctx, { key: newId(), code: four, orderRef: 'paper 1', basket }));
    expect(valueOf(await templateReport(shop.ctx, templateId))).toMatchObject({
      redeemed: 3,
      discountMinor: 4000,
      salesMinor: 6000 + 6000,
    });
  });

  test('somebody who bought before as another customer is no new member while the two are one person', async () => {
    const templateId = await template(shop.ctx, { amountMinor: 1000 });
    const [code] = (await bearer(templateId, 1)) as [string];
    const { customerId: from } = await till('first', '20.00');
    const { customerId: into } = await till('second', '50.00', [code]);
    const members = async () => valueOf(await templateReport(shop.ctx, templateId)).newMembers;
    const [fromCustomerId, intoCustomerId] = [must(from, 'she is known'), must(into, 'she is known')];
    expect(await members()).toBe(1);
    const ids = { fromCustomerId, intoCustomerId, because: 'guest_said' as const };
    valueOf(await mergeCustomers(shop.ctx, { key: newId(), ...ids }));
    expect(await members()).toBe(0);
    valueOf(await unmergeCustomers(shop.ctx, { key: newId(), customerId: fromCustomerId }));
    expect(await members()).toBe(1);
  });

  test('of a template that nobody has or that is none', async () => {
    const templateId = await template(shop.ctx);
    const report = valueOf(await templateReport(shop.ctx, templateId));
    expect(report).toMatchObject({ given: 0, redeemed: 0, salesMinor: 0, newMembers: 0 });
    expect(redemptionRate(report)).toBeNull();
    expect(codeOf(await templateReport(shop.ctx, newId()))).toBe('coupon_template_not_found');
  });
});

// Last seen 17 days before the day of the plan, with gaps of ten.
const LATE = ['2026-01-14', '2026-01-24', '2026-02-03', '2026-02-13'];

async function issuedPlan(past: Receipt[], horizonDays = 30): Promise<Plan> {
  await receipts(shop, past);
  await template(shop.ctx, { validDays: 60 });
  const { planId } = valueOf(await draft(shop.ctx, { asOf: '2026-03-02', budgetMinor: 100_000_000, horizonDays }));
  valueOf(await approvePlan(shop.ctx, { key: newId(), planId }));
  return valueOf(await issuePlan(shop.ctx, { key: newId(), planId }));
}

async function offered(planId: string): Promise<ReadChoice[]> {
  const all: ReadChoice[] = [];
  for (let after = '0'; ;) {
    const page = valueOf(await listChoices(shop.ctx, planId, { after, limit: 200 }));
    all.push(...page.items.filter(({ arm }) => arm !== 'none'));
    if (page.next === null) return all;
    after = page.next;
  }
}

const at = (days: number): Date => new Date(Date.parse(START) + days * DAY_MS);

describe('a plan’s report', () => {
  test('equals a slow reference on random receipts, as of several days', async () => {
    const random = seededRandom(11);
    const ids = await customers(shop.ctx, 900);
    const past = ids.flatMap((id) => visits(id, 2000 + random.int(4000), LATE));
    const plan = await issuedPlan(past, 20);
    const choices = await offered(plan.planId);
    const later: Receipt[] = [];
    const redemptions: { orderRef: string; discountMinor: number }[] = [];
    for (const { customerId, couponCode } of choices) {
      for (let visit = random.int(4); visit > 0; visit -= 1) {
        const orderRef = newId();
        const minor = 1000 + random.int(9000);
        const day = random.next() * 30;
        const usesCoupon = couponCode !== null && visit === 1 && random.int(10) === 0;
        const discountMinor = usesCoupon ? 500 : 0;
        later.push({ customerId, at: at(day), minor, discountMinor, orderRef });
        if (!usesCoupon) continue;
        const basket = { totalMinor: minor + discountMinor };
        valueOf(await redeemCoupon(shop.ctx, { key: newId(), code: couponCode, orderRef, basket }));
        redemptions.push({ orderRef, discountMinor });
      }
    }
    await receipts(shop, [...later, { customerId: null, at: at(1), minor: 99_999 }]);
    expect(redemptions.length).toBeGreaterThan(20);
    for (const day of [0.5, 19.99, 20, 25]) {
      services.clock.set(at(day));
      const report = valueOf(await planReport(shop.ctx, plan.planId));
      const receiptsSeen = [...past, ...later];
      const reference = referenceOf({
        choices,
        receipts: receiptsSeen,
        redemptions,
        from: at(0),
        to: at(Math.min(day, 20)),
      });
      expect(report).toMatchObject({ ...reference, given: plan.issuedCount });
      expect(report.comparison).toMatchObject({ complete: day >= 20, from: at(0), to: at(Math.min(day, 20)) });
    }
  });

  test('proves a gain that is large, and a loss of profit where the discount eats it', async () => {
    const ids = await customers(shop.ctx, 1200);
    const plan = await issuedPlan(ids.flatMap((id) => visits(id, 4000, LATE)));
    const random = seededRandom(5);
    const bought = (share: number): boolean => random.next() < share;
    const later = (await offered(plan.planId)).flatMap(({ customerId, arm }): Receipt[] => {
      const comes = bought(arm === 'treated' ? 0.7 : 0.3);
      return comes ? [{ customerId, at: at(3), minor: 1500, discountMinor: arm === 'treated' ? 2500 : 0 }] : [];
    });
    await receipts(shop, later);
    services.clock.set(at(10));
    const { comparison } = valueOf(await planReport(shop.ctx, plan.planId));
    const { lift, profit } = must(comparison, 'a plan has a control group');
    // Sales .7 × 15 − .3 × 15 = 6.00 a customer; profit .7 × (40 × .6 − 25) − .3 × 15 × .6 = −3.40.
    expect(lift.verdict).toBe('proven_gain');
    expect(Math.abs(lift.perCustomerMinor! - 600)).toBeLessThan(300);
    expect(profit.verdict).toBe('proven_loss');
    expect(Math.abs(profit.perCustomerMinor! + 340)).toBeLessThan(200);
  });

  test('says what is missing where the groups are too small', async () => {
    const ids = await customers(shop.ctx, 30);
    const plan = await issuedPlan(ids.flatMap((id) => visits(id, 4000, LATE)));
    const { comparison } = valueOf(await planReport(shop.ctx, plan.planId));
    expect(comparison!.lift).toMatchObject({ perCustomerMinor: null, lowMinor: null, verdict: 'not_proven_yet' });
    expect(['sample_too_small', 'sample_one_armed']).toContain(comparison!.lift.why);
  });

  test('counts who comes for the first time with a coupon of the plan nowhere, for they were customers before', async () => {
    const ids = await customers(shop.ctx, 30);
    const plan = await issuedPlan(ids.flatMap((id) => visits(id, 4000, LATE)));
    const [holder] = (await offered(plan.planId)).filter(({ couponCode }) => couponCode !== null);
    const orderRef = newId();
    const code = must(holder!.couponCode, 'a treated customer has a coupon');
    valueOf(await redeemCoupon(shop.ctx, { key: newId(), code, orderRef, basket: { totalMinor: 4000 } }));
    await receipts(shop, [{ customerId: holder!.customerId, at: at(0), minor: 3500, discountMinor: 500, orderRef }]);
    services.clock.set(at(1));
    expect(valueOf(await planReport(shop.ctx, plan.planId))).toMatchObject({
      redeemed: 1,
      newMembers: 0,
      salesMinor: 3500,
    });
  });

  test('is refused before the plan has been issued', async () => {
    const ids = await customers(shop.ctx, 3);
    await receipts(
      shop,
      ids.flatMap((id) => visits(id, 4000, LATE)),
    );
    await template(shop.ctx);
    const { planId } = valueOf(await draft(shop.ctx));
    expect(codeOf(await planReport(shop.ctx, planId))).toBe('plan_not_issued');
    expect(codeOf(await planReport(shop.ctx, newId()))).toBe('plan_not_found');
  });
});
