-- How far a follower of the outbox has come: what it wrote and where it stands commit together.
create table event_cursor (
  merchant_id uuid not null,
  follower    text not null,
  position    bigint not null check (position >= 0),
  primary key (merchant_id, follower)
);
call shuke_tenant_table('event_cursor', 'select, insert, update');

-- The back room looks over all merchants for followers that have something to read; it moves none of them.
create policy look on event_cursor for select to shuke_jobs using (true);
grant select on event_cursor to shuke_jobs;

-- Two customers who are one person. A merge rewrites no row anywhere: it adds a link, with its day, and un-merging stamps
-- the link's end. Whoever asks for a person follows the links that are live, or that were on a day.
create table customer_link (
  merchant_id      uuid not null,
  link_id          uuid not null,
  from_customer_id uuid not null,
  into_customer_id uuid not null,
  because          text not null check (because in
    ('guest_said', 'same_phone', 'same_real_name', 'same_payer', 'same_device', 'other')),
  linked_at        timestamptz not null,
  linked_by        uuid not null,
  unlinked_at      timestamptz,
  unlinked_by      uuid,
  primary key (merchant_id, link_id),
  check (from_customer_id <> into_customer_id),
  check ((unlinked_at is null) = (unlinked_by is null))
);
-- The links are a forest: a customer goes into one other at a time.
create unique index customer_link_live on customer_link (merchant_id, from_customer_id) where unlinked_at is null;
create index customer_link_into on customer_link (merchant_id, into_customer_id) where unlinked_at is null;
create index customer_link_from on customer_link (merchant_id, from_customer_id, link_id);
call shuke_tenant_table('customer_link', 'select, insert');
grant update (unlinked_at, unlinked_by) on customer_link to shuke_app;
call shuke_posted_table('customer_link', 'select');

-- For whom each customer stood on a day: customers that were linked to nobody are left out and stand for themselves. A
-- circle has at most 32 customers, hence no longer path.
create function customer_person_at(at timestamptz) returns table (merchant_id uuid, customer_id uuid, person_id uuid)
  language sql stable parallel safe as $$
  with recursive live as (
    select l.merchant_id, l.from_customer_id, l.into_customer_id
      from customer_link l
     where l.linked_at <= at and (l.unlinked_at is null or l.unlinked_at > at)
  ), up as (
    select l.merchant_id, l.from_customer_id as customer_id, l.into_customer_id as person_id
      from live l
    union all
    select up.merchant_id, up.customer_id, l.into_customer_id
      from up
      join live l on l.merchant_id = up.merchant_id and l.from_customer_id = up.person_id
  )
  select up.merchant_id, up.customer_id, up.person_id
    from up
   where not exists (select from live l where l.merchant_id = up.merchant_id and l.from_customer_id = up.person_id) $$;

create view pub_customer_person with (security_invoker = true) as
  with recursive live as (
    select l.merchant_id, l.from_customer_id, l.into_customer_id
      from customer_link l
     where l.unlinked_at is null
  ), up as (
    select l.merchant_id, l.from_customer_id as customer_id, l.into_customer_id as person_id
      from live l
    union all
    select up.merchant_id, up.customer_id, l.into_customer_id
      from up
      join live l on l.merchant_id = up.merchant_id and l.from_customer_id = up.person_id
  ), root as (
    select up.merchant_id, up.customer_id, up.person_id
      from up
     where not exists (select from live l where l.merchant_id = up.merchant_id and l.from_customer_id = up.person_id)
  )
  select c.merchant_id, c.customer_id, coalesce(root.person_id, c.customer_id) as person_id
    from customer c
    left join root on root.merchant_id = c.merchant_id and root.customer_id = c.customer_id;
create view pub_customer_link with (security_invoker = true) as
  select merchant_id, link_id, from_customer_id, into_customer_id, because, linked_at, unlinked_at from customer_link;
grant select on pub_customer_person, pub_customer_link to shuke_app;

-- What one customer's balance or coupon paid on another's order while the two stood for one person: what a refund gave back
-- of it is a row below zero. Un-merging sums them, and settles them once.
create table customer_cross_spend (
  merchant_id        uuid not null,
  cross_spend_id     uuid not null,
  order_id           uuid not null,
  shown_customer_id  uuid not null,
  holder_customer_id uuid not null,
  kind               text not null check (kind in ('units', 'stored_value', 'stored_bonus', 'coupon')),
  -- The customer or card whose account was drawn, or the coupon.
  owner_id           uuid not null,
  asset              text not null,
  amount             bigint not null check (amount <> 0),
  lot_from           date,
  lot_until          date,
  spent_at           timestamptz not null,
  -- The link whose un-merging settled it.
  settled_by         uuid,
  settled_at         timestamptz,
  primary key (merchant_id, cross_spend_id),
  check (shown_customer_id <> holder_customer_id),
  check ((lot_from is null) = (lot_until is null)),
  check ((kind = 'coupon') = (lot_from is null)),
  check ((settled_by is null) = (settled_at is null))
);
create index customer_cross_spend_holder on customer_cross_spend (merchant_id, holder_customer_id);
create index customer_cross_spend_order on customer_cross_spend (merchant_id, order_id);
create index customer_cross_spend_open on customer_cross_spend (merchant_id, shown_customer_id) where settled_at is null;
call shuke_tenant_table('customer_cross_spend', 'select, insert');
grant update (settled_by, settled_at) on customer_cross_spend to shuke_app;
call shuke_posted_table('customer_cross_spend', 'insert');

-- How far up the ladder a customer has come. Without a row one is a contact since one was first seen.
create table customer_stage (
  merchant_id uuid not null,
  customer_id uuid not null,
  stage       text not null check (stage in ('contact', 'visitor', 'buyer', 'member', 'paid_member')),
  since       timestamptz not null,
  primary key (merchant_id, customer_id)
);
call shuke_tenant_table('customer_stage', 'select, insert, update');

-- Every step on the ladder, with its date and reason. Only added to.
create table customer_stage_change (
  merchant_id   uuid not null,
  change_id     uuid not null,
  customer_id   uuid not null,
  from_stage    text,
  to_stage      text not null,
  because       text not null,
  touchpoint_id uuid,
  -- When it came about, which may be long before it was known, as of receipts that are imported.
  happened_at   timestamptz not null,
  recorded_at   timestamptz not null,
  primary key (merchant_id, change_id)
);
create index customer_stage_change_customer on customer_stage_change (merchant_id, customer_id, change_id);
call shuke_tenant_table('customer_stage_change', 'select, insert');

-- The business days on which a customer was met otherwise than by buying, once a kind.
create table customer_encounter (
  merchant_id   uuid not null,
  customer_id   uuid not null,
  day           date not null,
  kind          text not null check (kind in ('scan', 'join', 'store_entry', 'gift_given', 'gift_received')),
  touchpoint_id uuid,
  first_at      timestamptz not null,
  primary key (merchant_id, customer_id, day, kind)
);
call shuke_tenant_table('customer_encounter', 'select, insert, delete');

-- How present a person is by their own rhythm; of a person, hence of the one for whom merged customers stand. It follows
-- from the days of their visits and can be made anew at any time, its whole history too.
create table customer_activity (
  merchant_id uuid not null,
  customer_id uuid not null,
  activity    text not null check (activity in ('new', 'active', 'slowing', 'lapsing', 'lost', 'returned')),
  since       date not null,
  primary key (merchant_id, customer_id)
);
call shuke_tenant_table('customer_activity', 'select, insert, update, delete');

create view pub_customer_stage with (security_invoker = true) as
  select merchant_id, customer_id, stage, since from customer_stage;
create view pub_customer_stage_change with (security_invoker = true) as
  select merchant_id, change_id, customer_id, from_stage, to_stage, because, touchpoint_id, happened_at
    from customer_stage_change;
create view pub_customer_activity with (security_invoker = true) as
  select merchant_id, customer_id, activity, since from customer_activity;
grant select on pub_customer_stage, pub_customer_stage_change, pub_customer_activity to shuke_app;
