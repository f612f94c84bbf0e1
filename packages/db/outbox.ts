import { newId } from '@shuke/kernel';
import type { EventPayloads, EventType } from '@shuke/contract';
import type { Ctx, Services } from './ctx.ts';
import { sql } from './sql.ts';
import { queryable, type BatchTx, type Queryable, type Tx } from './client.ts';
import { begin, inRead, rollback, withClient } from './tx.ts';

/** A domain event on its way out. Payloads hold ids, codes and amounts, never personal data. */
export interface NewEvent<T extends EventType = EventType> {
  readonly type: T;
  readonly payload: EventPayloads[T];
}

export interface FeedEvent {
  readonly position: number;
  readonly eventId: string;
  readonly type: EventType;
  readonly payload: unknown;
  readonly occurredAt: string;
}

/** An event of one of the merchants that a batch acts for. */
export type MerchantEvent = NewEvent & { readonly merchantId: string };

/** Adds events to the outbox in the transaction that caused them. */
export async function appendEvents(tx: Tx, events: readonly NewEvent[]): Promise<void> {
  await appendMerchantEvents(
    tx,
    events.map((event) => ({ ...event, merchantId: tx.merchantId })),
  );
}

/** The same for a transaction that may act for several merchants. */
export async function appendMerchantEvents(tx: BatchTx, events: readonly MerchantEvent[]): Promise<void> {
  if (events.length === 0) return;
  await tx.run(sql`
    insert into outbox (merchant_id, event_id, type, payload, occurred_at)
    select e.merchant_id, e.event_id, e.type, e.payload::jsonb, ${tx.now}
      from unnest(${events.map((e) => e.merchantId)}::uuid[], ${events.map(() => newId())}::uuid[],
                  ${events.map((e) => e.type)}::text[], ${events.map((e) => JSON.stringify(e.payload))}::text[])
        as e (merchant_id, event_id, type, payload)`);
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

const MAX_STAMPED = 1000;

/**
 * Stamps committed events with a gap-free position per merchant. Transactions commit in another order than their
 * ids, so a reader that went by id or time would miss the late ones; the row lock on the head makes one relay per
 * merchant, and what it stamps is by then visible to all. Answers how many events were stamped.
 */
export async function relayOnce(services: Services): Promise<number> {
  return withClient(services.db.jobs, async (client) => {
    const db = queryable(client);
    // crosses merchants: the relay looks for whoever has unstamped events, through an index of those alone.
    const waiting = await db.many<{ merchant_id: string }>(sql`
      select distinct merchant_id from outbox where position is null limit 100`);
    let stamped = 0;
    for (const { merchant_id: merchantId } of waiting) {
      try {
        await client.query(begin(merchantId, 'read write'));
        stamped += await stampMerchant(db, merchantId);
        await client.query('commit');
      } catch (error) {
        await rollback(client, error);
        throw error;
      }
    }
    return stamped;
  });
}

async function stampMerchant(db: Queryable, merchantId: string): Promise<number> {
  await db.run(sql`
    insert into outbox_head (merchant_id, last_position) values (${merchantId}, 0)
    on conflict (merchant_id) do nothing`);
  const head = await db.one<{ last_position: number }>(sql`
    select last_position from outbox_head where merchant_id = ${merchantId} for update`);
  const stamped = await db.run(sql`
    with fresh as (
      select event_id, row_number() over (order by event_id) as nth
        from (select event_id from outbox
               where merchant_id = ${merchantId} and position is null
               order by event_id limit ${MAX_STAMPED}) as waiting
    )
    update outbox set position = ${head.last_position}::bigint + fresh.nth
      from fresh
     where outbox.merchant_id = ${merchantId} and outbox.event_id = fresh.event_id`);
  await db.run(sql`
    update outbox_head set last_position = last_position + ${stamped}::bigint where merchant_id = ${merchantId}`);
  return stamped;
}

/** Runs the relay until it is stopped; `stop` waits for the round under way. */
export function startRelay(services: Services, everyMs = 100): { stop(): Promise<void> } {
  let stopping = false;
  let wake = (): void => {};
  const loop = async (): Promise<void> => {
    while (!stopping) {
      const stamped = await relayOnce(services).catch((error: Error) => {
        services.log.warn({ error: error.message }, 'event relay failed, trying again');
        return 0;
      });
      if (stamped === 0 && !stopping) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, everyMs);
          wake = () => (clearTimeout(timer), resolve());
        });
      }
    }
  };
  const running = loop();
  return {
    stop: () => {
      stopping = true;
      wake();
      return running;
    },
  };
}
