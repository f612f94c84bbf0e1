import { beforeAll, describe, expect, test } from 'vitest';
import { Bug, Fault, newId, ok, refuse } from '@shuke/kernel';
import { actAs, testServices } from '@shuke/testkit';
import type { Ctx } from '../ctx.ts';
import { inLookup } from '../lookup.ts';
import { sql } from '../sql.ts';
import { inBulk, inRead, inTx } from '../tx.ts';
import { addToProbe, asOwner, gate, insertProbe, killConnections, makeProbe, readProbe } from './probe.ts';

const services = testServices();
beforeAll(() => makeProbe(services.ownerUrl));

async function withProbes(count: number): Promise<{ ctx: Ctx; ids: string[] }> {
  const ctx = actAs(services);
  const ids: string[] = [];
  await inTx(ctx, {}, async (tx) => {
    for (let i = 0; i < count; i += 1) ids.push(await insertProbe(tx, 0));
    return ok(null);
  });
  return { ctx, ids };
}

describe('what is sent behind the opening without waiting for it', () => {
  test('acts for the merchant, and with plans that are reused only where it was asked for', async () => {
    const { ctx, ids } = await withProbes(1);
    const planning = sql`select current_setting('plan_cache_mode') as mode, count(*)::int as seen
                           from probe where merchant_id = ${ctx.actor.merchantId} and probe_id = ${ids[0]}`;
    const [reused, command, plain] = [
      await inRead(ctx, (tx) => tx.one(planning), 'reused'),
      await inTx(ctx, { plans: 'reused' }, async (tx) => ok(await tx.one(planning))),
      await inRead(ctx, (tx) => tx.one(planning)),
    ];
    expect(reused).toEqual({ mode: 'force_generic_plan', seen: 1 });
    expect(command).toEqual(ok({ mode: 'force_generic_plan', seen: 1 }));
    expect(plain).toEqual({ mode: 'auto', seen: 1 });
  });

  test('leaves nothing behind where it fails, and the connection serves the next', async () => {
    const { ctx, ids } = await withProbes(1);
    const failing = inTx(ctx, {}, async (tx) => {
      await addToProbe(tx, ids[0]!, 5);
      return ok(await tx.one(sql`select 1 / 0 as n`));
    });
    await expect(failing).rejects.toThrow('division by zero');
    const [read, written] = [
      inRead(ctx, (tx) => tx.one(sql`select 1 / 0 as n`)),
      inTx(ctx, {}, async (tx) => ok(await addToProbe(tx, ids[0]!, 1))),
    ];
    await expect(read).rejects.toThrow('division by zero');
    await written;
    expect(await readProbe(services.ownerUrl, ids[0]!)).toBe(1);
  });
});

describe('retries', () => {
  test('a deadlock is tried again as a whole new transaction, and both commands have their effect', async () => {
    const { ctx, ids } = await withProbes(2);
    const [a, b] = ids as [string, string];
    const met = [gate(), gate()];
    let attempts = 0;
    const cross = (first: string, second: string, mine: number) =>
      inTx(ctx, {}, async (tx) => {
        attempts += 1;
        await addToProbe(tx, first, 1);
        met[mine]!.open();
        await met[1 - mine]!.opened;
        return ok(await addToProbe(tx, second, 1));
      });
    await Promise.all([cross(a, b, 0), cross(b, a, 1)]);
    // Three, unless a loaded machine lets them meet again.
    expect(attempts).toBeGreaterThanOrEqual(3);
    expect([await readProbe(services.ownerUrl, a), await readProbe(services.ownerUrl, b)]).toEqual([2, 2]);
  });

  test('a command that meets others on each of its four attempts ends as a fault', async () => {
    const { ctx, ids } = await withProbes(1);
    const id = ids[0]!;
    let attempts = 0;
    const unlucky = asOwner(services.ownerUrl, (other) =>
      inTx(ctx, {}, async (tx) => {
        attempts += 1;
        await tx.run(sql`set transaction isolation level repeatable read`);
        await tx.run(sql`select n from probe where merchant_id = ${tx.merchantId} and probe_id = ${id}`);
        // The snapshot is now older than this update, so ours cannot be serialized with it.
        await other.query('update probe set n = n + 1 where probe_id = $1', [id]);
        return ok(await addToProbe(tx, id, 100));
      }),
    );
    await expect(unlucky).rejects.toThrow(Fault);
    expect(attempts).toBe(4);
    expect(await readProbe(services.ownerUrl, id)).toBe(4);
  });

  test('any other database error is not tried again', async () => {
    const { ctx, ids } = await withProbes(1);
    let attempts = 0;
    const failing = inTx(ctx, {}, async (tx) => {
      attempts += 1;
      return ok(await addToProbe(tx, ids[0]!, -1));
    });
    await expect(failing).rejects.toThrow('probe_n_check');
    expect(attempts).toBe(1);
  });
});

describe('a transaction', () => {
  test('never nests: a second one inside the first is a bug, not a wait', async () => {
    const ctx = actAs(services);
    const nested = inTx(ctx, {}, () => inTx(ctx, {}, async () => ok(null)));
    await expect(nested).rejects.toThrow('transactions never nest');
    const readInside = inTx(ctx, {}, async () => ok(await inRead(ctx, async () => 1)));
    await expect(readInside).rejects.toThrow(Bug);
    const lookupInside = inRead(ctx, () => inLookup(services, async () => 1));
    await expect(lookupInside).rejects.toThrow(Bug);
  });

  test('of a bulk load may report its progress in one of the application', async () => {
    const ctx = actAs(services);
    const told = await inBulk(ctx, () => inTx(ctx, {}, async (tx) => ok(await insertProbe(tx, 1))));
    expect(told.ok).toBe(true);
  });

  test('that is refused has no effect', async () => {
    const { ctx, ids } = await withProbes(1);
    const refused = await inTx(ctx, {}, async (tx) => {
      await addToProbe(tx, ids[0]!, 9);
      return refuse('forbidden');
    });
    expect(refused).toEqual(refuse('forbidden'));
    expect(await readProbe(services.ownerUrl, ids[0]!)).toBe(0);
  });

  test('whose body swallows a database error never says that it succeeded', async () => {
    const { ctx, ids } = await withProbes(1);
    const careless = inTx(ctx, {}, async (tx) => {
      await addToProbe(tx, ids[0]!, 9);
      await addToProbe(tx, ids[0]!, -100).catch(() => {});
      return ok('done');
    });
    await expect(careless).rejects.toThrow(Bug);
    expect(await readProbe(services.ownerUrl, ids[0]!)).toBe(0);
  });

  test('tells one instant all along, however long it takes', async () => {
    const ctx = actAs(services);
    const instants = await inTx(ctx, {}, async (tx) => {
      const before = tx.now;
      services.clock.advanceMs(5000);
      return ok([before, tx.now]);
    });
    expect(instants.ok && instants.value[0]).toBe(instants.ok && instants.value[1]);
  });
});

describe('a read', () => {
  test('sees one snapshot, whatever commits meanwhile, and cannot write', async () => {
    const { ctx, ids } = await withProbes(1);
    const id = ids[0]!;
    const read = (tx: { one: <T>(s: ReturnType<typeof sql>) => Promise<T> }) =>
      tx.one<{ n: number }>(sql`
        select n from probe where merchant_id = ${ctx.actor.merchantId} and probe_id = ${id}`);
    const seen = await inRead(ctx, async (tx) => {
      const first = await read(tx);
      await asOwner(services.ownerUrl, (owner) => owner.query('update probe set n = 50 where probe_id = $1', [id]));
      return [first.n, (await read(tx)).n];
    });
    expect(seen).toEqual([0, 0]);
    await expect(inRead(ctx, (tx) => addToProbe(tx, id, 1))).rejects.toThrow('read-only transaction');
  });
});

describe('a lost connection', () => {
  test('is a fault wherever it breaks, and the pool serves the next call', async () => {
    const { ctx, ids } = await withProbes(1);
    const dieIn = (work: () => Promise<unknown>) => expect(work()).rejects.toThrow(Fault);
    const kill = () => killConnections(services.ownerUrl, 'app');
    await dieIn(() => inTx(ctx, {}, (tx) => kill().then(async () => ok(await addToProbe(tx, ids[0]!, 1)))));
    await dieIn(() => inRead(ctx, (tx) => kill().then(() => tx.many(sql`select 1`))));
    await dieIn(() => inLookup(services, (db) => kill().then(() => db.many(sql`select 1`))));
    const after = await inTx(ctx, {}, async (tx) => ok(await addToProbe(tx, ids[0]!, 1)));
    expect(after).toEqual(ok(1));
  });

  test('does not hide a refusal to go on that was the cause', async () => {
    const ctx = actAs(services);
    const broken = inTx(ctx, {}, async () => {
      await killConnections(services.ownerUrl, 'app');
      throw new Bug('an invariant broke');
    });
    await expect(broken).rejects.toThrow('an invariant broke');
  });
});

test('whole numbers of the database come as numbers, fractions as text, days as days', async () => {
  const row = await inRead(actAs(services), (tx) =>
    tx.one(sql`select 9007199254740991::int8 as big, sum(x)::numeric as total, 1.50::numeric as exact,
                      array[1, 2]::int8[] as list, date '2026-03-02' as day from unnest(array[2, 3]::int8[]) as x`),
  );
  expect(row).toEqual({ big: 9007199254740991, total: 5, exact: '1.50', list: [1, 2], day: '2026-03-02' });
  const tooBig = inRead(actAs(services, newId()), (tx) => tx.one(sql`select 9007199254740993::int8 as big`));
  await expect(tooBig).rejects.toThrow(Bug);
});
