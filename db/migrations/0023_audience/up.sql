-- Who was erased is nobody: no list of people names them. Their orders stay, for sums.
create or replace view pub_customer with (security_invoker = true) as
  select c.merchant_id, c.customer_id, c.source, c.created_at,
         (select i.hint from customer_identifier i
           where i.merchant_id = c.merchant_id and i.customer_id = c.customer_id
           order by i.created_at, i.kind, i.hash
           limit 1) as hint
    from customer c
   where c.erased_at is null;

-- How many audiences a merchant has: the limit stands in the WHERE of its update.
create table audience_head (
  merchant_id uuid primary key,
  audiences   integer not null check (audiences >= 0)
);
call shuke_tenant_table('audience_head', 'select, insert, update');

-- A rule with a name, whose people are kept.
create table audience (
  merchant_id  uuid not null,
  audience_id  uuid not null,
  name         text not null,
  rule         jsonb not null,
  -- Grows with every change, so that nobody changes what somebody else has changed meanwhile.
  version      integer not null check (version > 0),
  -- Whether who is in it can only change by what happens to a person oneself, or with the day.
  by_touch     boolean not null,
  members      integer not null check (members >= 0),
  -- The business day as of which everybody was looked at last, by which version; null before the first time.
  whole_as_of  date,
  whole_version integer,
  refreshed_at timestamptz,
  created_at   timestamptz not null,
  created_by   uuid not null,
  updated_at   timestamptz not null,
  primary key (merchant_id, audience_id),
  constraint audience_name_taken unique (merchant_id, name),
  check ((whole_as_of is null) = (whole_version is null))
);
call shuke_tenant_table('audience', 'select, insert, update, delete');

-- Who is in an audience, merged customers as their person.
create table audience_member (
  merchant_id uuid not null,
  audience_id uuid not null,
  person_id   uuid not null,
  entered_at  timestamptz not null,
  primary key (merchant_id, audience_id, person_id)
);
-- Of one person: what erasure deletes, and in what a person is.
create index audience_member_person on audience_member (merchant_id, person_id);
call shuke_tenant_table('audience_member', 'select, insert, delete');
