-- A merchant's own app within WeChat. What proves to WeChat that it is ours is sealed.
create table mini_program_account (
  merchant_id uuid not null,
  account_id  uuid not null,
  name        text not null,
  app_id      text not null,
  base_url    text not null,
  secret      bytea not null,
  active      boolean not null,
  created_at  timestamptz not null,
  updated_at  timestamptz not null,
  primary key (merchant_id, account_id)
);
create unique index mini_program_account_one on mini_program_account (merchant_id, app_id) where active;
call shuke_tenant_table('mini_program_account', 'select, insert, update');

-- Who is signed in on a phone. The token is known by its hash alone; who it is by WeChat's word stands sealed.
create table mini_program_session (
  merchant_id uuid not null,
  session_id  uuid not null,
  account_id  uuid not null,
  token_hash  bytea not null,
  -- Of the code by which it was opened: one code opens one session, whatever WeChat says of a repeat.
  code_hash   bytea not null,
  -- Keyed, so that all sessions of one guest are found when it becomes known who that is.
  openid_hash bytea not null,
  identity    bytea not null,
  -- Null for who is no customer yet.
  customer_id uuid,
  created_at      timestamptz not null,
  idle_expires_at timestamptz not null,
  expires_at      timestamptz not null,
  primary key (merchant_id, session_id),
  constraint mini_program_session_token unique (merchant_id, token_hash),
  constraint mini_program_session_code unique (merchant_id, code_hash)
);
create index mini_program_session_openid on mini_program_session (merchant_id, openid_hash);
create index mini_program_session_customer on mini_program_session (merchant_id, customer_id)
  where customer_id is not null;
create index mini_program_session_account on mini_program_session (merchant_id, account_id);
create index mini_program_session_end on mini_program_session (merchant_id, expires_at);
call shuke_tenant_table('mini_program_session', 'select, insert, update, delete');

-- Whose an order is that is not paid yet: its number is ours, and its payment bears it.
create table mini_program_order (
  merchant_id uuid not null,
  order_ref   text not null,
  customer_id uuid not null,
  created_at  timestamptz not null,
  primary key (merchant_id, order_ref)
);
create index mini_program_order_customer on mini_program_order (merchant_id, customer_id);
create index mini_program_order_old on mini_program_order (merchant_id, created_at);
call shuke_tenant_table('mini_program_order', 'select, insert, delete');
