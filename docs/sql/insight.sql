-- The statements of insight, written by `npm run tidy`; do not edit. $1, $2 … stand for what is bound.

-- asking/asking-store.ts: readStores
select store_id, code, name, time_zone from pub_store
 where merchant_id = $1
 order by code collate "C";

-- asking/asking-store.ts: readDataDays
select min(business_day) as first_day, max(business_day) as latest_day from pub_order
 where merchant_id = $1::uuid and business_day <= $2::date
   and ($3::uuid is null or store_id = $4::uuid);

-- change/change-store.ts: readSellingDays
select count(*) as store_days
  from (select distinct store_id, business_day from pub_order_day
         where merchant_id = $1::uuid
           and (business_day between $2::date and $3::date
             or business_day between $4::date and $5::date)
           and ($6::uuid is null or store_id = $7::uuid)) d;

-- change/change-store.ts: readTraffic
with selling as (
  select distinct store_id, business_day from pub_order_day
   where merchant_id = $1::uuid
     and (business_day between $2::date and $3::date
       or business_day between $4::date and $5::date)
     and ($6::uuid is null or store_id = $7::uuid)
)
select f.source,
       coalesce(sum(f.entries) filter (where f.business_day between $8::date and $9::date), 0)::bigint
         as entries,
       coalesce(sum(f.entries)
         filter (where f.business_day between $10::date and $11::date), 0)::bigint
         as entries_before,
       count(s.store_id) filter (where f.entries > 0) as covered
  from pub_footfall_day f
  left join selling s on s.store_id = f.store_id and s.business_day = f.business_day
 where f.merchant_id = $12::uuid
   and (f.business_day between $13::date and $14::date
     or f.business_day between $15::date and $16::date)
   and ($17::uuid is null or f.store_id = $18::uuid)
 group by f.source;

-- copy/fill.ts: dayPages
select business_day as day, sum(line_count) as lines from pub_order
 where merchant_id = $1
 group by business_day order by business_day;

-- following/bought-categories.ts: boughtCategories
select distinct l.order_id as "orderId", l.customer_id as "customerId", p.category, l.ordered_at as "orderedAt"
  from pub_order_line l
  join pub_product p on p.merchant_id = l.merchant_id and p.product_id = l.product_id
 where l.merchant_id = $1 and l.order_id = any($2::uuid[])
   and l.customer_id is not null and p.category <> '';

-- following/learnable-orders.ts: learnableOrders
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

-- following/learnable-orders.ts: importedOrders
select order_id as "orderId" from pub_order
 where merchant_id = $1 and order_id > $2 and order_id <= $3
   and source = 'import' and customer_id is not null and line_count > 0
 order by order_id
 limit $4;

-- following/visit-queries.ts: visitsOf
select customer_id, array_agg(distinct (business_day - date '1970-01-01')::bigint) as days, min(ordered_at) as first_at
  from pub_order
 where merchant_id = $1 and customer_id = any ($2::uuid[])
 group by customer_id;

-- people/favourite-store.ts: readChunk
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

-- people/member-store.ts: readStages
select stage, count(*) as customers from pub_customer_stage
 where merchant_id = $1::uuid
 group by stage;

-- people/member-store.ts: readTiers
select tier_id, count(*) as members from pub_loyalty_member
 where merchant_id = $1::uuid
 group by tier_id;

-- people/member-store.ts: readJoined
select count(*) as joined
  from (select customer_id, min(happened_at) as since
          from pub_customer_stage_change
         where merchant_id = $1::uuid and to_stage in ('member', 'paid_member')
         group by customer_id) m
 where since >= $2::timestamptz and since < $3::timestamptz;

-- people/member-store.ts: readMemberSales
select count(*) filter (where o.business_day between $1::date and $2::date) as orders,
       coalesce(sum(o.payable_minor)
         filter (where o.business_day between $3::date and $4::date), 0)::bigint as payable
  from pub_order o
  join pub_customer_stage s on s.merchant_id = o.merchant_id and s.customer_id = o.customer_id
 where o.merchant_id = $5::uuid and s.stage in ('member', 'paid_member')
   and o.business_day between $6::date and $7::date
   and ($8::uuid is null or o.store_id = $9::uuid);

-- people/people-store.ts: movementsStatement
  with moved as (
    select customer_id, business_day, store_id, order_id, payable_minor as minor
      from pub_order
     where merchant_id = $1::uuid and customer_id > $2::uuid and business_day <= $3::date
    union all
    select customer_id, business_day, store_id, null::uuid, -amount_minor
      from pub_order_refund
     where merchant_id = $4::uuid and customer_id > $5::uuid and business_day <= $6::date
  ), movement as (
select customer_id, business_day, store_id, cast(count(order_id) as integer) as orders, cast(sum(minor) as double precision) as net
  from moved
 where customer_id is not null
 group by customer_id, business_day, store_id)
  select customer_id, cast(business_day - date '1970-01-01' as integer) as day, store_id, orders, net
    from movement
   order by customer_id, business_day, store_id
   limit $7;

-- people/people-store.ts: allMovements
select customer_id, cast(business_day - date '1970-01-01' as integer) as day, store_id, 1 as orders, cast(payable_minor as double precision) as net
  from pub_order
 where merchant_id = $1::uuid and customer_id is not null
union all
select customer_id, cast(business_day - date '1970-01-01' as integer) as day, store_id, 0 as orders, cast(-amount_minor as double precision) as net
  from pub_order_refund
 where merchant_id = $2::uuid and customer_id is not null;

-- people/people-store.ts: readTail
  with moved as (
    select customer_id, business_day, store_id, order_id, payable_minor as minor
      from pub_order
     where merchant_id = $1::uuid and order_id > $2::uuid
    union all
    select customer_id, business_day, store_id, null::uuid, -amount_minor
      from pub_order_refund
     where merchant_id = $3::uuid and refund_id > $4::uuid
  ), movement as (
select customer_id, business_day, store_id, cast(count(order_id) as integer) as orders, cast(sum(minor) as double precision) as net
  from moved
 where customer_id is not null
 group by customer_id, business_day, store_id)
  select customer_id, cast(business_day - date '1970-01-01' as integer) as day, store_id, orders, net
    from movement
   order by customer_id, business_day, store_id;

-- people/people-store.ts: readMarks
select o.orders, o.payable, r.refunds
  from (select count(customer_id) as orders, coalesce(sum(payable_minor), 0)::bigint as payable
          from pub_order
         where merchant_id = $1::uuid and order_id <= $2::uuid) o,
       (select count(*) as refunds
          from pub_order_refund
         where merchant_id = $3::uuid and refund_id <= $4::uuid) r;

-- people/people-store.ts: readHorizon
select order_id as id from pub_order
 where merchant_id = $1::uuid order by order_id desc limit 1;

-- people/people-store.ts: readHorizon
select refund_id as id from pub_order_refund
 where merchant_id = $1::uuid order by refund_id desc limit 1;

-- people/people-store.ts: readMerged
select customer_id, person_id
  from pub_customer_person
 where merchant_id = $1::uuid and person_id <> customer_id
 order by customer_id;

-- ranking/evidence-store.ts: readSalesByStore
select l.product_id, l.store_id, count(distinct l.order_id) as orders,
       count(distinct l.order_id) filter (where o.line_count > 1) as with_others,
       sum(l.amount_minor)::bigint as amount, sum(l.quantity_milli)::bigint as quantity_milli
  from pub_order_line l
  join pub_order o on o.merchant_id = l.merchant_id and o.order_id = l.order_id
 where l.merchant_id = $1::uuid and l.product_id = any($2::uuid[])
   and l.business_day between $3::date and $4::date
   and ($5::uuid is null or l.store_id = $6::uuid)
 group by l.product_id, l.store_id;

-- ranking/evidence-store.ts: readBuyers
select product_id, count(*) as buyers, count(*) filter (where days > 1) as again
  from (select product_id, customer_id, count(distinct business_day) as days
          from pub_order_line
         where merchant_id = $1::uuid and product_id = any($2::uuid[])
           and customer_id is not null and business_day between $3::date and $4::date
           and ($5::uuid is null or store_id = $6::uuid)
         group by product_id, customer_id) b
 group by product_id;

-- ranking/evidence-store.ts: readProducts
select product_id, sku, name, category from pub_product where merchant_id = $1::uuid order by sku;

-- ranking/ranking-store.ts: dropRanking
delete from insight_ranking_item i
 using insight_ranking r
 where i.merchant_id = $1 and r.merchant_id = i.merchant_id and r.ranking_id = i.ranking_id
   and r.source = $2 and r.day = $3::date;

-- ranking/ranking-store.ts: dropRanking
delete from insight_ranking
 where merchant_id = $1 and source = $2 and day = $3::date;

-- ranking/ranking-store.ts: insertRanking
insert into insight_ranking (merchant_id, ranking_id, source, day, items, imported_by, imported_at)
values ($1, $2, $3, $4, $5, $6, $7);

-- ranking/ranking-store.ts: insertRanking
insert into insight_ranking_item (merchant_id, ranking_id, place, sku, name, share_bps)
select $1, $2, i.place, i.sku, i.name, i.share_bps
  from unnest($3::integer[], $4::text[],
              $5::text[], $6::integer[])
         as i (place, sku, name, share_bps);

-- ranking/ranking-store.ts: latestRankings
select ranking_id, source, day, items, imported_at from insight_ranking
 where merchant_id = $1
 order by day desc, ranking_id desc
 limit $2;

-- ranking/ranking-store.ts: findRanking
select ranking_id, source, day, items, imported_at from insight_ranking
 where merchant_id = $1 and ($2::uuid is null or ranking_id = $3)
 order by day desc, ranking_id desc
 limit 1;

-- ranking/ranking-store.ts: readItems
select place, sku, name, share_bps as "shareBps" from insight_ranking_item
 where merchant_id = $1 and ranking_id = $2
 order by place;

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

-- sales/product-store.ts: readProductSales
with line as ($1), part as (
  select product_id, sum(quantity_milli) as quantity_milli, sum(lines) as lines, sum(amount_minor) as amount,
         sum(discount_minor) as discount, 0::bigint as amount_before, 0::bigint as returned_milli, 0::bigint as returned,
         0::bigint as returned_before
    from line
   where merchant_id = $2::uuid and business_day between $3::date and $4::date
     and ($5::uuid is null or store_id = $6::uuid)
   group by product_id
  union all
  select product_id, 0::bigint, 0::bigint, 0::bigint, 0::bigint, sum(amount_minor), 0::bigint, 0::bigint, 0::bigint
    from line
   where merchant_id = $7::uuid and business_day between $8::date and $9::date
     and ($10::uuid is null or store_id = $11::uuid)
   group by product_id
  union all
  select product_id, 0::bigint, 0::bigint, 0::bigint, 0::bigint, 0::bigint, quantity_milli, amount_minor, 0::bigint
    from pub_order_refund_line
   where merchant_id = $12::uuid and business_day between $13::date and $14::date
     and ($15::uuid is null or store_id = $16::uuid)
  union all
  select product_id, 0::bigint, 0::bigint, 0::bigint, 0::bigint, 0::bigint, 0::bigint, 0::bigint, amount_minor
    from pub_order_refund_line
   where merchant_id = $17::uuid and business_day between $18::date and $19::date
     and ($20::uuid is null or store_id = $21::uuid)
), sold as (
  select product_id, sum(quantity_milli)::bigint as quantity_milli, sum(lines)::bigint as lines,
         sum(amount)::bigint as amount, sum(discount)::bigint as discount, sum(amount_before)::bigint as amount_before,
         sum(returned_milli)::bigint as returned_milli, sum(returned)::bigint as returned,
         sum(returned_before)::bigint as returned_before
    from part
   group by product_id
)
select sold.product_id, p.sku, p.name, p.category, sold.quantity_milli, sold.lines, sold.amount, sold.discount,
       sold.amount_before, sold.returned_milli, sold.returned, sold.returned_before
  from sold
  left join pub_product p on p.merchant_id = $22::uuid and p.product_id = sold.product_id;

-- sales/sales-store.ts: readDaySales
with moved as (
  select business_day, orders, known_orders, payable_minor, known_payable_minor, 0::bigint as refunded_minor,
         0::bigint as known_refunded_minor
    from pub_order_day
   where merchant_id = $1::uuid
     and business_day between $2::date and $3::date
     and ($4::uuid is null or store_id = $5::uuid)
  union all
  select business_day, 0::bigint, 0::bigint, 0::bigint, 0::bigint, amount_minor,
         case when customer_id is null then 0::bigint else amount_minor end
    from pub_order_refund
   where merchant_id = $6::uuid
     and business_day between $7::date and $8::date
     and ($9::uuid is null or store_id = $10::uuid)
)
select business_day as day, sum(orders)::bigint as orders, sum(known_orders)::bigint as known_orders,
       sum(payable_minor)::bigint as payable, sum(refunded_minor)::bigint as refunded,
       sum(known_payable_minor)::bigint as known_payable, sum(known_refunded_minor)::bigint as known_refunded
  from moved
 group by business_day;

-- sales/sales-store.ts: slices
  with moved as (
    select $1 as key, orders, known_orders, payable_minor, 0::bigint as refunded_minor,
           business_day between $2::date and $3::date as is_now,
           business_day between $4::date and $5::date as is_before
      from pub_order_day
     where merchant_id = $6::uuid
       and business_day between $7::date and $8::date
       and ($9::uuid is null or store_id = $10::uuid)
    union all
    select $11 as key, 0::bigint, 0::bigint, 0::bigint, amount_minor,
           business_day between $12::date and $13::date,
           business_day between $14::date and $15::date
      from pub_order_refund
     where merchant_id = $16::uuid
       and business_day between $17::date and $18::date
       and ($19::uuid is null or store_id = $20::uuid)
  )

select key, coalesce(sum(orders) filter (where is_now), 0)::bigint as orders,
       coalesce(sum(known_orders) filter (where is_now), 0)::bigint as known_orders,
       coalesce(sum(payable_minor) filter (where is_now), 0)::bigint as payable,
       coalesce(sum(refunded_minor) filter (where is_now), 0)::bigint as refunded,
       coalesce(sum(orders) filter (where is_before), 0)::bigint as orders_before,
       coalesce(sum(payable_minor) filter (where is_before), 0)::bigint as payable_before,
       coalesce(sum(refunded_minor) filter (where is_before), 0)::bigint as refunded_before
  from moved
 group by key;

-- sales/sales-store.ts: readHourSales
  with moved as (
    select hour as key, orders, known_orders, payable_minor, 0::bigint as refunded_minor,
           business_day between $1::date and $2::date as is_now,
           business_day between $3::date and $4::date as is_before
      from pub_order_hour
     where merchant_id = $5::uuid
       and business_day between $6::date and $7::date
       and ($8::uuid is null or store_id = $9::uuid)
  )

select key, coalesce(sum(orders) filter (where is_now), 0)::bigint as orders,
       coalesce(sum(known_orders) filter (where is_now), 0)::bigint as known_orders,
       coalesce(sum(payable_minor) filter (where is_now), 0)::bigint as payable,
       coalesce(sum(refunded_minor) filter (where is_now), 0)::bigint as refunded,
       coalesce(sum(orders) filter (where is_before), 0)::bigint as orders_before,
       coalesce(sum(payable_minor) filter (where is_before), 0)::bigint as payable_before,
       coalesce(sum(refunded_minor) filter (where is_before), 0)::bigint as refunded_before
  from moved
 group by key;

-- score/score-store.ts: readStoreDays
with moved as (
  select business_day, orders, known_orders, payable_minor, 0::bigint as refunded_minor
    from pub_order_day
   where merchant_id = $1::uuid and store_id = $2::uuid
     and business_day between $3::date and $4::date
  union all
  select business_day, 0::bigint, 0::bigint, 0::bigint, amount_minor
    from pub_order_refund
   where merchant_id = $5::uuid and store_id = $6::uuid
     and business_day between $7::date and $8::date
)
select business_day as day, sum(orders)::bigint as orders, sum(known_orders)::bigint as known_orders,
       sum(payable_minor)::bigint as payable, sum(refunded_minor)::bigint as refunded
  from moved
 group by business_day
 order by business_day;

-- wallet/wallet-store.ts: readOwnBuying
with own as (
  select o.store_id, o.business_day,
         case when o.business_day >= $1::date then 1 else 0 end as is_late,
         o.payable_minor - coalesce(r.minor, 0) as minor
    from pub_order o
    left join (select order_id, cast(sum(amount_minor) as bigint) as minor
                 from pub_order_refund
                where merchant_id = $2::uuid
                  and customer_id in (select cast(unnest(string_to_array($3, ' ')) as uuid))
                group by order_id) as r on r.order_id = o.order_id
   where o.merchant_id = $4::uuid and o.business_day <= $5::date
     and o.customer_id in (select cast(unnest(string_to_array($6, ' ')) as uuid))
)
select cast(min(business_day) - date '1970-01-01' as integer) as "firstDay",
       cast(coalesce(sum(is_late), 0) as integer) as orders,
       cast(coalesce(sum(is_late * minor), 0) as bigint) as minor,
       (select cast(store_id as text) from own where is_late = 1
         group by store_id order by sum(minor) desc, cast(store_id as text) limit 1) as "storeId"
  from own;

-- wallet/wallet-store.ts: readPeers
with spent as (
  select coalesce(p.person_id, o.customer_id) as person_id, count(*) as orders, sum(o.payable_minor) as minor
    from pub_order o
    left join pub_customer_person p
      on p.merchant_id = $1::uuid and p.customer_id = o.customer_id
   where o.merchant_id = $2::uuid and o.store_id = $3::uuid
     and o.business_day between $4::date and $5::date and o.customer_id is not null
   group by coalesce(p.person_id, o.customer_id)
)
select cast(count(*) as integer) as guests,
       cast(percentile_disc(0.9) within group (order by minor) as bigint) as "bestTenthMinor"
  from spent
 where orders >= 2;
