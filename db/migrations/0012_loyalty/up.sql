-- The whole programme of a merchant, one row a version. Only added to: an order that earned under one is refunded under it.
create table loyalty_version (
  merchant_id uuid not null,
  version     integer not null check (version > 0),
  programme   jsonb not null,
  created_at  timestamptz not null,
  created_by  uuid not null,
  primary key (merchant_id, version)
);
call shuke_tenant_table('loyalty_version', 'select, insert');
call shuke_posted_table('loyalty_version', 'select');

-- Which version holds now. Whoever sets another holds this row until it commits.
create table loyalty_head (
  merchant_id     uuid primary key,
  programme_id    uuid not null,
  version         integer not null check (version >= 0),
  -- Up to when earnings were looked at for tiers; null before the first time.
  tiers_judged_to timestamptz
);
call shuke_tenant_table('loyalty_head', 'select, insert, update');
call shuke_posted_table('loyalty_head', 'select');

-- Where a customer stands. A customer without a row, or without a tier, stands in the lowest. No balances: they are the ledger's.
create table loyalty_member (
  merchant_id uuid not null,
  customer_id uuid not null,
  tier_id     text,
  tier_since  date,
  -- From this day on the tier may fall; null where none can.
  review_on   date,
  primary key (merchant_id, customer_id)
);
create index loyalty_member_review on loyalty_member (merchant_id, review_on, customer_id) where review_on is not null;
call shuke_tenant_table('loyalty_member', 'select, insert, update');
call shuke_posted_table('loyalty_member', 'select');

-- Every change of a tier. Only added to.
create table loyalty_tier_change (
  merchant_id uuid not null,
  change_id   uuid not null,
  customer_id uuid not null,
  from_tier   text,
  to_tier     text not null,
  why         text not null check (why in ('upgrade', 'downgrade')),
  -- The points within the window of the tier that was reached.
  earned      bigint not null,
  day         date not null,
  changed_at  timestamptz not null,
  primary key (merchant_id, change_id)
);
create index loyalty_tier_change_customer on loyalty_tier_change (merchant_id, customer_id, change_id);
call shuke_tenant_table('loyalty_tier_change', 'select, insert');

-- Points and stamps that people gave or took by hand, and why. Only added to.
create table loyalty_adjustment (
  merchant_id   uuid not null,
  adjustment_id uuid not null,
  customer_id   uuid not null,
  asset         text not null,
  amount        bigint not null check (amount <> 0),
  reason        text not null,
  adjusted_by   uuid not null,
  adjusted_at   timestamptz not null,
  primary key (merchant_id, adjustment_id)
);
create index loyalty_adjustment_customer on loyalty_adjustment (merchant_id, customer_id, adjustment_id);
call shuke_tenant_table('loyalty_adjustment', 'select, insert');

-- A card that holds stored value in the ledger.
create table loyalty_stored_card (
  merchant_id uuid not null,
  card_id     uuid not null,
  -- Fourteen digits, the last of which checks the others.
  number      text not null check (number ~ '^\d{14}$'),
  kind        text not null check (kind in ('named', 'bearer')),
  -- Null: a bearer card, good for whoever shows it.
  customer_id uuid,
  status      text not null check (status in ('active', 'blocked')),
  created_at  timestamptz not null,
  primary key (merchant_id, card_id),
  constraint loyalty_stored_card_number_taken unique (merchant_id, number),
  check ((kind = 'named') = (customer_id is not null))
);
create index loyalty_stored_card_customer on loyalty_stored_card (merchant_id, customer_id, card_id) where customer_id is not null;
call shuke_tenant_table('loyalty_stored_card', 'select, insert, update');
call shuke_posted_table('loyalty_stored_card', 'select');

create view pub_loyalty_member with (security_invoker = true) as
  select merchant_id, customer_id, tier_id, tier_since, review_on from loyalty_member;
create view pub_loyalty_tier_change with (security_invoker = true) as
  select merchant_id, change_id, customer_id, from_tier, to_tier, why, earned, day, changed_at from loyalty_tier_change;
create view pub_stored_card with (security_invoker = true) as
  select merchant_id, card_id, kind, customer_id, status, created_at from loyalty_stored_card;
grant select on pub_loyalty_member, pub_loyalty_tier_change, pub_stored_card to shuke_app;
