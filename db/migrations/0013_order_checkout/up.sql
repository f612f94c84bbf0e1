-- A cashier's turn at a till. What was sold in it stands in the orders; here is when it was, and what was counted.
create table shift (
  merchant_id   uuid not null,
  shift_id      uuid not null,
  store_id      uuid not null,
  opened_at     timestamptz not null,
  opened_by     uuid not null,
  -- The change that lay in the drawer at the beginning.
  float_minor   bigint not null check (float_minor >= 0),
  closed_at     timestamptz,
  closed_by     uuid,
  counted_minor bigint check (counted_minor >= 0),
  primary key (merchant_id, shift_id),
  check ((closed_at is null) = (counted_minor is null) and (closed_at is null) = (closed_by is null))
);
-- A drawer has one shift at a time, so that cash is counted to whoever took it.
create unique index shift_open on shift (merchant_id, store_id, opened_by) where closed_at is null;
call shuke_tenant_table('shift', 'select, insert, update');
-- A checkout holds its shift open while it commits; for that lock PostgreSQL asks for the right to update.
call shuke_posted_table('shift', 'select, update');

-- What is ordered and not yet paid: a table's bill that is added to, or a sale that is held while the next is served.
create table bill (
  merchant_id uuid not null,
  bill_id     uuid not null,
  store_id    uuid not null,
  -- As a quote and a checkout name the store; a store's code never changes.
  store_code  text not null,
  -- The table, or what the cashier calls it.
  label       text not null,
  source      text not null,
  customer_id uuid,
  status      text not null check (status in ('open', 'paid', 'void', 'merged')),
  -- Grows with every change, so that nobody changes or pays what somebody else has changed meanwhile.
  version     integer not null check (version > 0),
  line_sku            text[] not null,
  line_quantity_milli bigint[] not null,
  -- The order that paid it, or the bill that it was merged into.
  order_id    uuid,
  merged_into uuid,
  void_reason text,
  voided_by   uuid,
  opened_by   uuid not null,
  created_at  timestamptz not null,
  updated_at  timestamptz not null,
  primary key (merchant_id, bill_id),
  check (cardinality(line_sku) = cardinality(line_quantity_milli)),
  check ((status = 'paid') = (order_id is not null)),
  check ((status = 'merged') = (merged_into is not null)),
  check ((status = 'void') = (void_reason is not null) and (status = 'void') = (voided_by is not null))
);
create index bill_open on bill (merchant_id, store_id, bill_id) where status = 'open';
call shuke_tenant_table('bill', 'select, insert, update');
call shuke_posted_table('bill', 'select, update');

-- What was paid back of an order. Only added to; its number within the order is taken under the lock of the count below.
create table order_refund (
  merchant_id  uuid not null,
  refund_id    uuid not null,
  order_id     uuid not null,
  refund_no    integer not null check (refund_no > 0),
  store_id     uuid not null,
  shift_id     uuid,
  -- Each line of the order, in its order: what came back by this refund, in thousandths.
  line_quantity_milli bigint[] not null,
  -- What this refund pays back in all, and by tender in the order's order of tenders; the rest of it is paid in points.
  amount_minor        bigint not null check (amount_minor >= 0),
  tender_amount_minor bigint[] not null,
  points_paid_minor   bigint not null check (points_paid_minor >= 0),
  -- What all refunds of the order have come to with this one, from which the next one goes on.
  to_date      json not null,
  reason       text not null,
  refunded_by  uuid not null,
  business_day date not null,
  refunded_at  timestamptz not null,
  primary key (merchant_id, refund_id),
  constraint order_refund_numbered unique (merchant_id, order_id, refund_no)
);
create index order_refund_shift on order_refund (merchant_id, shift_id) where shift_id is not null;
create index order_refund_day on order_refund (merchant_id, business_day);
call shuke_tenant_table('order_refund', 'select, insert');

-- The lock of an order for its refunds: an order's own row is never written again.
create table order_refund_count (
  merchant_id uuid not null,
  order_id    uuid not null,
  refunds     integer not null,
  primary key (merchant_id, order_id)
);
call shuke_tenant_table('order_refund_count', 'select, insert, update');
