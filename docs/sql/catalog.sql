-- The statements of catalog, written by `npm run tidy`; do not edit. $1, $2 … stand for what is bound.

-- catalog-queries.ts: productsById
select product_id, sku, name, category, brand, created_at, updated_at
  from product
 where merchant_id = $1 and product_id = any ($2::uuid[]);

-- catalog-queries.ts: listProducts
select product_id, sku, name, category, brand, created_at, updated_at
  from product
 where merchant_id = $1
   and ($2::uuid is null
        or sku > (select sku from product where merchant_id = $3 and product_id = $4::uuid))
   and ($5::text is null
        or strpos(lower(sku), $6) > 0 or strpos(lower(name), $7) > 0
        or strpos(lower(category), $8) > 0)
 order by sku
 limit $9;

-- catalog-store.ts: findBySku
select product_id, sku from product
 where merchant_id = $1 and sku = any ($2::text[]);

-- catalog-store.ts: insertProducts
insert into product (merchant_id, product_id, sku, name, category, brand, created_at, updated_at)
select $1, n.product_id, n.sku, n.name, n.category, n.brand, $2, $3
  from unnest($4::uuid[], $5::text[],
              $6::text[], $7::text[],
              $8::text[]) as n (product_id, sku, name, category, brand)
on conflict (merchant_id, sku) do nothing
returning product_id, sku;

-- catalog-store.ts: updateProducts
update product p
   set name = n.name, category = coalesce(n.category, p.category), brand = coalesce(n.brand, p.brand),
       updated_at = $1
  from unnest($2::text[], $3::text[],
              $4::text[], $5::text[])
         as n (sku, name, category, brand)
 where p.merchant_id = $6 and p.sku = n.sku
   and (p.name, p.category, p.brand)
       is distinct from (n.name, coalesce(n.category, p.category), coalesce(n.brand, p.brand))
returning p.product_id, p.sku;

-- price-queries.ts: listPrices
select r.product_id as "productId", p.sku, p.name, r.price_minor as "priceMinor", r.price_version as version
  from product_price r
  join product p on p.merchant_id = r.merchant_id and p.product_id = r.product_id
 where r.merchant_id = $1 and r.store_id = $2
   and r.price_minor is not null and ($3::uuid is null or r.product_id > $4::uuid)
 order by r.product_id
 limit $5;

-- price-queries.ts: listStock
select s.product_id as "productId", p.sku, p.name, sum(s.quantity_milli) as "quantityMilli"
  from product_stock s
  join product p on p.merchant_id = s.merchant_id and p.product_id = s.product_id
 where s.merchant_id = $1 and ($2::uuid is null or s.store_id = $3)
   and ($4::uuid is null or s.product_id > $5::uuid)
 group by s.product_id, p.sku, p.name
 order by s.product_id
 limit $6;

-- price-store.ts: lockPrices
insert into catalog_head (merchant_id, price_version) values ($1, 0)
on conflict (merchant_id) do update set price_version = catalog_head.price_version
returning price_version;

-- price-store.ts: writePrices
insert into product_price (merchant_id, product_id, store_id, price_minor, price_version)
select $1, n.product_id, n.store_id, n.price_minor, $2
  from unnest($3::uuid[], $4::uuid[],
              $5::bigint[]) as n (product_id, store_id, price_minor)
 where n.price_minor is not null
    or exists (select from product_price p
                where p.merchant_id = $6 and p.product_id = n.product_id and p.store_id = n.store_id)
on conflict (merchant_id, product_id, store_id)
do update set price_minor = excluded.price_minor, price_version = excluded.price_version
 where product_price.price_minor is distinct from excluded.price_minor;

-- price-store.ts: touchPrices
update product_price set price_version = $1
 where merchant_id = $2 and product_id = any($3::uuid[]);

-- price-store.ts: advancePrices
update catalog_head set price_version = $1
 where merchant_id = $2 and price_version = $3;

-- price-store.ts: readPriceHeads
select merchant_id as "merchantId", price_version as version
  from catalog_head where merchant_id = any($1::uuid[]);

-- price-store.ts: readPricesSince
select r.product_id as "productId", p.sku, p.name, p.category, nullif(r.store_id, r.merchant_id) as "storeId",
       r.price_minor as "priceMinor", r.price_version as version
  from product_price r
  join product p on p.merchant_id = r.merchant_id and p.product_id = r.product_id
 where r.merchant_id = $1 and r.price_version > $2;

-- stock-store.ts: merchantsWithStock
select n.merchant_id as "merchantId"
  from unnest($1::uuid[]) as n (merchant_id)
 where exists (select from product_stock s where s.merchant_id = n.merchant_id);

-- stock-store.ts: stockOf
select s.store_id as "storeId", s.product_id as "productId", s.quantity_milli as "quantityMilli"
  from unnest($1::uuid[], $2::uuid[])
         as k (store_id, product_id)
  join product_stock s
    on s.merchant_id = $3 and s.store_id = k.store_id and s.product_id = k.product_id;

-- stock-store.ts: lockStock
select s.merchant_id as "merchantId", s.store_id as "storeId", s.product_id as "productId",
       s.quantity_milli as "quantityMilli"
  from unnest($1::uuid[], $2::uuid[],
              $3::uuid[]) as k (merchant_id, store_id, product_id)
  join product_stock s
    on s.merchant_id = k.merchant_id and s.store_id = k.store_id and s.product_id = k.product_id
 order by s.merchant_id, s.store_id, s.product_id
   for update of s;

-- stock-store.ts: moveStock
update product_stock s
   set quantity_milli = s.quantity_milli - m.taken_milli
  from unnest($1::uuid[], $2::uuid[],
              $3::uuid[], $4::bigint[])
    as m (merchant_id, store_id, product_id, taken_milli)
 where s.merchant_id = m.merchant_id and s.store_id = m.store_id and s.product_id = m.product_id
   and s.quantity_milli >= m.taken_milli;

-- stock-store.ts: writeStock
insert into product_stock (merchant_id, store_id, product_id, quantity_milli)
select $1, n.store_id, n.product_id, n.quantity_milli
  from unnest($2::uuid[], $3::uuid[],
              $4::bigint[]) as n (store_id, product_id, quantity_milli)
 order by n.store_id, n.product_id
on conflict (merchant_id, store_id, product_id) do update set quantity_milli = excluded.quantity_milli;

-- stock-store.ts: deleteStock
delete from product_stock s
 using unnest($1::uuid[], $2::uuid[])
         as k (store_id, product_id)
 where s.merchant_id = $3 and s.store_id = k.store_id and s.product_id = k.product_id;
