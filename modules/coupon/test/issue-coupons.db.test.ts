import { expect, test } from 'vitest';
import { eventsAfter, inTx, relayOnce, type Ctx } from '@shuke/db';
import { newId, ok } from '@shuke/kernel';
import { actAs, testServices } from '@shuke/testkit';
import {
  activeTemplates,
  codesOf,
  createTemplate,
  getTemplate,
  issueCoupons,
  issueMany,
  listTemplates,
} from '../index.ts';
import { codeOf, draft, figuresOf, newTemplate, valueOf } from './shop.ts';

const services = testServices();

const issuedEvents = async (ctx: Ctx): Promise<unknown[]> => {
  await relayOnce(services);
  return (await eventsAfter(ctx, 0)).filter(({ type }) => type === 'coupon.issued').map(({ payload }) => payload);
};

test('a hundred thousand bearer coupons are issued by one command, each with a code of its own', async () => {
  const ctx = actAs(services);
  const templateId = await newTemplate(ctx, { issueLimit: 100_000, budgetMinor: 100_000_000 });
  const startedAt = performance.now();
  const issue = valueOf(await issueCoupons(ctx, { key: newId(), templateId, to: { count: 100_000 } }));
  console.log(`100,000 coupons in ${Math.round(performance.now() - startedAt)} ms`);
  expect(new Set(issue.coupons.map(({ code }) => code)).size).toBe(100_000);
  expect(await figuresOf(ctx, templateId)).toMatchObject({ issued: 100_000, committedMinor: 100_000_000 });
  expect(await issuedEvents(ctx)).toEqual([{ templateId, count: 100_000, planId: null }]);
});

test('an issue that does not fit says how many would, and issues none', async () => {
  const ctx = actAs(services);
  const templateId = await newTemplate(ctx, { issueLimit: 5, budgetMinor: 3500 });
  const issue = (count: number) => issueCoupons(ctx, { key: newId(), templateId, to: { count } });
  expect(await issue(4)).toEqual({
    ok: false,
    refusal: {
      code: 'coupon_budget_exhausted',
      facts: { neededMinor: 1000, availableMinor: 500, asked: 4, skipped: 0, issuable: 3 },
    },
  });
  expect(await figuresOf(ctx, templateId)).toMatchObject({ issued: 0, committedMinor: 0 });
  expect(await issuedEvents(ctx)).toEqual([]);
  expect(codeOf(await issue(3))).toBe('ok');
});

test('customers at their limit are passed over and counted; that nobody is left is a refusal', async () => {
  const ctx = actAs(services);
  const templateId = await newTemplate(ctx, { customerLimit: 1 });
  const [alice, bob, carol] = [newId(), newId(), newId()];
  const issue = (customerIds: string[]) => issueCoupons(ctx, { key: newId(), templateId, to: { customerIds } });
  expect(valueOf(await issue([alice]))).toMatchObject({ skipped: 0, coupons: [{ customerId: alice }] });
  const second = valueOf(await issue([bob, alice, carol, bob]));
  expect([second.skipped, second.coupons.map(({ customerId }) => customerId)]).toEqual([2, [bob, carol]]);
  expect(await issue([carol, bob])).toMatchObject({
    refusal: { code: 'coupon_customer_limit_reached', facts: { customerLimit: 1, asked: 2, skipped: 2, issuable: 0 } },
  });
});

test('a batch of several templates gives each row its own result, and one event a template and plan', async () => {
  const ctx = actAs(services);
  const [small, large] = [await newTemplate(ctx, { issueLimit: 1 }), await newTemplate(ctx)];
  const [alice, bob, planId] = [newId(), newId(), newId()];
  const rows = [
    { templateId: small, customerId: alice, planId },
    { templateId: newId(), customerId: alice, planId },
    { templateId: small, customerId: bob, planId },
    { templateId: large, customerId: bob, planId },
    { templateId: large, customerId: alice, planId },
    { templateId: large, customerId: null },
  ];
  const [results, codes] = valueOf(
    await inTx(ctx, {}, async (tx) => {
      const issued = await issueMany(tx, rows);
      const ids = issued.flatMap((result) => (result.ok ? [result.value.couponId] : []));
      return ok([issued, await codesOf(tx, ids)] as const);
    }),
  );
  const outcomes = ['ok', 'coupon_template_not_found', 'coupon_issue_limit_reached', 'ok', 'ok', 'ok'];
  expect(results.map(codeOf)).toEqual(outcomes);
  for (const result of results) if (result.ok) expect(codes.get(result.value.couponId)).toBe(result.value.code);
  const events = await issuedEvents(ctx);
  expect(events).toHaveLength(3);
  expect(events).toEqual(
    expect.arrayContaining([
      { templateId: small, count: 1, planId },
      { templateId: large, count: 2, planId },
      { templateId: large, count: 1, planId: null },
    ]),
  );
});

test('a template is made once a key, is listed newest first, and a faulty one is refused by field', async () => {
  const ctx = actAs(services);
  const key = newId();
  const first = valueOf(await createTemplate(ctx, { key, draft: draft({ name: 'first' }) }));
  expect(await createTemplate(ctx, { key, draft: draft({ name: 'first' }) })).toEqual({ ok: true, value: first });
  const second = await newTemplate(ctx, { name: 'second', validDays: null, validUntil: new Date('2030-01-01') });
  const over = await newTemplate(ctx, { validUntil: new Date(services.clock.now().getTime() + 1) });
  services.clock.advanceMs(1);
  const page = await listTemplates(ctx, { limit: 2 });
  expect([page.items.map(({ templateId }) => templateId), page.next]).toEqual([[over, second], second]);
  const rest = await listTemplates(ctx, { limit: 2, after: page.next! });
  expect([rest.items.map(({ name }) => name), rest.next]).toEqual([['first'], null]);
  const active = valueOf(await inTx(ctx, {}, async (tx) => ok(await activeTemplates(tx))));
  expect(active.map(({ name }) => name)).toEqual(['first', 'second']);
  expect(await createTemplate(ctx, { key: newId(), draft: draft({ kind: 'item' }) })).toMatchObject({
    refusal: { code: 'coupon_template_invalid', facts: { field: 'itemSku' } },
  });
  expect(codeOf(await getTemplate(actAs(services), second))).toBe('coupon_template_not_found');
});
