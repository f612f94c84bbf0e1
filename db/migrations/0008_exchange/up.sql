create table import_job (
  merchant_id    uuid not null,
  import_id      uuid not null,
  kind           text not null check (kind in ('receipts', 'catalogue')),
  file_name      text not null,
  preset         text,
  -- As it was resolved: every choice that the file or the merchant left open is made in it.
  mapping        jsonb not null,
  status         text not null check (status in ('uploaded', 'running', 'done', 'failed')),
  -- Who runs it, and when that one was last heard of. A runner that has fallen silent is replaced; what it still tries
  -- to post finds another name here and is undone.
  runner_id      uuid,
  heard_at       timestamptz,
  bytes_total    bigint not null,
  bytes_read     bigint not null,
  rows_read      bigint not null,
  rows_rejected  bigint not null,
  rows_tidied    bigint not null,
  orders_new     bigint not null,
  orders_known   bigint not null,
  customers_new  bigint not null,
  products_new   bigint not null,
  stores_new     bigint not null,
  failure        text,
  created_by     text not null,
  created_at     timestamptz not null,
  ended_at       timestamptz,
  primary key (merchant_id, import_id)
);
call shuke_tenant_table('import_job', 'select, insert, update');

-- Rejected rows: where, which column and why; never the row's own text.
create table import_reject (
  merchant_id uuid not null,
  import_id   uuid not null,
  row_no      bigint not null,
  column_name text not null,
  reason      text not null,
  primary key (merchant_id, import_id, row_no)
);
call shuke_tenant_table('import_reject', 'select, insert, delete');

-- Staging of bulk loads: COPY is refused under row-level security, so these have none, and only the import role may
-- touch them. Unlogged: an import that is cut short starts again. They are the hand-over from exchange to the modules
-- that own customers and orders. `load_id` is the runner of import_job: each attempt stages for itself.
create unlogged table import_staging_order (
  load_id             uuid not null,
  batch_no            integer not null,
  first_row           bigint not null,
  order_id            uuid not null,
  store_id            uuid not null,
  customer_hash       bytea,
  order_ref           text not null,
  content_hash        bytea not null,
  ordered_at          timestamptz not null,
  business_day        date not null,
  gross_minor         bigint not null,
  discount_minor      bigint not null,
  line_product_id     uuid[] not null,
  line_quantity_milli bigint[] not null,
  line_amount_minor   bigint[] not null,
  line_discount_minor bigint[] not null,
  line_row_no         bigint[] not null
);
create index import_staging_order_batch on import_staging_order (load_id, batch_no);
alter table import_staging_order owner to shuke_import;

-- Each identifier that the orders name. `sealed` is null for one that is somebody's already; then customer_id is theirs.
create unlogged table import_staging_customer (
  load_id     uuid not null,
  batch_no    integer not null,
  kind        text not null,
  hash        bytea not null,
  customer_id uuid not null,
  sealed      bytea,
  hint        text not null
);
create index import_staging_customer_hash on import_staging_customer (load_id, hash);
create index import_staging_customer_batch on import_staging_customer (load_id, batch_no);
alter table import_staging_customer owner to shuke_import;
