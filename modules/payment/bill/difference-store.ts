import { raw, sql, type Tx } from '@shuke/db';
import type { Action, DifferenceKind, Unlike } from './difference.ts';

export interface NewDifference extends Unlike {
  readonly differenceId: string;
  readonly accountId: string;
  readonly day: string;
  readonly kind: DifferenceKind;
  readonly proposed: Action;
  /** What was done at once; null where somebody has to. */
  readonly resolution: string | null;
}

/** Adds differences that are new, and answers their ids: found again, one stays as it is. */
export async function insertDifferences(tx: Tx, rows: readonly NewDifference[]): Promise<Set<string>> {
  const added = await tx.many<{ id: string }>(sql`
    insert into payment_difference
      (merchant_id, difference_id, account_id, day, kind, line_kind, out_no, payment_id, refund_id, ours_minor,
       theirs_minor, proposed, status, resolution, created_at, resolved_at)
    select ${tx.merchantId}, n.difference_id, n.account_id, n.day, n.kind, n.line_kind, n.out_no, n.payment_id,
           n.refund_id, n.ours, n.theirs, n.proposed, case when n.resolution is null then 'open' else 'resolved' end,
           n.resolution, ${tx.now}, case when n.resolution is null then null else ${tx.now}::timestamptz end
      from unnest(${rows.map((r) => r.differenceId)}::uuid[], ${rows.map((r) => r.accountId)}::uuid[],
                  ${rows.map((r) => r.day)}::date[], ${rows.map((r) => r.kind)}::text[],
                  ${rows.map((r) => r.lineKind)}::text[], ${rows.map((r) => r.outNo)}::text[],
                  ${rows.map((r) => r.paymentId)}::uuid[], ${rows.map((r) => r.refundId)}::uuid[],
                  ${rows.map((r) => r.oursMinor)}::bigint[], ${rows.map((r) => r.theirsMinor)}::bigint[],
                  ${rows.map((r) => r.proposed)}::text[], ${rows.map((r) => r.resolution)}::text[])
             as n (difference_id, account_id, day, kind, line_kind, out_no, payment_id, refund_id, ours, theirs,
                   proposed, resolution)
    on conflict (merchant_id, account_id, line_kind, out_no, kind) do nothing
    returning difference_id as id`);
  return new Set(added.map(({ id }) => id));
}

export interface Difference extends Omit<NewDifference, 'status'> {
  readonly status: 'open' | 'resolved';
  readonly note: string | null;
  readonly createdAt: Date;
}

const DIFFERENCE = raw(`d.difference_id as "differenceId", d.account_id as "accountId", d.day, d.kind,
  d.line_kind as "lineKind", d.out_no as "outNo", d.payment_id as "paymentId", d.refund_id as "refundId",
  d.ours_minor as "oursMinor", d.theirs_minor as "theirsMinor", d.proposed, d.status, d.resolution, d.note,
  d.created_at as "createdAt"`);

export const holdDifference = (tx: Tx, differenceId: string): Promise<Difference | null> =>
  tx.maybeOne<Difference>(sql`
    select ${DIFFERENCE} from payment_difference d
     where d.merchant_id = ${tx.merchantId} and d.difference_id = ${differenceId}
       for update`);

export interface Resolution {
  readonly differenceId: string;
  readonly resolution: string;
  readonly note: string | null;
}

export const writeResolution = (tx: Tx, { differenceId, resolution, note }: Resolution): Promise<number> =>
  tx.run(sql`
    update payment_difference
       set status = 'resolved', resolution = ${resolution}, note = ${note}, resolved_by = ${tx.actor.id},
           resolved_at = ${tx.now}
     where merchant_id = ${tx.merchantId} and difference_id = ${differenceId} and status = 'open'`);

export interface DifferencePage {
  readonly after: string | null;
  readonly isOpen: boolean | null;
  readonly rows: number;
}

export const differencePage = (tx: Tx, { after, isOpen, rows }: DifferencePage): Promise<Difference[]> =>
  tx.many<Difference>(sql`
    select ${DIFFERENCE} from payment_difference d
     where d.merchant_id = ${tx.merchantId}
       and (${after}::uuid is null or d.difference_id < ${after}::uuid)
       and (${isOpen}::boolean is null or (d.status = 'open') = ${isOpen}::boolean)
     order by d.difference_id desc
     limit ${rows}`);
