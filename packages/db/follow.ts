import { assert, ok } from '@shuke/kernel';
import type { EventType } from '@shuke/contract';
import { systemCtx, type Services } from './ctx.ts';
import type { Tx } from './client.ts';
import * as store from './follow-store.ts';
import type { FeedEvent } from './outbox.ts';
import { inTx } from './tx.ts';

/** What a module does because of events of others, such as those of higher tiers, which it may not import. */
export interface Follower {
  /** Stands in the database with the cursor: a follower of another name begins from the first event. */
  readonly name: string;
  readonly types: readonly EventType[];
  /** How many positions it reads in one transaction; 500 unless told. */
  readonly atOnce?: number;
  /** A guest waits for what it does: it is woken, and does not stand back while the process is busy. */
  readonly isAwaited?: boolean;
  /** Writes what follows from the events, which come in order, only through `tx`: then each counts exactly once. */
  handle(tx: Tx, events: readonly FeedEvent[]): Promise<void>;
}

const AT_ONCE = 500;

/**
 * Gives a follower the next events of one merchant. What it writes and its cursor commit in one transaction, so that an
 * event has its effect exactly once, whatever dies in between. Answers how many positions it went on: 0 where there was
 * nothing to read, or where another process has this cursor.
 */
export async function followOnce(services: Services, merchantId: string, follower: Follower): Promise<number> {
  const { atOnce = AT_ONCE } = follower;
  assert(Number.isInteger(atOnce) && atOnce > 0, 'a follower reads at least one position');
  const moved = await inTx(systemCtx(services, merchantId), {}, async (tx) => {
    const after = await store.lockCursor(tx, follower.name);
    if (after === null) return ok(0);
    const upTo = Math.min(await store.headOf(tx), after + atOnce);
    if (upTo <= after) return ok(0);
    const events = await store.eventsWithin(tx, { after, upTo, types: follower.types });
    if (events.length > 0) await follower.handle(tx, events);
    await store.moveCursor(tx, follower.name, upTo);
    return ok(upTo - after);
  });
  return moved.ok ? moved.value : 0;
}

/** Lets followers read all that is stamped, each to the end: what tests and the command line call. */
export async function followAll(services: Services, merchantId: string, followers: readonly Follower[]): Promise<void> {
  for (const follower of followers) {
    while ((await followOnce(services, merchantId, follower)) > 0);
  }
}
