import { beforeEach, describe, expect, test } from 'vitest';
import { mergeCustomers, unmergeCustomers } from '@shuke/customer';
import { DAY_MS, must, newId } from '@shuke/kernel';
import { testServices } from '@shuke/testkit';
import { approvePlan, issuePlan, listChoices, planReport, type ReadChoice } from '../index.ts';
import { draft, drawn, openShop, receipts, template, valueOf, visits, type Shop } from './shop.ts';

const START = '2026-03-02T02:00:00Z';
const services = testServices(START);
let shop: Shop;
beforeEach(async () => {
  services.clock.set(START);
  shop = await openShop(services);
});

// Last seen 17 days before the day of the plan, with gaps of ten.
const LATE = ['2026-01-14', '2026-01-24', '2026-02-03', '2026-02-13'];

const merge = async (fromCustomerId: string, intoCustomerId: string) =>
  valueOf(await mergeCustomers(shop.ctx, { key: newId(), fromCustomerId, intoCustomerId, because: 'guest_said' }));

/** Two late guests: one outside the control group and one of it, the older one first. */
async function twoLate(): Promise<{ older: string; younger: string; controlled: string }> {
  const { free, controlled } = await drawn(shop.ctx, 1);
  const [one] = free as [string];
  await receipts(
    shop,
    [one, controlled].flatMap((id) => visits(id, 4000, LATE)),
  );
  await template(shop.ctx, { validDays: 60 });
  return { older: one < controlled ? one : controlled, younger: one < controlled ? controlled : one, controlled };
}

const drafted = async (): Promise<string> =>
  valueOf(await draft(shop.ctx, { asOf: '2026-03-02', budgetMinor: 1_000_000 })).planId;

async function issued(planId: string): Promise<void> {
  valueOf(await approvePlan(shop.ctx, { key: newId(), planId }));
  valueOf(await issuePlan(shop.ctx, { key: newId(), planId }));
}

const chosen = async (planId: string): Promise<Map<string, ReadChoice>> => {
  const page = valueOf(await listChoices(shop.ctx, planId, { after: '0', limit: 200 }));
  return new Map(page.items.map((choice) => [choice.customerId, choice]));
};

describe('a person of two customers', () => {
  test.each([['the older'], ['the younger']])(
    'has one choice, by the visits of both, in the group of the older one, merged into %s',
    async (into) => {
      const { older, younger, controlled } = await twoLate();
      const [from, person] = into === 'the older' ? [younger, older] : [older, younger];
      await merge(from, person);
      const planId = await drafted();
      const choices = await chosen(planId);
      expect(choices.get(from)).toBeUndefined();
      expect(choices.get(person)).toMatchObject({
        arm: older === controlled ? 'control' : 'treated',
        // Both came on the same four days.
        facts: { visits: 4, gapDays: 10 },
      });
      valueOf(await unmergeCustomers(shop.ctx, { key: newId(), customerId: from }));
      const apart = await chosen(await drafted());
      expect([apart.get(controlled)?.arm, apart.size]).toEqual(['control', choices.size + 1]);
    },
  );

  test('is given nothing by a plan that was drafted before the merge where the person is another or in the control group', async () => {
    const { older, younger, controlled } = await twoLate();
    const planId = await drafted();
    await merge(younger, older);
    await issued(planId);
    const choices = await chosen(planId);
    const treated = older === controlled ? younger : older;
    const skipped = treated === younger ? 'customer_merged_already' : null;
    expect(choices.get(treated)).toMatchObject({ arm: 'treated', notIssued: skipped });
    expect(choices.get(treated)?.couponCode === null).toBe(skipped !== null);
  });

  test('counts once in a report, in one group, with what both bought, and twice again afterwards', async () => {
    const { older, younger } = await twoLate();
    const planId = await drafted();
    await issued(planId);
    const at = new Date(Date.parse(START) + DAY_MS);
    await receipts(
      shop,
      [older, younger].map((customerId) => ({ customerId, at, minor: 1000 })),
    );
    services.clock.advanceMs(40 * DAY_MS);
    const groups = async () => {
      const { treated, control } = must(valueOf(await planReport(shop.ctx, planId)).comparison, 'the plan has groups');
      return {
        customers: treated.customers + control.customers,
        buyers: treated.buyers + control.buyers,
        salesMinor: treated.salesMinor + control.salesMinor,
      };
    };
    expect(await groups()).toEqual({ customers: 2, buyers: 2, salesMinor: 2000 });
    await merge(younger, older);
    expect(await groups()).toEqual({ customers: 1, buyers: 1, salesMinor: 2000 });
    valueOf(await unmergeCustomers(shop.ctx, { key: newId(), customerId: younger }));
    expect(await groups()).toEqual({ customers: 2, buyers: 2, salesMinor: 2000 });
  });
});
