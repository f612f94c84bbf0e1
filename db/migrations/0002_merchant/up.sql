-- Control plane: what stands above merchants, or is asked before a merchant is known. Not tenant tables.

create table agency (
  agency_id  uuid primary key,
  name       text not null,
  created_at timestamptz not null
);

-- What arrives before the tenant is known, as a keyed hash: a sign-in name or an API key → whose it is. A dump of it
-- names nobody. The kind `merchant` lists the merchants; its subject is the agency that looks after one, or itself.
create table directory (
  kind       text not null check (kind in ('sign_in', 'api_key', 'merchant')),
  hash       bytea not null,
  tenant_id  uuid not null,
  subject_id uuid not null,
  primary key (kind, hash)
);
create index directory_subject on directory (tenant_id, subject_id);
create index directory_merchant on directory (tenant_id) where kind = 'merchant';
create index directory_agency on directory (subject_id, tenant_id) where kind = 'merchant';

-- The latest attempts by one name or from one address, oldest first, never more than the limit: a window that slides.
create table sign_in_attempt (
  bucket       bytea primary key,
  attempted_at timestamptz[] not null,
  last_at      timestamptz not null
);
create index sign_in_attempt_last on sign_in_attempt (last_at);

grant select, insert on agency to shuke_app;
grant select, insert, update, delete on directory, sign_in_attempt to shuke_app;

-- Tenant tables.

create table merchant (
  merchant_id      uuid primary key,
  agency_id        uuid references agency,
  name             text not null,
  currency         text not null check (currency ~ '^[A-Z]{3}$'),
  time_zone        text not null,
  locale           text not null check (locale in ('zh-CN', 'en')),
  day_start_minute integer not null check (day_start_minute between 0 and 1439),
  created_at       timestamptz not null
);
call shuke_tenant_table('merchant', 'select, insert, update');
call shuke_posted_table('merchant', 'select');

create table brand (
  merchant_id uuid not null,
  brand_id    uuid not null,
  code        text not null,
  name        text not null,
  created_at  timestamptz not null,
  primary key (merchant_id, brand_id),
  constraint brand_code_taken unique (merchant_id, code)
);
call shuke_tenant_table('brand', 'select, insert, update');

create table region (
  merchant_id uuid not null,
  region_id   uuid not null,
  code        text not null,
  name        text not null,
  created_at  timestamptz not null,
  primary key (merchant_id, region_id),
  constraint region_code_taken unique (merchant_id, code)
);
call shuke_tenant_table('region', 'select, insert, update');

create table store (
  merchant_id uuid not null,
  store_id    uuid not null,
  code        text not null,
  name        text not null,
  brand_id    uuid,
  region_id   uuid,
  -- Null: as the merchant's.
  time_zone   text,
  active      boolean not null,
  created_at  timestamptz not null,
  primary key (merchant_id, store_id),
  constraint store_code_taken unique (merchant_id, code),
  constraint store_brand_unknown foreign key (merchant_id, brand_id) references brand,
  constraint store_region_unknown foreign key (merchant_id, region_id) references region
);
call shuke_tenant_table('store', 'select, insert, update');
call shuke_posted_table('store', 'select');

create table terminal (
  merchant_id uuid not null,
  terminal_id uuid not null,
  store_id    uuid not null,
  code        text not null,
  name        text not null,
  active      boolean not null,
  created_at  timestamptz not null,
  primary key (merchant_id, terminal_id),
  constraint terminal_code_taken unique (merchant_id, store_id, code),
  constraint terminal_store_unknown foreign key (merchant_id, store_id) references store
);
call shuke_tenant_table('terminal', 'select, insert, update');

-- An agency's people stand here too, with the agency's id as merchant_id: they are fenced and signed in like a
-- merchant's. What they may see of a merchant is asked of that merchant's own row.
create table staff (
  merchant_id          uuid not null,
  staff_id             uuid not null,
  display_name         text not null,
  -- Sealed, for a sign-in name is often a phone number or an address.
  sign_in_name         bytea not null,
  role                 text not null check (role in ('owner', 'marketer', 'cashier', 'guide', 'brand_owner', 'agency')),
  store_id             uuid,
  password_hash        text not null,
  must_change_password boolean not null,
  -- A one-time password that nobody used in time is none any more.
  password_expires_at  timestamptz,
  active               boolean not null,
  created_at           timestamptz not null,
  primary key (merchant_id, staff_id),
  constraint staff_store_unknown foreign key (merchant_id, store_id) references store
);
call shuke_tenant_table('staff', 'select, insert, update');
-- A checkout asks whether the seller works here, and sees nothing else of staff.
call shuke_posted_table('staff', 'select (merchant_id, staff_id, active)');

create table staff_session (
  merchant_id     uuid not null,
  token_hash      bytea not null,
  staff_id        uuid not null,
  created_at      timestamptz not null,
  -- Moved on by use, up to expires_at.
  idle_expires_at timestamptz not null,
  expires_at      timestamptz not null,
  revoked_at      timestamptz,
  primary key (merchant_id, token_hash),
  foreign key (merchant_id, staff_id) references staff
);
create index staff_session_staff on staff_session (merchant_id, staff_id);
call shuke_tenant_table('staff_session', 'select, insert, update, delete');

create table api_key (
  merchant_id uuid not null,
  key_id      uuid not null,
  name        text not null,
  scopes      text[] not null,
  created_by  uuid not null,
  created_at  timestamptz not null,
  revoked_at  timestamptz,
  primary key (merchant_id, key_id)
);
call shuke_tenant_table('api_key', 'select, insert, update');

create view pub_store with (security_invoker = true) as
  select s.merchant_id, s.store_id, s.code, s.name, s.brand_id, s.region_id,
         coalesce(s.time_zone, m.time_zone) as time_zone, s.active
    from store s join merchant m using (merchant_id);
grant select on pub_store to shuke_app;
