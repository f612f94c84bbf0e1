import { expect, test } from 'vitest';
import { eventsAfter, inTx, relayOnce, type Ctx } from '@shuke/db';
import { newId, ok } from '@shuke/kernel';
import { actAs, testServices } from '@shuke/testkit';
import { drawByPattern } from '../code-pattern.ts';
import {
  activeTemplates,
  codesOf,
  createTemplate,
  getCoupon,
  getTemplate,
  issueCoupons,
  issueMany,
  listTemplates,
} from '../index.ts';
import { codeOf, draft, figuresOf, newShop, newTemplate, valueOf } from './shop.ts';

const services = testServices();

const issuedEvents = async (ctx: Ctx): Promise<unknown[]> => {
  await relayOnce(services);
  return (await eventsAfter(ctx, 0)).filter(({ type }) => type === 'coupon.issued').map(({ payload }) => payload);
};

test('a hundred thousand bearer coupons are issued by one command, each with a code of its own', async () => {
  const ctx = await newShop(services);
  const templateId = await newTemplate(ctx, { issueLimit: 100_000, budgetMinor: 100_000_000 });
  const startedAt = performance.now();
  const issue = valueOf(await issueCoupons(ctx, { key: newId(), templateId, to: { count: 100_000 } }));
  console.log(`100,000 coupons in ${Math.round(performance.now() - startedAt)} ms`);
  expect(new Set(issue.coupons.map(({ code }) => code)).size).toBe(100_000);
  expect(await figuresOf(ctx, templateId)).toMatchObject({ issued: 100_000, committedMinor: 100_000_000 });
  expect(await issuedEvents(ctx)).toEqual([{ templateId, count: 100_000, planId: null }]);
});

test('an issue that does not fit says how many would, and issues none', async () => {
  const ctx = await newShop(services);
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
  const ctx = await newShop(services);
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
  const ctx = await newShop(services);
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
  const ctx = await newShop(services);
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

test('codes by a pattern are issued once each, shown as they are printed and found however they are typed', async () => {
  const ctx = await newShop(services);
  const templateId = await newTemplate(ctx);
  const issue = (pattern: string, count: number) =>
    issueCoupons(ctx, { key: newId(), templateId, to: { codes: { pattern, count } } });
  const { coupons } = valueOf(await issue('Spring-###-@@@@', 300));
  expect(new Set(coupons.map(({ code }) => code)).size).toBe(300);
  const { code } = coupons[0]!;
  expect(code).toMatch(/^SPRING-[0-9]{3}-[A-Z]{4}$/);
  expect(valueOf(await getCoupon(ctx, code.toLowerCase().replaceAll('-', ' '))).code).toBe(code);
  expect(codeOf(await issue('SPRING-###', 1))).toBe('coupon_codes_guessable');
  expect(codeOf(await issue('SPRING', 1))).toBe('coupon_codes_guessable');
  expect(codeOf(await issue('SPRING?####', 1))).toBe('coupon_code_pattern_invalid');
  expect(await figuresOf(ctx, templateId)).toMatchObject({ issued: 300, committedMinor: 300_000 });
});

// Half of the codes of the first batch are drawn again in the second, and thousands within each of them.
test('codes that were given before are drawn anew, also under other batches at once', async () => {
  const ctx = await newShop(services);
  const templates = await Promise.all([1, 2, 3].map(() => newTemplate(ctx)));
  const draw = (count: number) => drawByPattern('RUSH##', count);
  const issue = (templateId: string) =>
    inTx(ctx, {}, async (tx) =>
      ok(
        await issueMany(
          tx,
          Array.from({ length: 20 }, () => ({ templateId, customerId: null })),
          draw,
        ),
      ),
    );
  const results = (await Promise.all(templates.map(issue))).flatMap(valueOf);
  expect(new Set(results.map((result) => valueOf(result).code)).size).toBe(60);
});
