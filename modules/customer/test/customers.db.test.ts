import { describe, expect, test } from 'vitest';
import { inRead, inTx, sql, type Ctx } from '@shuke/db';
import { newId, ok } from '@shuke/kernel';
import { actAs, testServices } from '@shuke/testkit';
import { findCustomer } from '../customer-queries.ts';
import { createCustomer, ensureCustomers, getCustomer, hintsOf, sealIdentifier } from '../index.ts';

const services = testServices();

const row = (ctx: Ctx, value: string) => {
  const sealed = sealIdentifier(ctx.vault, ctx.actor.merchantId, { kind: 'member_no', value });
  if (!sealed.ok) throw new Error(sealed.refusal.code);
  return { ...sealed.value, source: 'till' };
};

const ensure = async (ctx: Ctx, values: readonly string[]) => {
  const result = await inTx(ctx, {}, async (tx) =>
    ok(
      await ensureCustomers(
        tx,
        values.map((v) => row(ctx, v)),
      ),
    ),
  );
  if (!result.ok) throw new Error(result.refusal.code);
  return result.value;
};

const counted = (ctx: Ctx) =>
  inRead(ctx, async (tx) => ({
    customers: (
      await tx.one<{ n: number }>(sql`
      select count(*) as n from customer where merchant_id = ${ctx.actor.merchantId}`)
    ).n,
    identifiers: (
      await tx.one<{ n: number }>(sql`
      select count(*) as n from customer_identifier where merchant_id = ${ctx.actor.merchantId}`)
    ).n,
  }));

describe('ensuring customers', () => {
  test('an unknown identifier makes a customer, a known one finds it, in the order of the rows', async () => {
    const ctx = actAs(services);
    const [first] = await ensure(ctx, ['A']);
    const again = await ensure(ctx, ['C', 'A', 'B', 'C']);
    expect(first!.created).toBe(true);
    expect(again[1]).toEqual({ customerId: first!.customerId, created: false });
    expect(again[0]!.customerId).toBe(again[3]!.customerId);
    expect(again.map((r) => r.created)).toEqual([true, false, true, false]);
    expect(await counted(ctx)).toEqual({ customers: 3, identifiers: 3 });
    expect(await ensure(ctx, [])).toEqual([]);
  });

  test('100 transactions at once with one new identifier make one customer', async () => {
    const ctx = actAs(services);
    const all = await Promise.all(Array.from({ length: 100 }, () => ensure(ctx, ['same'])));
    expect(new Set(all.map(([r]) => r!.customerId)).size).toBe(1);
    expect(all.filter(([r]) => r!.created)).toHaveLength(1);
    expect(await counted(ctx)).toEqual({ customers: 1, identifiers: 1 });
  });

  test('batches that overlap in opposite order neither wait for each other for ever nor double anybody', async () => {
    const ctx = actAs(services);
    const names = Array.from({ length: 200 }, (_, i) => `m${i}`);
    const all = await Promise.all(
      Array.from({ length: 12 }, (_, i) => ensure(ctx, i % 2 ? names : names.toReversed())),
    );
    expect(await counted(ctx)).toEqual({ customers: 200, identifiers: 200 });
    expect(all.flat().filter((r) => r.created)).toHaveLength(200);
    expect(all[1]!.map((r) => r.customerId)).toEqual(all[0]!.toReversed().map((r) => r.customerId));
  });
});

describe('creating a customer', () => {
  test('several identifiers find one person, and hints are all that is shown', async () => {
    const ctx = actAs(services);
    const made = await createCustomer(ctx, {
      key: newId(),
      identifiers: [
        { kind: 'phone', value: '13800138000' },
        { kind: 'member_no', value: 'M00012' },
        { kind: 'phone', value: '+86 138 0013 8000' },
      ],
    });
    if (!made.ok) throw new Error(made.refusal.code);
    const { customerId } = made.value;
    expect(made.value.hints.toSorted((a, b) => (a.kind < b.kind ? -1 : 1))).toEqual([
      { kind: 'member_no', hint: '•••012' },
      { kind: 'phone', hint: '•••8000' },
    ]);
    expect(await findCustomer(ctx, { kind: 'phone', value: '008613800138000' })).toEqual(ok({ customerId }));
    expect(await findCustomer(ctx, { kind: 'member_no', value: 'M00012' })).toEqual(ok({ customerId }));
    expect(await getCustomer(ctx, customerId)).toEqual(ok(made.value));
    expect((await inRead(ctx, (tx) => hintsOf(tx, [customerId, newId()]))).size).toBe(1);
    expect(JSON.stringify(services.log.lines)).not.toContain('13800138000');
  });

  test('an identifier of somebody else is refused by name, and nothing is made', async () => {
    const ctx = actAs(services);
    const [owner] = await ensure(ctx, ['taken']);
    const identifiers = [
      { kind: 'email' as const, value: 'new@example.com' },
      { kind: 'member_no' as const, value: 'taken' },
    ];
    const refused = await createCustomer(ctx, { key: newId(), identifiers });
    expect(refused).toMatchObject({
      refusal: { code: 'identifier_taken', facts: { kind: 'member_no', customerId: owner!.customerId } },
    });
    expect(await counted(ctx)).toEqual({ customers: 1, identifiers: 1 });
  });

  test('50 callers at once for one phone number make one customer, and the others learn whose it is', async () => {
    const ctx = actAs(services);
    const identifiers = [{ kind: 'phone' as const, value: '13900139000' }];
    const all = await Promise.all(Array.from({ length: 50 }, () => createCustomer(ctx, { key: newId(), identifiers })));
    const made = all.filter((r) => r.ok);
    expect(made).toHaveLength(1);
    const refusals = all.flatMap((r) => (r.ok ? [] : [r.refusal]));
    expect(new Set(refusals.map((r) => `${r.code} ${r.facts?.customerId}`))).toEqual(
      new Set([`identifier_taken ${made[0]!.ok && made[0]!.value.customerId}`]),
    );
  });

  test('a repeat with the same key gives the first answer, another input under it is refused', async () => {
    const ctx = actAs(services);
    const key = newId();
    const identifiers = [{ kind: 'member_no' as const, value: 'K1' }];
    const first = await createCustomer(ctx, { key, identifiers });
    expect(await createCustomer(ctx, { key, identifiers })).toEqual(first);
    const other = await createCustomer(ctx, { key, identifiers: [{ kind: 'member_no', value: 'K2' }] });
    expect(other).toMatchObject({ refusal: { code: 'idempotency_key_reused' } });
    expect(await counted(ctx)).toEqual({ customers: 1, identifiers: 1 });
  });
});

test('a merchant neither finds nor sees the people of another', async () => {
  const [mine, theirs] = [actAs(services), actAs(services)];
  const [known] = await ensure(mine, ['shared']);
  expect(await findCustomer(theirs, { kind: 'member_no', value: 'shared' })).toMatchObject({
    refusal: { code: 'customer_not_found' },
  });
  expect(await getCustomer(theirs, known!.customerId)).toMatchObject({ refusal: { code: 'customer_not_found' } });
  expect(await inRead(theirs, (tx) => hintsOf(tx, [known!.customerId]))).toEqual(new Map());
  const [own] = await ensure(theirs, ['shared']);
  expect(own!.customerId).not.toBe(known!.customerId);
});
