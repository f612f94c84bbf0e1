-- The code that was scanned to order or to pay, and what the guest asked for in words, sealed with the key of the person.
alter table sales_order add column touchpoint_id uuid;
alter table sales_order add column note bytea;

create or replace view pub_order with (security_invoker = true) as
  select merchant_id, order_id, store_id, customer_id, source, order_ref, ordered_at, business_day,
         gross_minor, discount_minor, payable_minor, cardinality(line_product_id) as line_count, touchpoint_id, note
    from sales_order;

-- What came back of each line by all refunds.
create view pub_order_return with (security_invoker = true) as
  select r.merchant_id, r.order_id, l.line_no::integer as line_no, sum(l.quantity_milli)::bigint as quantity_milli
    from order_refund r, unnest(r.line_quantity_milli) with ordinality as l (quantity_milli, line_no)
   group by r.merchant_id, r.order_id, l.line_no;
grant select on pub_order_return to shuke_app;
