import { allOf, has } from './bits.ts';
import * as facts from './facts.ts';
import { homesInSlices } from './homes.ts';
import { lineRowsOf } from './line-rows.ts';
import { readLines } from './lines.ts';
import { orderRowsOf } from './order-rows.ts';
import { readOrders } from './orders.ts';
import { readPeople, type People } from './people.ts';
import { NEVER, type OrderRows, type Postings, type Totals } from './postings.ts';
import { Scratch } from './scratch.ts';
import { inSlices } from './slices.ts';
import type { Blocks, Names, Share } from './tables.ts';

export interface Ingredients {
  readonly names: Names;
  readonly blocks: Blocks;
  readonly share: Share;
}

/** Builds the index of a share of a merchant's people from one state of the copy. Lines take 22 bytes each, orders 22. */
export async function build({ names, blocks, share }: Ingredients): Promise<Postings> {
  const people = await readPeople(blocks, share);
  const size = people.lots.length;
  return {
    names,
    scratch: new Scratch(),
    persons: people.persons,
    size,
    everybody: allOf(size, size),
    knownSince: knownSince(people),
    lots: people.lots,
    customers: { person: people.person, source: people.source, createdAt: people.createdAt },
    ...(await readPurchases(blocks, people, names)),
    stages: await facts.readStages(blocks, people),
    tiers: await facts.readTiers(blocks, people),
    tierChanges: await facts.readTierChanges(blocks, people),
    consents: await facts.readConsents(blocks, people),
    met: await facts.readMet(blocks, people),
    tags: await facts.readTags(blocks, people, names.tags),
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
  'firstDay' | 'days' | 'firstBought' | 'lastBought' | 'totals' | 'orders' | 'lines' | 'isEachOrderOfLines' | 'homes'
>;

async function readPurchases(blocks: Blocks, people: People, names: Names): Promise<Purchased> {
  const records = await readOrders(blocks, people, names.orders);
  const ordered = await orderRowsOf(records, people.lots.length);
  const { firstDay, days, orders } = ordered;
  const lineRecords = await readLines(blocks, records);
  const lines = await lineRowsOf(lineRecords, ordered, names.goods.sku.length);
  const upTo = { lastDay: days, stores: names.storeIds.length };
  const homes = {
    last: await homesInSlices(orders, 'last', upTo),
    usual: await homesInSlices(orders, 'usual', upTo),
  };
  const edges = await edgesOf(orders);
  return {
    firstDay,
    days,
    ...edges,
    totals: await totalsOf(orders),
    orders,
    lines,
    isEachOrderOfLines: hasNoGap(lineRecords.starts),
    homes,
  };
}

/** The days of the first and the last order of each person. */
async function edgesOf({ starts, day }: OrderRows): Promise<Pick<Postings, 'firstBought' | 'lastBought'>> {
  const size = starts.length - 1;
  const [firstBought, lastBought] = [new Uint16Array(size).fill(NEVER), new Uint16Array(size).fill(NEVER)];
  await inSlices(size, (from, to) => {
    for (let one = from; one < to; one += 1) {
      if (starts[one] === starts[one + 1]) continue;
      firstBought[one] = day[starts[one]!]!;
      lastBought[one] = day[starts[one + 1]! - 1]!;
    }
  });
  return { firstBought, lastBought };
}

async function totalsOf({ starts, opens, quantityMilli, amountMinor }: OrderRows): Promise<Totals> {
  const size = starts.length - 1;
  const totals = {
    days: new Uint16Array(size),
    unitsMilli: new Float64Array(size),
    amountMinor: new Float64Array(size),
  };
  await inSlices(size, (from, to) => {
    for (let one = from; one < to; one += 1) {
      for (let at = starts[one]!; at < starts[one + 1]!; at += 1) {
        totals.days[one]! += Number(has(opens, at));
        totals.unitsMilli[one]! += quantityMilli[at]!;
        totals.amountMinor[one]! += amountMinor[at]!;
      }
    }
  });
  return totals;
}

/** Whether each order has a line: whoever asks for units need not go to the lines then. */
function hasNoGap(starts: Int32Array): boolean {
  for (let i = 1; i < starts.length; i += 1) if (starts[i] === starts[i - 1]) return false;
  return true;
}
