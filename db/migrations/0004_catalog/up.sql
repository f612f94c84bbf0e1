create table product (
  merchant_id uuid not null,
  product_id  uuid not null,
  sku         text not null,
  name        text not null,
  category    text,
  brand       text,
  created_at  timestamptz not null,
  updated_at  timestamptz not null,
  primary key (merchant_id, product_id),
  constraint product_sku_taken unique (merchant_id, sku)
);
call shuke_tenant_table('product', 'select, insert, update');

create view pub_product with (security_invoker = true) as
  select merchant_id, product_id, sku, name, category, brand from product;
grant select on pub_product to shuke_app;
