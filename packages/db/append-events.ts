import { newId } from '@shuke/kernel';
import type { BatchTx, Queryable, Tx } from './client.ts';
import type { MerchantEvent, NewEvent } from './event.ts';
import { sql } from './sql.ts';

/** Adds events to the outbox in the transaction that caused them. */
export async function appendEvents(tx: Tx, events: readonly NewEvent[]): Promise<void> {
  await appendMerchantEvents(
    tx,
    events.map((event) => ({ ...event, merchantId: tx.merchantId })),
  );
}

/** The same for a transaction that may act for several merchants. A batch gathers its events and writes them as it commits. */
export async function appendMerchantEvents(tx: BatchTx, events: readonly MerchantEvent[]): Promise<void> {
  if (events.length === 0) return;
  if (tx.gathered) return void tx.gathered.push(...events);
  await tx.run(sql`
    insert into outbox (merchant_id, event_id, type, payload, occurred_at)
    select e.merchant_id, e.event_id, e.type, e.payload::jsonb, ${tx.now}
      from unnest(${events.map((e) => e.merchantId)}::uuid[], ${events.map(() => newId())}::uuid[],
                  ${events.map((e) => e.type)}::text[], ${events.map((e) => JSON.stringify(e.payload))}::text[])
        as e (merchant_id, event_id, type, payload)`);
}

/**
 * Writes the events of a batch with the next positions of their merchants: the last statement before its commit, for the
 * heads stay locked until then. It spares the relay a second version of each row with its index entries, which was a tenth
 * of a checkout.
 */
export async function appendNumbered(tx: Queryable & { now: Date }, events: readonly MerchantEvent[]): Promise<void> {
  if (events.length === 0) return;
  const byMerchant = [...Map.groupBy(events, ({ merchantId }) => merchantId)].toSorted(([a], [b]) => (a < b ? -1 : 1));
  const numbered = byMerchant.flatMap(([, own]) => own.map((event, i) => ({ ...event, after: own.length - i - 1 })));
  await tx.run(sql`
    with head as (
      insert into outbox_head (merchant_id, last_position)
      select n.merchant_id, n.events
        from unnest(${byMerchant.map(([id]) => id)}::uuid[], ${byMerchant.map(([, own]) => own.length)}::bigint[])
               as n (merchant_id, events)
      on conflict (merchant_id) do update set last_position = outbox_head.last_position + excluded.last_position
      returning merchant_id, last_position
    )
    insert into outbox (merchant_id, event_id, type, payload, occurred_at, position)
    select e.merchant_id, e.event_id, e.type, e.payload::jsonb, ${tx.now}, h.last_position - e.after
      from unnest(${numbered.map((e) => e.merchantId)}::uuid[], ${numbered.map(() => newId())}::uuid[],
                  ${numbered.map((e) => e.type)}::text[], ${numbered.map((e) => JSON.stringify(e.payload))}::text[],
                  ${numbered.map((e) => e.after)}::bigint[]) as e (merchant_id, event_id, type, payload, after)
      join head h on h.merchant_id = e.merchant_id`);
}
