import { sql, type Tx } from '@shuke/db';
import type { DayNumber } from './activity.ts';

export type EncounterKind = 'scan' | 'join' | 'store_entry' | 'gift_given' | 'gift_received';

/** A customer was met otherwise than by buying. */
export interface Encounter {
  readonly customerId: string;
  readonly kind: EncounterKind;
  readonly at: Date;
  readonly touchpointId: string | null;
}

/** An encounter on its business day, YYYY-MM-DD. */
export type DatedEncounter = Encounter & { readonly day: string };

/** Keeps encounters, the first of a day and kind. */
export const insertEncounters = (tx: Tx, rows: readonly DatedEncounter[]): Promise<number> =>
  tx.run(sql`
    insert into customer_encounter (merchant_id, customer_id, day, kind, touchpoint_id, first_at)
    select ${tx.merchantId}, c.customer_id, n.day, n.kind, n.touchpoint_id, n.first_at
      from unnest(${rows.map((r) => r.customerId)}::uuid[], ${rows.map((r) => r.day)}::date[],
                  ${rows.map((r) => r.kind)}::text[], ${rows.map((r) => r.touchpointId)}::uuid[],
                  ${rows.map((r) => r.at)}::timestamptz[]) as n (customer_id, day, kind, touchpoint_id, first_at)
      join customer c on c.merchant_id = ${tx.merchantId} and c.customer_id = n.customer_id and c.erased_at is null
     order by c.customer_id, n.day, n.kind, n.first_at
    on conflict (merchant_id, customer_id, day, kind) do nothing`);

/** On which of these customers' days they came by for a second time: they were met on an earlier day too. */
export const repeatVisits = (tx: Tx, rows: readonly DatedEncounter[]): Promise<{ nth: number }[]> =>
  tx.many<{ nth: number }>(sql`
    select n.nth
      from unnest(${rows.map((r) => r.customerId)}::uuid[], ${rows.map((r) => r.day)}::date[])
             with ordinality as n (customer_id, day, nth)
     where exists (select from customer_encounter e
                    where e.merchant_id = ${tx.merchantId} and e.customer_id = n.customer_id and e.day < n.day
                      and e.kind in ('scan', 'join', 'store_entry'))
     order by n.nth`);

/** The days of gifts given and received, which count like visits, by customer. */
export const giftDays = (
  tx: Tx,
  customerIds: readonly string[],
): Promise<{ customer_id: string; days: DayNumber[] }[]> =>
  tx.many<{ customer_id: string; days: DayNumber[] }>(sql`
    select customer_id, array_agg(distinct (day - date '1970-01-01')::bigint) as days
      from customer_encounter
     where merchant_id = ${tx.merchantId} and customer_id = any (${customerIds}::uuid[])
       and kind in ('gift_given', 'gift_received')
     group by customer_id`);
