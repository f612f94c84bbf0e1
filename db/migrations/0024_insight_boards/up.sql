-- What was paid back, by the day on which it was: the sums of a past day never change.
create view pub_order_refund with (security_invoker = true) as
  select r.merchant_id, r.refund_id, r.order_id, r.store_id, o.customer_id, o.source, r.refunded_at, r.business_day,
         r.amount_minor
    from order_refund r
    join sales_order o on o.merchant_id = r.merchant_id and o.order_id = r.order_id;

-- The goods that came back by each refund, with what these units came to when they were sold.
create view pub_order_refund_line with (security_invoker = true) as
  select r.merchant_id, r.refund_id, l.line_no::integer as line_no, r.order_id, r.store_id, r.business_day,
         o.line_product_id[l.line_no] as product_id, l.quantity_milli,
         case when l.quantity_milli = o.line_quantity_milli[l.line_no] then o.line_amount_minor[l.line_no]
              else round(o.line_amount_minor[l.line_no]::numeric * l.quantity_milli / o.line_quantity_milli[l.line_no])::bigint
          end as amount_minor
    from order_refund r
    join sales_order o on o.merchant_id = r.merchant_id and o.order_id = r.order_id,
         unnest(r.line_quantity_milli) with ordinality as l (quantity_milli, line_no)
   where l.quantity_milli > 0;

-- Footfall by the store's business day, each source for itself.
create view pub_footfall_day with (security_invoker = true) as
  select f.merchant_id, f.store_id, f.source,
         ((f.from_at at time zone coalesce(s.time_zone, m.time_zone)) - make_interval(mins => m.day_start_minute))::date
           as business_day,
         sum(f.entries)::bigint as entries
    from pub_footfall f
    join store s on s.merchant_id = f.merchant_id and s.store_id = f.store_id
    join merchant m on m.merchant_id = f.merchant_id
   group by 1, 2, 3, 4;
grant select on pub_order_refund, pub_order_refund_line, pub_footfall_day to shuke_app;

-- Sums that most dashboards are made of. The columnar copy keeps them as tables; here they are worked out when they are asked for.
create view pub_order_day with (security_invoker = true) as
  select merchant_id, store_id, business_day, source, count(*) as orders, count(customer_id) as known_orders,
         sum(payable_minor)::bigint as payable_minor,
         coalesce(sum(payable_minor) filter (where customer_id is not null), 0)::bigint as known_payable_minor
    from sales_order
   group by merchant_id, store_id, business_day, source;

create view pub_order_hour with (security_invoker = true) as
  select merchant_id, store_id, business_day, extract(hour from ordered_local)::integer as hour, count(*) as orders,
         count(customer_id) as known_orders, sum(payable_minor)::bigint as payable_minor
    from pub_order
   group by merchant_id, store_id, business_day, 4;

create view pub_product_day with (security_invoker = true) as
  select merchant_id, business_day, product_id, count(*) as lines, sum(quantity_milli)::bigint as quantity_milli,
         sum(amount_minor)::bigint as amount_minor, sum(discount_minor)::bigint as discount_minor
    from pub_order_line
   group by merchant_id, business_day, product_id;
grant select on pub_order_day, pub_order_hour, pub_product_day to shuke_app;

-- What sells elsewhere, as a third party says: the products of one source on one day, the best first.
create table insight_ranking (
  merchant_id uuid not null,
  ranking_id  uuid not null,
  source      text not null,
  day         date not null,
  items       integer not null check (items > 0),
  imported_by uuid not null,
  imported_at timestamptz not null,
  primary key (merchant_id, ranking_id),
  constraint insight_ranking_source_day unique (merchant_id, source, day)
);
call shuke_tenant_table('insight_ranking', 'select, insert, delete');

create table insight_ranking_item (
  merchant_id uuid not null,
  ranking_id  uuid not null,
  place       integer not null check (place > 0),
  sku         text,
  name        text,
  -- Of all sales that the source looked at; null where it tells places only.
  share_bps   integer check (share_bps between 0 and 10000),
  primary key (merchant_id, ranking_id, place),
  check (sku is not null or name is not null)
);
call shuke_tenant_table('insight_ranking_item', 'select, insert, delete');
