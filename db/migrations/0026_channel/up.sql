-- A provider calls for an account before it is known whose it is.
alter table directory
  drop constraint directory_kind_check,
  add constraint directory_kind_check check (kind in ('sign_in', 'api_key', 'merchant', 'touchpoint', 'account'));

-- A store's contract with a platform that sells for it. What opens the platform's interface is sealed.
create table channel_account (
  merchant_id    uuid not null,
  account_id     uuid not null,
  store_id       uuid not null,
  channel        text not null check (channel in ('eleme', 'meituan', 'meituan_group', 'douyin')),
  base_url       text not null,
  -- What is no secret, such as the platform's number of the shop.
  settings       jsonb not null,
  secrets        bytea not null,
  -- Orders are accepted by themselves as long as the goods are there.
  auto_accept    boolean not null,
  -- What the platform keeps where its orders do not say.
  commission_bps integer not null check (commission_bps between 0 and 10000),
  active         boolean not null,
  created_at     timestamptz not null,
  updated_at     timestamptz not null,
  primary key (merchant_id, account_id)
);
create unique index channel_account_one on channel_account (merchant_id, store_id, channel) where active;
call shuke_tenant_table('channel_account', 'select, insert, update');

-- What a platform has told, by its own number of the telling: told again it is answered and changes nothing.
create table channel_notice (
  merchant_id uuid not null,
  account_id  uuid not null,
  notice_id   text not null,
  received_at timestamptz not null,
  primary key (merchant_id, account_id, notice_id)
);
create index channel_notice_old on channel_notice (merchant_id, received_at);
call shuke_tenant_table('channel_notice', 'select, insert, delete');

-- An order of a platform. What is told of it in any sequence comes to the same row: its status only goes on, and one that was
-- told of before the order itself stands here without content.
create table channel_order (
  merchant_id      uuid not null,
  channel_order_id uuid not null,
  account_id       uuid not null,
  store_id         uuid not null,
  channel          text not null,
  platform_no      text not null,
  status           text not null check (status in ('new', 'accepted', 'ready', 'delivering', 'done', 'cancelled')),
  -- takeaway, delivery or group_buy; null until the order itself is known, with all that follows.
  source           text,
  -- The number that is called out.
  day_no           text,
  placed_at        timestamptz,
  -- Lines, fees and discounts with the platform's and the merchant's share, as the platform said them.
  content          json,
  -- Who gets it and where, and what they asked for; sealed, and forgotten a week after the end.
  guest            bytea,
  guest_paid_minor        bigint,
  gross_minor             bigint check (gross_minor >= 0),
  platform_discount_minor bigint check (platform_discount_minor >= 0),
  merchant_discount_minor bigint check (merchant_discount_minor >= 0),
  payable_minor           bigint check (payable_minor >= 0),
  commission_minor        bigint check (commission_minor >= 0),
  -- What the platform itself says it will pay out, and what the guest paid beyond what the parts explain.
  stated_income_minor     bigint,
  unexplained_minor       bigint,
  -- Why it waits for a person.
  held_for         text,
  cancel_reason    text,
  order_id         uuid,
  accepted_at      timestamptz,
  ended_at         timestamptz,
  created_at       timestamptz not null,
  updated_at       timestamptz not null,
  primary key (merchant_id, channel_order_id),
  constraint channel_order_once unique (merchant_id, channel, platform_no),
  check ((content is null) = (source is null) and (content is null) = (gross_minor is null)
     and (content is null) = (payable_minor is null) and (content is null) = (commission_minor is null)),
  check (order_id is null or content is not null),
  check (payable_minor = gross_minor - merchant_discount_minor)
);
create index channel_order_recent on channel_order (merchant_id, channel_order_id desc) where content is not null;
create index channel_order_live on channel_order (merchant_id, store_id, status, channel_order_id)
  where status in ('new', 'accepted', 'ready', 'delivering');
create index channel_order_guest on channel_order (merchant_id, ended_at) where guest is not null;
create index channel_order_sale on channel_order (merchant_id, order_id) where order_id is not null;
call shuke_tenant_table('channel_order', 'select, insert, update');

-- What goes back of a platform's order, under the platform's own number of it.
create table channel_refund (
  merchant_id       uuid not null,
  channel_refund_id uuid not null,
  channel_order_id  uuid not null,
  refund_ref        text not null,
  status            text not null check (status in ('asked', 'declined', 'agreed', 'done')),
  whole             boolean not null,
  -- Which goods, and what the platform says the merchant and the commission bear; as it was told.
  content           json not null,
  reason            text not null,
  -- After this silence is consent.
  decide_by         timestamptz,
  -- The refund of the sale, once it is posted.
  refund_id         uuid,
  sales_minor       bigint check (sales_minor >= 0),
  commission_minor  bigint check (commission_minor >= 0),
  subsidy_minor     bigint check (subsidy_minor >= 0),
  asked_at          timestamptz not null,
  posted_at         timestamptz,
  primary key (merchant_id, channel_refund_id),
  constraint channel_refund_once unique (merchant_id, channel_order_id, refund_ref),
  check ((refund_id is null) = (posted_at is null) and (refund_id is null) = (sales_minor is null))
);
create index channel_refund_waiting on channel_refund (merchant_id, decide_by) where status = 'asked';
call shuke_tenant_table('channel_refund', 'select, insert, update');

-- What a platform sells, and which product it is. Without a product somebody has to say.
create table channel_item (
  merchant_id   uuid not null,
  channel       text not null,
  item_ref      text not null,
  name          text not null,
  product_id    uuid,
  times         bigint not null check (times > 0),
  first_seen_at timestamptz not null,
  last_seen_at  timestamptz not null,
  primary key (merchant_id, channel, item_ref)
);
create index channel_item_unmatched on channel_item (merchant_id, last_seen_at desc) where product_id is null;
create index channel_item_product on channel_item (merchant_id, product_id) where product_id is not null;
call shuke_tenant_table('channel_item', 'select, insert, update');

-- Whether the platform was last told that an item is there.
create table channel_item_told (
  merchant_id uuid not null,
  account_id  uuid not null,
  item_ref    text not null,
  available   boolean not null,
  told_at     timestamptz not null,
  primary key (merchant_id, account_id, item_ref)
);
call shuke_tenant_table('channel_item_told', 'select, insert, update');

-- What is to be said to a platform: written with what decided it, said outside of any transaction, until it is understood.
create table channel_task (
  merchant_id   uuid not null,
  task_id       uuid not null,
  account_id    uuid not null,
  kind          text not null check (kind in ('accept', 'reject', 'ready', 'agree_refund', 'decline_refund', 'stock')),
  reference_id  uuid not null,
  body          json not null,
  status        text not null check (status in ('due', 'done', 'failed')),
  attempts      integer not null,
  next_at       timestamptz not null,
  claimed_until timestamptz,
  last_error    text,
  created_at    timestamptz not null,
  primary key (merchant_id, task_id)
);
create index channel_task_due on channel_task (merchant_id, next_at) where status = 'due';
create index channel_task_of on channel_task (merchant_id, reference_id);
call shuke_tenant_table('channel_task', 'select, insert, update');

-- A voucher that a guest bought at a platform and shows at the till. The row stands before the platform is asked to consume it.
create table channel_voucher (
  merchant_id      uuid not null,
  consumption_id   uuid not null,
  account_id       uuid not null,
  store_id         uuid not null,
  channel          text not null,
  code_hash        bytea not null,
  -- The code and what the platform gave with it, sealed: whoever has it can spend it.
  sealed           bytea not null,
  hint             text not null,
  deal_ref         text not null,
  deal_name        text not null,
  uses             integer not null check (uses between 1 and 100),
  -- Of all uses together.
  list_minor       bigint not null check (list_minor >= 0),
  guest_paid_minor bigint not null check (guest_paid_minor >= 0),
  payable_minor    bigint not null check (payable_minor >= 0),
  commission_minor bigint not null check (commission_minor >= 0),
  status           text not null check (status in ('asking', 'consumed', 'refused', 'cancelling', 'cancelled')),
  refused_for      text,
  attempts         integer not null,
  next_ask_at      timestamptz,
  claimed_until    timestamptz,
  customer_id      uuid,
  channel_order_id uuid,
  -- The platform's number of the consumption, by which it asks for it back.
  voucher_ref      text,
  consumed_at      timestamptz,
  consumed_by      uuid not null,
  created_at       timestamptz not null,
  primary key (merchant_id, consumption_id),
  check ((status in ('asking', 'cancelling')) = (next_ask_at is not null)),
  check (consumed_at is null or channel_order_id is not null)
);
-- A code is consumed once: while one consumption of it is under way or stands, there is no other.
create unique index channel_voucher_once on channel_voucher (merchant_id, channel, code_hash)
  where status in ('asking', 'consumed', 'cancelling');
create index channel_voucher_due on channel_voucher (merchant_id, next_ask_at) where next_ask_at is not null;
create index channel_voucher_customer on channel_voucher (merchant_id, customer_id) where customer_id is not null;
create index channel_voucher_ref on channel_voucher (merchant_id, channel, voucher_ref) where voucher_ref is not null;
call shuke_tenant_table('channel_voucher', 'select, insert, update');
