-- The statements of insight, written by `npm run tidy`; do not edit. $1, $2 … stand for what is bound.

-- favourite-store.ts: readChunk
with bought as (
  select customer_id, product_id, count(*) as lines, sum(amount_minor) as amount_minor
    from pub_order_line
   where merchant_id = $1 and customer_id = any($2::uuid[])
     and business_day <= $3::date
     and ($4::uuid is null or store_id = $5)
   group by customer_id, product_id
), named as materialized (
  select b.customer_id, p.sku, p.category, b.lines, b.amount_minor
    from bought b
    join pub_product p on p.merchant_id = $6 and p.product_id = b.product_id
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

-- history-store.ts: historyChunks
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
select store_id as key,
       count(*) filter (where business_day >= $1::date) as orders,
       count(customer_id) filter (where business_day >= $2::date) as known_orders,
       count(distinct customer_id) filter (where business_day >= $3::date) as guests,
       coalesce(sum(payable_minor) filter (where business_day >= $4::date), 0) as payable,
       count(*) filter (where business_day < $5::date) as orders_before,
       coalesce(sum(payable_minor) filter (where business_day < $6::date), 0) as payable_before
  from pub_order
 where merchant_id = $7 and business_day between $8::date and $9::date
   and ($10::uuid is null or store_id = $11)
 group by store_id;

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
