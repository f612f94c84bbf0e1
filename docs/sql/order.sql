-- The statements of order, written by `npm run tidy`; do not edit. $1, $2 … stand for what is bound.

-- bill/bill-store.ts: readBills
  select bill_id as "billId", store_id as "storeId", store_code as "storeCode", label, source,
customer_id as "customerId", status, version, line_sku as skus, line_quantity_milli as quantities,
order_id as "orderId", merged_into as "mergedInto", void_reason as "voidReason", created_at as "createdAt",
updated_at as "updatedAt" from bill where merchant_id = $1 and bill_id = any ($2::uuid[]);

-- bill/bill-store.ts: lockBills
  select bill_id as "billId", store_id as "storeId", store_code as "storeCode", label, source,
customer_id as "customerId", status, version, line_sku as skus, line_quantity_milli as quantities,
order_id as "orderId", merged_into as "mergedInto", void_reason as "voidReason", created_at as "createdAt",
updated_at as "updatedAt"
    from bill
   where merchant_id = $1 and bill_id = any ($2::uuid[])
   order by merchant_id, bill_id
     for update;

-- bill/bill-store.ts: openBills
  select bill_id as "billId", store_id as "storeId", store_code as "storeCode", label, source,
customer_id as "customerId", status, version, line_sku as skus, line_quantity_milli as quantities,
order_id as "orderId", merged_into as "mergedInto", void_reason as "voidReason", created_at as "createdAt",
updated_at as "updatedAt"
    from bill
   where merchant_id = $1 and status = 'open'
     and ($2::uuid is null or store_id = $3::uuid)
     and ($4::uuid is null or bill_id > $5::uuid)
   order by bill_id
   limit $6;

-- bill/bill-store.ts: insertBill
insert into bill
  (merchant_id, bill_id, store_id, store_code, label, source, customer_id, status, version, line_sku,
   line_quantity_milli, opened_by, created_at, updated_at)
values ($1, $2, $3, $4, $5, $6,
        $7, $8, $9, $10, $11,
        $12, $13, $14);

-- bill/bill-store.ts: writeBill
update bill
   set line_sku = $1, line_quantity_milli = $2, label = $3,
       customer_id = $4, version = version + 1, updated_at = $5
 where merchant_id = $6 and bill_id = $7 and version = $8 and status = 'open';

-- bill/bill-store.ts: voidBill
update bill
   set status = 'void', void_reason = $1, voided_by = $2, version = version + 1, updated_at = $3
 where merchant_id = $4 and bill_id = $5 and status = 'open';

-- bill/bill-store.ts: endAsMerged
update bill
   set status = 'merged', merged_into = $1, version = version + 1, updated_at = $2
 where merchant_id = $3 and bill_id = any ($4::uuid[]) and status = 'open';

-- checkout/checkout-store.ts: findOrders
  select o.merchant_id as "merchantId", o.order_id as "orderId", o.store_id as "storeId", o.customer_id as "customerId",
o.source, o.order_ref as "orderRef", o.content_hash as "contentHash", o.ordered_at as "orderedAt",
o.business_day as "businessDay", o.gross_minor as "grossMinor", o.discount_minor as "discountMinor",
o.payable_minor as "payableMinor", o.line_product_id as "productIds", o.line_quantity_milli as quantities,
o.line_amount_minor as amounts, o.line_discount_minor as discounts, o.coupon_code as "couponCodes",
o.coupon_redemption_id as "redemptionIds", o.coupon_discount_minor as "couponDiscounts",
o.delivery_minor as "deliveryMinor", o.tender_kind as "tenderKinds", o.tender_amount_minor as "tenderAmounts",
o.tender_card_id as "tenderCards", o.points_paid_minor as "pointsPaidMinor", o.seller_id as "sellerId",
o.shift_id as "shiftId", o.touchpoint_id as "touchpointId", o.note, o.priced
    from unnest($1::uuid[], $2::text[])
           as n (merchant_id, order_ref)
    join sales_order o on o.merchant_id = n.merchant_id and o.order_ref = n.order_ref;

-- checkout/checkout-store.ts: newOrders
insert into sales_order
  (merchant_id, order_id, store_id, customer_id, source, order_ref, content_hash, ordered_at, business_day,
   gross_minor, discount_minor, payable_minor, line_product_id, line_quantity_milli, line_amount_minor,
   line_discount_minor, coupon_code, coupon_redemption_id, coupon_discount_minor, delivery_minor, tender_kind,
   tender_amount_minor, tender_card_id, points_paid_minor, seller_id, shift_id, touchpoint_id, note,
   priced, created_at)
select n.merchant_id, n.order_id, n.store_id, n.customer_id, n.source, n.order_ref, n.content_hash, n.ordered_at,
       n.business_day, n.gross, n.discount, n.payable, n.products::uuid[], n.quantities::bigint[],
       n.amounts::bigint[], n.discounts::bigint[], n.codes::text[], n.redemptions::uuid[],
       n.coupon_discounts::bigint[], n.delivery, n.tender_kinds::text[], n.tender_amounts::bigint[],
       n.tender_cards::uuid[], n.points_paid, n.seller_id, n.shift_id, n.touchpoint_id, n.note,
       n.priced::json, $1
  from unnest($2::uuid[], $3::uuid[],
              $4::uuid[], $5::uuid[],
              $6::text[], $7::text[],
              $8::bytea[],
              $9::timestamptz[], $10::date[],
              $11::bigint[], $12::bigint[],
              $13::bigint[],
              $14::text[],
              $15::text[],
              $16::text[],
              $17::text[],
              $18::text[],
              $19::text[],
              $20::text[],
              $21::bigint[],
              $22::text[],
              $23::text[],
              $24::text[],
              $25::bigint[], $26::uuid[],
              $27::uuid[], $28::uuid[],
              $29::bytea[], $30::text[])
    as n (merchant_id, order_id, store_id, customer_id, source, order_ref, content_hash, ordered_at, business_day,
          gross, discount, payable, products, quantities, amounts, discounts, codes, redemptions, coupon_discounts,
          delivery, tender_kinds, tender_amounts, tender_cards, points_paid, seller_id, shift_id,
          touchpoint_id, note, priced);

-- checkout/checkout-store.ts: lockShifts
select s.merchant_id as "merchantId", s.shift_id as "shiftId", s.store_id as "storeId",
       s.closed_at is not null as "isClosed"
  from shift s
 where (s.merchant_id, s.shift_id) in
       (select n.merchant_id, n.shift_id
          from unnest($1::uuid[], $2::uuid[])
                 as n (merchant_id, shift_id))
 order by s.merchant_id, s.shift_id
   for share of s;

-- checkout/checkout-store.ts: lockBills
select b.merchant_id as "merchantId", b.bill_id as "billId", b.store_id as "storeId", b.status, b.version,
       b.line_sku as skus, b.line_quantity_milli as quantities
  from bill b
 where (b.merchant_id, b.bill_id) in
       (select n.merchant_id, n.bill_id
          from unnest($1::uuid[], $2::uuid[])
                 as n (merchant_id, bill_id))
 order by b.merchant_id, b.bill_id
   for update of b;

-- checkout/checkout-store.ts: payBills
update bill b
   set status = 'paid', order_id = n.order_id, version = b.version + 1, updated_at = $1
  from unnest($2::uuid[], $3::uuid[],
              $4::uuid[]) as n (merchant_id, bill_id, order_id)
 where b.merchant_id = n.merchant_id and b.bill_id = n.bill_id and b.status = 'open';

-- checkout/checkout-store.ts: buyersAmong
select n.merchant_id, n.customer_id
  from unnest($1::uuid[], $2::uuid[])
         as n (merchant_id, customer_id)
 where exists (select from sales_order o
                where o.merchant_id = n.merchant_id and o.customer_id = n.customer_id);

-- order-queries.ts: readDetail
  select order_id, order_ref, store_id, customer_id, source, ordered_at, business_day, gross_minor,
discount_minor, payable_minor, cardinality(line_product_id) as line_count, created_at, line_product_id, line_quantity_milli, line_amount_minor, line_discount_minor,
         coupon_code, coupon_redemption_id, coupon_discount_minor
    from sales_order
   where merchant_id = $1 and order_id = $2;

-- order-queries.ts: readTotals
select payable_minor as "payableMinor" from sales_order
 where merchant_id = $1 and order_id = $2;

-- order-queries.ts: readReferences
select created_at as "createdAt", coalesce(coupon_redemption_id, '{}') as "redemptionIds"
  from sales_order
 where merchant_id = $1 and order_id = $2;

-- order-queries.ts: ordersOfPeriod
  select order_id, order_ref, store_id, customer_id, source, ordered_at, business_day, gross_minor,
discount_minor, payable_minor, cardinality(line_product_id) as line_count
    from sales_order
   where merchant_id = $1 and business_day between $2::date and $3::date
     and ($4::uuid is null
          or (business_day, ordered_at, order_id)
             < (select business_day, ordered_at, order_id from sales_order
                 where merchant_id = $5 and order_id = $6::uuid))
   order by business_day desc, ordered_at desc, order_id desc
   limit $7;

-- order-queries.ts: ordersOfCustomer
  select order_id, order_ref, store_id, customer_id, source, ordered_at, business_day, gross_minor,
discount_minor, payable_minor, cardinality(line_product_id) as line_count
    from sales_order
   where merchant_id = $1 and customer_id = $2
     and business_day between $3::date and $4::date
     and ($5::uuid is null
          or (business_day, ordered_at, order_id)
             < (select business_day, ordered_at, order_id from sales_order
                 where merchant_id = $6 and order_id = $7::uuid))
   order by business_day desc, ordered_at desc, order_id desc
   limit $8;

-- order-store.ts: findByRef
select order_id, order_ref, content_hash
  from sales_order
 where merchant_id = $1 and order_ref = any ($2::text[]);

-- order-store.ts: insertOrders
insert into sales_order
  (merchant_id, order_id, store_id, customer_id, source, order_ref, content_hash, ordered_at, business_day,
   gross_minor, discount_minor, payable_minor, line_product_id, line_quantity_milli, line_amount_minor,
   line_discount_minor, coupon_code, coupon_redemption_id, coupon_discount_minor, import_id, touchpoint_id, note, created_at)
select $1, n.order_id, n.store_id, n.customer_id, n.source, n.order_ref, n.content_hash,
       n.ordered_at, n.business_day, n.gross, n.discount, n.payable, n.products::uuid[], n.quantities::bigint[],
       n.amounts::bigint[], n.discounts::bigint[], n.codes::text[], n.redemptions::uuid[],
       n.coupon_discounts::bigint[], n.import_id, n.touchpoint_id, n.note, $2
  from unnest($3::uuid[], $4::uuid[],
              $5::uuid[], $6::text[],
              $7::text[], $8::bytea[],
              $9::timestamptz[], $10::date[],
              $11::bigint[], $12::bigint[],
              $13::bigint[],
              $14::text[],
              $15::text[],
              $16::text[],
              $17::text[],
              $18::text[],
              $19::text[],
              $20::text[],
              $21::uuid[], $22::uuid[],
              $23::bytea[])
    as n (order_id, store_id, customer_id, source, order_ref, content_hash, ordered_at, business_day, gross,
          discount, payable, products, quantities, amounts, discounts, codes, redemptions, coupon_discounts,
          import_id, touchpoint_id, note)
on conflict (merchant_id, order_ref) do nothing
returning order_id;

-- post-staged-orders.ts: postStagedOrders
with posted as (
  insert into sales_order
    (merchant_id, order_id, store_id, customer_id, source, order_ref, content_hash, ordered_at, business_day,
     gross_minor, discount_minor, payable_minor, line_product_id, line_quantity_milli, line_amount_minor,
     line_discount_minor, import_id, created_at)
  select $1, s.order_id, s.store_id,
         (select c.customer_id from import_staging_customer c
           where c.load_id = s.load_id and c.hash = s.customer_hash limit 1),
         'import', s.order_ref, s.content_hash, s.ordered_at, s.business_day, s.gross_minor, s.discount_minor,
         s.gross_minor - s.discount_minor, s.line_product_id, s.line_quantity_milli, s.line_amount_minor,
         s.line_discount_minor, $2, $3
    from import_staging_order s
   where s.load_id = $4 and s.batch_no = $5 and s.gross_minor >= s.discount_minor
  on conflict (merchant_id, order_ref) do nothing
  returning customer_id
)
select count(*) as orders, count(distinct customer_id) as customers from posted;

-- post-staged-orders.ts: unpostedOrders
  select why, count(*) filter (where import_id is distinct from $1) as orders
    from (select
case when s.gross_minor < s.discount_minor then 'return_order'
     when o.content_hash <> s.content_hash
          and (o.source = 'import' or o.ordered_at <> s.ordered_at
               or o.payable_minor <> s.gross_minor - s.discount_minor) then 'order_changed'
     else 'known' end as why, o.import_id
            from import_staging_order s
            left join lateral (select order_ref, order_id, source, content_hash, ordered_at, payable_minor, import_id from sales_order
                                where merchant_id = $2 and order_ref >= s.order_ref order by order_ref limit 1) o
              on o.order_ref = s.order_ref
           where s.load_id = $3 and s.batch_no = $4
             and o.order_id is distinct from s.order_id) as left_out
   group by why;

-- post-staged-orders.ts: rejectedOrders
  select why, line_row_no as rows
    from (select
case when s.gross_minor < s.discount_minor then 'return_order'
     when o.content_hash <> s.content_hash
          and (o.source = 'import' or o.ordered_at <> s.ordered_at
               or o.payable_minor <> s.gross_minor - s.discount_minor) then 'order_changed'
     else 'known' end as why, s.line_row_no
            from import_staging_order s
            left join lateral (select order_ref, order_id, source, content_hash, ordered_at, payable_minor, import_id from sales_order
                                where merchant_id = $1 and order_ref >= s.order_ref order by order_ref limit 1) o
              on o.order_ref = s.order_ref
           where s.load_id = $2 and s.batch_no = $3
             and o.order_id is distinct from s.order_id) as left_out
   where why in ('order_changed', 'return_order');

-- print/print-store.ts: insertJobs
insert into print_job
  (merchant_id, job_id, store_id, kind, reference_id, content, status, claims, created_at)
select $1, n.job_id, n.store_id, n.kind, n.reference_id, n.content, 'waiting', 0, $2
  from unnest($3::uuid[], $4::uuid[],
              $5::text[], $6::uuid[],
              $7::bytea[]) as n (job_id, store_id, kind, reference_id, content)
on conflict (merchant_id, kind, reference_id) do nothing;

-- print/print-store.ts: claimJobs
update print_job j
   set status = 'claimed', claims = j.claims + 1, claimed_by = $1, claimed_until = $2
  from (select job_id from print_job
         where merchant_id = $3 and store_id = $4 and status <> 'printed'
           and (claimed_until is null or claimed_until <= $5)
         order by job_id
         limit $6
           for update skip locked) as free
 where j.merchant_id = $7 and j.job_id = free.job_id
returning j.job_id as "jobId", j.reference_id as "referenceId", j.claims, j.content;

-- print/print-store.ts: finishJob
update print_job set status = 'printed', printed_at = $1, content = null
 where merchant_id = $2 and job_id = $3 and status = 'claimed' and claimed_by = $4;

-- print/print-store.ts: jobState
select status, claimed_by as "claimedBy" from print_job where merchant_id = $1 and job_id = $2;

-- print/print-store.ts: waitingTicket
select content from print_job
 where merchant_id = $1 and kind = $2 and reference_id = $3 and content is not null;

-- print/print-store.ts: deleteJobsBefore
delete from print_job where merchant_id = $1 and created_at < $2;

-- print/print-store.ts: sealedJobs
select job_id as id, content as sealed from print_job
 where merchant_id = $1 and job_id > $2 and content is not null
 order by job_id limit $3;

-- print/print-store.ts: resealJobs
update print_job j set content = n.anew
  from unnest($1::uuid[], $2::bytea[],
              $3::bytea[]) as n (job_id, former, anew)
 where j.merchant_id = $4 and j.job_id = n.job_id and j.content = n.former;

-- print/ticket-queries.ts: readPrinted
select o.order_ref, o.store_id, o.source, o.ordered_at, o.gross_minor, o.discount_minor, o.payable_minor,
       o.line_product_id, o.line_quantity_milli, o.line_amount_minor, o.line_discount_minor, o.tender_kind,
       o.tender_amount_minor, o.points_paid_minor, o.coupon_code, o.coupon_discount_minor,
       coalesce((select sum(r.amount_minor) from order_refund r
                  where r.merchant_id = o.merchant_id and r.order_id = o.order_id), 0) as refunded_minor
  from sales_order o
 where o.merchant_id = $1 and o.order_id = $2;

-- print/ticket-queries.ts: ordersFromPhones
select order_id as id from sales_order
 where merchant_id = $1 and order_id = any ($2::uuid[]) and source = 'mini_program'
 order by order_id;

-- refund/record-refund.ts: customerOf
select customer_id from sales_order where merchant_id = $1 and order_id = $2;

-- refund/refund-store.ts: nextRefundNo
insert into order_refund_count (merchant_id, order_id, refunds) values ($1, $2, 1)
on conflict (merchant_id, order_id) do update set refunds = order_refund_count.refunds + 1
returning refunds;

-- refund/refund-store.ts: readPaidOrder
select $1
  from sales_order o
 where o.merchant_id = $2 and o.order_id = $3;

-- refund/refund-store.ts: earlierRefunds
select refund_id, to_date from order_refund
 where merchant_id = $1 and order_id = $2
 order by refund_no;

-- refund/refund-store.ts: insertRefund
insert into order_refund
  (merchant_id, refund_id, order_id, refund_no, store_id, shift_id, line_quantity_milli, amount_minor,
   tender_amount_minor, points_paid_minor, to_date, reason, refunded_by, business_day, refunded_at)
values ($1, $2, $3, $4, $5,
        $6, $7::bigint[], $8,
        $9::bigint[], $10, $11::json,
        $12, $13, $14, $15);

-- refund/refund-store.ts: refundsOfOrder
select refund_id as "refundId", order_id as "orderId", refund_no as "refundNo", store_id as "storeId",
       shift_id as "shiftId", line_quantity_milli as "lineQuantityMilli", amount_minor as "amountMinor",
       tender_amount_minor as "tendersMinor", points_paid_minor as "pointsPaidMinor", to_date as "toDate", reason,
       refunded_by as "refundedBy", business_day as "businessDay", refunded_at as "refundedAt"
  from order_refund
 where merchant_id = $1 and order_id = $2
 order by refund_no;

-- shift/shift-store.ts: insertShift
insert into shift (merchant_id, shift_id, store_id, opened_at, opened_by, float_minor)
values ($1, $2, $3, $4, $5,
        $6)
on conflict (merchant_id, store_id, opened_by) where closed_at is null do nothing;

-- shift/shift-store.ts: openShiftOf
  select shift_id as "shiftId", store_id as "storeId", opened_at as "openedAt", opened_by as "openedBy",
float_minor as "floatMinor", closed_at as "closedAt", closed_by as "closedBy", counted_minor as "countedMinor"
    from shift
   where merchant_id = $1 and store_id = $2 and opened_by = $3 and closed_at is null;

-- shift/shift-store.ts: readShift
  select shift_id as "shiftId", store_id as "storeId", opened_at as "openedAt", opened_by as "openedBy",
float_minor as "floatMinor", closed_at as "closedAt", closed_by as "closedBy", counted_minor as "countedMinor" from shift where merchant_id = $1 and shift_id = $2;

-- shift/shift-store.ts: markClosed
  update shift
     set closed_at = $1, closed_by = $2, counted_minor = $3
   where merchant_id = $4 and shift_id = $5 and closed_at is null
     and ($6::uuid is null or store_id = $7::uuid)
  returning shift_id as "shiftId", store_id as "storeId", opened_at as "openedAt", opened_by as "openedBy",
float_minor as "floatMinor", closed_at as "closedAt", closed_by as "closedBy", counted_minor as "countedMinor";

-- shift/shift-store.ts: shiftPage
  select shift_id as "shiftId", store_id as "storeId", opened_at as "openedAt", opened_by as "openedBy",
float_minor as "floatMinor", closed_at as "closedAt", closed_by as "closedBy", counted_minor as "countedMinor"
    from shift
   where merchant_id = $1
     and ($2::uuid is null or store_id = $3::uuid)
     and ($4::boolean is null or (closed_at is null) = $5::boolean)
     and ($6::uuid is null or shift_id < $7::uuid)
   order by shift_id desc
   limit $8;

-- shift/shift-store.ts: sumsBySource
select s.source, sum(s.orders)::integer as orders, sum(s.gross) as "grossMinor", sum(s.discount) as "discountMinor",
       sum(s.payable) as "payableMinor", sum(s.refunds)::integer as refunds, sum(s.refunded) as "refundedMinor"
  from (select o.source, 1 as orders, o.gross_minor as gross, o.discount_minor as discount,
               o.payable_minor as payable, 0 as refunds, 0::bigint as refunded
          from sales_order o
         where o.merchant_id = $1 and o.shift_id = $2
         union all
        select o.source, 0, 0, 0, 0, 1, r.amount_minor
          from order_refund r
          join sales_order o on o.merchant_id = r.merchant_id and o.order_id = r.order_id
         where r.merchant_id = $3 and r.shift_id = $4) as s
 group by s.source
 order by s.source;

-- shift/shift-store.ts: sumsByTender
select t.tender, count(*) filter (where t.is_payment)::integer as payments,
       coalesce(sum(t.amount) filter (where t.is_payment), 0) as "paidMinor",
       coalesce(sum(t.amount) filter (where not t.is_payment), 0) as "refundedMinor"
  from (select p.kind as tender, p.amount, true as is_payment
          from sales_order o,
               unnest(o.tender_kind || 'points'::text, o.tender_amount_minor || o.points_paid_minor) as p (kind, amount)
         where o.merchant_id = $1 and o.shift_id = $2
         union all
        select p.kind, p.amount, false
          from order_refund r
          join sales_order o on o.merchant_id = r.merchant_id and o.order_id = r.order_id,
               unnest(o.tender_kind || 'points'::text, r.tender_amount_minor || r.points_paid_minor) as p (kind, amount)
         where r.merchant_id = $3 and r.shift_id = $4) as t
 where t.amount > 0
 group by t.tender
 order by t.tender;

-- verify-orders.ts: orderPage
select order_id as id, payable_minor as payable, points_paid_minor
         + (select coalesce(sum(t), 0) from unnest(tender_amount_minor) as t) as tendered,
       (select coalesce(sum(c), 0) from unnest(coupon_discount_minor) as c) as coupons, priced
  from sales_order
 where merchant_id = $1 and priced is not null and ($2::uuid is null or order_id > $3::uuid)
 order by order_id
 limit $4;

-- verify-orders.ts: refundPage
select refund_id as id, amount_minor as amount,
       points_paid_minor + (select coalesce(sum(t), 0) from unnest(tender_amount_minor) as t) as tendered
  from order_refund
 where merchant_id = $1 and ($2::uuid is null or refund_id > $3::uuid)
 order by refund_id
 limit $4;

-- verify-orders.ts: countRows
select (select count(*) from sales_order where merchant_id = $1 and priced is not null) as orders,
       (select count(*) from order_refund where merchant_id = $2) as refunds;
