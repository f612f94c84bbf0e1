import { describe, expect, test } from 'vitest';
import { createCustomer, mergeCustomers, unmergeCustomers } from '@shuke/customer';
import { inTx, sql } from '@shuke/db';
import { DAY_MS, formatMinor, newId, ok, seededRandom, type Random } from '@shuke/kernel';
import { testServices } from '@shuke/testkit';
import { insertHappenings, type Happening } from '../happening-store.ts';
import { getFunnel } from '../funnel/funnel.ts';
import { newShop, newTouchpoint, valueOf, type Shop } from './shop.ts';

const services = testServices('2026-03-31T00:00:00Z');
const NOW = Date.parse('2026-03-31T00:00:00Z');
const daysAgo = (days: number): Date => new Date(NOW - days * DAY_MS);

const happen = (shop: Shop, rows: readonly Happening[]) =>
  inTx(shop.ctx, {}, async (tx) => ok(await insertHappenings(tx, rows)));

const bind = (shop: Shop, visitor: Buffer, customerId: string) =>
  inTx(shop.ctx, {}, async (tx) =>
    ok(
      await tx.run(sql`
        insert into touchpoint_visitor (merchant_id, visitor, customer_id, first_at, last_at)
        values (${tx.merchantId}, ${visitor}, ${customerId}, ${tx.now}, ${tx.now})`),
    ),
  );

async function newCustomer({ ctx }: Shop): Promise<string> {
  const identifiers = [{ kind: 'member_no' as const, value: newId() }];
  return valueOf(await createCustomer(ctx, { key: newId(), identifiers })).customerId;
}

const merge = async ({ ctx }: Shop, fromCustomerId: string, intoCustomerId: string) =>
  valueOf(await mergeCustomers(ctx, { key: newId(), fromCustomerId, intoCustomerId, because: 'guest_said' }));

/** Eight people, whom ten customers are: two of them have two. */
async function randomPeople(shop: Shop, random: Random): Promise<Map<string, string>> {
  const ids = await Promise.all(Array.from({ length: 10 }, () => newCustomer(shop)));
  const persons = new Map(ids.map((id) => [id, id]));
  for (const from of ids.slice(8)) {
    const into = random.pick(ids.slice(0, 8));
    await merge(shop, from, into);
    persons.set(from, into);
  }
  return persons;
}

interface World {
  /** The person of each customer. */
  persons: Map<string, string>;
  touchpoints: { touchpointId: string }[];
  happenings: Happening[];
  owners: Map<string, string>;
}

/** Random scans, joins and orders; every instant is another one, so that the order of touches is plain. */
async function randomWorld(shop: Shop, seed: number): Promise<World> {
  const random = seededRandom(seed);
  const touchpoints = await Promise.all(
    Array.from({ length: 5 }, () =>
      newTouchpoint(shop, { cost: `${random.int(500)}.00`, costPer: random.pick(['once', 'month']) }),
    ),
  );
  const visitors = Array.from({ length: 12 }, (_, n) => Buffer.alloc(16, n + 1));
  const persons = await randomPeople(shop, random);
  const customers = [...persons.keys()];
  const owners = new Map<string, string>();
  visitors.slice(0, 7).forEach((visitor) => owners.set(visitor.toString('hex'), random.pick(customers)));
  const times = Array.from({ length: 400 }, (_, n) => n).toSorted(() => random.next() - 0.5);
  const happenings = times.map((slot): Happening => {
    const at = new Date(NOW - 60 * DAY_MS + slot * (DAY_MS / 8) + 1);
    const place = { touchpointId: random.pick(touchpoints).touchpointId, storeId: shop.storeId, at };
    const visitor = random.pick(visitors);
    const owner = owners.get(visitor.toString('hex')) ?? null;
    const roll = random.next();
    if (roll < 0.5) return { ...place, kind: 'scan', visitor, customerId: random.next() < 0.5 ? owner : null };
    if (roll < 0.6) return { ...place, kind: 'join', visitor, customerId: owner };
    const customerId = random.next() < 0.8 ? random.pick(customers) : null;
    const named = random.next() < 0.2 ? place.touchpointId : null;
    if (roll < 0.7) return { ...place, touchpointId: named, kind: 'member', customerId: random.pick(customers) };
    return {
      ...place,
      touchpointId: named,
      kind: 'order',
      customerId,
      orderId: newId(),
      amountMinor: random.int(10_000),
    };
  });
  return { persons, touchpoints, happenings, owners };
}

/** The same by looking at everything for everything. */
function slowCredits({ persons, happenings, owners }: World, span: { from: Date; to: Date; windowDays: number }) {
  const credits = new Map<string, { members: Set<string>; buyers: Set<string>; orders: number; revenue: number }>();
  const personOf = (id: string | null | undefined) => persons.get(id ?? '') ?? null;
  const ownerOf = (h: Happening) => personOf(h.customerId ?? owners.get(h.visitor?.toString('hex') ?? ''));
  for (const c of happenings) {
    if (!['order', 'member'].includes(c.kind) || c.at < span.from || c.at >= span.to) continue;
    const touches = happenings
      .filter(
        (t) => ['scan', 'join'].includes(t.kind) && c.customerId !== null && ownerOf(t) === personOf(c.customerId),
      )
      .filter((t) => t.at <= c.at && t.at.getTime() > c.at.getTime() - span.windowDays * DAY_MS)
      .toSorted((a, b) => a.at.getTime() - b.at.getTime())
      .map(({ touchpointId }) => touchpointId);
    if (c.touchpointId !== null) touches.push(c.touchpointId);
    for (const [rule, touchpointId] of [
      ['first', touches[0]],
      ['last', touches.at(-1)],
    ] as const) {
      const key = `${rule} ${touchpointId ?? null}`;
      const credit = credits.get(key) ?? { members: new Set(), buyers: new Set(), orders: 0, revenue: 0 };
      credits.set(key, credit);
      if (c.kind === 'member') credit.members.add(personOf(c.customerId)!);
      else {
        if (c.customerId !== null) credit.buyers.add(personOf(c.customerId)!);
        credit.orders += 1;
        credit.revenue += c.amountMinor!;
      }
    }
  }
  return (rule: string, touchpointId: string | null) => {
    const found = credits.get(`${rule} ${touchpointId}`);
    return {
      members: found?.members.size ?? 0,
      buyers: found?.buyers.size ?? 0,
      orders: found?.orders ?? 0,
      revenue: formatMinor(found?.revenue ?? 0, 'CNY'),
    };
  };
}

describe('the funnel', () => {
  test.each([1, 2, 3, 4])('is what looking at everything for everything finds (seed %i)', async (seed) => {
    const shop = await newShop(services);
    const world = await randomWorld(shop, seed);
    await happen(shop, world.happenings);
    for (const [visitor, customerId] of world.owners) await bind(shop, Buffer.from(visitor, 'hex'), customerId);
    for (const windowDays of [2, 30]) {
      const [from, to] = [daysAgo(40), daysAgo(5)];
      const found = valueOf(await getFunnel(shop.ctx, { from: from.toISOString(), to: to.toISOString(), windowDays }));
      const slow = slowCredits(world, { from, to, windowDays });
      expect(found.unattributed).toEqual(slow('last', null));
      for (const row of found.touchpoints) {
        const own = world.happenings.filter((h) => h.touchpointId === row.touchpointId && h.at >= from && h.at < to);
        const scans = own.filter(({ kind }) => kind === 'scan');
        const joined = own.flatMap(({ kind, customerId }) =>
          kind === 'join' ? (world.persons.get(customerId ?? '') ?? []) : [],
        );
        expect([row.scans, row.visitors, row.contacts]).toEqual([
          scans.length,
          new Set(scans.map(({ visitor }) => visitor!.toString('hex'))).size,
          new Set(joined).size,
        ]);
        expect(row.firstTouch).toEqual(slow('first', row.touchpointId));
        expect(row.lastTouch).toEqual(slow('last', row.touchpointId));
      }
    }
  });

  test('credits an order to the first and to the last touch within the window, each stated, and what it cost a member', async () => {
    const shop = await newShop(services);
    const [door, table] = [await newTouchpoint(shop, { cost: '90.00', costPer: 'month' }), await newTouchpoint(shop)];
    const [visitor, customerId] = [Buffer.alloc(16, 9), newId()];
    const { storeId } = shop;
    const at = (touchpointId: string, days: number) => ({ touchpointId, storeId, visitor, at: daysAgo(days) });
    await bind(shop, visitor, customerId);
    await happen(shop, [
      { ...at(table.touchpointId, 45), kind: 'scan', customerId: null },
      { ...at(door.touchpointId, 10), kind: 'scan', customerId: null },
      { ...at(door.touchpointId, 10), kind: 'join', customerId },
      { ...at(table.touchpointId, 9), kind: 'scan', customerId },
      { kind: 'member', touchpointId: null, storeId: null, customerId, at: daysAgo(8) },
      { kind: 'order', touchpointId: null, storeId, customerId, orderId: newId(), amountMinor: 1250, at: daysAgo(8) },
    ]);
    const { touchpoints, definitions, windowDays } = valueOf(await getFunnel(shop.ctx, {}));
    expect(windowDays).toBe(30);
    expect(definitions.firstTouch!.en).toContain('30 days');
    const [first, last] = [door, table].map((one) => touchpoints.find((row) => row.touchpointId === one.touchpointId)!);
    const credit = { members: 1, buyers: 1, orders: 1, revenue: '12.50' };
    expect([first!.firstTouch, last!.lastTouch]).toEqual([credit, credit]);
    expect([first!.lastTouch.orders, last!.firstTouch.orders]).toEqual([0, 0]);
    expect(first!.costPerMember).toEqual({ firstTouch: '90.00', lastTouch: null });
  });

  test('credits a person with what she scanned as another customer, from the merge on until they part', async () => {
    const shop = await newShop(services);
    const { touchpointId } = await newTouchpoint(shop);
    const [wechat, phone] = [await newCustomer(shop), await newCustomer(shop)];
    const order = {
      kind: 'order',
      touchpointId: null,
      storeId: shop.storeId,
      orderId: newId(),
      amountMinor: 900,
    } as const;
    await happen(shop, [
      {
        kind: 'scan',
        touchpointId,
        storeId: shop.storeId,
        customerId: wechat,
        visitor: Buffer.alloc(16, 3),
        at: daysAgo(3),
      },
      { ...order, customerId: phone, at: daysAgo(2) },
    ]);
    const orders = async () => valueOf(await getFunnel(shop.ctx, {})).touchpoints[0]!.firstTouch.orders;
    expect(await orders()).toBe(0);
    await merge(shop, wechat, phone);
    expect(await orders()).toBe(1);
    valueOf(await unmergeCustomers(shop.ctx, { key: newId(), customerId: wechat }));
    expect(await orders()).toBe(0);
  });

  test('counts an order that is told twice once', async () => {
    const shop = await newShop(services);
    const order = {
      kind: 'order',
      touchpointId: null,
      storeId: shop.storeId,
      customerId: null,
      orderId: newId(),
    } as const;
    await Promise.all(Array.from({ length: 4 }, () => happen(shop, [{ ...order, amountMinor: 100, at: daysAgo(1) }])));
    expect(valueOf(await getFunnel(shop.ctx, {})).unattributed).toMatchObject({ orders: 1, revenue: '1.00' });
  });
});
