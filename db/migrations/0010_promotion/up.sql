create table promotion (
  merchant_id  uuid not null,
  promotion_id uuid not null,
  name         text not null,
  status       text not null check (status in ('draft', 'live', 'paused', 'ended')),
  -- The newest version; of a live promotion the one that is live.
  version      integer not null check (version > 0),
  created_at   timestamptz not null,
  updated_at   timestamptz not null,
  primary key (merchant_id, promotion_id)
);
create index promotion_live on promotion (merchant_id, promotion_id) where status = 'live';
call shuke_tenant_table('promotion', 'select, insert, update');

-- Only added to.
create table promotion_version (
  merchant_id  uuid not null,
  promotion_id uuid not null,
  version      integer not null check (version > 0),
  -- In the grammar of the pricing engine, with its own id and version in it.
  rule         jsonb not null,
  -- Over which time of the business day a cap a period counts.
  period       text not null check (period in ('day', 'week', 'month')),
  created_at   timestamptz not null,
  created_by   uuid not null,
  primary key (merchant_id, promotion_id, version)
);
call shuke_tenant_table('promotion_version', 'select, insert');
call shuke_posted_table('promotion_version', 'select');

-- What was live at once: the versions of these promotions, side by side. Only added to; without gaps a merchant.
create table promotion_rule_set (
  merchant_id   uuid not null,
  rule_set_no   integer not null check (rule_set_no > 0),
  promotion_ids uuid[] not null,
  versions      integer[] not null,
  currency      text not null,
  created_at    timestamptz not null,
  primary key (merchant_id, rule_set_no),
  check (cardinality(promotion_ids) = cardinality(versions))
);
call shuke_tenant_table('promotion_rule_set', 'select, insert');
call shuke_posted_table('promotion_rule_set', 'select');

-- Which rule set is live now. Whoever changes what is live holds this row until it commits.
create table promotion_head (
  merchant_id uuid primary key,
  rule_set_no integer not null check (rule_set_no >= 0)
);
call shuke_tenant_table('promotion_head', 'select, insert, update');
call shuke_posted_table('promotion_head', 'select');

-- How often a customer used a capped promotion: ever, and in each period in which it was used.
create table promotion_usage (
  merchant_id  uuid not null,
  customer_id  uuid not null,
  -- 'ever', a day as 2026-03-02, the Monday of a week as w2026-03-02, a month as 2026-03.
  period_key   text not null,
  promotion_id uuid not null,
  used         integer not null check (used >= 0),
  primary key (merchant_id, customer_id, period_key, promotion_id)
);
call shuke_tenant_table('promotion_usage', 'select, insert, update');
call shuke_posted_table('promotion_usage', 'select, insert, update');
