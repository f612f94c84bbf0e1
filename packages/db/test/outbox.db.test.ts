import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { describe, expect, test } from 'vitest';
import { newId, ok, refuse } from '@shuke/kernel';
import { actAs, testServices } from '@shuke/testkit';
import type { Ctx } from '../ctx.ts';
import { appendEvents } from '../append-events.ts';
import { eventsAfter, relayOnce, startRelay, type FeedEvent } from '../outbox.ts';
import { inTx } from '../tx.ts';
import { gate, killConnections } from './probe.ts';

const services = testServices();

/** One event that names itself by the merchant id in its payload, which stands for any id here. */
const happened = (name: string) => ({ type: 'merchant.created', payload: { merchantId: name } }) as const;
const nameOf = (event: FeedEvent): string => (event.payload as { merchantId: string }).merchantId;

const write = (ctx: Ctx, names: readonly string[]) =>
  inTx(ctx, {}, async (tx) => ok(await appendEvents(tx, names.map(happened))));

/** What a reader gets that asks page by page from where it stands. */
async function readOn(ctx: Ctx, seen: FeedEvent[], limit: number): Promise<void> {
  for (;;) {
    const page = await eventsAfter(ctx, seen.at(-1)?.position ?? 0, limit);
    seen.push(...page);
    if (page.length < limit) return;
  }
}

describe('the event relay', () => {
  test('stamps each event once and without a gap, with concurrent writers and two relays', async () => {
    const merchants = [actAs(services), actAs(services), actAs(services)];
    const expected = new Map(merchants.map((ctx) => [ctx, new Set<string>()]));
    const seen = new Map(merchants.map((ctx) => [ctx, [] as FeedEvent[]]));
    const relays = [startRelay(services, 1), startRelay(services, 1)];
    const writers = merchants.flatMap((ctx) =>
      Array.from({ length: 30 }, async () => {
        const names = Array.from({ length: 5 }, () => newId());
        for (const name of names) expected.get(ctx)!.add(name);
        await write(ctx, names);
      }),
    );
    const reading = Promise.all(
      merchants.map(async (ctx) => {
        while (seen.get(ctx)!.length < 150) await readOn(ctx, seen.get(ctx)!, 7);
      }),
    );
    await Promise.all([...writers, reading]);
    await Promise.all(relays.map((relay) => relay.stop()));
    for (const ctx of merchants) {
      const events = seen.get(ctx)!;
      expect(events.map((e) => e.position)).toEqual(Array.from({ length: 150 }, (_, i) => i + 1));
      expect(new Set(events.map(nameOf))).toEqual(expected.get(ctx));
      expect(new Set(events.map((e) => e.eventId)).size).toBe(150);
    }
  });

  test('counts on without a gap when several rounds run at once', async () => {
    const ctx = actAs(services);
    for (let round = 0; round < 15; round += 1) {
      await write(
        ctx,
        Array.from({ length: 40 }, (_, i) => `event ${round}.${i}`),
      );
      const stamped = await Promise.all([1, 2, 3, 4].map(() => relayOnce(services)));
      expect(stamped.reduce((sum, n) => sum + n, 0)).toBe(40);
    }
    const seen: FeedEvent[] = [];
    await readOn(ctx, seen, 1000);
    expect(seen.map((e) => e.position)).toEqual(Array.from({ length: 600 }, (_, i) => i + 1));
  });

  test('does not lose an event that began first and committed last', async () => {
    const ctx = actAs(services);
    const [written, mayCommit] = [gate(), gate()];
    const late = inTx(ctx, {}, async (tx) => {
      await appendEvents(tx, [happened('late')]);
      written.open();
      await mayCommit.opened;
      return ok(null);
    });
    await written.opened;
    await write(ctx, ['early']);
    await relayOnce(services);
    const seen: FeedEvent[] = [];
    await readOn(ctx, seen, 10);
    mayCommit.open();
    await late;
    await relayOnce(services);
    await readOn(ctx, seen, 10);
    expect(seen.map((e) => [e.position, nameOf(e)])).toEqual([
      [1, 'early'],
      [2, 'late'],
    ]);
  });

  test('stamps more than one round holds, in the order in which they were written', async () => {
    const ctx = actAs(services);
    const names = Array.from({ length: 2500 }, (_, i) => `event ${i}`);
    await write(ctx, names);
    let stamped = 0;
    for (let now = -1; now !== 0;) stamped += now = await relayOnce(services);
    expect(stamped).toBe(2500);
    const seen: FeedEvent[] = [];
    await readOn(ctx, seen, 1000);
    expect(seen.map(nameOf)).toEqual(names);
  });

  test('goes on where it was when its connection dies', async () => {
    const ctx = actAs(services);
    const relay = startRelay(services, 1);
    const seen: FeedEvent[] = [];
    for (let round = 0; round < 5; round += 1) {
      await write(ctx, [`round ${round}`]);
      await killConnections(services.ownerUrl, 'jobs');
    }
    while (seen.length < 5) await readOn(ctx, seen, 10);
    await relay.stop();
    expect(seen.map((e) => e.position)).toEqual([1, 2, 3, 4, 5]);
  });

  test('asks ever more rarely while the database is away, down to once in five seconds', async () => {
    const gone = new pg.Pool({ connectionString: 'postgres://nobody@127.0.0.1:1/none' });
    const pauses: unknown[] = [];
    const log = { ...services.log, warn: (fields: Record<string, unknown>) => void pauses.push(fields['pauseMs']) };
    const away = { ...services, db: { ...services.db, jobs: gone }, log };
    const relay = startRelay(away, 1);
    await sleep(500);
    await relay.stop();
    expect(pauses.length).toBeLessThan(10);
    expect(pauses.slice(0, 5)).toEqual([2, 4, 8, 16, 32]);
    const slow = startRelay(away, 4000);
    await sleep(50);
    await slow.stop();
    expect(pauses.at(-1)).toBe(5000);
  });

  test('is as quick as before once the database is back', async () => {
    const ctx = actAs(services);
    const pauses: unknown[] = [];
    const log = { ...services.log, warn: (fields: Record<string, unknown>) => void pauses.push(fields['pauseMs']) };
    const gone = new pg.Pool({ connectionString: 'postgres://nobody@127.0.0.1:1/none' });
    let pool = gone;
    const db = Object.defineProperty({ ...services.db }, 'jobs', { get: () => pool });
    const relay = startRelay({ ...services, db, log }, 1);
    const fails = async (times: number): Promise<void> => {
      pauses.length = 0;
      pool = gone;
      while (pauses.length < times) await sleep(1);
    };
    for (const round of [1, 2]) {
      await fails(5);
      pool = services.db.jobs;
      await write(ctx, [`round ${round}`]);
      while ((await eventsAfter(ctx, 0)).length < round) await sleep(1);
      await sleep(20);
    }
    await fails(1);
    await relay.stop();
    expect(pauses[0]).toBe(2);
  });

  test('has nothing to do when nothing waits', async () => {
    await relayOnce(services);
    expect(await relayOnce(services)).toBe(0);
  });
});

describe('an event', () => {
  test('exists exactly if its transaction commits', async () => {
    const ctx = actAs(services);
    await inTx(ctx, {}, async (tx) => {
      await appendEvents(tx, [happened('refused')]);
      return refuse('forbidden');
    });
    const thrown = inTx(ctx, {}, async (tx) => {
      await appendEvents(tx, [happened('thrown')]);
      throw new Error('no');
    });
    await expect(thrown).rejects.toThrow('no');
    await write(ctx, ['kept']);
    await relayOnce(services);
    expect((await eventsAfter(ctx, 0)).map(nameOf)).toEqual(['kept']);
  });

  test('is not read before it has a position, nor by another merchant', async () => {
    const ctx = actAs(services);
    await write(ctx, ['waiting']);
    expect(await eventsAfter(ctx, 0)).toEqual([]);
    await relayOnce(services);
    expect(await eventsAfter(ctx, 0)).toMatchObject([{ position: 1, type: 'merchant.created' }]);
    expect(await eventsAfter(ctx, 1)).toEqual([]);
    expect(await eventsAfter(actAs(services), 0)).toEqual([]);
  });

  test('says when it happened by the clock of the command', async () => {
    const ctx = actAs(services);
    services.clock.set('2026-03-02T02:00:00.250Z');
    await write(ctx, ['dated']);
    await relayOnce(services);
    expect((await eventsAfter(ctx, 0))[0]?.occurredAt).toBe('2026-03-02T02:00:00.250Z');
  });
});
