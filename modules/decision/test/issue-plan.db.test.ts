import { beforeEach, describe, expect, test } from 'vitest';
import { getTemplate, issueCoupons, issueMany, setTemplateActive } from '@shuke/coupon';
import { inRead, inTx, sql } from '@shuke/db';
import { DAY_MS, newId, ok } from '@shuke/kernel';
import { testServices } from '@shuke/testkit';
import { approvePlan, decisionJobs, discardPlan, getPlan, issuePlan, type DraftPlan, type Plan } from '../index.ts';
import {
  codeOf,
  customers,
  draft,
  isControlled,
  openShop,
  receipts,
  template,
  valueOf,
  visits,
  type Shop,
} from './shop.ts';

const services = testServices('2026-03-02T02:00:00Z');
const START = '2026-03-02T02:00:00Z';
let shop: Shop;
beforeEach(async () => {
  services.clock.set(START);
  shop = await openShop(services);
});

// Last seen 17 days before the day of the plan, with gaps of ten.
const LATE = ['2026-01-14', '2026-01-24', '2026-02-03', '2026-02-13'];

async function lateCustomers(count: number): Promise<string[]> {
  const ids = await customers(shop.ctx, count);
  await receipts(
    shop,
    ids.flatMap((id) => visits(id, 4000, LATE)),
  );
  return ids;
}

const drafted = async (own: Partial<DraftPlan> = {}): Promise<Plan> =>
  valueOf(await draft(shop.ctx, { asOf: '2026-03-02', ...own }));

const approve = async ({ planId }: Plan): Promise<Plan> =>
  valueOf(await approvePlan(shop.ctx, { key: newId(), planId }));

const approved = async (own: Partial<DraftPlan> = {}): Promise<Plan> => approve(await drafted(own));

const issue = (planId: string, key: string = newId()) => issuePlan(shop.ctx, { key, planId });

interface Issued {
  customerId: string;
  arm: string;
  rhythm: string;
  reason: string;
  coupons: number;
  notIssued: string | null;
}

/** Every choice of a plan, with how many coupons of it its customer really has. */
const outcomes = (planId: string): Promise<Issued[]> =>
  inRead(shop.ctx, (tx) =>
    tx.many<Issued>(sql`
      select c.customer_id as "customerId", c.arm, c.rhythm, c.reason, c.not_issued as "notIssued",
             (select count(*) from pub_coupon k
               where k.merchant_id = c.merchant_id and k.plan_id = c.plan_id and k.customer_id = c.customer_id) as coupons
        from plan_choice c
       where c.merchant_id = ${tx.merchantId} and c.plan_id = ${planId}
       order by c.rank`),
  );

const enqueued = async (planId: string): Promise<unknown[]> =>
  (
    await services.db.jobs.query(
      'select task_identifier as task, run_at as "runAt" from graphile_worker.jobs where key = $1',
      [planId],
    )
  ).rows;

async function expectEachOnce(planId: string): Promise<void> {
  const all = await outcomes(planId);
  expect(all.filter(({ arm, coupons }) => coupons !== Number(arm === 'treated'))).toEqual([]);
  const plan = valueOf(await getPlan(shop.ctx, planId));
  const treated = all.filter(({ arm }) => arm === 'treated').length;
  expect(plan).toMatchObject({ status: 'issued', issuedCount: treated, issuedMinor: plan.committedMinor });
}

describe('an approved plan', () => {
  test('gives each chosen customer one coupon and the control group none', async () => {
    const ids = await lateCustomers(60);
    const templateId = await template(shop.ctx);
    const { planId } = await approved();
    const issued = valueOf(await issue(planId));
    await expectEachOnce(planId);
    const controlled = ids.filter((id) => isControlled(shop.ctx, id)).length;
    expect(issued).toMatchObject({ offerCount: 60 - controlled, controlCount: controlled });
    expect(valueOf(await getTemplate(shop.ctx, templateId))).toMatchObject({
      issued: 60 - controlled,
      committedMinor: 500 * (60 - controlled),
    });
  });

  test('gives the same answer to a repeat, and refuses a second issue under another key', async () => {
    await lateCustomers(5);
    await template(shop.ctx);
    const { planId } = await approved();
    const key = newId();
    const first = valueOf(await issue(planId, key));
    expect(valueOf(await issue(planId, key))).toEqual(first);
    expect(codeOf(await issue(planId))).toBe('plan_already_issued');
    expect(codeOf(await issue(newId(), key))).toBe('idempotency_key_reused');
  });

  test('issued by ten callers at once goes out once', async () => {
    await lateCustomers(80);
    await template(shop.ctx);
    const { planId } = await approved();
    const answers = await Promise.all(Array.from({ length: 10 }, () => issue(planId)));
    expect(answers.filter((answer) => answer.ok).length).toBeGreaterThan(0);
    for (const answer of answers) expect(['ok', 'plan_already_issued']).toContain(codeOf(answer));
    await expectEachOnce(planId);
  });
});

describe('an issue that is cut short', () => {
  test('goes on where it stopped, with the same key or another, and gives nobody a second coupon', async () => {
    await lateCustomers(2600);
    await template(shop.ctx, { amountMinor: 100 });
    const { planId } = await approved({ budgetMinor: 10_000_000 });
    const key = newId();
    const cutShort = (after: number, withKey: string) => {
      let chunks = 0;
      const onChunk = (): void => {
        if ((chunks += 1) === after) throw new Error('the power failed');
      };
      return issuePlan(shop.ctx, { key: withKey, planId, onChunk });
    };
    await expect(cutShort(1, key)).rejects.toThrow('the power failed');
    const first = valueOf(await getPlan(shop.ctx, planId));
    expect(first).toMatchObject({ status: 'issuing', issuedCount: 1000 });
    await expect(cutShort(1, newId())).rejects.toThrow('the power failed');
    expect(valueOf(await getPlan(shop.ctx, planId)).issuedCount).toBe(2000);
    valueOf(await issue(planId, key));
    await expectEachOnce(planId);
  });

  test('is finished by the job that was enqueued with it, when nobody comes back', async () => {
    await lateCustomers(1200);
    await template(shop.ctx);
    const { planId } = await approved({ budgetMinor: 10_000_000 });
    const payload = { merchantId: shop.ctx.actor.merchantId, planId };
    const [job] = decisionJobs;
    await job!.run(services, payload);
    expect(valueOf(await getPlan(shop.ctx, planId))).toMatchObject({ status: 'approved', issuedCount: 0 });
    const onChunk = (): void => {
      throw new Error('the power failed');
    };
    await expect(issuePlan(shop.ctx, { key: newId(), planId, onChunk })).rejects.toThrow('the power failed');
    expect(await enqueued(planId)).toEqual([{ task: job!.name, runAt: new Date('2026-03-02T02:01:00Z') }]);
    await job!.run(services, payload);
    await expectEachOnce(planId);
  });
});

describe('what cannot be issued', () => {
  test('is noted on the choice, and the rest goes out', async () => {
    const ids = await lateCustomers(30);
    const templateId = await template(shop.ctx, { issueLimit: 30 });
    const { planId, offerCount } = await approved();
    const strangers = await customers(shop.ctx, 10);
    valueOf(await issueCoupons(shop.ctx, { key: newId(), templateId, to: { customerIds: strangers } }));
    const left = Math.min(20, offerCount);
    expect(valueOf(await issue(planId))).toMatchObject({ status: 'issued', issuedCount: left });
    const all = await outcomes(planId);
    expect(all.filter(({ notIssued }) => notIssued === 'coupon_issue_limit_reached')).toHaveLength(offerCount - left);
    expect(all).toHaveLength(ids.length);
  });

  test('is noted too where the customer got a coupon of another plan meanwhile', async () => {
    const ids = await lateCustomers(30);
    const templateId = await template(shop.ctx);
    const { planId } = await approved();
    const holder = ids.find((id) => !isControlled(shop.ctx, id))!;
    const rows = [{ templateId, customerId: holder, planId: newId() }];
    valueOf(await inTx(shop.ctx, {}, async (tx) => ok(await issueMany(tx, rows))));
    const { issuedCount, offerCount } = valueOf(await issue(planId));
    expect(issuedCount).toBe(offerCount - 1);
    expect((await outcomes(planId)).find(({ customerId }) => customerId === holder)).toMatchObject({
      coupons: 0,
      notIssued: 'has_open_offer',
    });
  });

  test('a template that was switched off meanwhile gives nothing', async () => {
    await lateCustomers(10);
    const templateId = await template(shop.ctx);
    const { planId } = await approved();
    valueOf(await setTemplateActive(shop.ctx, { templateId, active: false }));
    expect(valueOf(await issue(planId))).toMatchObject({ status: 'issued', issuedCount: 0, issuedMinor: 0 });
  });

  test.each([
    ['a plan that is none', async () => newId(), 'plan_not_found'],
    ['a draft', async () => (await drafted()).planId, 'plan_not_approved'],
    [
      'a discarded plan',
      async () => {
        const { planId } = await drafted();
        valueOf(await discardPlan(shop.ctx, planId));
        return planId;
      },
      'plan_discarded',
    ],
  ])('%s is refused', async (_what, planOf, code) => {
    await lateCustomers(3);
    await template(shop.ctx);
    expect(codeOf(await issue(await planOf()))).toBe(code);
  });
});

describe('approving and discarding', () => {
  test('follow each other in one order only', async () => {
    await lateCustomers(3);
    await template(shop.ctx);
    const plan = await drafted();
    const key = newId();
    const again = () => approvePlan(shop.ctx, { key, planId: plan.planId });
    expect(valueOf(await again())).toMatchObject({ status: 'approved', approvedAt: '2026-03-02T02:00:00.000Z' });
    expect(codeOf(await again())).toBe('ok');
    expect(codeOf(await approvePlan(shop.ctx, { key: newId(), planId: plan.planId }))).toBe('plan_not_draft');
    valueOf(await issue(plan.planId));
    expect(codeOf(await discardPlan(shop.ctx, plan.planId))).toBe('plan_already_issued');
    const other = await drafted();
    expect(codeOf(await discardPlan(shop.ctx, other.planId))).toBe('ok');
    expect(codeOf(await discardPlan(shop.ctx, other.planId))).toBe('ok');
    expect(codeOf(await approvePlan(shop.ctx, { key: newId(), planId: other.planId }))).toBe('plan_discarded');
    expect(codeOf(await discardPlan(shop.ctx, newId()))).toBe('plan_not_found');
  });
});

describe('one plan after another', () => {
  test('leaves everybody in peace who was chosen, whichever group they are in, until the offer ends', async () => {
    const ids = await lateCustomers(60);
    await template(shop.ctx, { validDays: 14 });
    const first = await approved();
    valueOf(await issue(first.planId));
    services.clock.advanceMs(13 * DAY_MS);
    const second = await outcomes((await drafted()).planId);
    expect(new Set(second.map(({ arm }) => arm))).toEqual(new Set(['none']));
    for (const { customerId, reason } of second) {
      expect(reason).toBe(isControlled(shop.ctx, customerId) ? 'recent_offer' : 'has_open_offer');
    }
    services.clock.advanceMs(2 * DAY_MS);
    const third = await outcomes((await drafted()).planId);
    expect(third.filter(({ arm }) => arm === 'treated')).toHaveLength(first.offerCount);
    expect(ids.filter((id) => isControlled(shop.ctx, id))).toHaveLength(first.controlCount);
    expect(third.filter(({ arm }) => arm === 'control')).toHaveLength(first.controlCount);
  });

  test('keeps the control group as it is, and never gives it a coupon', async () => {
    await lateCustomers(120);
    await template(shop.ctx, { validDays: 1 });
    const groups: string[][] = [];
    for (let round = 0; round < 3; round += 1) {
      const { planId } = await approved();
      valueOf(await issue(planId));
      const all = await outcomes(planId);
      groups.push(
        all
          .filter(({ arm }) => arm === 'control')
          .map(({ customerId }) => customerId)
          .sort(),
      );
      expect(all.filter(({ arm, coupons }) => arm === 'control' && coupons > 0)).toEqual([]);
      services.clock.advanceMs(2 * DAY_MS);
    }
    expect(groups[1]).toEqual(groups[0]);
    expect(groups[2]).toEqual(groups[0]);
    expect(groups[0]!.length).toBeGreaterThan(0);
  });

  test('keeps who was late late while the typical gap grows, until a visit', async () => {
    await lateCustomers(3);
    const [once] = await customers(shop.ctx, 1);
    await receipts(shop, visits(once!, 4000, ['2026-02-13']));
    await template(shop.ctx);
    const rhythmIn = async ({ planId }: Plan): Promise<string | undefined> =>
      (await outcomes(planId)).find(({ customerId }) => customerId === once)?.rhythm;
    const first = await approved();
    // Seventeen days without a second visit, and the others come every ten.
    expect(await rhythmIn(first)).toBe('late');
    valueOf(await issue(first.planId));
    const slow = ['2025-12-01', '2025-12-31', '2026-01-30', '2026-03-01'];
    const others = await customers(shop.ctx, 5);
    await receipts(
      shop,
      others.flatMap((id) => visits(id, 4000, slow)),
    );
    expect(await rhythmIn(await drafted())).toBe('late');
    expect(await rhythmIn(await drafted({ asOf: '2026-02-20' }))).toBe('new');
    await receipts(shop, visits(once!, 4000, ['2026-03-01']));
    expect(await rhythmIn(await drafted())).toBe('on_time');
  });

  test('does not issue a plan that was drafted before another went out', async () => {
    await lateCustomers(5);
    await template(shop.ctx);
    const [one, two] = [await approved(), await approved()];
    valueOf(await issue(one.planId));
    expect(codeOf(await issue(two.planId))).toBe('plan_outdated');
  });

  test('issues one of two plans that are issued at once, so that nobody has two open coupons', async () => {
    await lateCustomers(40);
    await template(shop.ctx);
    const plans = [await approved(), await approved()];
    const answers = await Promise.all(plans.map(({ planId }) => issue(planId)));
    expect(answers.map(codeOf).sort()).toEqual(['ok', 'plan_outdated']);
    const coupons = new Map<string, number>();
    for (const { planId } of plans) {
      for (const one of await outcomes(planId)) {
        coupons.set(one.customerId, (coupons.get(one.customerId) ?? 0) + one.coupons);
      }
    }
    expect(Math.max(...coupons.values())).toBe(1);
  });
});
