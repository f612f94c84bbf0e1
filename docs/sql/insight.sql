-- The statements of insight, written by `npm run tidy`; do not edit. $1, $2 … stand for what is bound.

-- bought-categories.ts: boughtCategories
select distinct l.order_id as "orderId", l.customer_id as "customerId", p.category, l.ordered_at as "orderedAt"
  from pub_order_line l
  join pub_product p on p.merchant_id = l.merchant_id and p.product_id = l.product_id
 where l.merchant_id = $1 and l.order_id = any($2::uuid[])
   and l.customer_id is not null and p.category <> '';

-- favourite-store.ts: readChunk
with bought as (
  select coalesce(p.person_id, l.customer_id) as customer_id, l.product_id, count(*) as lines,
         sum(l.amount_minor) as amount_minor
    from pub_order_line l
    left join unnest($1::uuid[], $2::uuid[])
                as p (customer_id, person_id) on p.customer_id = l.customer_id
   where l.merchant_id = $3
     and l.customer_id = any($4::uuid[])
     and l.business_day <= $5::date
     and ($6::uuid is null or l.store_id = $7)
   group by 1, l.product_id
), named as materialized (
  select b.customer_id, p.sku, p.category, b.lines, b.amount_minor
    from bought b
    join pub_product p on p.merchant_id = $8 and p.product_id = b.product_id
), by_sku as (
  select distinct on (customer_id) customer_id, sku
    from named
   order by customer_id, lines desc, amount_minor desc, sku collate "C"
), by_category as (
  select distinct on (customer_id) customer_id, category
    from named
   where category is not null
   group by customer_id, category
   order by customer_id, sum(lines) desc, sum(amount_minor) desc, category collate "C"
)
select by_sku.customer_id, by_sku.sku, by_category.category
  from by_sku left join by_category on by_category.customer_id = by_sku.customer_id;

-- history-store.ts: customerChunks
select customer_id,
       array_agg((business_day - date '1970-01-01')::bigint) as days,
       array_agg(payable_minor) as payables
  from pub_order
 where merchant_id = $1 and customer_id > $2
   and business_day between $3::date and $4::date
   and ($5::uuid is null or store_id = $6)
 group by customer_id
 order by customer_id
 limit $7;

-- learnable-orders.ts: learnableOrders
select o.order_id as "orderId", o.customer_id as "customerId", o.ordered_at as "orderedAt", o.note as sealed,
       (select json_agg(json_build_object('lineNo', l.line_no, 'sku', p.sku, 'name', p.name, 'category', p.category,
                          'quantityMilli', l.quantity_milli, 'returnedMilli', coalesce(r.quantity_milli, 0))
                        order by l.line_no)
          from pub_order_line l
          left join pub_order_return r
            on r.merchant_id = l.merchant_id and r.order_id = l.order_id and r.line_no = l.line_no
          join pub_product p on p.merchant_id = l.merchant_id and p.product_id = l.product_id
         where l.merchant_id = $1 and l.order_id = o.order_id) as lines
  from pub_order o
 where o.merchant_id = $2 and o.order_id = any ($3::uuid[])
   and o.customer_id is not null and o.line_count > 0;

-- learnable-orders.ts: importedOrders
select order_id as "orderId" from pub_order
 where merchant_id = $1 and order_id > $2 and order_id <= $3
   and source = 'import' and customer_id is not null and line_count > 0
 order by order_id
 limit $4;

-- regular/usual-store.ts: lastOrders
with last as materialized (
  select o.order_id, o.customer_id, o.business_day, o.store_id, o.ordered_at
    from unnest($1::uuid[]) as n (customer_id)
   cross join lateral (
         select order_id, customer_id, business_day, store_id, ordered_at
           from pub_order
          where merchant_id = $2 and customer_id = n.customer_id
          order by ordered_at desc
          limit $3) as o
), line as materialized (
  select l.order_id, l.line_no, l.product_id
    from last
   cross join lateral (
         select order_id, line_no, product_id from pub_order_line
          where merchant_id = $4 and order_id = last.order_id
          limit $5) as l
), sold as materialized (
  select n.product_id, p.sku, p.name
    from (select distinct product_id from line) as n
   cross join lateral (
         select sku, name from pub_product
          where merchant_id = $6 and product_id = n.product_id
          limit 1) as p
), goods as (
  select line.order_id, json_agg(json_build_object('sku', sold.sku, 'name', sold.name) order by line.line_no) as goods
    from line
    join sold using (product_id)
   group by line.order_id
), timed as (
  select last.order_id, last.customer_id, last.business_day, last.store_id,
         last.ordered_at at time zone coalesce(s.time_zone, $7) as local
    from last
    join pub_store s on s.merchant_id = $8 and s.store_id = last.store_id
)
select o.customer_id as "customerId", (o.business_day - date '1970-01-01')::integer as day, o.store_id as "storeId",
       mod((extract(hour from o.local)::integer * 60 + extract(minute from o.local)::integer)
           - $9::integer + 1440, 1440) as "minuteOfDay",
       coalesce(goods.goods, '[]') as goods
  from timed o
  left join goods using (order_id);

-- regular/usual-store.ts: usableCoupons
select n.customer_id as "customerId", c.coupon_id as "couponId", c.name, c.expires_at as "expiresAt"
  from unnest($1::uuid[]) as n (customer_id)
 cross join lateral (
       select f.coupon_id, t.name, f.expires_at
         from pub_coupon f
         join pub_coupon_template t on t.merchant_id = f.merchant_id and t.template_id = f.template_id
        where f.merchant_id = $2 and f.customer_id = n.customer_id
          and f.valid_from <= $3 and f.expires_at > $4 and f.used_count < f.use_limit
        order by f.expires_at, f.coupon_id
        limit $5) as c
 order by c.expires_at, c.coupon_id;

-- sales-store.ts: readStores
select store_id, code, name, time_zone from pub_store
 where merchant_id = $1
 order by code collate "C";

-- sales-store.ts: readDataDays
select min(business_day) as first_day, max(business_day) as latest_day from pub_order
 where merchant_id = $1 and business_day <= $2::date
   and ($3::uuid is null or store_id = $4);

-- sales-store.ts: readDaySales
select business_day as day, count(*) as orders, count(customer_id) as known_orders, sum(payable_minor) as payable,
       coalesce(sum(payable_minor) filter (where customer_id is not null), 0) as known_payable
  from pub_order
 where merchant_id = $1 and business_day between $2::date and $3::date
   and ($4::uuid is null or store_id = $5)
 group by business_day;

-- sales-store.ts: readSourceSales
select source as key,
       count(*) filter (where business_day >= $1::date) as orders,
       count(customer_id) filter (where business_day >= $2::date) as known_orders,
       coalesce(sum(payable_minor) filter (where business_day >= $3::date), 0) as payable,
       count(*) filter (where business_day < $4::date) as orders_before,
       coalesce(sum(payable_minor) filter (where business_day < $5::date), 0) as payable_before
  from pub_order
 where merchant_id = $6 and business_day between $7::date and $8::date
   and ($9::uuid is null or store_id = $10)
 group by source;

-- sales-store.ts: readHourSales
select extract(hour from o.ordered_at at time zone s.time_zone)::integer as key,
       count(*) filter (where o.business_day >= $1::date) as orders,
       count(o.customer_id) filter (where o.business_day >= $2::date) as known_orders,
       coalesce(sum(o.payable_minor) filter (where o.business_day >= $3::date), 0) as payable,
       count(*) filter (where o.business_day < $4::date) as orders_before,
       coalesce(sum(o.payable_minor) filter (where o.business_day < $5::date), 0) as payable_before
  from pub_order o
  join pub_store s on s.merchant_id = $6 and s.store_id = o.store_id
 where o.merchant_id = $7 and o.business_day between $8::date and $9::date
   and ($10::uuid is null or o.store_id = $11)
 group by 1;

-- sales-store.ts: readStoreSales
select o.store_id as key,
       count(*) filter (where o.business_day >= $1::date) as orders,
       count(o.customer_id) filter (where o.business_day >= $2::date) as known_orders,
       count(distinct coalesce(p.person_id, o.customer_id)) filter (where o.business_day >= $3::date) as guests,
       coalesce(sum(o.payable_minor) filter (where o.business_day >= $4::date), 0) as payable,
       count(*) filter (where o.business_day < $5::date) as orders_before,
       coalesce(sum(o.payable_minor) filter (where o.business_day < $6::date), 0) as payable_before
  from pub_order o
  left join unnest($7::uuid[], $8::uuid[]) as p (customer_id, person_id)
    on p.customer_id = o.customer_id
 where o.merchant_id = $9 and o.business_day between $10::date and $11::date
   and ($12::uuid is null or o.store_id = $13)
 group by o.store_id;

-- sales-store.ts: readProductSales
with sold as (
  select product_id,
         coalesce(sum(quantity_milli) filter (where business_day >= $1::date), 0) as quantity_milli,
         count(*) filter (where business_day >= $2::date) as lines,
         coalesce(sum(amount_minor) filter (where business_day >= $3::date), 0) as amount,
         coalesce(sum(discount_minor) filter (where business_day >= $4::date), 0) as discount,
         coalesce(sum(amount_minor) filter (where business_day < $5::date), 0) as amount_before
    from pub_order_line
   where merchant_id = $6 and business_day between $7::date and $8::date
     and ($9::uuid is null or store_id = $10)
   group by product_id
), best as (
  select product_id, quantity_milli, lines, amount, discount, amount_before, sum(amount) over () as amount_of_all
    from sold
   where lines > 0
   order by amount desc, product_id
   limit $11
)
select best.product_id, p.sku, p.name, p.category, best.quantity_milli, best.lines, best.amount, best.discount,
       best.amount_before, best.amount_of_all
  from best
  left join pub_product p on p.merchant_id = $12 and p.product_id = best.product_id
 order by best.amount desc, best.product_id;

-- visit-queries.ts: visitsOf
select customer_id, array_agg(distinct (business_day - date '1970-01-01')::bigint) as days, min(ordered_at) as first_at
  from pub_order
 where merchant_id = $1 and customer_id = any ($2::uuid[])
 group by customer_id;
