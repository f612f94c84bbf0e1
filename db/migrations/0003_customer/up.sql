-- A person. What identifies them stands in customer_identifier; what is personal is sealed.
create table customer (
  merchant_id uuid not null,
  customer_id uuid not null,
  -- Where the person was first seen: import, till, ...
  source      text not null,
  created_at  timestamptz not null,
  primary key (merchant_id, customer_id)
);
call shuke_tenant_table('customer', 'select, insert, update');
call shuke_posted_table('customer', 'select');

-- Keyed hash of an identifier → person. `sealed` opens to the identifier, `hint` shows its last characters only.
create table customer_identifier (
  merchant_id uuid not null,
  kind        text not null check (kind in ('phone', 'card_token', 'member_no', 'payment_token', 'email')),
  hash        bytea not null,
  customer_id uuid not null,
  sealed      bytea not null,
  hint        text not null,
  created_at  timestamptz not null,
  primary key (merchant_id, kind, hash)
);
create index customer_identifier_customer on customer_identifier (merchant_id, customer_id);
call shuke_tenant_table('customer_identifier', 'select, insert, update');

-- `hint` is how staff tell people apart without seeing more: that of the identifier a person was first known by.
create view pub_customer with (security_invoker = true) as
  select c.merchant_id, c.customer_id, c.source, c.created_at,
         (select i.hint from customer_identifier i
           where i.merchant_id = c.merchant_id and i.customer_id = c.customer_id
           order by i.created_at, i.kind, i.hash
           limit 1) as hint
    from customer c;
grant select on pub_customer to shuke_app;
