-- A plan weighs every customer once, as of a day, within a budget.
create table plan (
  merchant_id     uuid not null,
  plan_id         uuid not null,
  name            text not null,
  status          text not null check (status in ('draft', 'approved', 'issued', 'discarded')),
  as_of           date not null,
  budget_minor    bigint not null check (budget_minor > 0),
  control_bps     integer not null check (control_bps between 0 and 5000),
  horizon_days    integer not null check (horizon_days between 1 and 365),
  customer_count  integer not null,
  offer_count     integer not null,
  control_count   integer not null,
  committed_minor bigint not null,
  created_by      uuid not null,
  created_at      timestamptz not null,
  approved_by     uuid,
  approved_at     timestamptz,
  issued_at       timestamptz,
  primary key (merchant_id, plan_id),
  check (committed_minor <= budget_minor)
);
call shuke_tenant_table('plan', 'select, insert, update');

-- One row a customer: what was weighed, what was chosen and why. Log of the decision; only coupon_id is set later.
create table plan_choice (
  merchant_id   uuid not null,
  plan_id       uuid not null,
  customer_id   uuid not null,
  rhythm        text not null,
  arm           text not null check (arm in ('treated', 'control', 'none')),
  -- The offer: given to the treated, withheld from the control group.
  template_id   uuid,
  propensity    double precision not null,
  score         double precision not null,
  reason        text not null,
  facts         jsonb not null,
  candidates    jsonb not null,
  coupon_id     uuid,
  primary key (merchant_id, plan_id, customer_id),
  check ((arm = 'none') = (template_id is null))
);
create index plan_choice_rank on plan_choice (merchant_id, plan_id, arm, score desc, customer_id);
call shuke_tenant_table('plan_choice', 'select, insert, update');
