import { describe, expect, test } from 'vitest';
import type { EventPayloads, EventType } from '@shuke/contract';
import { appendEvents, eventsAfter, followAll, inRead, inTx, relayOnce, sql, type Ctx, type NewEvent } from '@shuke/db';
import { DAY_MS, newId, ok, seededRandom } from '@shuke/kernel';
import { testServices } from '@shuke/testkit';
import { createCustomer } from '../../index.ts';
import { granted, merge, person, persons, shop, unmerge } from '../../link/test/people.ts';
import { advance, endPaidMemberships } from '../advance.ts';
import type { Visits } from '../evaluate-activity.ts';
import { evaluateEverybody } from '../evaluate-everybody.ts';
import { lifecycleFollower } from '../follow-people.ts';
import { lifecycleOf } from '../lifecycle-queries.ts';

const START = '2026-03-02T02:00:00Z';
const services = testServices(START);
const dayOf = (at: Date): number => Math.floor(at.getTime() / DAY_MS);

/** The orders of all customers, which another module keeps. */
const orders = new Map<string, Date[]>();
const visitsOf = async (_tx: unknown, ids: readonly string[]): Promise<Map<string, Visits>> =>
  new Map(
    ids.flatMap((id) => {
      const at = orders.get(id);
      if (!at) return [];
      return [[id, { days: [...new Set(at.map(dayOf))].toSorted((a, b) => a - b), firstAt: at[0]! }] as const];
    }),
  );
const follower = lifecycleFollower(visitsOf);

const openShop = (): Promise<Ctx> => {
  services.clock.set(START);
  return shop(services);
};

async function tell<T extends EventType>(ctx: Ctx, type: T, payload: EventPayloads[T]): Promise<void> {
  const event = { type, payload } as unknown as NewEvent;
  await inTx(ctx, {}, async (tx) => ok(await appendEvents(tx, [event])));
}

async function buy(ctx: Ctx, customerId: string): Promise<void> {
  const orderedAt = services.clock.now();
  orders.set(customerId, [...(orders.get(customerId) ?? []), orderedAt]);
  const order = { orderId: newId(), storeId: newId(), touchpointId: null, customerId, payableMinor: 100 };
  await tell(ctx, 'order.recorded', { ...order, orderedAt: orderedAt.toISOString() });
}

async function follow(ctx: Ctx): Promise<void> {
  while ((await relayOnce(services)) > 0);
  await followAll(services, ctx.actor.merchantId, [follower]);
}

const look = async (ctx: Ctx, customerId: string) => granted(await lifecycleOf(ctx, { customerId, visitsOf }));
const ladder = async (ctx: Ctx, customerId: string): Promise<string> =>
  (await look(ctx, customerId)).stages
    .toReversed()
    .map(({ stage, because }) => `${stage} (${because})`)
    .join(', ');
const kept = (ctx: Ctx) =>
  inRead(ctx, (tx) =>
    tx.many<{ customer_id: string; activity: string; since: string }>(sql`
      select customer_id, activity, since from customer_activity
       where merchant_id = ${tx.merchantId} order by customer_id`),
  );
const addDays = (days: number): void => services.clock.set(new Date(services.clock.now().getTime() + days * DAY_MS));
const scan = (ctx: Ctx, customerId: string) =>
  tell(ctx, 'touchpoint.scanned', { touchpointId: newId(), storeId: null, customerId });

describe('the ladder', () => {
  test('leads from a scan over a second visit and an order to a member, with dates and reasons', async () => {
    const ctx = await openShop();
    const id = await person(ctx);
    expect(await look(ctx, id)).toMatchObject({ stage: 'contact', since: '2026-03-02T02:00:00.000Z', stages: [] });
    await scan(ctx, id);
    await scan(ctx, id);
    await follow(ctx);
    expect(await ladder(ctx, id)).toBe('contact (scan)');
    addDays(1);
    await scan(ctx, id);
    await follow(ctx);
    addDays(1);
    await tell(ctx, 'consent.granted', { customerId: id, purpose: 'marketing', channel: 'sms', touchpointId: null });
    await tell(ctx, 'consent.granted', { customerId: id, purpose: 'membership', channel: 'any', touchpointId: null });
    await follow(ctx);
    expect(await ladder(ctx, id)).toBe('contact (scan), visitor (repeat_visit), member (membership_consent)');
    expect(await look(ctx, id)).toMatchObject({ stage: 'member', since: '2026-03-04T02:00:00.000Z' });
  });

  test('makes a member of who pays with a token of the provider, and a buyer of who gives a phone number', async () => {
    const ctx = await openShop();
    const made = async (kind: 'payment_token' | 'phone', value: string): Promise<string> =>
      granted(await createCustomer(ctx, { key: newId(), identifiers: [{ kind, value }] })).customerId;
    const [payer, caller] = [await made('payment_token', 'tok-1'), await made('phone', '13800138000')];
    for (const id of [payer, caller]) await buy(ctx, id);
    await follow(ctx);
    expect(await ladder(ctx, payer)).toBe('buyer (order), member (payment_token)');
    expect(await ladder(ctx, caller)).toBe('buyer (order)');
  });

  test('steps back from a paid membership alone, and keeps it', async () => {
    const ctx = await openShop();
    const [id, other] = (await persons(ctx, 2)) as [string, string];
    const at = services.clock.now();
    await inTx(ctx, {}, async (tx) => {
      await advance(tx, [{ customerId: id, to: 'paid_member', because: 'membership_sold', at }]);
      await advance(tx, [{ customerId: other, to: 'buyer', because: 'order', at }]);
      return ok(
        await endPaidMemberships(
          tx,
          [id, other].map((customerId) => ({ customerId, at })),
        ),
      );
    });
    expect(await ladder(ctx, id)).toBe('paid_member (membership_sold), member (membership_ended)');
    expect(await ladder(ctx, other)).toBe('buyer (order)');
  });

  test('is climbed once by callers who bring the same customers at the same time', async () => {
    const ctx = await openShop();
    const ids = await persons(ctx, 6);
    const at = services.clock.now();
    const facts = ids.map((customerId) => ({ customerId, to: 'buyer', because: 'order', at }) as const);
    const climbed = await Promise.all(
      [facts, facts.toReversed(), facts, facts.toReversed()].map((rows) =>
        inTx(ctx, {}, async (tx) => ok((await advance(tx, rows)).length)),
      ),
    );
    expect(climbed.map(granted).toSorted((a, b) => a - b)).toEqual([0, 0, 0, 6]);
    for (const id of ids) expect(await ladder(ctx, id)).toBe('buyer (order)');
  });

  test('is not climbed by a customer of another merchant', async () => {
    const [ctx, other] = [await openShop(), await openShop()];
    const stranger = await person(other);
    const at = services.clock.now();
    const row = { customerId: stranger, to: 'buyer', because: 'order', at } as const;
    expect(granted(await inTx(ctx, {}, async (tx) => ok(await advance(tx, [row]))))).toEqual([]);
  });
});

describe('the activity', () => {
  test('is the same by the follower and by the night, over random visits, merges and un-merges', async () => {
    for (const seed of [1, 2, 3]) {
      const ctx = await openShop();
      const random = seededRandom(seed);
      const ids = await persons(ctx, 5);
      for (let step = 0; step < 40; step += 1) {
        addDays(random.int(12));
        const roll = random.next();
        if (roll < 0.7) await buy(ctx, random.pick(ids));
        else if (roll < 0.85) await merge(ctx, random.pick(ids), random.pick(ids));
        else await unmerge(ctx, random.pick(ids));
        await follow(ctx);
      }
      await evaluateEverybody(ctx, visitsOf);
      const byNight = await kept(ctx);
      await evaluateEverybody(ctx, visitsOf);
      expect(await kept(ctx)).toEqual(byNight);
      for (const id of ids) await scan(ctx, id);
      for (const { customer_id, activity, since } of byNight) {
        expect(await look(ctx, customer_id)).toMatchObject({ personId: customer_id, activity, activeSince: since });
      }
      const bought = ids.filter((id) => orders.has(id));
      const people = new Set(await Promise.all(bought.map(async (id) => (await look(ctx, id)).personId)));
      expect(new Set(byNight.map((row) => row.customer_id))).toEqual(people);
    }
  });

  test('fades in the night without an event from a customer, and says so in the feed', async () => {
    const ctx = await openShop();
    const id = await person(ctx);
    await buy(ctx, id);
    await follow(ctx);
    expect(await kept(ctx)).toMatchObject([{ activity: 'new', since: '2026-03-02' }]);
    addDays(70);
    await evaluateEverybody(ctx, visitsOf);
    expect(await kept(ctx)).toMatchObject([{ activity: 'slowing', since: '2026-05-02' }]);
    while ((await relayOnce(services)) > 0);
    const told = (await eventsAfter(ctx, 0)).filter(({ type }) => type === 'customer.activity_changed');
    expect(told.map(({ payload }) => payload)).toEqual([
      { customerId: id, from: null, to: 'new' },
      { customerId: id, from: 'new', to: 'slowing' },
    ]);
  });

  test('counts a gift for who gives and for who receives', async () => {
    const ctx = await openShop();
    const [giver, receiver] = (await persons(ctx, 2)) as [string, string];
    await buy(ctx, giver);
    await follow(ctx);
    addDays(100);
    await tell(ctx, 'gift.given', { giverId: giver, receiverId: receiver });
    await follow(ctx);
    expect(await look(ctx, giver)).toMatchObject({ stage: 'member', activity: 'returned', activeSince: '2026-06-10' });
    expect(await look(ctx, receiver)).toMatchObject({ stage: 'contact', activity: 'new', activeSince: '2026-06-10' });
  });

  test('and the stage are of the person while two are merged, and each one’s own again afterwards', async () => {
    const ctx = await openShop();
    const [a, b] = (await persons(ctx, 2)) as [string, string];
    await buy(ctx, a);
    await follow(ctx);
    const before = [await look(ctx, a), await look(ctx, b)];
    granted(await merge(ctx, a, b));
    await follow(ctx);
    expect(await look(ctx, b)).toMatchObject({ personId: b, stage: before[0]!.stage, activity: 'new' });
    expect((await kept(ctx)).map((row) => row.customer_id)).toEqual([b]);
    granted(await unmerge(ctx, a));
    await follow(ctx);
    expect([await look(ctx, a), await look(ctx, b)]).toEqual(before);
    await evaluateEverybody(ctx, visitsOf);
    expect((await kept(ctx)).map((row) => row.customer_id)).toEqual([a]);
  });
});

test('an import has everybody looked at, once it is quiet', async () => {
  const ctx = await openShop();
  const id = await person(ctx);
  orders.set(id, [new Date('2026-01-05T00:00:00Z')]);
  await tell(ctx, 'import.posted', { importId: newId(), firstRow: 1, lastRow: 9, orders: 1, customers: 1 });
  await follow(ctx);
  await evaluateEverybody(ctx, visitsOf);
  expect(await look(ctx, id)).toMatchObject({ stage: 'member', since: '2026-01-05T00:00:00.000Z', activity: 'new' });
});
