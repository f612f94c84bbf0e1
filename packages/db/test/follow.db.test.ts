import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { newId, ok } from '@shuke/kernel';
import { actAs, testServices } from '@shuke/testkit';
import type { Ctx } from '../ctx.ts';
import type { Tx } from '../client.ts';
import { followAll, followOnce, type Follower } from '../follow.ts';
import { appendEvents } from '../append-events.ts';
import { hurry } from '../hurry.ts';
import { relayOnce, startRelay, type FeedEvent } from '../outbox.ts';
import { pauseAfter, startFollowers } from '../start-followers.ts';
import { inRead, inTx } from '../tx.ts';
import { sql } from '../sql.ts';
import { asOwner, killConnections, makeProbe } from './probe.ts';

const services = testServices();

const write = (ctx: Ctx, count: number) =>
  inTx(ctx, {}, async (tx) =>
    ok(
      await appendEvents(
        tx,
        Array.from({ length: count }, () => ({ type: 'merchant.created', payload: { merchantId: newId() } }) as const),
      ),
    ),
  );

/** Counts how often each event was taken, in the table of a test. */
const note = async (tx: Tx, events: readonly FeedEvent[]): Promise<void> => {
  await tx.run(sql`
    insert into probe (merchant_id, probe_id, n)
    select ${tx.merchantId}, e.id, 1 from unnest(${events.map((e) => e.eventId)}::uuid[]) as e (id)
    on conflict (merchant_id, probe_id) do update set n = probe.n + 1`);
};
const counter = (name: string, more: Partial<Follower> = {}): Follower => ({
  name,
  types: ['merchant.created'],
  handle: note,
  ...more,
});

const counts = (ctx: Ctx): Promise<number[]> =>
  inRead(ctx, async (tx) => {
    const rows = await tx.many<{ n: number }>(sql`select n from probe where merchant_id = ${tx.merchantId}`);
    return rows.map((row) => row.n);
  });
const once = (events: number): number[] => Array.from({ length: events }, () => 1);

const stampAll = async (): Promise<void> => {
  while ((await relayOnce(services)) > 0);
};

const until = async (holds: () => Promise<boolean> | boolean): Promise<void> => {
  while (!(await holds())) await sleep(5);
};

let isProbeMade = false;
const freshMerchant = async (): Promise<Ctx> => {
  if (!isProbeMade) await makeProbe(services.ownerUrl);
  isProbeMade = true;
  return actAs(services);
};

describe('a follower', () => {
  test('takes each event once and goes on past those that it does not ask for', async () => {
    const ctx = await freshMerchant();
    await write(ctx, 7);
    await stampAll();
    const { merchantId } = ctx.actor;
    expect(await followOnce(services, merchantId, counter('few', { atOnce: 3 }))).toBe(3);
    expect(await followOnce(services, merchantId, counter('few'))).toBe(4);
    expect(await followOnce(services, merchantId, counter('few'))).toBe(0);
    expect(await counts(ctx)).toEqual(once(7));
    expect(await followOnce(services, merchantId, counter('others', { types: ['order.paid'] }))).toBe(7);
    expect(await counts(ctx)).toEqual(once(7));
  });

  test('does not see an event before it is stamped', async () => {
    const ctx = await freshMerchant();
    await write(ctx, 1);
    expect(await followOnce(services, ctx.actor.merchantId, counter('early'))).toBe(0);
    await stampAll();
    expect(await followOnce(services, ctx.actor.merchantId, counter('early'))).toBe(1);
  });

  test('has no effect and stays where it is when it throws midway', async () => {
    const ctx = await freshMerchant();
    await write(ctx, 5);
    await stampAll();
    const broken = counter('midway', {
      handle: async (tx, events) => {
        await note(tx, events.slice(0, 2));
        throw new Error('midway');
      },
    });
    await expect(followOnce(services, ctx.actor.merchantId, broken)).rejects.toThrow('midway');
    expect(await counts(ctx)).toEqual([]);
    expect(await followOnce(services, ctx.actor.merchantId, counter('midway'))).toBe(5);
    expect(await counts(ctx)).toEqual(once(5));
  });

  test('takes each event once when eight read the same cursor at the same time', async () => {
    const ctx = await freshMerchant();
    await write(ctx, 200);
    await stampAll();
    const reader = counter('eight', { atOnce: 7 });
    const readers = Array.from({ length: 8 }, async () => {
      while ((await counts(ctx)).length < 200) await followOnce(services, ctx.actor.merchantId, reader);
    });
    await Promise.all(readers);
    expect(await counts(ctx)).toEqual(once(200));
  });
});

describe('the running followers', () => {
  test('take each event once, in two processes whose connections die', async () => {
    const merchants = [await freshMerchant(), await freshMerchant()];
    const relay = startRelay(services, 1);
    const follower = counter('killed', { atOnce: 20 });
    const processes = [startFollowers(services, [follower], 1), startFollowers(services, [follower], 1)];
    for (let round = 0; round < 5; round += 1) {
      for (const ctx of merchants) await write(ctx, 50);
      await killConnections(services.ownerUrl, 'app');
      await killConnections(services.ownerUrl, 'jobs');
    }
    for (const ctx of merchants) await until(async () => (await counts(ctx)).length === 250);
    await Promise.all([...processes, relay].map((one) => one.stop()));
    for (const ctx of merchants) expect(await counts(ctx)).toEqual(once(250));
  });

  test('are not held up by a merchant or a follower that fails, and say so', async () => {
    const [bad, good] = [await freshMerchant(), await freshMerchant()];
    for (const ctx of [bad, good]) await write(ctx, 3);
    await stampAll();
    const picky = counter('picky', {
      handle: async (tx, events) => {
        if (tx.merchantId === bad.actor.merchantId) throw new Error('not these');
        await note(tx, events);
      },
    });
    const logged = services.log.lines.length;
    const running = startFollowers(services, [picky], 1);
    await until(async () => (await counts(good)).length === 3);
    await until(() => running.health().failing === 1);
    await sleep(50);
    expect(running.health().lag.get('picky')).toBe(3);
    await running.stop();
    expect(await counts(bad)).toEqual([]);
    const said = services.log.lines.slice(logged).filter((line) => line.includes('"follower":"picky"'));
    expect(said).toHaveLength(1);
    expect(said[0]).toContain(bad.actor.merchantId);
  });

  test('that a guest waits for are woken at once, through the relay, and others are not', async () => {
    const ctx = await freshMerchant();
    const rarely = 60_000;
    const heard: string[] = [];
    const listener = (name: string, isAwaited: boolean): Follower =>
      counter(name, {
        isAwaited,
        handle: async (tx) => void (tx.merchantId === ctx.actor.merchantId && heard.push(name)),
      });
    const running = startFollowers(services, [listener('awaited', true), listener('other', false)], rarely);
    const relay = startRelay(services, rarely);
    // Both have read what earlier tests wrote, and sleep.
    await until(() => [...running.health().lag.values()].filter((lag) => lag === 0).length === 2);
    await sleep(200);
    await write(ctx, 1);
    hurry(services.db);
    await until(() => heard.length > 0);
    await sleep(50);
    expect(heard).toEqual(['awaited']);
    await Promise.all([running.stop(), relay.stop()]);
  });

  test('leave a merchant alone ever longer, up to a minute', () => {
    expect([1, 2, 3, 8, 30].map(pauseAfter)).toEqual([500, 1000, 2000, 60_000, 60_000]);
  });

  test('move no cursor with the role that looks over all merchants', async () => {
    const client = await services.db.jobs.connect();
    await expect(client.query('update event_cursor set position = 0')).rejects.toThrow('permission denied');
    client.release();
    const seen = await asOwner(services.ownerUrl, (owner) => owner.query('select 1 from event_cursor'));
    expect(seen.rowCount).toBeGreaterThanOrEqual(0);
  });
});

test('followers read to the end one after the other', async () => {
  const ctx = await freshMerchant();
  await write(ctx, 12);
  await stampAll();
  await followAll(services, ctx.actor.merchantId, [counter('first', { atOnce: 5 }), counter('second', { types: [] })]);
  expect(await counts(ctx)).toEqual(once(12));
});
