import { beforeEach, describe, expect, test } from 'vitest';
import { issueCoupons, setTemplateActive } from '@shuke/coupon';
import { newId } from '@shuke/kernel';
import { testServices } from '@shuke/testkit';
import { draftPlan, getPlan, listChoices, listPlans, type Plan, type ReadChoice } from '../index.ts';
import { codeOf, customers, draft, drawn, openShop, receipts, template, valueOf, visits, type Shop } from './shop.ts';

const services = testServices('2026-03-02T02:00:00Z');
let shop: Shop;
beforeEach(async () => {
  shop = await openShop(services);
});

type Page = { items: readonly ReadChoice[]; next: string | null };

/** Every choice of a plan by customer, read page by page. */
async function choices(planId: string): Promise<Map<string, ReadChoice>> {
  const all = new Map<string, ReadChoice>();
  for (let after: string | null = '0'; after !== null;) {
    const page: Page = valueOf(await listChoices(shop.ctx, planId, { after, limit: 70 }));
    for (const choice of page.items) all.set(choice.customerId, choice);
    after = page.next;
  }
  return all;
}

const TODAY = '2026-03-02';

// Gaps of ten days: due from 10, late from 15, lapsed from 30 days. Today is 2 March.
const EVERY_TEN_DAYS = {
  due: ['2026-01-21', '2026-01-31', '2026-02-10', '2026-02-20'],
  onTime: ['2026-01-25', '2026-02-04', '2026-02-14', '2026-02-24'],
  late: ['2026-01-14', '2026-01-24', '2026-02-03', '2026-02-13'],
  lapsed: ['2025-12-30', '2026-01-09', '2026-01-19', '2026-01-29'],
  new: ['2026-02-28'],
};

describe('a small plan, computed by hand', () => {
  let who: Record<'due' | 'onTime' | 'late' | 'lapsed' | 'fresh' | 'controlled' | 'stranger', string>;
  let plan: Plan;
  let all: Map<string, ReadChoice>;
  beforeEach(async () => {
    const { free, controlled, others } = await drawn(shop.ctx, 5);
    const [due, onTime, late, lapsed, fresh] = free as [string, string, string, string, string];
    who = { due, onTime, late, lapsed, fresh, controlled, stranger: others[0]! };
    await receipts(shop, [
      ...visits(due, 4000, EVERY_TEN_DAYS.due),
      ...visits(onTime, 4000, EVERY_TEN_DAYS.onTime),
      ...visits(late, 4000, EVERY_TEN_DAYS.late),
      ...visits(lapsed, 4000, EVERY_TEN_DAYS.lapsed),
      ...visits(fresh, 4000, EVERY_TEN_DAYS.new),
      ...visits(controlled, 4100, EVERY_TEN_DAYS.late),
      { customerId: null, at: TODAY, minor: 900 },
    ]);
    await template(shop.ctx, { name: 'four off', amountMinor: 400 });
    await template(shop.ctx, { name: 'eight off', amountMinor: 800 });
    plan = valueOf(await draft(shop.ctx, { budgetMinor: 2000 }));
    all = await choices(plan.planId);
  });

  const lineOf = (name: keyof typeof who): string => {
    const { rhythm, arm, templateId, score, reason, names } = all.get(who[name])!;
    const offer = templateId === null ? 'nothing' : names.get(templateId);
    return [rhythm, arm, offer, (score / 100).toFixed(4), reason].join(', ');
  };

  // ¥8 is the full depth of 20 % of ¥40, ¥4 half of it. gained = uplift × depth × 40 × 60 % × visits,
  // spent = (base + uplift × depth) × discount:
  //   late    ¥8 .12 × 24 × 2 − .42 × 8 = 2.40   ¥4 .06 × 24 × 2 − .36 × 4 = 1.44
  //   lapsed  ¥8 .06 × 24 × 3 − .14 × 8 = 3.20   ¥4 .03 × 24 × 3 − .11 × 4 = 1.72, both × 30/32 for two days more
  //   new     ¥8 .08 × 24 × 2 − .43 × 8 = 0.40   ¥4 .04 × 24 × 2 − .39 × 4 = 0.36
  //   due     ¥8 .05 × 24     − .65 × 8 < 0
  // Budget 20: three times ¥4 (12), then lapsed grows to ¥8 (16: +1.39 for 4), then late (20: +.96 for 4).
  // A receipt of ¥41 makes a little more of it (.11707 × 24.6 × 2 − .41707 × 8), so the controlled one comes before the
  // other late one; being withheld, it takes none of the budget.
  test('gives each the offer that earns most within the budget', () => {
    expect(lineOf('lapsed')).toBe('lapsed, treated, eight off, 3.0000, lapsed_own_rhythm');
    expect(lineOf('controlled')).toBe('late, control, eight off, 2.4234, late_own_rhythm');
    expect(lineOf('late')).toBe('late, treated, eight off, 2.4000, late_own_rhythm');
    expect(lineOf('fresh')).toBe('new, treated, four off, 0.3600, new_first_visit');
    expect(lineOf('due')).toBe('due, none, nothing, 0.0000, comes_anyway');
    expect(lineOf('onTime')).toBe('on_time, none, nothing, 0.0000, comes_anyway');
    expect(lineOf('stranger')).toBe('new, none, nothing, 0.0000, never_bought');
    expect([...all.keys()].slice(0, 4)).toEqual([who.lapsed, who.controlled, who.late, who.fresh]);
  });

  test('says why in facts, and logs what was weighed and how likely the arm was', () => {
    const facts = { gapDays: 10, gapIsOwn: true, visits: 4, ticketMinor: 4000 };
    expect(all.get(who.lapsed)).toMatchObject({ facts: { ...facts, sinceDays: 32 }, propensity: 0.9, rank: 1 });
    expect(all.get(who.controlled)).toMatchObject({ facts: { ...facts, sinceDays: 17, ticketMinor: 4100 } });
    expect(all.get(who.controlled)!.propensity).toBeCloseTo(0.1, 12);
    expect(all.get(who.fresh)).toMatchObject({ facts: { gapDays: 10, gapIsOwn: false, visits: 1, sinceDays: 2 } });
    expect(all.get(who.due)).toMatchObject({ facts: { ...facts, sinceDays: 10 }, propensity: 1 });
    expect(all.get(who.due)!.candidates.map(({ score }) => score)).toEqual([
      expect.closeTo(0.025 * 2400 - 0.625 * 400, 6),
      expect.closeTo(0.05 * 2400 - 0.65 * 800, 6),
    ]);
    expect(all.get(who.stranger)!.facts).toEqual({ visits: 0 });
  });

  test('adds up', async () => {
    expect(plan).toMatchObject({ status: 'draft', asOf: TODAY, budgetMinor: 2000, committedMinor: 2000 });
    expect(plan).toMatchObject({ offerCount: 3, controlCount: 1, customerCount: all.size, controlBps: 1000 });
    const detail = valueOf(await getPlan(shop.ctx, plan.planId));
    expect(detail.rhythms).toContainEqual({ rhythm: 'late', treated: 1, control: 1, none: 0 });
    expect(detail.rhythms.map(({ rhythm }) => rhythm)).toEqual(['new', 'on_time', 'due', 'late', 'lapsed']);
    expect(detail.templates.map(({ name }) => name)).toEqual(['four off', 'eight off']);
  });
});

describe('a plan as of a day', () => {
  test('knows nothing of what came after its day', async () => {
    const { free } = await drawn(shop.ctx, 1);
    const [who] = free as [string];
    await receipts(shop, visits(who, 4000, [...EVERY_TEN_DAYS.due, '2026-03-01']));
    await template(shop.ctx);
    const then = valueOf(await draft(shop.ctx, { asOf: '2026-02-28' }));
    expect((await choices(then.planId)).get(who)).toMatchObject({ rhythm: 'on_time', facts: { sinceDays: 8 } });
    const now = valueOf(await draft(shop.ctx));
    expect(now.asOf).toBe('2026-03-01');
    expect((await choices(now.planId)).get(who)).toMatchObject({ facts: { sinceDays: 0, visits: 5 } });
  });
});

describe('a draft', () => {
  const shopWithOneLate = async (): Promise<string> => {
    const { free } = await drawn(shop.ctx, 1);
    await receipts(shop, visits(free[0]!, 4000, EVERY_TEN_DAYS.late));
    return free[0]!;
  };

  test('is made once for a key, and the key is not taken for another', async () => {
    await shopWithOneLate();
    await template(shop.ctx);
    const cmd = { key: newId(), name: 'Spring', budgetMinor: 5000 };
    const [first, again] = await Promise.all([draftPlan(shop.ctx, cmd), draftPlan(shop.ctx, cmd)]);
    expect(valueOf(again)).toEqual(valueOf(first));
    expect(codeOf(await draftPlan(shop.ctx, { ...cmd, budgetMinor: 6000 }))).toBe('idempotency_key_reused');
    expect((await listPlans(shop.ctx, {})).items).toHaveLength(1);
  });

  test('leaves out an offer whose least spend is out of reach, or of which one had enough', async () => {
    const who = await shopWithOneLate();
    const dear = await template(shop.ctx, { name: 'dear', minSpendMinor: 20_000 });
    const once = await template(shop.ctx, { name: 'once', customerLimit: 1 });
    const plan = valueOf(await draft(shop.ctx, { asOf: TODAY }));
    expect((await choices(plan.planId)).get(who)).toMatchObject({ arm: 'treated', templateId: once });
    valueOf(await issueCoupons(shop.ctx, { key: newId(), templateId: once, to: { customerIds: [who] } }));
    const next = valueOf(await draft(shop.ctx, { asOf: TODAY }));
    expect((await choices(next.planId)).get(who)).toMatchObject({
      arm: 'none',
      reason: 'no_fitting_offer',
      candidates: [
        { templateId: dear, score: 0, excluded: 'min_spend_out_of_reach' },
        { templateId: once, score: 0, excluded: 'customer_limit_reached' },
      ],
    });
  });

  test('keeps to the offers that are named', async () => {
    const who = await shopWithOneLate();
    const [five] = [await template(shop.ctx), await template(shop.ctx, { amountMinor: 800 })];
    const plan = valueOf(await draft(shop.ctx, { asOf: TODAY, offers: [five] }));
    expect((await choices(plan.planId)).get(who)).toMatchObject({
      templateId: five,
      candidates: [{ templateId: five }],
    });
  });

  test('is refused by name, with what would help', async () => {
    const none = await draft(shop.ctx);
    expect(none).toMatchObject({ ok: false, refusal: { code: 'no_active_offer' } });
    const five = await template(shop.ctx);
    expect(codeOf(await draft(shop.ctx))).toBe('no_customers');
    await customers(shop.ctx, 3);
    expect(codeOf(await draft(shop.ctx))).toBe('no_customers');
    await shopWithOneLate();
    expect(await draft(shop.ctx, { budgetMinor: 499 })).toMatchObject({
      refusal: { code: 'plan_budget_too_small', facts: { budgetMinor: 499, cheapestMinor: 500 } },
    });
    expect(codeOf(await draft(shop.ctx, { asOf: '2026-03-03' }))).toBe('plan_as_of_in_future');
    expect(codeOf(await draft(shop.ctx, { offers: [newId()] }))).toBe('offer_not_active');
    expect(codeOf(await draft(shop.ctx, { assumptions: { lateBps: 1 } }))).toBe('thresholds_out_of_order');
    const spent = await template(shop.ctx, { issueLimit: 1 });
    valueOf(await issueCoupons(shop.ctx, { key: newId(), templateId: spent, to: { count: 1 } }));
    expect(await draft(shop.ctx, { offers: [five, spent] })).toMatchObject({
      refusal: { code: 'offer_not_active', facts: { templateId: spent } },
    });
    valueOf(await setTemplateActive(shop.ctx, { templateId: five, active: false }));
    expect(codeOf(await draft(shop.ctx))).toBe('no_active_offer');
  });

  test('is refused where more templates are active than one plan can weigh', async () => {
    await shopWithOneLate();
    for (let i = 0; i < 21; i += 1) await template(shop.ctx);
    expect(codeOf(await draft(shop.ctx))).toBe('too_many_offers');
  });
});
