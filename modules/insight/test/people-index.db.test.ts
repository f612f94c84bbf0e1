import { expect, test } from 'vitest';
import { inRead } from '@shuke/db';
import { seededRandom } from '@shuke/kernel';
import { testServices } from '@shuke/testkit';
import { postgresReader } from '../index.ts';
import { peopleIndex, type PeopleIndex } from '../people/people-index.ts';
import { forEachPerson, type People } from '../people/people.ts';
import { idAt } from '../people/person-ids.ts';
import { merge, openShop, record, unmerge, type Receipt, type Shop } from './shop.ts';

const services = testServices('2026-03-10T04:00:00Z');

/** By person what they did, whatever part they stand in; rows of one day and store together. */
function told(people: People): Record<string, Record<string, [orders: number, netMinor: number]>> {
  const persons: Record<string, Record<string, [number, number]>> = {};
  forEachPerson(people, ({ ids, start, day, store, orders, netMinor }, person) => {
    const days: Record<string, [number, number]> = {};
    for (let place = start[person]!; place < start[person + 1]!; place += 1) {
      const key = `${day[place]} ${people.storeIds[store[place]!]}`;
      const [count, net] = days[key] ?? [0, 0];
      days[key] = [count + orders[place]!, net + netMinor[place]!];
    }
    expect(persons).not.toHaveProperty(idAt(ids, person));
    persons[idAt(ids, person)] = days;
  });
  return persons;
}

const ask = (shop: Shop, index: PeopleIndex, storeId: string | null) =>
  inRead(shop.ctx, async (tx) => told((await index.people(await postgresReader(tx))).of(storeId)));

test('what is kept tells the same as reading everything anew, whatever happened between', async () => {
  const random = seededRandom(3);
  const shop = await openShop(services, { stores: { A: 'Asia/Shanghai', B: 'Asia/Tokyo' } });
  const kept = peopleIndex(1_000_000);
  const merged: string[] = [];
  const receipt = (): Receipt => ({
    store: random.pick(['A', 'B']),
    at: `2026-0${1 + random.int(2)}-1${random.int(10)}T12:00`,
    customer: random.pick([null, `guest ${random.int(15)}`]),
    source: 'till',
    lines: [{ sku: 'tea', category: null, milli: 1_000, amount: 100 * random.int(9), discount: 0 }],
  });
  for (let step = 0; step < 25; step += 1) {
    await record(shop, Array.from({ length: random.int(5) }, receipt));
    const guests = [...shop.customers.values()];
    const [from, into] = [random.pick([...guests, '']), random.pick([...guests, ''])];
    if (step % 3 === 1 && from !== into && from !== '' && into !== '' && merged.length === 0) {
      await merge(shop, from, into);
      merged.push(from);
    } else if (step % 5 === 4 && merged.length > 0) await unmerge(shop, merged.pop()!);
    for (const storeId of [null, ...shop.stores.values()])
      expect(await ask(shop, kept, storeId)).toEqual(await ask(shop, peopleIndex(0), storeId));
  }
});

test('a merchant who is not asked for gives way where memory is short, and is read again', async () => {
  const index = peopleIndex(1);
  for (const name of ['ann', 'bob']) {
    const shop = await openShop(services);
    const [receipt] = [{ store: 'S1', at: '2026-02-01T10:00', customer: name, source: 'till' }];
    await record(shop, [{ ...receipt, lines: [{ sku: 'tea', category: null, milli: 1_000, amount: 5, discount: 0 }] }]);
    for (let again = 0; again < 2; again += 1) expect(Object.keys(await ask(shop, index, null))).toHaveLength(1);
  }
});
