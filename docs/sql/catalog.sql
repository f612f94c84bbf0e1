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
       is distinct from (n.name, coalesce(n.category, p.category), coalesce(n.brand, p.brand));
