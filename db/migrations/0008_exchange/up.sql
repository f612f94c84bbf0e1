create table import_job (
  merchant_id    uuid not null,
  import_id      uuid not null,
  file_name      text not null,
  preset         text not null,
  mapping        jsonb not null,
  status         text not null check (status in ('uploaded', 'running', 'done', 'failed')),
  bytes_total    bigint,
  bytes_read     bigint not null,
  rows_read      bigint not null,
  rows_rejected  bigint not null,
  orders_new     bigint not null,
  orders_known   bigint not null,
  customers_new  bigint not null,
  products_new   bigint not null,
  failure        text,
  created_by     uuid not null,
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
call shuke_tenant_table('import_reject', 'select, insert');

-- Staging of bulk loads: COPY is refused under row-level security, so these have none, and only the import role may
-- touch them. Unlogged: an import that is cut short starts again.
create unlogged table import_staging_line (
  import_id       uuid not null,
  row_no          bigint not null,
  store_code      text not null,
  order_ref       text not null,
  ordered_at      timestamptz not null,
  business_day    date not null,
  customer_kind   text,
  customer_hash   bytea,
  sku             text not null,
  product_name    text not null,
  category        text,
  brand           text,
  quantity_milli  bigint not null,
  amount_minor    bigint not null,
  discount_minor  bigint not null
);
alter table import_staging_line owner to shuke_import;
