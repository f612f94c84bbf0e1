-- A merchant's contract with a payment provider. What signs for it there is sealed.
create table payment_account (
  merchant_id   uuid not null,
  account_id    uuid not null,
  gateway       text not null check (gateway in ('wechat', 'alipay', 'unionpay', 'stripe')),
  name          text not null,
  -- Null where all stores take payments with it.
  store_id      uuid,
  base_url      text not null,
  -- Where the provider reaches this server: an address without a path.
  public_url    text not null,
  settings      jsonb not null,
  secrets       bytea not null,
  -- What the provider's page asks guests to agree to, in which words and language; null where it asks nothing.
  page_consents jsonb,
  active        boolean not null,
  created_at    timestamptz not null,
  updated_at    timestamptz not null,
  primary key (merchant_id, account_id)
);
create unique index payment_account_one on payment_account (merchant_id, gateway, store_id) nulls not distinct where active;
call shuke_tenant_table('payment_account', 'select, insert, update');

-- One payment is one number at one provider, written before the provider hears of it.
create table payment (
  merchant_id      uuid not null,
  payment_id       uuid not null,
  account_id       uuid not null,
  gateway          text not null,
  store_id         uuid not null,
  order_ref        text not null,
  out_trade_no     text not null,
  amount_minor     bigint not null check (amount_minor > 0),
  currency         text not null,
  scene            text not null,
  status           text not null check (status in ('pending', 'captured', 'failed', 'closed')),
  -- While it is being reversed only the answer to that decides: what is heard of a capture may be undone already.
  cancelling       boolean not null,
  -- Whether another payment of this order must wait: until the provider has said that this one is dead.
  holds_order_ref  boolean not null,
  -- What is sold for it, what the guest is to be shown, and who paid: sealed, and kept until it is settled.
  content          bytea,
  guest_step       bytea,
  payer            bytea,
  provider_ref     text,
  fail_reason      text,
  provider_code    text,
  -- How it became known: by the answer, a callback, asking, a cancellation or the bill.
  known_by         text,
  paid_at          timestamptz,
  order_id         uuid,
  unsettled_for    text,
  refunding_minor  bigint not null check (refunding_minor between 0 and amount_minor),
  asks             integer not null,
  next_ask_at      timestamptz,
  claimed_until    timestamptz,
  expires_at       timestamptz not null,
  started_by       uuid not null,
  created_at       timestamptz not null,
  ended_at         timestamptz,
  primary key (merchant_id, payment_id),
  constraint payment_number unique (merchant_id, out_trade_no),
  check ((status = 'captured') = (paid_at is not null) and (status = 'captured') = (provider_ref is not null)),
  check (order_id is null or status = 'captured'),
  check (refunding_minor = 0 or status = 'captured')
);
create unique index payment_one_live on payment (merchant_id, order_ref) where holds_order_ref;
create index payment_due on payment (merchant_id, next_ask_at) where next_ask_at is not null;
create index payment_unsettled on payment (merchant_id, payment_id)
  where status = 'captured' and order_id is null and unsettled_for is null;
create index payment_of_order on payment (merchant_id, order_id) where order_id is not null;
create index payment_paid on payment (merchant_id, account_id, paid_at) where paid_at is not null;
create index payment_kept on payment (merchant_id, ended_at) where content is not null;
call shuke_tenant_table('payment', 'select, insert, update');

-- The asking loop looks over all merchants for whoever has something due, and sees no more than that.
create policy asking on payment to shuke_jobs using (true);
grant select (merchant_id, next_ask_at) on payment to shuke_jobs;

-- What goes back of a payment, one number each. The same number pays back once however often it is sent.
create table payment_refund (
  merchant_id   uuid not null,
  refund_id     uuid not null,
  payment_id    uuid not null,
  account_id    uuid not null,
  out_refund_no text not null,
  amount_minor  bigint not null check (amount_minor > 0),
  -- Why: goods of an order came back, or the payment came to no order.
  cause         text not null check (cause in ('order', 'unsettled')),
  -- The refund of the order; null for the whole of a payment.
  reference_id  uuid,
  status        text not null check (status in ('due', 'accepted', 'refunded', 'failed')),
  provider_ref  text,
  provider_code text,
  asks          integer not null,
  next_ask_at   timestamptz,
  claimed_until timestamptz,
  created_at    timestamptz not null,
  refunded_at   timestamptz,
  primary key (merchant_id, refund_id),
  constraint payment_refund_number unique (merchant_id, out_refund_no),
  check ((status in ('due', 'accepted')) = (next_ask_at is not null)),
  check ((status = 'refunded') = (refunded_at is not null))
);
create index payment_refund_of on payment_refund (merchant_id, payment_id);
create index payment_refund_due on payment_refund (merchant_id, next_ask_at) where next_ask_at is not null;
create index payment_refund_failed on payment_refund (merchant_id, refund_id) where status = 'failed';
create index payment_refund_done on payment_refund (merchant_id, account_id, refunded_at) where refunded_at is not null;
call shuke_tenant_table('payment_refund', 'select, insert, update');
create policy asking on payment_refund to shuke_jobs using (true);
grant select (merchant_id, next_ask_at) on payment_refund to shuke_jobs;

-- What was told and not believed: once a payment and reason, however often it is told.
create table payment_alert (
  merchant_id uuid not null,
  account_id  uuid not null,
  -- Ours or the provider's number; for what names none, the minute.
  subject     text not null,
  why         text not null,
  payment_id  uuid,
  times       integer not null,
  first_at    timestamptz not null,
  last_at     timestamptz not null,
  primary key (merchant_id, account_id, subject, why)
);
create index payment_alert_recent on payment_alert (merchant_id, last_at desc);
call shuke_tenant_table('payment_alert', 'select, insert, update');

-- The provider's own account of a day, once it was read.
create table payment_bill (
  merchant_id uuid not null,
  account_id  uuid not null,
  day         date not null,
  lines       integer not null,
  fetched_at  timestamptz not null,
  primary key (merchant_id, account_id, day)
);
call shuke_tenant_table('payment_bill', 'select, insert');

create table payment_bill_line (
  merchant_id  uuid not null,
  account_id   uuid not null,
  kind         text not null check (kind in ('charge', 'refund')),
  out_no       text not null,
  day          date not null,
  out_trade_no text not null,
  provider_ref text not null,
  amount_minor bigint not null,
  fee_minor    bigint not null,
  currency     text not null,
  at           timestamptz not null,
  primary key (merchant_id, account_id, kind, out_no)
);
create index payment_bill_line_day on payment_bill_line (merchant_id, account_id, day);
call shuke_tenant_table('payment_bill_line', 'select, insert');

-- Where the provider's account and ours are not alike, and what a person can do about it.
create table payment_difference (
  merchant_id   uuid not null,
  difference_id uuid not null,
  account_id    uuid not null,
  day           date not null,
  kind          text not null,
  line_kind     text not null check (line_kind in ('charge', 'refund')),
  out_no        text not null,
  payment_id    uuid,
  refund_id     uuid,
  ours_minor    bigint,
  theirs_minor  bigint,
  proposed      text not null,
  status        text not null check (status in ('open', 'resolved')),
  resolution    text,
  note          text,
  resolved_by   uuid,
  created_at    timestamptz not null,
  resolved_at   timestamptz,
  primary key (merchant_id, difference_id),
  constraint payment_difference_once unique (merchant_id, account_id, line_kind, out_no, kind),
  check ((status = 'resolved') = (resolved_at is not null) and (status = 'resolved') = (resolution is not null))
);
create index payment_difference_open on payment_difference (merchant_id, difference_id desc) where status = 'open';
call shuke_tenant_table('payment_difference', 'select, insert, update');
