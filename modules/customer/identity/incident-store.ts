import { sql, type Tx } from '@shuke/db';

export interface Incident {
  readonly day: string;
  readonly kind: string;
  readonly count: number;
}

/** Counts one of each kind on the day (UTC) of the transaction. */
export const addIncidents = (tx: Tx, kinds: readonly string[]): Promise<number> =>
  tx.run(sql`
    insert into identity_incident (merchant_id, day, kind, count)
    select ${tx.merchantId}, (${tx.now}::timestamptz at time zone 'UTC')::date, n.kind, 1
      from unnest(${kinds}::text[]) as n (kind)
    on conflict (merchant_id, day, kind) do update set count = identity_incident.count + 1`);

/** The counts of some days, by day and kind. */
export const readIncidents = (tx: Tx, { from, to }: { from: string; to: string }): Promise<Incident[]> =>
  tx.many<Incident>(sql`
    select day, kind, count from identity_incident
     where merchant_id = ${tx.merchantId} and day between ${from}::date and ${to}::date
     order by day, kind`);
