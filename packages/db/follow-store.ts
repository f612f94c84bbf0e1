import type { Queryable, Tx } from './client.ts';
import type { FeedEvent } from './outbox.ts';
import { sql } from './sql.ts';

/** The cursor, locked until the transaction ends; null while another process has it. */
export async function lockCursor(tx: Tx, follower: string): Promise<number | null> {
  await tx.run(sql`
    insert into event_cursor (merchant_id, follower, position)
    select ${tx.merchantId}, ${follower}, 0
     where not exists (select from event_cursor where merchant_id = ${tx.merchantId} and follower = ${follower})
    on conflict (merchant_id, follower) do nothing`);
  const row = await tx.maybeOne<{ position: number }>(sql`
    select position from event_cursor
     where merchant_id = ${tx.merchantId} and follower = ${follower}
       for update skip locked`);
  return row?.position ?? null;
}

/** The last position that was stamped: every event up to it is there to be read. */
export async function headOf(tx: Tx): Promise<number> {
  const row = await tx.maybeOne<{ last_position: number }>(sql`
    select last_position from outbox_head where merchant_id = ${tx.merchantId}`);
  return row?.last_position ?? 0;
}

export interface Span {
  readonly after: number;
  readonly upTo: number;
  readonly types: readonly string[];
  readonly most: number;
}

export const eventsWithin = (tx: Tx, { after, upTo, types, most }: Span): Promise<FeedEvent[]> =>
  tx.many<FeedEvent>(sql`
    select position, event_id as "eventId", type, payload,
           to_char(occurred_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "occurredAt"
      from outbox
     where merchant_id = ${tx.merchantId} and position > ${after} and position <= ${upTo}
       and type = any (${types}::text[])
     order by position
     limit ${most}`);

export const moveCursor = (tx: Tx, follower: string, position: number): Promise<number> =>
  tx.run(sql`
    update event_cursor set position = ${position}
     where merchant_id = ${tx.merchantId} and follower = ${follower}`);

export interface Behind {
  readonly merchantId: string;
  readonly follower: string;
  /** How many events stand after its cursor, of any type. */
  readonly events: number;
}

/** Who has something to read, the one with most to read first. Takes no lock. */
export const whoIsBehind = (db: Queryable, followers: readonly string[]): Promise<Behind[]> =>
  // crosses merchants: one look for all of them, in place of a question to each.
  db.many<Behind>(sql`
    select h.merchant_id as "merchantId", f.name as follower, h.last_position - coalesce(c.position, 0) as events
      from outbox_head h
     cross join unnest(${followers}::text[]) as f (name)
      left join event_cursor c on c.merchant_id = h.merchant_id and c.follower = f.name
     where h.last_position > coalesce(c.position, 0)
     order by events desc, h.merchant_id, f.name`);
