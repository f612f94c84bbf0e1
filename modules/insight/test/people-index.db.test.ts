import { describe, expect, onTestFinished, test } from 'vitest';
import { inRead } from '@shuke/db';
import { Fault, seededRandom } from '@shuke/kernel';
import { testServices } from '@shuke/testkit';
import { dayNumber, monthNumber } from '../asking/day.ts';
import { postgresReader, type Reader } from '../index.ts';
import { peopleHost, type PeopleHost } from '../people/people-host.ts';
import { peopleIndex, type PeopleIndex } from '../people/people-index.ts';
import { peopleThread, type FarPeople } from '../people/people-thread.ts';
import { merge, openShop, record, unmerge, type Receipt, type Shop } from './shop.ts';

const services = testServices('2026-03-10T04:00:00Z');

const near = (host: PeopleHost): FarPeople => ({
  ...host,
  walk: (asked) => Promise.resolve(host.walk(asked)),
  close: () => Promise.resolve(),
});

/** People in a thread that ends with the test. */
function inThread(limitBytes: number, onDeath?: (error: Error) => void): FarPeople {
  const thread = peopleThread({ limitBytes, ...(onDeath ? { onDeath } : {}) });
  onTestFinished(() => thread.close());
  return thread;
}

/** An index that has nothing to remember. */
const fresh = (): PeopleIndex => peopleIndex(near(peopleHost(1_000_000)));

const [first, last] = [dayNumber('2026-01-01'), dayNumber('2026-02-28')];
const WEEKS = Array.from({ length: 8 }, (_, i) => ({ from: first + 7 * i, to: first + 7 * i + 6 }));
const DAYS = [{ from: last - 20, to: last }, { from: first + 14, to: first + 14 }, ...WEEKS];
const ASKED = { first: monthNumber(first), last: monthNumber(last), lastDay: last };

/** Every walk, of all stores or one. */
const ask = (shop: Shop, index: PeopleIndex, storeId: string | null) =>
  inRead(shop.ctx, async (tx) => {
    const walk = index.walk(await postgresReader(tx), storeId);
    return {
      guests: await walk('guests', { lists: [WEEKS, [DAYS[0]!]] }),
      coming: await walk('coming', { lists: [WEEKS, [DAYS[0]!]] }),
      byStore: await walk('guestsByStore', { span: DAYS[0]! }),
      spends: await walk('spends', { spans: DAYS }),
      tallies: await walk('tallies', { days: [last, first + 20] }),
      cohorts: await walk('cohorts', ASKED),
      concentrations: await walk('concentrations', { spans: DAYS }),
      core: await walk('core', { span: DAYS[0]!, page: { limit: 2 } }),
      customers: await walk('customers', { asOf: last, classes: {}, page: { limit: 20 } }),
      nextVisits: await walk('nextVisits', { asOf: last }),
    };
  });

const tea = (amount: number) => [{ sku: 'tea', category: null, milli: 1_000, amount, discount: 0 }];

describe.each([3, 4])('seed %i', (seed) => {
  test('what is kept tells the same as reading everything anew, whatever happened between', async () => {
    const random = seededRandom(seed);
    const shop = await openShop(services, { stores: { A: 'Asia/Shanghai', B: 'Asia/Tokyo' } });
    const kept = { here: peopleIndex(near(peopleHost(1_000_000))), inThread: peopleIndex(inThread(1_000_000)) };
    const merged: string[] = [];
    const receipt = (): Receipt => ({
      store: random.pick(['A', 'B']),
      at: `2026-0${1 + random.int(2)}-1${random.int(10)}T12:00`,
      customer: random.pick([null, `guest ${random.int(15)}`]),
      source: 'till',
      lines: tea(100 * random.int(9)),
    });
    for (let step = 0; step < 25; step += 1) {
      await record(shop, Array.from({ length: random.int(5) }, receipt));
      const guests = [...shop.customers.values()];
      const [from, into] = [random.pick([...guests, '']), random.pick([...guests, ''])];
      if (step % 3 === 1 && from !== into && from !== '' && into !== '' && merged.length === 0) {
        await merge(shop, from, into);
        merged.push(from);
      } else if (step % 5 === 4 && merged.length > 0) await unmerge(shop, merged.pop()!);
      for (const storeId of [null, ...shop.stores.values()]) {
        const expected = await ask(shop, fresh(), storeId);
        expect(await ask(shop, kept.here, storeId)).toEqual(expected);
        expect(await ask(shop, kept.inThread, storeId)).toEqual(expected);
      }
    }
  });
});

async function openShopOf(guests: readonly string[]): Promise<Shop> {
  const shop = await openShop(services);
  const receipt = (customer: string) => ({ store: 'S1', at: '2026-02-01T10:00', customer, source: 'till' });
  await record(
    shop,
    guests.map((guest) => ({ ...receipt(guest), lines: tea(5) })),
  );
  return shop;
}

const customersOf = (shop: Shop, index: PeopleIndex): Promise<number> =>
  inRead(shop.ctx, async (tx) => {
    const walk = index.walk(await postgresReader(tx), null);
    return (await walk('customers', { asOf: last, classes: {}, page: {} })).customers;
  });

describe('where memory is short', () => {
  test('merchants who are not asked for give way, and are read again', async () => {
    const host = peopleHost(1);
    const index = peopleIndex(near(host));
    const [one, two] = [await openShopOf(['ann']), await openShopOf(['bob', 'cat'])];
    await customersOf(one, index);
    const alone = host.bytes();
    for (let again = 0; again < 3; again += 1) {
      expect(await customersOf(two, index)).toBe(2);
      expect(await customersOf(one, index)).toBe(1);
      expect(host.bytes()).toBe(alone);
    }
  });

  test('as many merchants are kept as there is room for, those asked for last', async () => {
    const host = peopleHost(1_000_000);
    const index = peopleIndex(near(host));
    const shops = await Promise.all(Array.from({ length: 6 }, () => openShopOf(['ann', 'bob'])));
    await customersOf(shops[0]!, index);
    const limit = 3 * host.bytes();
    const small = peopleHost(limit);
    const bounded = peopleIndex(near(small));
    for (const shop of [...shops, ...shops]) {
      expect(await customersOf(shop, bounded)).toBe(2);
      expect(small.bytes()).toBeLessThanOrEqual(limit);
    }
    expect(small.bytes()).toBe(limit);
  });

  test('askers who come at once all get their answers, though there is room for one', async () => {
    const index = peopleIndex(inThread(1));
    const shops = await Promise.all([openShopOf(['ann']), openShopOf(['bob', 'cat']), openShopOf(['dan'])]);
    const asked = [...shops, ...shops, ...shops].map((shop) => customersOf(shop, index));
    expect(await Promise.all(asked)).toEqual([1, 2, 1, 1, 2, 1, 1, 2, 1]);
  });
});

/** More movements than were told of, which no reader sends: the thread fails by it, outside of any question. */
function kill(thread: FarPeople): void {
  thread.begin(-1, 0);
  thread.rows(-1, {
    rows: 1,
    ids: new Uint32Array(4),
    storeIds: new Uint32Array(4),
    day: new Int32Array(1),
    orders: new Uint32Array(1),
    netMinor: new Float64Array(1),
  });
}

describe('a thread that dies', () => {
  test('is told of, and followed by another that reads its people again', async () => {
    const deaths: Error[] = [];
    const thread = inThread(1_000_000, (error) => deaths.push(error));
    const index = peopleIndex(thread);
    const shop = await openShopOf(['ann', 'bob']);
    expect(await customersOf(shop, index)).toBe(2);
    kill(thread);
    expect(await customersOf(shop, index)).toBe(2);
    expect(deaths.map(({ message }) => message)).toEqual([
      expect.stringContaining('no more movements than were counted'),
    ]);
  });

  test('while people are asked about takes nobody their answer', async () => {
    const thread = inThread(1_000_000);
    const index = peopleIndex(thread);
    const shop = await openShopOf(['ann', 'bob']);
    const asked = Array.from({ length: 4 }, () => customersOf(shop, index));
    kill(thread);
    const later = customersOf(shop, index);
    expect(await Promise.all([...asked, later])).toEqual([2, 2, 2, 2, 2]);
  });

  test('again and again is a fault of ours, which the asker is told', async () => {
    const thread = inThread(1_000_000);
    const dying = peopleIndex({ ...thread, end: () => kill(thread) });
    const shop = await openShopOf(['ann']);
    await expect(customersOf(shop, dying)).rejects.toThrow(Fault);
  });

  test('by being closed is not begun again', async () => {
    const deaths: Error[] = [];
    const thread = inThread(1_000_000, (error) => deaths.push(error));
    const index = peopleIndex(thread);
    const shop = await openShopOf(['ann']);
    await customersOf(shop, index);
    await thread.close();
    await expect(customersOf(shop, index)).rejects.toThrow(Fault);
    expect(deaths).toEqual([]);
  });
});

describe('what gets people ready', () => {
  /** An index, and what the place where people are kept was told of it. */
  function overheard(): { index: PeopleIndex; told: string[] } {
    const told: string[] = [];
    const far = near(peopleHost(1_000_000));
    return {
      told,
      index: peopleIndex({
        ...far,
        since: (base, since) => {
          told.push('since');
          far.since(base, since);
        },
        walk: (asked) => {
          told.push(asked.name);
          return far.walk(asked);
        },
      }),
    };
  }

  test('tells what came since, so that whoever asks need not wait for it', async () => {
    const shop = await openShopOf(['ann', 'bob']);
    const { index, told } = overheard();
    await inRead(shop.ctx, async (tx) => {
      const reader = await postgresReader(tx);
      await index.warm(reader);
      expect(told).toEqual(['since', 'tallies']);
      await index.walk(reader, null)('nextVisits', { asOf: last });
      expect(told).toEqual(['since', 'tallies', 'nextVisits']);
    });
  });

  test('asks what was asked lately of those who had to be read again, once', async () => {
    const shop = await openShopOf(['ann', 'bob']);
    const { index, told } = overheard();
    await customersOf(shop, index);
    await inRead(shop.ctx, async (tx) => {
      const reader = await postgresReader(tx);
      // As if an order from before had come to something else.
      const one: Reader['one'] = async (statement) => {
        const row = await reader.one(statement);
        return { ...(row as object), payable: 1 } as never;
      };
      told.length = 0;
      await index.warm({ ...reader, one });
      await index.warm({ ...reader, one });
    });
    expect(told).toEqual(['since', 'tallies', 'customers', 'since', 'tallies']);
  });

  test('is for merchants alone whose people were asked about', async () => {
    const [asked, other] = [await openShopOf(['ann']), await openShopOf(['bob'])];
    const index = fresh();
    await customersOf(asked, index);
    expect([asked, other].map((shop) => index.isInUse(shop.ctx.actor.merchantId))).toEqual([true, false]);
  });
});
