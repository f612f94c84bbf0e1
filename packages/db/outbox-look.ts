import type { EventType } from '@shuke/contract';
import { queryable, type Tx } from './client.ts';
import type { Services } from './ctx.ts';
import { headOf } from './follow-store.ts';
import { sql } from './sql.ts';
import { withClient } from './tx.ts';

export { headOf };

/** An event as a snapshot of the database shows it. */
export interface ToldEvent {
  readonly type: EventType;
  readonly payload: unknown;
  /** When its transaction was, as PostgreSQL writes an instant. */
  readonly at: string;
}

/**
 * What is told after a position, in no order: for who reads anew, from the same snapshot, what events name. Those that have no
 * position yet are among them, and come again when they have one: so what the snapshot shows of their transactions is read
 * whole. Otherwise half of a transaction could be seen whose events the relay stamped in two rounds.
 */
export const toldAfter = (tx: Tx, position: number, types: readonly EventType[]): Promise<ToldEvent[]> =>
  tx.many<ToldEvent>(sql`
    select type, payload, occurred_at::text as at from outbox
     where merchant_id = ${tx.merchantId} and position > ${position} and type = any (${types}::text[])
    union all
    select type, payload, occurred_at::text as at from outbox
     where merchant_id = ${tx.merchantId} and position is null and type = any (${types}::text[])`);

/** Which event has a position; null where there is none, as before the first. */
export async function eventAt(tx: Tx, position: number): Promise<string | null> {
  const row = await tx.maybeOne<{ id: string }>(sql`
    select event_id as id from outbox where merchant_id = ${tx.merchantId} and position = ${position}`);
  return row?.id ?? null;
}

/** The last position of each of these merchants; one of whom nothing was ever told is left out. */
export async function headsOf(services: Services, merchantIds: readonly string[]): Promise<Map<string, number>> {
  if (merchantIds.length === 0) return new Map();
  const rows = await withClient(services.db.jobs, (client) =>
    // crosses merchants: one look for all of them, in place of a question to each.
    queryable(client).many<{ merchantId: string; position: number }>(sql`
      select merchant_id as "merchantId", last_position as position from outbox_head
       where merchant_id = any (${merchantIds}::uuid[])`),
  );
  return new Map(rows.map((row) => [row.merchantId, row.position]));
}
