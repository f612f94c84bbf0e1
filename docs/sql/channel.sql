-- The statements of channel, written by `npm run tidy`; do not edit. $1, $2 … stand for what is bound.

-- account/account-store.ts: accountsById
select account_id, store_id, channel, base_url, settings, secrets, auto_accept, commission_bps, active
  from channel_account
 where merchant_id = $1 and account_id = any ($2::uuid[]);

-- account/account-store.ts: accountOfStore
select account_id, store_id, channel, base_url, settings, secrets, auto_accept, commission_bps, active
  from channel_account
 where merchant_id = $1 and store_id = $2 and channel = $3 and active;

-- account/account-store.ts: insertAccount
insert into channel_account
  (merchant_id, account_id, store_id, channel, base_url, settings, secrets, auto_accept, commission_bps, active,
   created_at, updated_at)
values ($1, $2, $3, $4, $5,
        $6::jsonb, $7, $8, $9,
        $10, $11, $12)
on conflict (merchant_id, store_id, channel) where active do nothing;

-- account/account-store.ts: updateAccount
update channel_account a
   set base_url = $1, settings = $2::jsonb, secrets = $3,
       auto_accept = $4, commission_bps = $5, active = $6,
       updated_at = $7
 where a.merchant_id = $8 and a.account_id = $9
   and (not $10::boolean or not exists (
         select from channel_account o
          where o.merchant_id = a.merchant_id and o.store_id = a.store_id and o.channel = a.channel
            and o.active and o.account_id <> a.account_id));

-- account/account-store.ts: lockAccount
select account_id from channel_account
 where merchant_id = $1 and account_id = $2
   for update;

-- account/account-store.ts: listAccounts
select account_id as "accountId", store_id as "storeId", channel, base_url as "baseUrl", settings,
       auto_accept as "autoAccept", commission_bps as "commissionBps", active, created_at as "createdAt"
  from channel_account
 where merchant_id = $1
 order by account_id
 limit 1000;

-- channel-resealers.ts: read
select account_id as id, secrets as sealed from channel_account
 where merchant_id = $1 and account_id > $2 order by account_id limit $3;

-- channel-resealers.ts: replace
update channel_account a set secrets = n.anew
  from unnest($1::uuid[], $2::bytea[],
              $3::bytea[]) as n (id, former, anew)
 where a.merchant_id = $4 and a.account_id = n.id and a.secrets = n.former;

-- channel-resealers.ts: read
select channel_order_id as id, guest as sealed from channel_order
 where merchant_id = $1 and channel_order_id > $2 and guest is not null
 order by channel_order_id limit $3;

-- channel-resealers.ts: replace
update channel_order o set guest = n.anew
  from unnest($1::uuid[], $2::bytea[],
              $3::bytea[]) as n (id, former, anew)
 where o.merchant_id = $4 and o.channel_order_id = n.id and o.guest = n.former;

-- channel-resealers.ts: read
select consumption_id as id, sealed from channel_voucher
 where merchant_id = $1 and consumption_id > $2 order by consumption_id limit $3;

-- channel-resealers.ts: replace
update channel_voucher v set sealed = n.anew
  from unnest($1::uuid[], $2::bytea[],
              $3::bytea[]) as n (id, former, anew)
 where v.merchant_id = $4 and v.consumption_id = n.id and v.sealed = n.former;

-- channel-resealers.ts: read
select account_id as id, secret as sealed from mini_program_account
 where merchant_id = $1 and account_id > $2 order by account_id limit $3;

-- channel-resealers.ts: replace
update mini_program_account a set secret = n.anew
  from unnest($1::uuid[], $2::bytea[],
              $3::bytea[]) as n (id, former, anew)
 where a.merchant_id = $4 and a.account_id = n.id and a.secret = n.former;

-- channel-resealers.ts: read
select session_id as id, identity as sealed from mini_program_session
 where merchant_id = $1 and session_id > $2 order by session_id limit $3;

-- channel-resealers.ts: replace
update mini_program_session s set identity = n.anew
  from unnest($1::uuid[], $2::bytea[],
              $3::bytea[]) as n (id, former, anew)
 where s.merchant_id = $4 and s.session_id = n.id and s.identity = n.former;

-- mini-program/account-store.ts: miniProgramById
select account_id as "accountId", name, app_id as "appId", base_url as "baseUrl", secret, active
  from mini_program_account
 where merchant_id = $1 and account_id = $2;

-- mini-program/account-store.ts: lockMiniProgram
select account_id from mini_program_account
 where merchant_id = $1 and account_id = $2
   for update;

-- mini-program/account-store.ts: insertMiniProgram
insert into mini_program_account
  (merchant_id, account_id, name, app_id, base_url, secret, active, created_at, updated_at)
values ($1, $2, $3, $4, $5, $6,
        $7, $8, $9)
on conflict (merchant_id, app_id) where active do nothing;

-- mini-program/account-store.ts: updateMiniProgram
update mini_program_account a
   set name = $1, base_url = $2, secret = $3,
       active = $4, updated_at = $5
 where a.merchant_id = $6 and a.account_id = $7
   and (not $8::boolean or not exists (
         select from mini_program_account o
          where o.merchant_id = a.merchant_id and o.app_id = a.app_id and o.active
            and o.account_id <> a.account_id));

-- mini-program/account-store.ts: listMiniPrograms
select account_id as "accountId", name, app_id as "appId", base_url as "baseUrl", active,
        created_at as "createdAt"
  from mini_program_account
 where merchant_id = $1
 order by account_id
 limit 1000;

-- mini-program/order-store.ts: noteOrder
insert into mini_program_order (merchant_id, order_ref, customer_id, created_at)
values ($1, $2, $3, $4)
on conflict (merchant_id, order_ref) do nothing;

-- mini-program/order-store.ts: isOrderOf
select order_ref from mini_program_order
 where merchant_id = $1 and order_ref = $2
   and customer_id = any ($3::uuid[]);

-- mini-program/session-store.ts: insertSession
insert into mini_program_session
  (merchant_id, session_id, account_id, token_hash, code_hash, openid_hash, identity, customer_id, created_at,
   idle_expires_at, expires_at)
select a.merchant_id, $1, a.account_id, $2, $3,
       $4, $5, $6, $7, $8,
       $9
  from mini_program_account a
 where a.merchant_id = $10 and a.account_id = $11 and a.active
   for share of a
on conflict (merchant_id, code_hash) do nothing;

-- mini-program/session-store.ts: liveSessionOf
select s.session_id as "sessionId", s.idle_expires_at as "idleExpiresAt"
  from mini_program_session s
  join mini_program_account a on a.merchant_id = s.merchant_id and a.account_id = s.account_id
 where s.merchant_id = $1 and s.token_hash = $2 and s.expires_at > $3
   and s.idle_expires_at > $4 and a.active;

-- mini-program/session-store.ts: prolongSession
update mini_program_session set idle_expires_at = $1
 where merchant_id = $2 and session_id = $3 and idle_expires_at < $4;

-- mini-program/session-store.ts: sessionById
select session_id as "sessionId", account_id as "accountId", openid_hash as "openidHash",
       customer_id as "customerId", identity
  from mini_program_session
 where merchant_id = $1 and session_id = $2;

-- mini-program/session-store.ts: nameSessions
update mini_program_session set customer_id = $1
 where merchant_id = $2 and openid_hash = $3
   and customer_id is distinct from $4::uuid;

-- mini-program/session-store.ts: endSession
delete from mini_program_session where merchant_id = $1 and session_id = $2;

-- mini-program/session-store.ts: endSessionsOf
delete from mini_program_session where merchant_id = $1 and account_id = $2;

-- mini-program/session-store.ts: forgetSessions
delete from mini_program_session
 where merchant_id = $1
   and session_id in (select session_id from mini_program_session
                       where merchant_id = $2
                         and (expires_at < $3 or idle_expires_at < $4)
                       limit 1000);

-- mini-program/session-store.ts: forgetOrders
delete from mini_program_order
 where merchant_id = $1
   and order_ref in (select order_ref from mini_program_order
                      where merchant_id = $2
                        and created_at < $3
                      limit 1000);

-- order/item-store.ts: countItems
insert into channel_item as i
  (merchant_id, channel, item_ref, name, product_id, times, first_seen_at, last_seen_at)
select $1, $2, n.item_ref, n.name, n.product_id, 1, $3, $4
  from unnest($5::text[], $6::text[],
              $7::uuid[]) as n (item_ref, name, product_id)
 order by n.item_ref
on conflict (merchant_id, channel, item_ref) do update
   set name = excluded.name, times = i.times + 1, last_seen_at = excluded.last_seen_at,
       product_id = coalesce(i.product_id, excluded.product_id)
returning item_ref as "itemRef", product_id as "productId";

-- order/item-store.ts: linkItem
update channel_item set product_id = $1
 where merchant_id = $2 and channel = $3 and item_ref = $4;

-- order/item-store.ts: unmatchedItems
select channel, item_ref as "itemRef", name, times, last_seen_at as "lastSeenAt"
  from channel_item
 where merchant_id = $1 and product_id is null
 order by last_seen_at desc, channel, item_ref
 limit $2;

-- order/item-store.ts: listedItems
select a.account_id as "accountId", a.store_id as "storeId", i.item_ref as "itemRef", i.product_id as "productId",
       t.available as told
  from channel_account a
  join channel_item i on i.merchant_id = a.merchant_id and i.channel = a.channel and i.product_id is not null
  left join channel_item_told t
    on t.merchant_id = a.merchant_id and t.account_id = a.account_id and t.item_ref = i.item_ref
 where a.merchant_id = $1 and a.active and a.channel in ('eleme', 'meituan')
   and ($2::uuid is null or a.store_id = $3::uuid)
 order by a.account_id, i.item_ref;

-- order/item-store.ts: noteTold
insert into channel_item_told (merchant_id, account_id, item_ref, available, told_at)
select $1, n.account_id, n.item_ref, n.available, $2
  from unnest($3::uuid[], $4::text[],
              $5::boolean[]) as n (account_id, item_ref, available)
 order by n.account_id, n.item_ref
on conflict (merchant_id, account_id, item_ref) do update
   set available = excluded.available, told_at = excluded.told_at;

-- order/order-queries.ts: orderIdOf
select order_id from channel_order where merchant_id = $1 and channel_order_id = $2;

-- order/order-queries.ts: listChannelOrders
select $1
  from channel_order
 where merchant_id = $2 and content is not null and channel_order_id < $3
   and ($4::uuid is null or store_id = $5::uuid)
   and (not $6::boolean or status in ('new', 'accepted', 'ready', 'delivering'))
 order by channel_order_id desc
 limit $7;

-- order/order-queries.ts: getChannelOrder
select $1 from channel_order
 where merchant_id = $2 and channel_order_id = $3 and content is not null;

-- order/order-store.ts: holdOrder
insert into channel_order
  (merchant_id, channel_order_id, account_id, store_id, channel, platform_no, status, created_at, updated_at)
values ($1, $2, $3, $4, $5,
        $6, 'new', $7, $8)
on conflict (merchant_id, channel, platform_no) do nothing;

-- order/order-store.ts: holdOrder
  select channel_order_id, account_id, store_id, channel, platform_no, status, source, day_no, placed_at,
content, guest_paid_minor, gross_minor, platform_discount_minor, merchant_discount_minor, payable_minor,
commission_minor, stated_income_minor, unexplained_minor, held_for, cancel_reason, order_id
    from channel_order
   where merchant_id = $1 and channel = $2 and platform_no = $3
     for update;

-- order/order-store.ts: holdOrderById
  select channel_order_id, account_id, store_id, channel, platform_no, status, source, day_no, placed_at,
content, guest_paid_minor, gross_minor, platform_discount_minor, merchant_discount_minor, payable_minor,
commission_minor, stated_income_minor, unexplained_minor, held_for, cancel_reason, order_id
    from channel_order
   where merchant_id = $1 and channel_order_id = $2
     for update;

-- order/order-store.ts: learnOrder
update channel_order
   set source = $1, day_no = $2, placed_at = $3,
       content = $4::json, guest = $5, guest_paid_minor = $6,
       gross_minor = $7, platform_discount_minor = $8,
       merchant_discount_minor = $9, payable_minor = $10,
       commission_minor = $11, stated_income_minor = $12,
       unexplained_minor = $13, updated_at = $14
 where merchant_id = $15 and channel_order_id = $16 and content is null;

-- order/order-store.ts: moveOrder
update channel_order
   set status = $1, held_for = $2, cancel_reason = $3,
       order_id = $4,
       accepted_at = case when $5::uuid is null then accepted_at else coalesce(accepted_at, $6) end,
       ended_at = case when $7::boolean then coalesce(ended_at, $8) else ended_at end,
       updated_at = $9
 where merchant_id = $10 and channel_order_id = $11;

-- order/order-store.ts: guestOf
select guest from channel_order where merchant_id = $1 and channel_order_id = $2;

-- order/order-store.ts: noteNotice
insert into channel_notice (merchant_id, account_id, notice_id, received_at)
values ($1, $2, $3, $4)
on conflict (merchant_id, account_id, notice_id) do nothing;

-- order/order-store.ts: forgetGuests
update channel_order set guest = null
 where merchant_id = $1 and guest is not null and ended_at < $2;

-- order/order-store.ts: forgetOldGuests
update channel_order set guest = null
 where merchant_id = $1 and guest is not null and ended_at is null and placed_at < $2;

-- order/order-store.ts: forgetNotices
delete from channel_notice where merchant_id = $1 and received_at < $2;

-- order/refund-store.ts: refundsOf
    select channel_refund_id, channel_order_id, refund_ref, status, whole, content, reason, decide_by, sales_minor,
commission_minor, subsidy_minor from channel_refund
     where merchant_id = $1 and channel_order_id = $2
     order by posted_at nulls last, channel_refund_id;

-- order/refund-store.ts: refundById
  select channel_refund_id, channel_order_id, refund_ref, status, whole, content, reason, decide_by, sales_minor,
commission_minor, subsidy_minor from channel_refund
   where merchant_id = $1 and channel_refund_id = $2;

-- order/refund-store.ts: learnRefund
insert into channel_refund
  (merchant_id, channel_refund_id, channel_order_id, refund_ref, status, whole, content, reason, decide_by, asked_at)
values ($1, $2, $3, $4, $5, $6,
        $7::json, $8, $9, $10);

-- order/refund-store.ts: moveRefund
update channel_refund set status = $1
 where merchant_id = $2 and channel_refund_id = $3;

-- order/refund-store.ts: notePosted
update channel_refund
   set refund_id = $1, sales_minor = $2,
       commission_minor = $3, subsidy_minor = $4, posted_at = $5
 where merchant_id = $6 and channel_refund_id = $7 and refund_id is null;

-- order/refund-store.ts: overdueRefunds
select channel_refund_id as "channelRefundId", channel_order_id as "channelOrderId"
  from channel_refund
 where merchant_id = $1 and status = 'asked' and decide_by <= $2
 order by channel_order_id
 limit $3;

-- order/task-store.ts: addTasks
insert into channel_task
  (merchant_id, task_id, account_id, kind, reference_id, body, status, attempts, next_at, created_at)
select $1, n.task_id, n.account_id, n.kind, n.reference_id, n.body, 'due', 0, $2, $3
  from unnest($4::uuid[], $5::uuid[],
              $6::text[], $7::uuid[],
              $8::json[]) as n (task_id, account_id, kind, reference_id, body);

-- order/task-store.ts: claimTasks
update channel_task t
   set attempts = t.attempts + 1, claimed_until = $1
  from (select task_id from channel_task
         where merchant_id = $2 and status = 'due' and next_at <= $3
           and (claimed_until is null or claimed_until <= $4)
         order by next_at, task_id
         limit $5
           for update skip locked) as due
 where t.merchant_id = $6 and t.task_id = due.task_id
returning t.task_id as "taskId", t.account_id as "accountId", t.reference_id as "referenceId", t.body as telling,
          t.attempts;

-- order/task-store.ts: finishTasks
update channel_task t
   set status = n.status, last_error = n.error, next_at = n.next_at, claimed_until = null
  from unnest($1::uuid[], $2::text[],
              $3::text[], $4::timestamptz[])
         as n (task_id, status, error, next_at)
 where t.merchant_id = $5 and t.task_id = n.task_id and t.status = 'due';

-- order/task-store.ts: untoldOf
select kind, attempts, last_error as "lastError" from channel_task
 where merchant_id = $1 and reference_id = $2 and status <> 'done'
 order by task_id;

-- verify-channels.ts: soldPage
select o.channel_order_id as id, o.payable_minor as payable, o.platform_discount_minor as "platformDiscount",
       o.commission_minor as commission,
       (select coalesce(sum(r.sales_minor), 0) from channel_refund r
         where r.merchant_id = o.merchant_id and r.channel_order_id = o.channel_order_id) as "backSales",
       (select coalesce(sum(r.commission_minor), 0) from channel_refund r
         where r.merchant_id = o.merchant_id and r.channel_order_id = o.channel_order_id) as "backCommission"
  from channel_order o
 where o.merchant_id = $1 and o.order_id is not null
   and ($2::uuid is null or o.channel_order_id > $3::uuid)
 order by o.channel_order_id
 limit $4;

-- verify-channels.ts: countRows
select (select count(*) from channel_order
         where merchant_id = $1 and order_id is not null) as "channelOrders",
       (select count(*) from channel_refund
         where merchant_id = $2 and refund_id is not null) as "channelRefunds";

-- voucher/voucher-store.ts: insertVoucher
insert into channel_voucher
  (merchant_id, consumption_id, account_id, store_id, channel, code_hash, sealed, hint, deal_ref, deal_name, uses,
   list_minor, guest_paid_minor, payable_minor, commission_minor, status, attempts, next_ask_at, customer_id,
   consumed_by, created_at)
values ($1, $2, $3, $4, $5,
        $6, $7, $8, $9, $10,
        $11, $12, $13, $14,
        $15, 'asking', 0, $16, $17, $18,
        $19)
on conflict (merchant_id, channel, code_hash) where status in ('asking', 'consumed', 'cancelling') do nothing;

-- voucher/voucher-store.ts: standingVoucher
  select consumption_id as "consumptionId", account_id as "accountId", store_id as "storeId", channel,
deal_ref as "dealRef", deal_name as "dealName", uses, list_minor as "listMinor", guest_paid_minor as "guestPaidMinor",
payable_minor as "payableMinor", commission_minor as "commissionMinor", status, refused_for as "refusedFor", attempts,
customer_id as "customerId", channel_order_id as "channelOrderId", consumed_at as "consumedAt", created_at as "createdAt" from channel_voucher
   where merchant_id = $1 and channel = $2 and code_hash = $3
     and status in ('asking', 'consumed', 'cancelling');

-- voucher/voucher-store.ts: voucherById
  select consumption_id as "consumptionId", account_id as "accountId", store_id as "storeId", channel,
deal_ref as "dealRef", deal_name as "dealName", uses, list_minor as "listMinor", guest_paid_minor as "guestPaidMinor",
payable_minor as "payableMinor", commission_minor as "commissionMinor", status, refused_for as "refusedFor", attempts,
customer_id as "customerId", channel_order_id as "channelOrderId", consumed_at as "consumedAt", created_at as "createdAt" from channel_voucher where merchant_id = $1 and consumption_id = $2;

-- voucher/voucher-store.ts: holdVoucher
  select consumption_id as "consumptionId", account_id as "accountId", store_id as "storeId", channel,
deal_ref as "dealRef", deal_name as "dealName", uses, list_minor as "listMinor", guest_paid_minor as "guestPaidMinor",
payable_minor as "payableMinor", commission_minor as "commissionMinor", status, refused_for as "refusedFor", attempts,
customer_id as "customerId", channel_order_id as "channelOrderId", consumed_at as "consumedAt", created_at as "createdAt" from channel_voucher
   where merchant_id = $1 and consumption_id = $2
     for update;

-- voucher/voucher-store.ts: secretsOf
select consumption_id as id, sealed from channel_voucher
 where merchant_id = $1 and consumption_id = any ($2::uuid[]);

-- voucher/voucher-store.ts: takeFirstAsk
update channel_voucher set attempts = 1, claimed_until = $1
 where merchant_id = $2 and consumption_id = $3 and attempts = 0 and status = 'asking';

-- voucher/voucher-store.ts: moveVoucher
update channel_voucher
   set status = $1, refused_for = $2, next_ask_at = $3,
       claimed_until = null
 where merchant_id = $4 and consumption_id = $5;

-- voucher/voucher-store.ts: noteSpent
update channel_voucher
   set status = 'consumed', next_ask_at = null, claimed_until = null, voucher_ref = $1,
       channel_order_id = $2, sealed = $3, consumed_at = $4
 where merchant_id = $5 and consumption_id = $6;

-- voucher/voucher-store.ts: claimVouchers
with due as (
  select merchant_id, consumption_id as due_id from channel_voucher
   where merchant_id = $1 and next_ask_at <= $2
     and (claimed_until is null or claimed_until <= $3)
   order by next_ask_at, consumption_id
   limit $4
     for update skip locked)
update channel_voucher v
   set attempts = v.attempts + 1, claimed_until = $5
  from due
 where v.merchant_id = $6 and v.merchant_id = due.merchant_id and v.consumption_id = due.due_id
returning v.consumption_id as "consumptionId", v.account_id as "accountId", v.store_id as "storeId", v.channel,
          v.deal_ref as "dealRef", v.deal_name as "dealName", v.uses, v.list_minor as "listMinor",
          v.guest_paid_minor as "guestPaidMinor", v.payable_minor as "payableMinor",
          v.commission_minor as "commissionMinor", v.status, v.refused_for as "refusedFor", v.attempts,
          v.customer_id as "customerId", v.channel_order_id as "channelOrderId", v.consumed_at as "consumedAt",
          v.created_at as "createdAt";

-- voucher/voucher-store.ts: voucherOrderOf
select channel_order_id as id from channel_voucher
 where merchant_id = $1 and channel = $2 and voucher_ref = $3
   and channel_order_id is not null
 order by consumption_id desc
 limit 1;
