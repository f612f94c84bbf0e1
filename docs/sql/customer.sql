-- The statements of customer, written by `npm run tidy`; do not edit. $1, $2 … stand for what is bound.

-- customer-queries.ts: readCustomer
select c.source, c.created_at, i.kind, i.hint
  from customer c
  join customer_identifier i on i.merchant_id = c.merchant_id and i.customer_id = c.customer_id
 where c.merchant_id = $1 and c.customer_id = $2
 order by i.created_at, i.kind, i.hash;

-- customer-queries.ts: hintsOf
select distinct on (customer_id) customer_id, hint
  from customer_identifier
 where merchant_id = $1 and customer_id = any ($2::uuid[])
 order by customer_id, created_at, kind, hash;

-- customer-store.ts: findOwners
select i.kind, i.hash, i.customer_id
  from unnest($1::text[], $2::bytea[]) as wanted (kind, hash)
  join customer_identifier i
    on i.merchant_id = $3 and i.kind = wanted.kind and i.hash = wanted.hash;

-- customer-store.ts: insertCustomers
with bound as (
  insert into customer_identifier (merchant_id, kind, hash, customer_id, sealed, hint, created_at)
  select $1, n.kind, n.hash, n.customer_id, n.sealed, n.hint, $2
    from unnest($3::text[], $4::bytea[],
                $5::uuid[], $6::bytea[],
                $7::text[]) as n (kind, hash, customer_id, sealed, hint)
  on conflict (merchant_id, kind, hash) do nothing
  returning kind, hash, customer_id
), made as (
  insert into customer (merchant_id, customer_id, source, created_at)
  select $8, bound.customer_id, n.source, $9
    from bound
    join unnest($10::uuid[], $11::text[])
      as n (customer_id, source) using (customer_id)
)
select kind, hash, customer_id from bound;

-- customer-store.ts: bindIdentifiers
insert into customer_identifier (merchant_id, kind, hash, customer_id, sealed, hint, created_at)
select $1, n.kind, n.hash, $2, n.sealed, n.hint, $3
  from unnest($4::text[], $5::bytea[],
              $6::bytea[], $7::text[])
    as n (kind, hash, sealed, hint)
on conflict (merchant_id, kind, hash) do nothing;

-- customer-store.ts: insertCustomer
insert into customer (merchant_id, customer_id, source, created_at)
values ($1, $2, $3, $4);

-- known-customers.ts: knownCustomers
select c.customer_id
  from unnest($1::uuid[], $2::uuid[])
         as n (merchant_id, customer_id)
  join customer c on c.merchant_id = n.merchant_id and c.customer_id = n.customer_id;

-- post-staged-customers.ts: insertStaged
with bound as (
  insert into customer_identifier (merchant_id, kind, hash, customer_id, sealed, hint, created_at)
  select distinct on (s.hash) $1::uuid, s.kind, s.hash, s.customer_id, s.sealed, s.hint, $2::timestamptz
    from import_staging_customer s
   where s.load_id = $3 and s.batch_no = $4 and s.sealed is not null
   order by s.hash
  on conflict (merchant_id, kind, hash) do nothing
  returning customer_id
)
insert into customer (merchant_id, customer_id, source, created_at)
select $5, bound.customer_id, 'import', $6
  from bound;

-- post-staged-customers.ts: settleStaged
update import_staging_customer s
   set customer_id = i.customer_id
  from customer_identifier i
 where s.load_id = $1 and s.batch_no = $2
   and i.merchant_id = $3 and i.kind = s.kind and i.hash = s.hash
   and i.customer_id <> s.customer_id;
