import type { Asks, Reader } from '@shuke/insight';
import { assert } from '@shuke/kernel';
import { allOf } from './bits.ts';
import { readConsents, readMet, readStages, readTags, readTierChanges, readTiers } from './facts-queries.ts';
import { homesInSlices } from './homes.ts';
import { lineRowsOf } from './line-rows.ts';
import { readLines } from './lines-queries.ts';
import * as names from './names-queries.ts';
import { orderRowsOf } from './order-rows.ts';
import { readOrders } from './orders-queries.ts';
import { inSlices } from './slices.ts';
import { readPeople, type People } from './people-queries.ts';
import { NEVER, type Goods, type OrderRows, type Postings } from './postings.ts';

type State = Pick<Reader, keyof Asks | 'position' | 'freshAt'>;

/** Builds the index of one merchant from one state of the copy. Lines take 18 bytes each, orders 22. */
export async function buildPostings(reader: State): Promise<Postings> {
  const { merchantId, position, freshAt } = reader;
  const customerSources = small(await names.readCustomerSources(reader));
  const people = await readPeople(reader, customerSources);
  const size = people.lots.length;
  const [goods, storeIds] = [await names.readGoods(reader), await names.readStoreIds(reader)];
  assert(storeIds.length < 2 ** 16, 'stores are numbered in two bytes');
  return {
    merchantId,
    position,
    freshAt,
    persons: people.persons,
    size,
    everybody: allOf(size, size),
    knownSince: knownSince(people),
    lots: people.lots,
    customers: { person: people.person, source: people.source, createdAt: people.createdAt },
    customerSources,
    goods,
    storeIds,
    ...(await readPurchases(reader, people, { goods, storeIds })),
    ...(await readAllFacts(reader, people)),
  };
}

function knownSince({ person, createdAt, lots }: People): Float64Array {
  const since = new Float64Array(lots.length).fill(Infinity);
  for (let row = 0; row < person.length; row += 1) {
    if (createdAt[row]! < since[person[row]!]!) since[person[row]!] = createdAt[row]!;
  }
  return since;
}

type Purchased = Pick<
  Postings,
  'firstDay' | 'days' | 'firstBought' | 'orders' | 'lines' | 'isEachOrderOfLines' | 'orderSources' | 'homes'
>;

async function readPurchases(
  asks: Asks,
  people: People,
  { goods, storeIds }: { goods: Goods; storeIds: readonly string[] },
): Promise<Purchased> {
  const expected = await names.countOrders(asks);
  const orderSources = small(await names.readOrderSources(asks));
  const records = await readOrders(asks, people, { sources: orderSources, expected });
  const ordered = await orderRowsOf(records, people.lots.length);
  const { firstDay, days, orders } = ordered;
  const lineRecords = await readLines(asks, records);
  const lines = await lineRowsOf(lineRecords, ordered, goods.sku.length);
  const isEachOrderOfLines = hasNoGap(lineRecords.starts);
  const upTo = { lastDay: days, stores: storeIds.length };
  const homes = {
    last: await homesInSlices(orders, 'last', upTo),
    usual: await homesInSlices(orders, 'usual', upTo),
  };
  const firstBought = await firstDays(orders);
  return { firstDay, days, firstBought, orders, lines, isEachOrderOfLines, orderSources, homes };
}

async function firstDays({ starts, day }: OrderRows): Promise<Uint16Array> {
  const first = new Uint16Array(starts.length - 1).fill(NEVER);
  await inSlices(first.length, (from, to) => {
    for (let one = from; one < to; one += 1) if (starts[one]! < starts[one + 1]!) first[one] = day[starts[one]!]!;
  });
  return first;
}

/** Whether each order has a line: whoever asks for units need not go to the lines then. */
function hasNoGap(starts: Int32Array): boolean {
  for (let i = 1; i < starts.length; i += 1) if (starts[i] === starts[i - 1]) return false;
  return true;
}

type AllFacts = Pick<
  Postings,
  'stages' | 'tiers' | 'tierIds' | 'tierChanges' | 'consents' | 'met' | 'touchpoints' | 'tags'
>;

async function readAllFacts(asks: Asks, people: People): Promise<AllFacts> {
  const tierIds = await names.readTierIds(asks);
  return {
    tierIds,
    stages: await readStages(asks, people),
    tiers: await readTiers(asks, people, tierIds),
    tierChanges: await readTierChanges(asks, people, tierIds),
    consents: await readConsents(asks, people),
    touchpoints: await names.readTouchpoints(asks),
    met: await readMet(asks, people),
    tags: await readTags(asks, people, await names.readTagNames(asks)),
  };
}

function small(of: string[]): string[] {
  assert(of.length < 2 ** 8, 'sources are numbered in a byte');
  return of;
}
