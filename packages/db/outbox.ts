import type { EventType } from '@shuke/contract';
import type { Ctx, Services } from './ctx.ts';
import { sql } from './sql.ts';
import { queryable, type Queryable } from './client.ts';
import { hurry, onHurry } from './hurry.ts';
import { pauser } from './pauser.ts';
import { inRead, rollback, withClient } from './tx.ts';

export interface FeedEvent {
  readonly position: number;
  readonly eventId: string;
  readonly type: EventType;
  readonly payload: unknown;
  readonly occurredAt: string;
}

/** Events after a position, in order and without gaps: what an integrator or a projection follows. */
export async function eventsAfter(ctx: Ctx, after: number, limit = 100): Promise<FeedEvent[]> {
  return inRead(ctx, (tx) =>
    tx.many<FeedEvent>(sql`
      select position, event_id as "eventId", type, payload,
             to_char(occurred_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "occurredAt"
        from outbox
       where merchant_id = ${ctx.actor.merchantId} and position > ${after}
       order by position
       limit ${limit}`),
  );
}

// A batch of checkouts that meets the relay at a head waits for it, and 30 ms are all that it waits.
const MAX_STAMPED = 200;

/**
 * Stamps committed events with a gap-free position per merchant. Transactions commit in another order than their
 * ids, so a reader that went by id or time would miss the late ones; the row lock on the head makes one relay per
 * merchant, and what it stamps is by then visible to all. Batches number their events themselves, under the same lock. All
 * waiting merchants are stamped together, at most 200 events of each. Answers how many were stamped.
 */
export async function relayOnce(services: Services): Promise<number> {
  return withClient(services.db.jobs, async (client) => {
    const db = queryable(client);
    // crosses merchants: the relay looks for whoever has unstamped events, through an index of those alone.
    const waiting = await db.many<{ merchant_id: string }>(sql`
      select distinct merchant_id from outbox where position is null limit 100`);
    if (waiting.length === 0) return 0;
    try {
      await client.query('begin');
      const stamped = await stamp(db, waiting.map((row) => row.merchant_id).toSorted());
      await client.query('commit');
      return stamped;
    } catch (error) {
      await rollback(client, error);
      throw error;
    }
  });
}

interface Waiting {
  readonly merchantId: string;
  readonly eventId: string;
}

async function stamp(db: Queryable, merchantIds: readonly string[]): Promise<number> {
  const heads = await lockHeads(db, merchantIds);
  const waiting = await db.many<Waiting>(sql`
    select n.merchant_id as "merchantId", e.event_id as "eventId"
      from unnest(${merchantIds}::uuid[]) as n (merchant_id)
     cross join lateral (select event_id from outbox
                          where merchant_id = n.merchant_id and position is null
                          order by event_id limit ${MAX_STAMPED}) as e`);
  const positions = waiting.map(({ merchantId }) => {
    const next = (heads.get(merchantId) ?? 0) + 1;
    heads.set(merchantId, next);
    return next;
  });
  await db.run(sql`
    update outbox o set position = n.position
      from unnest(${waiting.map((event) => event.merchantId)}::uuid[], ${waiting.map((event) => event.eventId)}::uuid[],
                  ${positions}::bigint[]) as n (merchant_id, event_id, position)
     where o.merchant_id = n.merchant_id and o.event_id = n.event_id and o.position is null`);
  await db.run(sql`
    update outbox_head h set last_position = n.last_position
      from unnest(${[...heads.keys()]}::uuid[], ${[...heads.values()]}::bigint[]) as n (merchant_id, last_position)
     where h.merchant_id = n.merchant_id`);
  return waiting.length;
}

/** Locks the merchants' last positions in key order, after making those that were missing. */
async function lockHeads(db: Queryable, merchantIds: readonly string[]): Promise<Map<string, number>> {
  await db.run(sql`
    insert into outbox_head (merchant_id, last_position)
    select n.merchant_id, 0
      from unnest(${merchantIds}::uuid[]) as n (merchant_id)
     where not exists (select from outbox_head h where h.merchant_id = n.merchant_id)
    on conflict (merchant_id) do nothing`);
  const rows = await db.many<{ merchant_id: string; last_position: number }>(sql`
    select merchant_id, last_position from outbox_head
     where merchant_id = any(${merchantIds}::uuid[])
     order by merchant_id
       for update`);
  return new Map(rows.map((row) => [row.merchant_id, row.last_position]));
}

const MAX_PAUSE_MS = 5_000;

/**
 * Runs the relay until it is stopped; `stop` waits for the round under way. While the database is away it asks ever more
 * rarely, down to once in 5 s, so that an outage does not fill the log.
 */
export function startRelay(services: Services, everyMs = 100): { stop(): Promise<void> } {
  let stopping = false;
  const pause = pauser();
  const hurried = onHurry(services.db, 'written', () => pause.wake());
  const loop = async (): Promise<void> => {
    let pauseMs = everyMs;
    while (!stopping) {
      let stamped = 0;
      const isUrgent = hurried.taken();
      try {
        stamped = await relayOnce(services);
        pauseMs = everyMs;
        if (isUrgent) hurry(services.db, 'stamped');
      } catch (error) {
        pauseMs = Math.min(pauseMs * 2, MAX_PAUSE_MS);
        services.log.warn({ error: (error as Error).message, pauseMs }, 'event relay failed, trying again');
      }
      if (stamped === 0 && !stopping && !hurried.taken()) await pause.sleep(pauseMs);
    }
  };
  const running = loop();
  return {
    stop: () => {
      stopping = true;
      hurried.stop();
      pause.wake();
      return running;
    },
  };
}
