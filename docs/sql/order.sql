-- The statements of order, written by `npm run tidy`; do not edit. $1, $2 … stand for what is bound.

-- order-queries.ts: readDetail
  select order_id, order_ref, store_id, customer_id, source, ordered_at, business_day, gross_minor,
discount_minor, payable_minor, cardinality(line_product_id) as line_count, created_at, line_product_id, line_quantity_milli, line_amount_minor, line_discount_minor,
         coupon_code, coupon_redemption_id, coupon_discount_minor
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
   line_discount_minor, coupon_code, coupon_redemption_id, coupon_discount_minor, import_id, created_at)
select $1, n.order_id, n.store_id, n.customer_id, n.source, n.order_ref, n.content_hash,
       n.ordered_at, n.business_day, n.gross, n.discount, n.payable, n.products::uuid[], n.quantities::bigint[],
       n.amounts::bigint[], n.discounts::bigint[], n.codes::text[], n.redemptions::uuid[],
       n.coupon_discounts::bigint[], n.import_id, $2
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
              $21::uuid[])
    as n (order_id, store_id, customer_id, source, order_ref, content_hash, ordered_at, business_day, gross,
          discount, payable, products, quantities, amounts, discounts, codes, redemptions, coupon_discounts,
          import_id)
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
            left join lateral (select order_id, source, content_hash, ordered_at, payable_minor, import_id from sales_order
                                where merchant_id = $2 and order_ref = s.order_ref limit 1) o on true
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
            left join lateral (select order_id, source, content_hash, ordered_at, payable_minor, import_id from sales_order
                                where merchant_id = $1 and order_ref = s.order_ref limit 1) o on true
           where s.load_id = $2 and s.batch_no = $3
             and o.order_id is distinct from s.order_id) as left_out
   where why in ('order_changed', 'return_order');
