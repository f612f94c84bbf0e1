import { sql } from '@shuke/db';
import type { Asks, Reader } from '@shuke/insight';
import { lotOf } from '../rule/share.ts';
import { allOf } from './bits.ts';
import type { Goods, LineRows, Postings } from './postings.ts';
import { readConsents, readMet, readPeople, readStages, readTags, readTiers } from './read-people.ts';
import { readPurchases, type Purchased } from './read-purchases.ts';
import { homesOf } from './homes.ts';

/** Builds the index of one merchant from one state of the copy. Lines take 22 bytes each, orders 12. */
export async function buildPostings(reader: Pick<Reader, keyof Asks | 'position' | 'freshAt'>): Promise<Postings> {
  const people = await readPeople(reader);
  const [goods, storeIds] = [await readGoods(reader), await readStoreIds(reader)];
  const numbering = {
    customers: people.numbers,
    personOfCustomer: people.person,
    nobody: people.persons.length,
    goods,
    storeIds,
  };
  const purchased = await readPurchases(reader, numbering);
  return {
    merchantId: reader.merchantId,
    position: reader.position,
    freshAt: reader.freshAt,
    ...purchased,
    goods,
    storeIds,
    persons: people.persons,
    size: people.persons.length + 1,
    personOf: people.personOf,
    everybody: allOf(people.persons.length, people.persons.length + 1),
    lots: Int32Array.from(people.persons, lotOf),
    firstBought: firstDays(purchased, people.persons.length + 1),
    homes: homesOf(purchased, people.persons.length + 1),
    customers: { person: people.person, source: people.source, createdMs: people.createdMs },
    customerSources: people.sources,
    stages: await readStages(reader, people),
    ...(await readTiers(reader, people)),
    consents: await readConsents(reader, people),
    ...(await readMet(reader, people)),
    tags: await readTags(reader, people),
  };
}

/** How many lines there are, by which it is decided whether an index is worth its memory. */
export const countLines = async (asks: Asks): Promise<number> => {
  const { lines } = await asks.one<{ lines: number }>(sql`
    select count(*) as lines from pub_order_line where merchant_id = ${asks.merchantId}::uuid`);
  return lines;
};

// The same order by which lines are numbered: see readLines.
async function readGoods(asks: Asks): Promise<Goods> {
  const rows = await asks.many<{ sku: string; brand: string | null; category: string | null; group_no: number }>(sql`
    select sku, brand, category, (dense_rank() over (order by category nulls last) - 1)::integer as group_no
      from pub_product where merchant_id = ${asks.merchantId}::uuid
     order by category nulls last, product_id`);
  const category: (string | null)[] = [];
  for (const row of rows) category[row.group_no] = row.category;
  return {
    sku: rows.map((row) => row.sku),
    brand: rows.map((row) => row.brand),
    group: Int32Array.from(rows, (row) => row.group_no),
    category,
  };
}

const readStoreIds = async (asks: Asks): Promise<string[]> => {
  const rows = await asks.many<{ store_id: string }>(sql`
    select store_id from pub_store where merchant_id = ${asks.merchantId}::uuid order by store_id`);
  return rows.map((row) => row.store_id);
};

function firstDays({ orders, days }: Purchased, persons: number): Int32Array {
  const first = new Int32Array(persons).fill(-1);
  for (let day = 0; day < days; day += 1) {
    for (let at = orders.starts[day]!; at < orders.starts[day + 1]!; at += 1) {
      const one = orders.person[at]!;
      if (first[one] === -1) first[one] = day;
    }
  }
  return first;
}

/** How many lines an index holds. */
export const linesOf = ({ lines }: { readonly lines: LineRows }): number => lines.order.length;
