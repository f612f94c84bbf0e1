import { rm } from 'node:fs/promises';
import { eventAt, headOf, inSnapshot, sql, type Ctx, type Tx } from '@shuke/db';
import { createTables, writeState } from './copy-state.ts';
import type { Engine } from './engine.ts';
import { FEEDS, type Feed, type FeedName } from './feeds.ts';
import { sumAll } from './sums.ts';
import { addPage, fetchRows, openPage, type RowFile, type Transfer } from './transfer.ts';

export interface FillProgress {
  readonly lines: number;
  readonly linesTotal: number;
}

export interface Fill {
  readonly engine: Engine;
  /** Where the file is made, and the name to attach it by meanwhile. */
  readonly path: string;
  readonly database: string;
  readonly onProgress?: (progress: FillProgress) => void;
}

/**
 * Makes the file of a merchant's copy from one snapshot of PostgreSQL, which also says up to which event it goes; answers how
 * many order lines there are.
 */
export async function fillCopy(ctx: Ctx, fill: Fill): Promise<number> {
  const { engine, path, database } = fill;
  await removeFile(path);
  await engine.attach(path, database);
  try {
    return await fromSnapshot(ctx, fill);
  } finally {
    await engine.detach(database);
  }
}

/** Takes a file of a copy away, with what DuckDB has written beside it. */
export async function removeFile(path: string): Promise<void> {
  await rm(`${path}.wal`, { force: true });
  await rm(path, { force: true });
}

async function fromSnapshot(ctx: Ctx, fill: Fill): Promise<number> {
  const { engine, database } = fill;
  const duck = await engine.connect(database);
  try {
    await createTables(duck);
    const lines = await inSnapshot(ctx, async (tx, client) => {
      const transfer = { merchantId: tx.merchantId, client, duck, dir: engine.dir };
      const head = await headOf(tx);
      const pages = await dayPages(tx);
      await fillOrders(transfer, pages, fill);
      await sumAll(duck);
      for (const name of Object.keys(FEEDS) as FeedName[]) {
        if (name !== 'pub_order') await load(transfer, FEEDS[name], await fetchRows(transfer, FEEDS[name], 'true'));
      }
      await writeState(duck, {
        position: head,
        eventId: await eventAt(tx, head),
        freshAt: tx.now,
        footfallDue: false,
        rewriteDue: false,
      });
      return linesOf(pages);
    });
    // Others may be writing into copies of other merchants; into this one nobody is.
    await duck.run(`force checkpoint ${database}`);
    return lines;
  } finally {
    duck.closeSync();
  }
}

interface DayPage {
  readonly from: string;
  readonly to: string;
  readonly lines: number;
}

// Some 40 MB on their way at a time. A page is sorted whole, so larger ones would find a store's rows closer together.
const LINES_A_PAGE = 200_000;

/** Runs of business days, each of about as many lines, or a single day of more. */
async function dayPages(tx: Tx): Promise<DayPage[]> {
  const days = await tx.many<{ day: string; lines: number }>(sql`
    select business_day as day, sum(line_count) as lines from pub_order
     where merchant_id = ${tx.merchantId}
     group by business_day order by business_day`);
  const pages: DayPage[] = [];
  for (const { day, lines } of days) {
    const last = pages.at(-1);
    if (last && last.lines + lines <= LINES_A_PAGE)
      pages[pages.length - 1] = { ...last, to: day, lines: last.lines + lines };
    else pages.push({ from: day, to: day, lines });
  }
  return pages;
}

const linesOf = (pages: readonly DayPage[]): number => pages.reduce((sum, { lines }) => sum + lines, 0);

/** PostgreSQL sends the next page while DuckDB takes in the one before. */
async function fillOrders(
  transfer: Transfer,
  pages: readonly DayPage[],
  { onProgress, engine: { stopping } }: Fill,
): Promise<void> {
  const feed = FEEDS.pub_order;
  const linesTotal = linesOf(pages);
  let loading: Promise<void> = Promise.resolve();
  let loaded = 0;
  for (const { from, to, lines } of pages) {
    if (stopping.aborted) break;
    const fetching = fetchRows(transfer, feed, `business_day between '${from}' and '${to}'`);
    const [file] = await bothOf(fetching, loading);
    loading = load(transfer, feed, file).then(() => onProgress?.({ lines: (loaded += lines), linesTotal }));
  }
  await loading;
  stopping.throwIfAborted();
}

/** Waits for both, also where one fails, so that nothing goes on behind the back of whoever clears up. */
async function bothOf<A, B>(a: Promise<A>, b: Promise<B>): Promise<[A, B]> {
  await Promise.allSettled([a, b]);
  return Promise.all([a, b]);
}

async function load(transfer: Transfer, feed: Feed, file: RowFile): Promise<void> {
  await openPage(transfer, feed, file);
  await addPage(transfer, feed);
}
