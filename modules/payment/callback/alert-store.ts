import { appendEvents, sql, type Tx } from '@shuke/db';
import { paymentSuspicious } from '../events.ts';
import type { Suspicion } from '../payment.ts';

/** What was told and not believed. */
export interface Alert {
  readonly accountId: string;
  /** The number that it is about; for what names none, something that keeps a thousand of them from being a thousand alerts. */
  readonly subject: string;
  readonly why: Suspicion;
  readonly paymentId: string | null;
}

/** Keeps alerts, each once a subject and reason however often it is told, and tells of those that are new. */
export async function raiseAlerts(tx: Tx, alerts: readonly Alert[]): Promise<void> {
  const keyOf = ({ accountId, subject, why }: Alert): string => `${accountId} ${subject} ${why}`;
  const distinct = new Map(alerts.map((alert) => [keyOf(alert), alert]));
  const rows = [...distinct.values()].toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  if (rows.length === 0) return;
  const fresh = await tx.many<Omit<Alert, 'subject'>>(sql`
    insert into payment_alert as a
      (merchant_id, account_id, subject, why, payment_id, times, first_at, last_at)
    select ${tx.merchantId}, n.account_id, n.subject, n.why, n.payment_id, 1, ${tx.now}, ${tx.now}
      from unnest(${rows.map((r) => r.accountId)}::uuid[], ${rows.map((r) => r.subject)}::text[],
                  ${rows.map((r) => r.why)}::text[], ${rows.map((r) => r.paymentId)}::uuid[])
             as n (account_id, subject, why, payment_id)
    on conflict (merchant_id, account_id, subject, why)
    do update set times = a.times + 1, last_at = excluded.last_at
    returning account_id as "accountId", why, payment_id as "paymentId", times`);
  const isNew = (row: object): boolean => (row as { readonly times: number }).times === 1;
  await appendEvents(tx, fresh.filter(isNew).map(paymentSuspicious));
}

export interface KeptAlert extends Alert {
  readonly times: number;
  readonly firstAt: Date;
  readonly lastAt: Date;
}

/** What was told last and not believed. */
export const recentAlerts = (tx: Tx, rows: number): Promise<KeptAlert[]> =>
  tx.many<KeptAlert>(sql`
    select account_id as "accountId", subject, why, payment_id as "paymentId", times, first_at as "firstAt",
           last_at as "lastAt"
      from payment_alert
     where merchant_id = ${tx.merchantId}
     order by last_at desc, account_id, subject, why
     limit ${rows}`);
