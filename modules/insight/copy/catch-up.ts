import { eventAt, headOf, inSnapshot, toldAfter, type Ctx, type Tx } from '@shuke/db';
import { applyTouched, replaceFootfall } from './apply.ts';
import { readState, writeState, type CopyState } from './copy-state.ts';
import type { Engine } from './engine.ts';
import { TELLING, touchedBy } from './touched.ts';
import type { Transfer } from './transfer.ts';

/** The copy cannot be brought up to date, or is so far behind that making it anew is sooner done. */
export class Unfollowable extends Error {
  override name = 'Unfollowable';
}

const MOST_EVENTS = 100_000;

export interface CatchUp {
  readonly engine: Engine;
  readonly database: string;
  /** Whether footfall is read if it has changed: it is read whole, so that is not done at every event. */
  readonly withFootfall: boolean;
}

/**
 * Brings a copy to where PostgreSQL is now: reads all events after its position, and what they tell of as it is, from one
 * snapshot. Rows and position commit in one transaction of DuckDB, so that each event counts exactly once, whatever dies in
 * between. Throws `Unfollowable` or `ClockMoved` where the copy has to be made anew.
 */
export async function catchUp(ctx: Ctx, { engine, database, withFootfall }: CatchUp): Promise<CopyState> {
  const duck = await engine.connect(database);
  try {
    return await inSnapshot(ctx, async (tx, client) => {
      await duck.run('begin transaction');
      const transfer = { merchantId: tx.merchantId, client, duck, dir: engine.dir };
      const state = await moveOn(tx, transfer, withFootfall);
      await duck.run('commit');
      return state;
    });
  } finally {
    // What was not committed is undone with it.
    duck.closeSync();
  }
}

async function moveOn(tx: Tx, transfer: Transfer, withFootfall: boolean): Promise<CopyState> {
  const before = await readState(transfer.duck);
  if (!before) throw new Unfollowable('the file is no copy of this shape');
  const head = await headOf(tx);
  if (head - before.position > MOST_EVENTS) throw new Unfollowable(`${head - before.position} events behind`);
  if (head < before.position || (await hasOtherPast(tx, before)))
    throw new Unfollowable('the database has another past');
  const touched = touchedBy(await toldAfter(tx, before.position, TELLING));
  await applyTouched(transfer, touched);
  const footfallDue = before.footfallDue || touched.footfall;
  if (footfallDue && withFootfall) await replaceFootfall(transfer);
  const state = {
    shape: before.shape,
    position: head,
    eventId: await eventAt(tx, head),
    freshAt: tx.now,
    footfallDue: footfallDue && !withFootfall,
    rewriteDue: before.rewriteDue || touched.erased,
  };
  await writeState(transfer.duck, state);
  return state;
}

// A database that was restored has given positions anew, to other events.
const hasOtherPast = async (tx: Tx, { position, eventId }: CopyState): Promise<boolean> =>
  eventId !== null && (await eventAt(tx, position)) !== eventId;
