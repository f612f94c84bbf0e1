import { raw, sql, type Tx } from '@shuke/db';

/** One batch of import_staging_order. */
export interface StagedOrders {
  /** The attempt that staged it. */
  readonly loadId: string;
  readonly importId: string;
  readonly batchNo: number;
}

export interface PostedOrders {
  readonly orders: number;
  /** How many different people they are of. */
  readonly customers: number;
}

/**
 * Records the staged orders of one batch in one statement. An order whose number is known, and one that comes to less
 * than nothing, is left; `unpostedOrders` says why. The sub-select finds the person by an index for each order: a join
 * would leave the planner to guess at tables that have just been filled.
 */
export const postStagedOrders = (tx: Tx, { loadId, importId, batchNo }: StagedOrders): Promise<PostedOrders> =>
  tx.one<PostedOrders>(sql`
    with posted as (
      insert into sales_order
        (merchant_id, order_id, store_id, customer_id, source, order_ref, content_hash, ordered_at, business_day,
         gross_minor, discount_minor, payable_minor, line_product_id, line_quantity_milli, line_amount_minor,
         line_discount_minor, import_id, created_at)
      select ${tx.merchantId}, s.order_id, s.store_id,
             (select c.customer_id from import_staging_customer c
               where c.load_id = s.load_id and c.hash = s.customer_hash limit 1),
             'import', s.order_ref, s.content_hash, s.ordered_at, s.business_day, s.gross_minor, s.discount_minor,
             s.gross_minor - s.discount_minor, s.line_product_id, s.line_quantity_milli, s.line_amount_minor,
             s.line_discount_minor, ${importId}, ${tx.now}
        from import_staging_order s
       where s.load_id = ${loadId} and s.batch_no = ${batchNo} and s.gross_minor >= s.discount_minor
      on conflict (merchant_id, order_ref) do nothing
      returning customer_id
    )
    select count(*) as orders, count(distinct customer_id) as customers from posted`);

/** Why staged orders were not recorded. */
export type Unposted = 'known' | 'order_changed' | 'return_order';

export interface UnpostedOrders {
  readonly why: Unposted;
  readonly orders: number;
}

// A receipt that a till has recorded itself is the file's where time and sum are the same: the till knows the guest and
// the coupons better than its export does.
const WHY = raw(`
  case when s.gross_minor < s.discount_minor then 'return_order'
       when o.content_hash <> s.content_hash
            and (o.source = 'import' or o.ordered_at <> s.ordered_at
                 or o.payable_minor <> s.gross_minor - s.discount_minor) then 'order_changed'
       else 'known' end`);

// The order that has the number of a staged one is the first whose number is not below it, if it is that.
const KNOWN = raw('order_ref, order_id, source, content_hash, ordered_at, payable_minor, import_id');
const FIRST_FROM = raw('order_ref >= s.order_ref order by order_ref limit 1');

/**
 * Leaves the planner the index in which orders stand by their numbers, for the rest of a transaction. A merchant that came after
 * the tables were last looked at has no orders for all that it knows, and any index is as good: it then went over all orders of
 * the merchant for each staged one, minutes instead of a second.
 */
const lookUpByNumber = (tx: Tx): Promise<number> => tx.run(sql`set local enable_sort = off`);

/** Counts by why the orders of a batch that were not recorded by it; what this import itself recorded earlier is no news. */
export async function unpostedOrders(tx: Tx, { loadId, importId, batchNo }: StagedOrders): Promise<UnpostedOrders[]> {
  await lookUpByNumber(tx);
  return tx.many<UnpostedOrders>(sql`
    select why, count(*) filter (where import_id is distinct from ${importId}) as orders
      from (select ${WHY} as why, o.import_id
              from import_staging_order s
              left join lateral (select ${KNOWN} from sales_order
                                  where merchant_id = ${tx.merchantId} and ${FIRST_FROM}) o
                on o.order_ref = s.order_ref
             where s.load_id = ${loadId} and s.batch_no = ${batchNo}
               and o.order_id is distinct from s.order_id) as left_out
     group by why`);
}

export interface RejectedOrder {
  readonly why: 'order_changed' | 'return_order';
  /** The lines of the file that it stands on. */
  readonly rows: number[];
}

/** The orders of a batch that cannot be recorded. */
export async function rejectedOrders(
  tx: Tx,
  { loadId, batchNo }: Omit<StagedOrders, 'importId'>,
): Promise<RejectedOrder[]> {
  await lookUpByNumber(tx);
  return tx.many<RejectedOrder>(sql`
    select why, line_row_no as rows
      from (select ${WHY} as why, s.line_row_no
              from import_staging_order s
              left join lateral (select ${KNOWN} from sales_order
                                  where merchant_id = ${tx.merchantId} and ${FIRST_FROM}) o
                on o.order_ref = s.order_ref
             where s.load_id = ${loadId} and s.batch_no = ${batchNo}
               and o.order_id is distinct from s.order_id) as left_out
     where why in ('order_changed', 'return_order')`);
}
