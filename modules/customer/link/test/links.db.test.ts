import { describe, expect, test } from 'vitest';
import { inRead, inTx, sql, type Ctx } from '@shuke/db';
import { newId, ok, seededRandom } from '@shuke/kernel';
import { accessesOf } from '@shuke/merchant';
import { actAs, testServices } from '@shuke/testkit';
import { recordSignals } from '../../identity/record-signals.ts';
import { circleOf, personsOf, personsOfAt } from '../circles.ts';
import { likelyDuplicates, personOf } from '../link-queries.ts';
import { granted, merge, person, persons, said, unmerge } from './people.ts';

const services = testServices();

const personNow = async (ctx: Ctx, id: string): Promise<string | undefined> =>
  (await inRead(ctx, (tx) => personsOf(tx, [id]))).get(id);
const circleNow = async (ctx: Ctx, id: string): Promise<string[] | undefined> =>
  (await inRead(ctx, (tx) => circleOf(tx, [id]))).get(id);

describe('a merge', () => {
  test('makes one person of two, and un-merging two again', async () => {
    const ctx = actAs(services);
    const [a, b, c] = (await persons(ctx, 3)) as [string, string, string];
    granted(await merge(ctx, a, b));
    granted(await merge(ctx, b, c));
    expect(await inRead(ctx, (tx) => personsOf(tx, [a, b, c]))).toEqual(new Map([a, b, c].map((id) => [id, c])));
    expect(await circleNow(ctx, b)).toEqual([b, ...[a, c].toSorted()]);
    granted(await unmerge(ctx, b));
    expect(await circleNow(ctx, a)).toEqual([a, b]);
    expect(await circleNow(ctx, c)).toEqual([c]);
    granted(await unmerge(ctx, a));
    expect(await personNow(ctx, a)).toBe(a);
    const { links, circle } = granted(await personOf(ctx, b));
    expect([circle, links.map((link) => link.unlinkedAt !== null)]).toEqual([[b], [true, true]]);
  });

  test('is known as of any day', async () => {
    const ctx = actAs(services);
    const [a, b] = (await persons(ctx, 2)) as [string, string];
    services.clock.set('2026-03-10T00:00:00Z');
    granted(await merge(ctx, a, b));
    services.clock.set('2026-03-20T00:00:00Z');
    granted(await unmerge(ctx, a));
    const on = (day: string) => inRead(ctx, (tx) => personsOfAt(tx, [a, b], new Date(`${day}T12:00:00Z`)));
    expect((await on('2026-03-09')).get(a)).toBe(a);
    expect((await on('2026-03-10')).get(a)).toBe(b);
    expect((await on('2026-03-19')).get(a)).toBe(b);
    expect((await on('2026-03-20')).get(a)).toBe(a);
  });

  test('is refused with its reason, and is nobody else’s to make', async () => {
    const ctx = actAs(services);
    const [a, b, c] = (await persons(ctx, 3)) as [string, string, string];
    const stranger = await person(actAs(services));
    expect(said(await merge(ctx, a, newId()))).toBe('customer_not_found');
    expect(said(await merge(ctx, a, stranger))).toBe('customer_not_found');
    expect(said(await merge(ctx, a, a))).toBe('customer_same_person');
    granted(await merge(ctx, a, b));
    expect(said(await merge(ctx, b, a))).toBe('customer_same_person');
    expect(said(await merge(ctx, a, c))).toBe('customer_merged_already');
    expect(said(await unmerge(ctx, b))).toBe('customer_not_merged');
    expect(said(await unmerge(ctx, stranger))).toBe('customer_not_found');
  });
});

describe('concurrent merges', () => {
  test('of two into each other: exactly one is made', async () => {
    const ctx = actAs(services);
    for (let round = 0; round < 15; round += 1) {
      const [a, b] = (await persons(ctx, 2)) as [string, string];
      const results = await Promise.all([merge(ctx, a, b), merge(ctx, b, a), merge(ctx, a, b), merge(ctx, b, a)]);
      expect(results.map(said).toSorted()).toEqual([
        'customer_same_person',
        'customer_same_person',
        'customer_same_person',
        'ok',
      ]);
    }
  });

  test('never close a ring over customers that neither of them names', async () => {
    const ctx = actAs(services);
    for (let round = 0; round < 15; round += 1) {
      const [a, b, c, d] = (await persons(ctx, 4)) as [string, string, string, string];
      granted(await merge(ctx, a, b));
      granted(await merge(ctx, c, d));
      const results = await Promise.all([merge(ctx, b, c), merge(ctx, d, a)]);
      expect(results.map(said).toSorted()).toEqual(['customer_same_person', 'ok']);
      expect(await circleNow(ctx, a)).toHaveLength(4);
    }
  });

  test('never make a person of more than 32 customers', async () => {
    const ctx = actAs(services);
    const [root, ...others] = (await persons(ctx, 36)) as [string, ...string[]];
    for (const id of others.slice(0, 29)) granted(await merge(ctx, id, root));
    const results = await Promise.all(others.slice(29).map((id) => merge(ctx, id, root)));
    expect(results.map(said).toSorted()).toEqual([...Array<string>(4).fill('circle_too_large'), 'ok', 'ok']);
    expect(await circleNow(ctx, root)).toHaveLength(32);
  });

  test('are ended once', async () => {
    const ctx = actAs(services);
    const [a, b] = (await persons(ctx, 2)) as [string, string];
    granted(await merge(ctx, a, b));
    const results = await Promise.all([1, 2, 3, 4].map(() => unmerge(ctx, a)));
    expect(results.map(said).toSorted()).toEqual([
      'customer_not_merged',
      'customer_not_merged',
      'customer_not_merged',
      'ok',
    ]);
  });
});

/** What the links should come to, the simple way: for each customer the one it goes into. */
class Forest {
  readonly into = new Map<string, string>();
  personOf(id: string): string {
    const next = this.into.get(id);
    return next === undefined ? id : this.personOf(next);
  }
  merge(from: string, to: string): string {
    if (this.personOf(from) === this.personOf(to)) return 'customer_same_person';
    if (this.into.has(from)) return 'customer_merged_already';
    this.into.set(from, to);
    return 'ok';
  }
  unmerge(id: string): string {
    return this.into.delete(id) ? 'ok' : 'customer_not_merged';
  }
}

test.each([1, 2, 3, 4])(
  'merges and un-merges in any order come to what a simple forest says, seed %i',
  async (seed) => {
    const ctx = actAs(services);
    const random = seededRandom(seed);
    const ids = await persons(ctx, 7);
    const forest = new Forest();
    for (let step = 0; step < 40; step += 1) {
      const [a, b] = [random.pick(ids), random.pick(ids)];
      if (random.next() < 0.7) expect(said(await merge(ctx, a, b))).toBe(forest.merge(a, b));
      else expect(said(await unmerge(ctx, a))).toBe(forest.unmerge(a));
      const expected = new Map(ids.map((id) => [id, forest.personOf(id)]));
      expect(await inRead(ctx, (tx) => personsOf(tx, ids))).toEqual(expected);
      expect(await inRead(ctx, (tx) => personsOfAt(tx, ids, new Date(tx.now.getTime() + 1)))).toEqual(expected);
      for (const [id, circle] of await inRead(ctx, (tx) => circleOf(tx, ids))) {
        expect(circle.toSorted()).toEqual(ids.filter((one) => forest.personOf(one) === forest.personOf(id)).toSorted());
      }
    }
  },
);

test('a merge is in the feed and in the audit', async () => {
  const ctx = actAs(services);
  const [a, b] = (await persons(ctx, 2)) as [string, string];
  granted(await merge(ctx, a, b));
  granted(await unmerge(ctx, a));
  await inTx(ctx, {}, async (tx) => {
    const types = await tx.many(sql`
      select type from outbox where merchant_id = ${tx.merchantId} and type like 'customer.%merged'`);
    expect(types).toHaveLength(2);
    const entries = await accessesOf(tx, [a]);
    expect(entries.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['customer.merged', 'customer.unmerged']),
    );
    return ok(null);
  });
});

test('nobody is suggested as a duplicate without evidence', async () => {
  const ctx = actAs(services);
  await persons(ctx, 3);
  expect(granted(await likelyDuplicates(ctx))).toEqual({ items: [] });
});

test('who shares a real name or a device is suggested, the strongest first, until the two are merged', async () => {
  const ctx = actAs(services);
  const [a, b, c] = (await persons(ctx, 3)) as [string, string, string];
  const hashed = (kind: 'real_name_hash' | 'device', value: string) =>
    ({ kind, hash: ctx.vault.hash(ctx.actor.merchantId, kind, value), source: 'payment' }) as const;
  const seen = [
    { customerId: a, ...hashed('device', 'tablet') },
    { customerId: b, ...hashed('device', 'tablet') },
    { customerId: b, ...hashed('real_name_hash', 'Mia') },
    { customerId: c, ...hashed('real_name_hash', 'Mia') },
  ];
  await inTx(ctx, {}, async (tx) => ok(await recordSignals(tx, seen)));
  const byDevice = { customerIds: [a, b].toSorted(), evidence: ['same_device'] };
  const byName = { customerIds: [b, c].toSorted(), evidence: ['same_real_name'] };
  expect(granted(await likelyDuplicates(ctx)).items).toEqual([byName, byDevice]);
  granted(await merge(ctx, b, c));
  expect(granted(await likelyDuplicates(ctx)).items).toEqual([byDevice]);
});
