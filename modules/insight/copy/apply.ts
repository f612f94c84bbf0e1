import { rowsOf } from './duck-rows.ts';
import { bound } from './duck-values.ts';
import { FEEDS, type FeedName } from './feeds.ts';
import { sumAll, sumDays } from './sums.ts';
import type { Touched } from './touched.ts';
import { addPage, daysOfPage, dropReplaced, fetchRows, idList, openPage, type Transfer } from './transfer.ts';

// A statement with so many ids is some 400 kB of text.
const IDS_AT_ONCE = 10_000;

/** A store is on another clock, so that every order of it has another local time: the copy is made anew. */
export class ClockMoved extends Error {
  override name = 'ClockMoved';
}

/** Reads anew what was touched, within the transaction of DuckDB that the caller ends. Throws `ClockMoved`. */
export async function applyTouched(transfer: Transfer, touched: Touched): Promise<void> {
  for (const feed of touched.whole) await replaceWhole(transfer, feed);
  for (const [feed, wheres] of touched.wheres) {
    for (const where of wheres) await replaceWhere(transfer, feed, { where, ids: [] });
  }
  for (const [feed, ids] of touched.ids) await replaceIds(transfer, feed, [...ids]);
  await replacePeople(transfer, touched);
}

/** Whom customers stand for, and what follows from it: a consent holds for all that are one person. */
async function replacePeople(transfer: Transfer, { linked, consented }: Touched): Promise<void> {
  const before = await circlesOf(transfer, linked);
  await replaceIds(transfer, 'pub_customer_person', before);
  const hearing = await circlesOf(transfer, new Set([...before, ...consented]));
  await replaceIds(transfer, 'pub_consent', hearing);
}

/** These customers and all who stand for the same persons, as the copy knows them. */
async function circlesOf({ duck }: Transfer, customerIds: ReadonlySet<string>): Promise<string[]> {
  if (customerIds.size === 0) return [];
  const { values, types } = bound([[...customerIds]]);
  const rows = await rowsOf<{ customer_id: string }>(
    await duck.run(
      `with asked as (select unnest($1::uuid[]) as customer_id),
            persons as (select person_id from pub_customer_person where customer_id in (select customer_id from asked))
       select customer_id from pub_customer_person where person_id in (select person_id from persons)
       union select customer_id from asked`,
      values,
      types,
    ),
  );
  return rows.map((row) => row.customer_id);
}

async function replaceIds(transfer: Transfer, name: FeedName, ids: readonly string[]): Promise<void> {
  for (let at = 0; at < ids.length; at += IDS_AT_ONCE) {
    const chunk = ids.slice(at, at + IDS_AT_ONCE);
    await replaceWhere(transfer, name, { where: `${FEEDS[name].by} = ${idList(chunk)}`, ids: chunk });
  }
}

interface Replaced {
  readonly where: string;
  /** Ids of rows that are taken away even where the view has them no more. */
  readonly ids: readonly string[];
}

async function replaceWhere(transfer: Transfer, name: FeedName, { where, ids }: Replaced): Promise<void> {
  const feed = FEEDS[name];
  await openPage(transfer, feed, await fetchRows(transfer, feed, where));
  const gone = await dropReplaced(transfer, feed, ids);
  await addPage(transfer, feed);
  if (name === 'pub_order') await sumDays(transfer.duck, [...gone, ...(await daysOfPage(transfer))]);
}

async function replaceWhole(transfer: Transfer, name: FeedName): Promise<void> {
  const feed = FEEDS[name];
  await openPage(transfer, feed, await fetchRows(transfer, feed, 'true'));
  if (name === 'pub_store') await refuseMovedClocks(transfer);
  for (const { table } of feed.fills) await transfer.duck.run(`delete from ${table}`);
  await addPage(transfer, feed);
  if (name === 'pub_order') await sumAll(transfer.duck);
}

async function refuseMovedClocks({ duck }: Transfer): Promise<void> {
  const moved = await rowsOf(
    await duck.run(
      `select 1 as moved from pub_store s join page p using (store_id) where s.time_zone <> p.time_zone limit 1`,
    ),
  );
  if (moved.length > 0) throw new ClockMoved('a store is on another clock');
}

/** Footfall is counted over whole hours and days by its views, so that it is read whole. */
export async function replaceFootfall(transfer: Transfer): Promise<void> {
  await replaceWhole(transfer, 'pub_footfall');
  await replaceWhole(transfer, 'pub_footfall_day');
}
