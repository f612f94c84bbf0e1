import { beforeAll, describe, expect, test } from 'vitest';
import { DAY_MS, Fault, newId, ok, refuse } from '@shuke/kernel';
import { actAs, testServices } from '@shuke/testkit';
import { forgetOldKeys } from '../idempotency.ts';
import type { Ctx } from '../ctx.ts';
import { inTx } from '../tx.ts';
import { addToProbe, asOwner, insertProbe, killConnections, makeProbe, readProbe } from './probe.ts';

const services = testServices();
beforeAll(() => makeProbe(services.ownerUrl));

async function withProbe(): Promise<{ ctx: Ctx; id: string }> {
  const ctx = actAs(services);
  const made = await inTx(ctx, {}, async (tx) => ok(await insertProbe(tx, 0)));
  return { ctx, id: made.ok ? made.value : '' };
}

const add = (ctx: Ctx, id: string, command: { key: string; by: number }) =>
  inTx(ctx, { key: command.key, input: { id, by: command.by } }, async (tx) =>
    ok({ n: await addToProbe(tx, id, command.by) }),
  );

describe('one key', () => {
  test('sent 100 times at once has one effect and one answer', async () => {
    const { ctx, id } = await withProbe();
    const answers = await Promise.all(Array.from({ length: 100 }, () => add(ctx, id, { key: 'k-100', by: 7 })));
    expect(answers).toEqual(Array.from({ length: 100 }, () => ok({ n: 7 })));
    expect(await readProbe(services.ownerUrl, id)).toBe(7);
  });

  test('with another body is refused, also when both arrive at once', async () => {
    const { ctx, id } = await withProbe();
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, i) => add(ctx, id, { key: 'k-two', by: (i % 2) + 1 })),
    );
    const n = await readProbe(services.ownerUrl, id);
    expect([1, 2]).toContain(n);
    const granted = answers.filter((a) => a.ok);
    expect(granted).toHaveLength(20);
    expect(granted.every((a) => a.ok && a.value.n === n)).toBe(true);
    const refused = answers.filter((a) => !a.ok);
    expect(refused).toEqual(Array.from({ length: 20 }, () => refuse('idempotency_key_reused')));
  });

  test('is the same request whatever the order of its fields', async () => {
    const { ctx, id } = await withProbe();
    const first = await inTx(ctx, { key: 'k-order', input: { a: 1, b: { c: 2, d: 3 } } }, async (tx) =>
      ok(await addToProbe(tx, id, 1)),
    );
    const second = await inTx(ctx, { key: 'k-order', input: { b: { d: 3, c: 2 }, a: 1 } }, async (tx) =>
      ok(await addToProbe(tx, id, 1)),
    );
    expect(second).toEqual(first);
    expect(await readProbe(services.ownerUrl, id)).toBe(1);
  });

  test('of another merchant is another key', async () => {
    const [one, two] = [await withProbe(), await withProbe()];
    await add(one.ctx, one.id, { key: 'k-same', by: 1 });
    expect(await add(two.ctx, two.id, { key: 'k-same', by: 2 })).toEqual(ok({ n: 2 }));
  });

  test('of one route is refused on another, even with equal bodies', async () => {
    const { ctx, id } = await withProbe();
    const once = { ...ctx, purpose: 'POST /v1/brands' };
    expect((await add(once, id, { key: 'k-route', by: 1 })).ok).toBe(true);
    expect((await add(once, id, { key: 'k-route', by: 1 })).ok).toBe(true);
    const elsewhere = await add({ ...ctx, purpose: 'POST /v1/regions' }, id, { key: 'k-route', by: 1 });
    expect(elsewhere).toEqual(refuse('idempotency_key_reused'));
    expect(await readProbe(services.ownerUrl, id)).toBe(1);
  });
});

describe('a refusal', () => {
  test('is not stored by itself: the same key may pass later, and what the body did is undone', async () => {
    const { ctx, id } = await withProbe();
    let open = false;
    const attempt = () =>
      inTx(ctx, { key: 'k-refusal', input: id }, async (tx) => {
        const n = await addToProbe(tx, id, 5);
        return open ? ok(n) : refuse('not_found');
      });
    expect(await attempt()).toEqual(refuse('not_found'));
    expect(await readProbe(services.ownerUrl, id)).toBe(0);
    open = true;
    expect(await attempt()).toEqual(ok(5));
  });

  test('is stored where the command asks for it, and a repeat is refused alike', async () => {
    const { ctx, id } = await withProbe();
    let open = false;
    const attempt = () =>
      inTx(ctx, { key: 'k-money', input: id, storeRefusals: true }, async (tx) => {
        const n = await addToProbe(tx, id, 5);
        return open ? ok(n) : refuse('not_found', { because: 'closed' });
      });
    const first = await attempt();
    open = true;
    expect(await attempt()).toEqual(first);
    expect(first).toEqual(refuse('not_found', { because: 'closed' }));
    expect(await readProbe(services.ownerUrl, id)).toBe(0);
  });

  test('that follows a database error is stored too, for it is rolled back to before it', async () => {
    const { ctx, id } = await withProbe();
    const attempt = () =>
      inTx(ctx, { key: 'k-caught', input: id, storeRefusals: true }, async (tx) => {
        try {
          return ok(await addToProbe(tx, id, -1));
        } catch {
          return refuse('forbidden');
        }
      });
    expect(await attempt()).toEqual(refuse('forbidden'));
    expect(await attempt()).toEqual(refuse('forbidden'));
  });
});

describe('what breaks in between', () => {
  test('a throw stores nothing: the key is free and the effect undone', async () => {
    const { ctx, id } = await withProbe();
    const broken = inTx(ctx, { key: 'k-throw', input: { id, by: 3 } }, async (tx) => {
      await addToProbe(tx, id, 3);
      throw new Error('broke half-way');
    });
    await expect(broken).rejects.toThrow('broke half-way');
    expect(await add(ctx, id, { key: 'k-throw', by: 3 })).toEqual(ok({ n: 3 }));
  });

  test('a connection that dies before the commit is a fault, and a repeat has the effect once', async () => {
    const { ctx, id } = await withProbe();
    const dying = inTx(ctx, { key: 'k-crash', input: { id, by: 4 } }, async (tx) => {
      const n = await addToProbe(tx, id, 4);
      await killConnections(services.ownerUrl, 'app');
      return ok({ n });
    });
    await expect(dying).rejects.toThrow(Fault);
    expect(await readProbe(services.ownerUrl, id)).toBe(0);
    expect(await add(ctx, id, { key: 'k-crash', by: 4 })).toEqual(ok({ n: 4 }));
    expect(await add(ctx, id, { key: 'k-crash', by: 4 })).toEqual(ok({ n: 4 }));
    expect(await readProbe(services.ownerUrl, id)).toBe(4);
  });

  test('a repeat that waits for a first which then fails, has the effect itself', async () => {
    const { ctx, id } = await withProbe();
    const { promise: claimed, resolve: hasClaimed } = Promise.withResolvers<void>();
    const { promise: mayFail, resolve: fail } = Promise.withResolvers<void>();
    const first = inTx(ctx, { key: 'k-wait', input: { id, by: 2 } }, async () => {
      hasClaimed();
      await mayFail;
      throw new Error('the first fails');
    });
    await claimed;
    const second = add(ctx, id, { key: 'k-wait', by: 2 });
    fail();
    await expect(first).rejects.toThrow('the first fails');
    expect(await second).toEqual(ok({ n: 2 }));
  });
});

test('keys past their time are forgotten in chunks, younger ones kept', async () => {
  const ctx = actAs(services, newId());
  await asOwner(services.ownerUrl, (owner) =>
    owner.query(
      `insert into idempotency (merchant_id, key, input_hash, answer, created_at)
       select $1, 'old-' || i, '', '{}', $2::timestamptz - i * interval '1 day' from generate_series(0, 1199) as i`,
      [ctx.actor.merchantId, services.clock.now()],
    ),
  );
  const before = new Date(services.clock.now().getTime() - 30 * DAY_MS);
  const forget = () => inTx(ctx, {}, async (tx) => ok(await forgetOldKeys(tx, tx.merchantId, before)));
  expect([await forget(), await forget(), await forget()]).toEqual([ok(1000), ok(169), ok(0)]);
});
