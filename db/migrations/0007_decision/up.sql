-- A plan weighs every customer once, as of a day, within a budget.
create table plan (
  merchant_id     uuid not null,
  plan_id         uuid not null,
  name            text not null,
  status          text not null check (status in ('draft', 'approved', 'issuing', 'issued', 'discarded')),
  as_of           date not null,
  budget_minor    bigint not null check (budget_minor > 0),
  control_bps     integer not null check (control_bps between 0 and 5000),
  horizon_days    integer not null check (horizon_days between 1 and 365),
  -- Everything that was assumed in weighing.
  assumptions     jsonb not null,
  customer_count  integer not null,
  offer_count     integer not null,
  control_count   integer not null,
  -- What the offers can cost at most, as drafted and as issued so far.
  committed_minor bigint not null,
  issued_minor    bigint not null check (issued_minor >= 0),
  issued_count    integer not null check (issued_count >= 0),
  -- Choices up to this rank have their coupon, or the reason why there is none.
  settled_rank    integer not null,
  -- How many plans had begun to be issued when this one was drafted. If it is more by now, this one knows too little.
  plans_before    integer not null check (plans_before >= 0),
  created_by      uuid not null,
  created_at      timestamptz not null,
  approved_by     uuid,
  approved_at     timestamptz,
  -- From here on both groups are compared: the first coupon went out.
  issuing_at      timestamptz,
  issued_at       timestamptz,
  primary key (merchant_id, plan_id),
  constraint plan_budget_drafted check (committed_minor <= budget_minor),
  constraint plan_budget_issued check (issued_minor <= budget_minor)
);
create index plan_issuing on plan (merchant_id, issuing_at) where issuing_at is not null;
call shuke_tenant_table('plan', 'select, insert, update');

-- The templates that were weighed.
create table plan_offer (
  merchant_id uuid not null,
  plan_id     uuid not null,
  template_id uuid not null,
  name        text not null,
  -- The most that one coupon can cost.
  liability_minor bigint not null check (liability_minor > 0),
  -- Until when the plan's coupons of this template are good. For so long nobody who was chosen for one, given or
  -- withheld, is chosen again; null until the plan is issued.
  open_until  timestamptz,
  primary key (merchant_id, plan_id, template_id),
  foreign key (merchant_id, plan_id) references plan
);
call shuke_tenant_table('plan_offer', 'select, insert, update');

-- One row a customer: what was weighed, what was chosen and why. Log of the decision; only coupon_id and
-- not_issued are set later.
create table plan_choice (
  merchant_id   uuid not null,
  plan_id       uuid not null,
  customer_id   uuid not null,
  -- 1 for the offer that is worth most; pages and issuing go by it.
  rank          integer not null,
  rhythm        text not null check (rhythm in ('new', 'on_time', 'due', 'late', 'lapsed')),
  -- The last visit that the rhythm was judged by; null for who never bought.
  last_day      date,
  arm           text not null check (arm in ('treated', 'control', 'none')),
  -- The offer: given to the treated, withheld from the control group.
  template_id   uuid,
  propensity    double precision not null check (propensity > 0 and propensity <= 1),
  score         double precision not null,
  reason        text not null,
  facts         jsonb not null,
  candidates    jsonb not null,
  coupon_id     uuid,
  -- The refusal for which the offer could not be issued.
  not_issued    text,
  primary key (merchant_id, plan_id, customer_id),
  constraint plan_choice_rank unique (merchant_id, plan_id, rank),
  check ((arm = 'none') = (template_id is null)),
  constraint plan_choice_control check (coupon_id is null or arm = 'treated')
);
call shuke_tenant_table('plan_choice', 'select, insert, update');
