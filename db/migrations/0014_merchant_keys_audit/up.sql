-- The data keys of a tenant (a merchant, or an agency with its staff), wrapped by the deployment's key-encryption key. The
-- newest one seals; older ones open what has not been sealed anew yet.
create table data_key (
  merchant_id uuid not null,
  key_version integer not null check (key_version > 0),
  algorithm   text not null check (algorithm in ('aes-256-gcm', 'sm4-ctr-hmac-sm3')),
  -- A fingerprint of the key-encryption key.
  kek_id      bytea not null,
  wrapped     bytea not null,
  created_at  timestamptz not null,
  -- Since when nothing that was found is sealed with it.
  retired_at  timestamptz,
  primary key (merchant_id, key_version)
);
call shuke_tenant_table('data_key', 'select, insert, update, delete');

-- What staff and keys did with people and with power. Nobody may change or delete an entry, and each holds the hash of the
-- one before it, so that one which a superuser changed, took away or cut off does not fit the chain any more.
create table audit_entry (
  merchant_id  uuid not null,
  -- 1, 2, 3 without a gap.
  entry_no     bigint not null check (entry_no > 0),
  at           timestamptz not null,
  actor_kind   text not null,
  actor_id     uuid not null,
  action       text not null,
  -- Whom or what it was done to; null where it was the whole shop.
  subject_id   uuid,
  -- Ids, codes and counts, never personal text. json and not jsonb, for the hash is of the very text.
  detail       json not null,
  prev_hash    bytea not null,
  hash         bytea not null,
  primary key (merchant_id, entry_no)
);
create index audit_entry_subject on audit_entry (merchant_id, subject_id, entry_no) where subject_id is not null;
call shuke_tenant_table('audit_entry', 'select, insert');

-- The end of each chain, which whoever adds to it holds until it commits.
create table audit_head (
  merchant_id uuid primary key,
  last_no     bigint not null check (last_no >= 0),
  last_hash   bytea not null
);
call shuke_tenant_table('audit_head', 'select, insert, update');

-- Erasure blanks what staff wrote about a person into free text.
grant update (reason) on loyalty_adjustment, order_refund, coupon_reversal to shuke_app;

-- The key of a person whom an import makes.
alter table import_staging_customer add column wrapped_key bytea, add column key_version integer;
