import { raw, sql, type Tx } from '@shuke/db';
import type { Shift, ShiftSums, SourceSums, TenderSums } from './shift.ts';

const COLUMNS = raw(`shift_id as "shiftId", store_id as "storeId", opened_at as "openedAt", opened_by as "openedBy",
  float_minor as "floatMinor", closed_at as "closedAt", closed_by as "closedBy", counted_minor as "countedMinor"`);

/** Opens a shift, unless who opens it has one in this store: the index of open shifts is the limit. */
export const insertShift = (tx: Tx, shift: Shift): Promise<number> =>
  tx.run(sql`
    insert into shift (merchant_id, shift_id, store_id, opened_at, opened_by, float_minor)
    values (${tx.merchantId}, ${shift.shiftId}, ${shift.storeId}, ${shift.openedAt}, ${shift.openedBy},
            ${shift.floatMinor})
    on conflict (merchant_id, store_id, opened_by) where closed_at is null do nothing`);

/** The open shift of a person in a store. */
export const openShiftOf = (tx: Tx, storeId: string, openedBy: string): Promise<Shift | null> =>
  tx.maybeOne<Shift>(sql`
    select ${COLUMNS}
      from shift
     where merchant_id = ${tx.merchantId} and store_id = ${storeId} and opened_by = ${openedBy} and closed_at is null`);

export const readShift = (tx: Tx, shiftId: string): Promise<Shift | null> =>
  tx.maybeOne<Shift>(sql`
    select ${COLUMNS} from shift where merchant_id = ${tx.merchantId} and shift_id = ${shiftId}`);

export interface Closing {
  readonly shiftId: string;
  /** Of staff who work in one store, that one. */
  readonly storeId: string | null;
  readonly closedBy: string;
  readonly countedMinor: number;
}

/**
 * Closes an open shift. Checkouts and refunds under way hold its row, so this waits until they have committed; those that
 * come later find it closed.
 */
export const markClosed = (tx: Tx, { shiftId, storeId, closedBy, countedMinor }: Closing): Promise<Shift | null> =>
  tx.maybeOne<Shift>(sql`
    update shift
       set closed_at = ${tx.now}, closed_by = ${closedBy}, counted_minor = ${countedMinor}
     where merchant_id = ${tx.merchantId} and shift_id = ${shiftId} and closed_at is null
       and (${storeId}::uuid is null or store_id = ${storeId}::uuid)
    returning ${COLUMNS}`);

export interface ShiftPage {
  readonly storeId: string | null;
  /** Null for both. */
  readonly isOpen: boolean | null;
  readonly after: string | null;
  readonly rows: number;
}

/** A page of shifts, the newest first: their ids grow with time. */
export const shiftPage = (tx: Tx, { storeId, isOpen, after, rows }: ShiftPage): Promise<Shift[]> =>
  tx.many<Shift>(sql`
    select ${COLUMNS}
      from shift
     where merchant_id = ${tx.merchantId}
       and (${storeId}::uuid is null or store_id = ${storeId}::uuid)
       and (${isOpen}::boolean is null or (closed_at is null) = ${isOpen}::boolean)
       and (${after}::uuid is null or shift_id < ${after}::uuid)
     order by shift_id desc
     limit ${rows}`);

/** What a shift sold and paid back so far. */
export async function sumsOf(tx: Tx, shiftId: string): Promise<ShiftSums> {
  return { bySource: await sumsBySource(tx, shiftId), byTender: await sumsByTender(tx, shiftId) };
}

const sumsBySource = (tx: Tx, shiftId: string): Promise<SourceSums[]> =>
  tx.many<SourceSums>(sql`
    select s.source, sum(s.orders)::integer as orders, sum(s.gross) as "grossMinor", sum(s.discount) as "discountMinor",
           sum(s.payable) as "payableMinor", sum(s.refunds)::integer as refunds, sum(s.refunded) as "refundedMinor"
      from (select o.source, 1 as orders, o.gross_minor as gross, o.discount_minor as discount,
                   o.payable_minor as payable, 0 as refunds, 0::bigint as refunded
              from sales_order o
             where o.merchant_id = ${tx.merchantId} and o.shift_id = ${shiftId}
             union all
            select o.source, 0, 0, 0, 0, 1, r.amount_minor
              from order_refund r
              join sales_order o on o.merchant_id = r.merchant_id and o.order_id = r.order_id
             where r.merchant_id = ${tx.merchantId} and r.shift_id = ${shiftId}) as s
     group by s.source
     order by s.source`);

// Points that pay as a tender stand in a column of their own, in the order as in the refund.
const sumsByTender = (tx: Tx, shiftId: string): Promise<TenderSums[]> =>
  tx.many<TenderSums>(sql`
    select t.tender, count(*) filter (where t.is_payment)::integer as payments,
           coalesce(sum(t.amount) filter (where t.is_payment), 0) as "paidMinor",
           coalesce(sum(t.amount) filter (where not t.is_payment), 0) as "refundedMinor"
      from (select p.kind as tender, p.amount, true as is_payment
              from sales_order o,
                   unnest(o.tender_kind || 'points'::text, o.tender_amount_minor || o.points_paid_minor) as p (kind, amount)
             where o.merchant_id = ${tx.merchantId} and o.shift_id = ${shiftId}
             union all
            select p.kind, p.amount, false
              from order_refund r
              join sales_order o on o.merchant_id = r.merchant_id and o.order_id = r.order_id,
                   unnest(o.tender_kind || 'points'::text, r.tender_amount_minor || r.points_paid_minor) as p (kind, amount)
             where r.merchant_id = ${tx.merchantId} and r.shift_id = ${shiftId}) as t
     where t.amount > 0
     group by t.tender
     order by t.tender`);
