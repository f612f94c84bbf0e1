create table product_price (
  merchant_id   uuid not null,
  product_id    uuid not null,
  -- The merchant's own id: the price in all stores that have none of their own.
  store_id      uuid not null,
  -- Null: there was a price and it was removed.
  price_minor   bigint check (price_minor >= 0),
  price_version bigint not null check (price_version > 0),
  primary key (merchant_id, product_id, store_id)
);
create index product_price_changed on product_price (merchant_id, price_version);
create index product_price_store on product_price (merchant_id, store_id, product_id);
call shuke_tenant_table('product_price', 'select, insert, update');
call shuke_posted_table('product_price', 'select');
-- The book of prices holds SKU, name and category too.
call shuke_posted_table('product', 'select');

create table catalog_head (
  merchant_id   uuid primary key,
  price_version bigint not null check (price_version >= 0)
);
call shuke_tenant_table('catalog_head', 'select, insert, update');
call shuke_posted_table('catalog_head', 'select');

create table product_stock (
  merchant_id    uuid not null,
  store_id       uuid not null,
  product_id     uuid not null,
  -- Thousandths of a unit.
  quantity_milli bigint not null,
  primary key (merchant_id, store_id, product_id),
  constraint product_stock_enough check (quantity_milli >= 0)
);
call shuke_tenant_table('product_stock', 'select, insert, update, delete');
call shuke_posted_table('product_stock', 'select, update');
