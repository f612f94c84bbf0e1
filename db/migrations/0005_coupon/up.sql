-- What a coupon is worth, to whom, how often and within which budget. Its terms never change; it can be switched off.
create table coupon_template (
  merchant_id      uuid not null,
  template_id      uuid not null,
  name             text not null,
  kind             text not null check (kind in ('cash', 'percent', 'item', 'exchange')),
  -- The face: the most that one use costs. cash: what comes off; percent: the cap; item, exchange: the most for one unit.
  amount_minor     bigint not null check (amount_minor > 0),
  percent_bps      integer check (percent_bps between 1 and 10000),
  item_sku         text,
  -- exchange: what one unit of the item then costs.
  price_minor      bigint check (price_minor > 0),
  -- What the discount is taken off and the least spend is counted of: {"skus": […], "categories": […]}; null is all.
  scope            jsonb,
  min_spend_minor  bigint not null check (min_spend_minor >= 0),
  valid_from       timestamptz not null,
  -- Whichever comes first ends a coupon: an instant for all, or days from its own first instant.
  valid_until      timestamptz,
  valid_days       integer check (valid_days between 1 and 3660),
  uses_per_coupon  integer not null check (uses_per_coupon between 1 and 10000),
  issue_limit      integer check (issue_limit > 0),
  customer_limit   integer check (customer_limit > 0),
  budget_minor     bigint check (budget_minor > 0),
  -- How it stands to other discounts: beside them, one of a group, or alone.
  stacking         text not null check (stacking in ('stack', 'exclusive') or stacking ~ '^group:[A-Za-z0-9_-]{1,40}$'),
  -- Customers may take one themselves, so many a business day together.
  claimable        boolean not null,
  daily_claim_limit integer check (daily_claim_limit > 0),
  -- The merchant's, which never changes: the asset of its accounts.
  currency         text not null,
  active           boolean not null,
  created_at       timestamptz not null,
  issued_count     integer not null check (issued_count >= 0),
  redeemed_count   integer not null check (redeemed_count >= 0),
  primary key (merchant_id, template_id),
  check ((kind = 'percent') = (percent_bps is not null)),
  check ((kind in ('item', 'exchange')) = (item_sku is not null)),
  check ((kind = 'exchange') = (price_minor is not null)),
  check (valid_until is not null or valid_days is not null),
  check (valid_until > valid_from),
  constraint coupon_template_issue_limit check (issued_count <= issue_limit)
) with (fillfactor = 50);
call shuke_tenant_table('coupon_template', 'select, insert, update');
call shuke_posted_table('coupon_template', 'select, update');

-- How many coupons of a template customers took themselves on a business day.
create table coupon_claim_day (
  merchant_id uuid not null,
  template_id uuid not null,
  day         date not null,
  claimed     integer not null check (claimed > 0),
  primary key (merchant_id, template_id, day)
);
call shuke_tenant_table('coupon_claim_day', 'select, insert, update');

-- No foreign keys from here on: these tables are hot, and what a key would check the commands do under their locks.
create table coupon (
  merchant_id uuid not null,
  coupon_id   uuid not null,
  template_id uuid not null,
  -- Null: a bearer coupon, good for whoever shows its code.
  customer_id uuid,
  -- Upper case, without hyphens, I and L as 1, O as 0.
  code        text not null,
  -- As a code that was made by a pattern is printed; null where that is the code itself.
  printed_code text,
  plan_id     uuid,
  issued_at   timestamptz not null,
  valid_from  timestamptz not null,
  expires_at  timestamptz not null,
  use_limit   integer not null,
  used_count  integer not null,
  -- The discounts of the uses that were not reversed.
  spent_minor bigint not null check (spent_minor >= 0),
  -- Set when the expiry job has given the unused liability back to the template's budget.
  expired_at  timestamptz,
  primary key (merchant_id, coupon_id),
  constraint coupon_code_taken unique (merchant_id, code),
  constraint coupon_uses check (used_count between 0 and use_limit)
) with (fillfactor = 85);
create index coupon_customer on coupon (merchant_id, customer_id, coupon_id) where customer_id is not null;
create index coupon_template_customer on coupon (merchant_id, template_id, customer_id);
create index coupon_expiring on coupon (merchant_id, expires_at) where expired_at is null;
call shuke_tenant_table('coupon', 'select, insert, update');
call shuke_posted_table('coupon', 'select, update');

-- A use held for an order that is being made. It counts while expires_at lies ahead and ended_at is null; that it
-- lapsed needs no job to be true.
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
-- One hold a coupon and order: reserving again prolongs it.
create unique index coupon_reservation_order on coupon_reservation (merchant_id, coupon_id, order_ref) where ended_at is null;
create index coupon_reservation_open on coupon_reservation (merchant_id, expires_at) where ended_at is null;
call shuke_tenant_table('coupon_reservation', 'select, insert, update');
call shuke_posted_table('coupon_reservation', 'select, update');

-- Only added to. A redemption that was taken back has a reversal.
create table coupon_redemption (
  merchant_id    uuid not null,
  redemption_id  uuid not null,
  coupon_id      uuid not null,
  template_id    uuid not null,
  customer_id    uuid,
  store_id       uuid,
  order_ref      text not null,
  -- What was left to pay before this coupon.
  basis_minor    bigint not null,
  discount_minor bigint not null check (discount_minor > 0 and discount_minor <= basis_minor),
  redeemed_at    timestamptz not null,
  primary key (merchant_id, redemption_id)
);
create index coupon_redemption_order on coupon_redemption (merchant_id, order_ref);
create index coupon_redemption_coupon on coupon_redemption (merchant_id, coupon_id, order_ref);
call shuke_tenant_table('coupon_redemption', 'select, insert');
call shuke_posted_table('coupon_redemption', 'select, insert');

create table coupon_reversal (
  merchant_id   uuid not null,
  redemption_id uuid not null,
  reason        text not null,
  reversed_at   timestamptz not null,
  primary key (merchant_id, redemption_id)
);
call shuke_tenant_table('coupon_reversal', 'select, insert');
call shuke_posted_table('coupon_reversal', 'select, insert');

create view pub_coupon_template with (security_invoker = true) as
  select merchant_id, template_id, name, kind, amount_minor, percent_bps, item_sku, min_spend_minor, valid_from,
         valid_until, valid_days, uses_per_coupon, active, created_at
    from coupon_template;
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
grant select on pub_coupon_template, pub_coupon, pub_coupon_redemption to shuke_app;
