-- What a coupon is worth, to whom, how often and within which budget.
create table coupon_template (
  merchant_id        uuid not null,
  template_id        uuid not null,
  name               text not null,
  kind               text not null check (kind in ('cash', 'percent', 'item')),
  -- cash: what comes off; item: at most the price of one unit of item_sku; percent: the cap.
  amount_minor       bigint not null check (amount_minor > 0),
  percent_bps        integer check (percent_bps between 1 and 10000),
  item_sku           text,
  min_spend_minor    bigint not null check (min_spend_minor >= 0),
  valid_from         timestamptz not null,
  -- Whichever comes first ends a coupon: an instant for all, or days from its issue.
  valid_until        timestamptz,
  valid_days         integer check (valid_days between 1 and 3660),
  uses_per_coupon    integer not null check (uses_per_coupon between 1 and 10000),
  issue_limit        integer check (issue_limit > 0),
  customer_limit     integer check (customer_limit > 0),
  budget_minor       bigint check (budget_minor > 0),
  issued_count       integer not null check (issued_count >= 0),
  -- The most that issued, unused uses can still cost, and what redeemed ones did cost.
  committed_minor    bigint not null check (committed_minor >= 0),
  spent_minor        bigint not null check (spent_minor >= 0),
  active             boolean not null,
  created_at         timestamptz not null,
  primary key (merchant_id, template_id),
  check ((kind = 'percent') = (percent_bps is not null)),
  check ((kind = 'item') = (item_sku is not null)),
  constraint coupon_template_budget check (committed_minor + spent_minor <= budget_minor),
  constraint coupon_template_issue_limit check (issued_count <= issue_limit)
);
call shuke_tenant_table('coupon_template', 'select, insert, update');

create table coupon (
  merchant_id    uuid not null,
  coupon_id      uuid not null,
  template_id    uuid not null,
  customer_id    uuid,
  code           text not null,
  plan_id        uuid,
  issued_at      timestamptz not null,
  valid_from     timestamptz not null,
  expires_at     timestamptz not null,
  use_limit      integer not null,
  used_count     integer not null,
  reserved_count integer not null,
  -- Set when the expiry job has given the unused liability back.
  expired_at     timestamptz,
  primary key (merchant_id, coupon_id),
  constraint coupon_code_taken unique (merchant_id, code),
  foreign key (merchant_id, template_id) references coupon_template,
  constraint coupon_uses check (used_count >= 0 and reserved_count >= 0 and used_count + reserved_count <= use_limit)
);
create index coupon_customer on coupon (merchant_id, customer_id);
create index coupon_template_customer on coupon (merchant_id, template_id, customer_id);
create index coupon_expiring on coupon (merchant_id, expires_at) where expired_at is null;
call shuke_tenant_table('coupon', 'select, insert, update');

-- A use held for an order that is being made; it falls back by itself.
create table coupon_reservation (
  merchant_id    uuid not null,
  reservation_id uuid not null,
  coupon_id      uuid not null,
  order_ref      text not null,
  reserved_at    timestamptz not null,
  expires_at     timestamptz not null,
  ended_at       timestamptz,
  outcome        text check (outcome in ('redeemed', 'released', 'lapsed')),
  primary key (merchant_id, reservation_id),
  check ((ended_at is null) = (outcome is null))
);
create unique index coupon_reservation_order on coupon_reservation (merchant_id, coupon_id, order_ref) where ended_at is null;
create index coupon_reservation_open on coupon_reservation (merchant_id, expires_at) where ended_at is null;
call shuke_tenant_table('coupon_reservation', 'select, insert, update');

-- Only added to. A redemption that was taken back has a reversal.
create table coupon_redemption (
  merchant_id    uuid not null,
  redemption_id  uuid not null,
  coupon_id      uuid not null,
  template_id    uuid not null,
  customer_id    uuid,
  store_id       uuid,
  order_ref      text not null,
  basis_minor    bigint not null,
  discount_minor bigint not null check (discount_minor >= 0),
  redeemed_at    timestamptz not null,
  primary key (merchant_id, redemption_id)
);
create index coupon_redemption_order on coupon_redemption (merchant_id, order_ref);
create index coupon_redemption_coupon on coupon_redemption (merchant_id, coupon_id);
call shuke_tenant_table('coupon_redemption', 'select, insert');

create table coupon_reversal (
  merchant_id   uuid not null,
  redemption_id uuid not null,
  reason        text not null,
  reversed_at   timestamptz not null,
  primary key (merchant_id, redemption_id)
);
call shuke_tenant_table('coupon_reversal', 'select, insert');

create view pub_coupon with (security_invoker = true) as
  select merchant_id, coupon_id, template_id, customer_id, plan_id, issued_at, valid_from, expires_at, use_limit, used_count
    from coupon;
create view pub_coupon_redemption with (security_invoker = true) as
  select r.merchant_id, r.redemption_id, r.coupon_id, r.template_id, r.customer_id, r.store_id, r.order_ref,
         r.basis_minor, r.discount_minor, r.redeemed_at, c.plan_id
    from coupon_redemption r
    join coupon c using (merchant_id, coupon_id)
   where not exists (select from coupon_reversal v
                      where v.merchant_id = r.merchant_id and v.redemption_id = r.redemption_id);
grant select on pub_coupon, pub_coupon_redemption to shuke_app;
