-- Where a store stands, in ten millionths of a degree of WGS-84 (1 cm): whole numbers compare and index exactly.
alter table store
  add column latitude_e7  integer,
  add column longitude_e7 integer,
  add constraint store_place_whole check ((latitude_e7 is null) = (longitude_e7 is null)),
  add constraint store_latitude check (latitude_e7 between -900000000 and 900000000),
  add constraint store_longitude check (longitude_e7 between -1800000000 and 1800000000);

-- A code that a guest scans arrives before it is known whose it is.
alter table directory
  drop constraint directory_kind_check,
  add constraint directory_kind_check check (kind in ('sign_in', 'api_key', 'merchant', 'touchpoint'));

-- Where a guest meets the shop. Without a store it is the whole merchant's, as a message link is.
create table touchpoint (
  merchant_id   uuid not null,
  touchpoint_id uuid not null,
  store_id      uuid,
  kind          text not null check (kind in ('door', 'table', 'shelf', 'receipt', 'payment_page', 'wifi', 'staff',
                                              'poster', 'message_link', 'mini_program')),
  label         text not null,
  -- Whose code it is, of kind staff.
  staff_id      uuid,
  cost_minor    bigint not null check (cost_minor >= 0),
  cost_per      text not null check (cost_per in ('once', 'month')),
  active        boolean not null,
  created_at    timestamptz not null,
  primary key (merchant_id, touchpoint_id),
  constraint touchpoint_label_taken unique nulls not distinct (merchant_id, store_id, kind, label),
  constraint touchpoint_staff_named check ((kind = 'staff') = (staff_id is not null))
);
call shuke_tenant_table('touchpoint', 'select, insert, update');

-- The codes of a touchpoint, the last without an end. They hang on doors, so they are no secret of this table.
create table touchpoint_code (
  merchant_id   uuid not null,
  code          text not null,
  touchpoint_id uuid not null,
  created_at    timestamptz not null,
  expires_at    timestamptz,
  primary key (merchant_id, code),
  foreign key (merchant_id, touchpoint_id) references touchpoint
);
-- One code without an end: two rotations at once cannot leave two.
create unique index touchpoint_code_lasting on touchpoint_code (merchant_id, touchpoint_id) where expires_at is null;
create index touchpoint_code_of on touchpoint_code (merchant_id, touchpoint_id);
call shuke_tenant_table('touchpoint_code', 'select, insert, update');

-- What happened at touchpoints; only added to. A visitor is the keyed hash of a device's cookie.
create table touchpoint_event (
  merchant_id   uuid not null,
  event_id      uuid not null,
  -- Null for an order that named none: it is there to be credited to the touches before it.
  touchpoint_id uuid,
  store_id      uuid,
  kind          text not null check (kind in ('scan', 'join', 'member', 'order', 'payment', 'reaction')),
  visitor       bytea,
  customer_id   uuid,
  order_id      uuid,
  amount_minor  bigint,
  at            timestamptz not null,
  primary key (merchant_id, event_id)
);
create index touchpoint_event_at on touchpoint_event (merchant_id, at, kind);
create index touchpoint_event_customer on touchpoint_event (merchant_id, customer_id, at) where customer_id is not null;
create index touchpoint_event_visitor on touchpoint_event (merchant_id, visitor, at) where visitor is not null;
-- An event that is told twice counts once.
create unique index touchpoint_event_order on touchpoint_event (merchant_id, order_id, kind) where order_id is not null;
call shuke_tenant_table('touchpoint_event', 'select, insert');
-- An erasure takes the device out of what it did.
grant update (visitor) on touchpoint_event to shuke_app;

-- A device that has been here, and whose it is once its owner has joined on it.
create table touchpoint_visitor (
  merchant_id uuid not null,
  visitor     bytea not null,
  customer_id uuid,
  first_at    timestamptz not null,
  last_at     timestamptz not null,
  primary key (merchant_id, visitor)
);
create index touchpoint_visitor_customer on touchpoint_visitor (merchant_id, customer_id) where customer_id is not null;
call shuke_tenant_table('touchpoint_visitor', 'select, insert, update, delete');

-- How often guests were refused, by name and day: who forges, floods or jumps shows here without being named.
create table touchpoint_refusal (
  merchant_id uuid not null,
  day         date not null,
  code        text not null,
  count       integer not null,
  primary key (merchant_id, day, code)
);
call shuke_tenant_table('touchpoint_refusal', 'select, insert, update');

-- What a slot of the guest's page shows, to whom. `scope_ref` is the brand, region, store, tag or customer.
create table content_rule (
  merchant_id uuid not null,
  rule_id     uuid not null,
  slot        text not null,
  scope       text not null check (scope in ('brand', 'region', 'store', 'segment', 'person')),
  scope_ref   text,
  category    text,
  priority    integer not null,
  content     jsonb not null,
  valid_from  timestamptz not null,
  valid_until timestamptz,
  active      boolean not null,
  created_at  timestamptz not null,
  primary key (merchant_id, rule_id),
  -- A brand's content may be all brands'; everything finer says whose.
  constraint content_rule_scoped check (scope = 'brand' or scope_ref is not null)
);
create index content_rule_scope on content_rule (merchant_id, slot, scope, scope_ref) where active;
call shuke_tenant_table('content_rule', 'select, insert, update, delete');

-- Entries into the fence round a store, a guest and day; never the position itself.
create table fence_entry (
  merchant_id uuid not null,
  visitor     bytea not null,
  store_id    uuid not null,
  day         date not null,
  entries     integer not null,
  last_at     timestamptz not null,
  primary key (merchant_id, visitor, store_id, day)
);
create index fence_entry_day on fence_entry (merchant_id, day);
call shuke_tenant_table('fence_entry', 'select, insert, update, delete');

-- What a counter at a door says: so many came in between two instants.
create table footfall_count (
  merchant_id uuid not null,
  store_id    uuid not null,
  counter     text not null,
  from_at     timestamptz not null,
  until_at    timestamptz not null,
  entries     integer not null check (entries >= 0),
  recorded_at timestamptz not null,
  primary key (merchant_id, store_id, counter, from_at),
  constraint footfall_count_span check (until_at > from_at)
);
call shuke_tenant_table('footfall_count', 'select, insert, update');

-- Minutes in which the Wi-Fi of a store saw a device, kept for 90 days.
create table footfall_sighting (
  merchant_id uuid not null,
  store_id    uuid not null,
  visitor     bytea not null,
  minute      timestamptz not null,
  primary key (merchant_id, store_id, minute, visitor)
);
create index footfall_sighting_visitor on footfall_sighting (merchant_id, visitor);
call shuke_tenant_table('footfall_sighting', 'select, insert, delete');

-- What a guest did with content of a category, counted a day: interest is computed from it and can be explained by it.
create table interest_evidence (
  merchant_id uuid not null,
  customer_id uuid not null,
  category    text not null,
  kind        text not null check (kind in ('click', 'ignore', 'dismiss', 'order')),
  day         date not null,
  count       integer not null,
  primary key (merchant_id, customer_id, category, kind, day)
);
call shuke_tenant_table('interest_evidence', 'select, insert, update, delete');

-- Footfall by source; the sources are never added up, for one person may be in each.
create view pub_footfall with (security_invoker = true) as
  select merchant_id, store_id, 'counter' as source, from_at, until_at, entries
    from footfall_count
  union all
  select merchant_id, store_id, 'wifi', date_trunc('hour', minute), date_trunc('hour', minute) + interval '1 hour',
         count(distinct visitor)::integer
    from footfall_sighting
   group by merchant_id, store_id, date_trunc('hour', minute)
  union all
  select merchant_id, store_id, 'scan', date_trunc('hour', at), date_trunc('hour', at) + interval '1 hour',
         count(distinct visitor)::integer
    from touchpoint_event
   where kind = 'scan' and store_id is not null and visitor is not null
   group by merchant_id, store_id, date_trunc('hour', at);
grant select on pub_footfall to shuke_app;

create view pub_touchpoint with (security_invoker = true) as
  select merchant_id, touchpoint_id, store_id, kind, label, active, created_at from touchpoint;
grant select on pub_touchpoint to shuke_app;
