-- A key for each person, wrapped by the tenant's data key: whatever is personal is sealed with it, and nobody can open any
-- of it once the key is gone. `wrapped` is null after an erasure, so that nobody gives that person a new one.
create table customer_key (
  merchant_id  uuid not null,
  customer_id  uuid not null,
  wrapped      bytea,
  key_version  integer,
  destroyed_at timestamptz,
  primary key (merchant_id, customer_id),
  check ((wrapped is null) = (key_version is null) and (wrapped is null) = (destroyed_at is not null))
);
create index customer_key_version on customer_key (merchant_id, key_version, customer_id);
call shuke_tenant_table('customer_key', 'select, insert, update');

-- Set when the person was erased: the id is kept for the books, and nothing else.
alter table customer add column erased_at timestamptz;

-- What finds one person and no other, with how well it was proven and where it came from. `last_seen_at` is null until an
-- identifier is seen on a later day than its first.
alter table customer_identifier
  drop constraint customer_identifier_kind_check,
  add constraint customer_identifier_kind_check check (kind in ('phone', 'email', 'member_no', 'card_token',
    'payment_token', 'wechat_openid', 'wechat_unionid', 'alipay_id')),
  add column source text not null default 'till' check (source in ('till', 'payment', 'scan', 'import', 'staff', 'api')),
  add column verified_at timestamptz,
  add column last_seen_at timestamptz,
  add column seen_days integer not null default 1 check (seen_days > 0);
grant delete on customer_identifier to shuke_app;

-- What several people can share: each row says that a customer was seen with it. Besides what is weak by nature there are
-- the tokens and numbers that are somebody else's identifier: a second account that pays with the first one's card.
create table customer_signal (
  merchant_id   uuid not null,
  kind          text not null check (kind in ('device', 'wifi', 'real_name_hash', 'payment_token', 'phone')),
  hash          bytea not null,
  customer_id   uuid not null,
  source        text not null check (source in ('till', 'payment', 'scan', 'import', 'staff', 'api')),
  first_seen_at timestamptz not null,
  last_seen_at  timestamptz not null,
  seen_days     integer not null default 1 check (seen_days > 0),
  last_store_id uuid,
  primary key (merchant_id, kind, hash, customer_id)
);
create index customer_signal_customer on customer_signal (merchant_id, customer_id);
call shuke_tenant_table('customer_signal', 'select, insert, update, delete');

-- From which confidence on a merchant takes a person for recognised; without a row it is the house's own.
create table recognition_setting (
  merchant_id   uuid primary key,
  threshold_bps integer not null check (threshold_bps between 5000 and 9990),
  changed_at    timestamptz not null
);
call shuke_tenant_table('recognition_setting', 'select, insert, update');

-- The number that stands, encrypted, in a customer's rotating code.
create table customer_card (
  merchant_id uuid not null,
  card_no     integer not null check (card_no between 0 and 999999999),
  customer_id uuid not null,
  issued_at   timestamptz not null,
  primary key (merchant_id, card_no),
  constraint customer_card_one_each unique (merchant_id, customer_id)
);
call shuke_tenant_table('customer_card', 'select, insert, delete');

-- A code is good at one till; the row outlives the code's seconds, then a job removes it.
create table member_code_use (
  merchant_id uuid not null,
  card_no     integer not null,
  step        bigint not null,
  terminal    text not null,
  used_at     timestamptz not null,
  primary key (merchant_id, card_no, step)
);
create index member_code_use_used on member_code_use (merchant_id, used_at);
call shuke_tenant_table('member_code_use', 'select, insert, update, delete');

-- A code on its way to a phone. `sealed` is the code until it is collected for sending; `tries_left` is the limit.
create table phone_verification (
  merchant_id     uuid not null,
  verification_id uuid not null,
  customer_id     uuid not null,
  phone_hash      bytea not null,
  code_hash       bytea not null,
  sealed          bytea,
  tries_left      integer not null check (tries_left >= 0),
  created_at      timestamptz not null,
  expires_at      timestamptz not null,
  verified_at     timestamptz,
  primary key (merchant_id, verification_id)
);
create index phone_verification_created on phone_verification (merchant_id, created_at);
create index phone_verification_customer on phone_verification (merchant_id, customer_id);
call shuke_tenant_table('phone_verification', 'select, insert, update, delete');

-- The instants of the latest codes to one phone, never more than the limit: a window that slides.
create table phone_code_window (
  merchant_id uuid not null,
  phone_hash  bytea not null,
  sent_at     timestamptz[] not null,
  last_at     timestamptz not null,
  primary key (merchant_id, phone_hash)
);
call shuke_tenant_table('phone_code_window', 'select, insert, update, delete');

-- How often a real person took what is limited for each. `identity_id` is the customer by which all their accounts go.
create table identity_use (
  merchant_id uuid not null,
  limit_key   text not null,
  identity_id uuid not null,
  used        integer not null check (used >= 0),
  last_at     timestamptz not null,
  primary key (merchant_id, limit_key, identity_id)
);
call shuke_tenant_table('identity_use', 'select, insert, update, delete');

-- What was refused or flagged, counted by day (UTC).
create table identity_incident (
  merchant_id uuid not null,
  day         date not null,
  kind        text not null,
  count       integer not null check (count > 0),
  primary key (merchant_id, day, kind)
);
call shuke_tenant_table('identity_incident', 'select, insert, update');
