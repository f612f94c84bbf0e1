-- The statements of payment, written by `npm run tidy`; do not edit. $1, $2 … stand for what is bound.

-- account/account-store.ts: accountsById
select account_id as "accountId", gateway, name, store_id as "storeId", base_url as "baseUrl",
       public_url as "publicUrl", settings, secrets, page_consents as "pageConsents", active
  from payment_account
 where merchant_id = $1 and account_id = any ($2::uuid[]);

-- account/account-store.ts: accountsForStore
select account_id as "accountId", gateway, store_id as "storeId"
  from payment_account
 where merchant_id = $1 and active and (store_id is null or store_id = $2)
 order by store_id nulls last, account_id;

-- account/account-store.ts: insertAccount
insert into payment_account
  (merchant_id, account_id, gateway, name, store_id, base_url, public_url, settings, secrets, page_consents,
   active, created_at, updated_at)
values ($1, $2, $3, $4, $5,
        $6, $7, $8::jsonb, $9,
        $10::jsonb, $11, $12, $13)
on conflict (merchant_id, gateway, store_id) where active do nothing;

-- account/account-store.ts: updateAccount
update payment_account a
   set name = $1, base_url = $2, public_url = $3,
       settings = $4::jsonb, secrets = $5,
       page_consents = $6::jsonb, active = $7, updated_at = $8
 where a.merchant_id = $9 and a.account_id = $10
   and (not $11::boolean or not exists (
         select from payment_account o
          where o.merchant_id = a.merchant_id and o.gateway = a.gateway and o.active
            and o.store_id is not distinct from a.store_id and o.account_id <> a.account_id));

-- account/account-store.ts: lockAccount
select account_id from payment_account
 where merchant_id = $1 and account_id = $2
   for update;

-- account/account-store.ts: listAccounts
select account_id as "accountId", gateway, name, store_id as "storeId", base_url as "baseUrl",
       public_url as "publicUrl", settings, page_consents as "pageConsents", active, created_at as "createdAt"
  from payment_account
 where merchant_id = $1
 order by account_id
 limit 1000;

-- bill/bill-store.ts: insertBill
insert into payment_bill (merchant_id, account_id, day, lines, fetched_at)
values ($1, $2, $3, $4, $5)
on conflict (merchant_id, account_id, day) do nothing;

-- bill/bill-store.ts: insertLines
insert into payment_bill_line
  (merchant_id, account_id, kind, out_no, day, out_trade_no, provider_ref, amount_minor, fee_minor, currency, at)
select $1, $2, n.kind, n.out_no, $3, n.out_trade_no, n.provider_ref, n.amount_minor,
       n.fee_minor, n.currency, n.at
  from unnest($4::text[], $5::text[],
              $6::text[], $7::text[],
              $8::bigint[], $9::bigint[],
              $10::text[], $11::timestamptz[])
         as n (kind, out_no, out_trade_no, provider_ref, amount_minor, fee_minor, currency, at)
on conflict (merchant_id, account_id, kind, out_no) do nothing
returning kind, out_no as "outNo", out_trade_no as "outTradeNo", provider_ref as "providerRef",
          amount_minor as "amountMinor", fee_minor as "feeMinor", currency, at;

-- bill/bill-store.ts: unlikeHere
select l.kind as "lineKind", l.out_no as "outNo", p.payment_id as "paymentId", r.refund_id as "refundId",
       case l.kind when 'charge' then p.amount_minor else r.amount_minor end as "oursMinor",
       l.amount_minor as "theirsMinor", coalesce(p.currency = l.currency, true) as "sameCurrency",
       case l.kind when 'charge' then p.status else r.status end as status
  from payment_bill_line l
  left join payment_refund r on r.merchant_id = l.merchant_id and l.kind = 'refund' and r.out_refund_no = l.out_no
   and r.account_id = l.account_id
  left join payment p on p.merchant_id = l.merchant_id and p.account_id = l.account_id
   and p.out_trade_no = l.out_trade_no
 where l.merchant_id = $1 and l.account_id = $2 and l.day = $3
   and (case l.kind
          when 'charge' then p.status is distinct from 'captured' or p.amount_minor <> l.amount_minor
                             or p.currency <> l.currency
          else r.status is distinct from 'refunded' or r.amount_minor <> l.amount_minor end)
 order by l.kind, l.out_no
 limit 10000;

-- bill/bill-store.ts: unlikeThere
select 'charge' as "lineKind", p.out_trade_no as "outNo", p.payment_id as "paymentId", null::uuid as "refundId",
       p.amount_minor as "oursMinor", null::bigint as "theirsMinor", true as "sameCurrency", p.status
  from payment p
 where p.merchant_id = $1 and p.account_id = $2
   and p.paid_at >= $3 and p.paid_at < $4
   and not exists (select from payment_bill_line l
                    where l.merchant_id = p.merchant_id and l.account_id = p.account_id and l.kind = 'charge'
                      and l.out_no = p.out_trade_no)
union all
select 'refund', r.out_refund_no, r.payment_id, r.refund_id, r.amount_minor, null, true, r.status
  from payment_refund r
 where r.merchant_id = $5 and r.account_id = $6
   and r.refunded_at >= $7 and r.refunded_at < $8
   and not exists (select from payment_bill_line l
                    where l.merchant_id = r.merchant_id and l.account_id = r.account_id and l.kind = 'refund'
                      and l.out_no = r.out_refund_no)
 order by 1, 2
 limit 10000;

-- bill/bill-store.ts: linesOf
select kind, out_no as "outNo", out_trade_no as "outTradeNo", provider_ref as "providerRef",
       amount_minor as "amountMinor", fee_minor as "feeMinor", currency, at
  from payment_bill_line
 where merchant_id = $1 and account_id = $2 and kind = $3
   and out_no = any ($4::text[]);

-- bill/bill-store.ts: accountsToBill
select a.account_id as "accountId",
       coalesce((select array_agg(b.day::text) from payment_bill b
                  where b.merchant_id = a.merchant_id and b.account_id = a.account_id and b.day >= $1), '{}') as read
  from payment_account a
 where a.merchant_id = $2
 order by a.account_id;

-- bill/difference-store.ts: insertDifferences
insert into payment_difference
  (merchant_id, difference_id, account_id, day, kind, line_kind, out_no, payment_id, refund_id, ours_minor,
   theirs_minor, proposed, status, resolution, created_at, resolved_at)
select $1, n.difference_id, n.account_id, n.day, n.kind, n.line_kind, n.out_no, n.payment_id,
       n.refund_id, n.ours, n.theirs, n.proposed, case when n.resolution is null then 'open' else 'resolved' end,
       n.resolution, $2, case when n.resolution is null then null else $3::timestamptz end
  from unnest($4::uuid[], $5::uuid[],
              $6::date[], $7::text[],
              $8::text[], $9::text[],
              $10::uuid[], $11::uuid[],
              $12::bigint[], $13::bigint[],
              $14::text[], $15::text[])
         as n (difference_id, account_id, day, kind, line_kind, out_no, payment_id, refund_id, ours, theirs,
               proposed, resolution)
on conflict (merchant_id, account_id, line_kind, out_no, kind) do nothing
returning difference_id as id;

-- bill/difference-store.ts: holdDifference
  select d.difference_id as "differenceId", d.account_id as "accountId", d.day, d.kind,
d.line_kind as "lineKind", d.out_no as "outNo", d.payment_id as "paymentId", d.refund_id as "refundId",
d.ours_minor as "oursMinor", d.theirs_minor as "theirsMinor", d.proposed, d.status, d.resolution, d.note,
d.created_at as "createdAt" from payment_difference d
   where d.merchant_id = $1 and d.difference_id = $2
     for update;

-- bill/difference-store.ts: writeResolution
update payment_difference
   set status = 'resolved', resolution = $1, note = $2, resolved_by = $3,
       resolved_at = $4
 where merchant_id = $5 and difference_id = $6 and status = 'open';

-- bill/difference-store.ts: differencePage
  select d.difference_id as "differenceId", d.account_id as "accountId", d.day, d.kind,
d.line_kind as "lineKind", d.out_no as "outNo", d.payment_id as "paymentId", d.refund_id as "refundId",
d.ours_minor as "oursMinor", d.theirs_minor as "theirsMinor", d.proposed, d.status, d.resolution, d.note,
d.created_at as "createdAt" from payment_difference d
   where d.merchant_id = $1
     and ($2::uuid is null or d.difference_id < $3::uuid)
     and ($4::boolean is null or (d.status = 'open') = $5::boolean)
   order by d.difference_id desc
   limit $6;

-- callback/alert-store.ts: raiseAlerts
insert into payment_alert as a
  (merchant_id, account_id, subject, why, payment_id, times, first_at, last_at)
select $1, n.account_id, n.subject, n.why, n.payment_id, 1, $2, $3
  from unnest($4::uuid[], $5::text[],
              $6::text[], $7::uuid[])
         as n (account_id, subject, why, payment_id)
on conflict (merchant_id, account_id, subject, why)
do update set times = a.times + 1, last_at = excluded.last_at
returning account_id as "accountId", why, payment_id as "paymentId", times;

-- callback/alert-store.ts: recentAlerts
select account_id as "accountId", subject, why, payment_id as "paymentId", times, first_at as "firstAt",
       last_at as "lastAt"
  from payment_alert
 where merchant_id = $1
 order by last_at desc, account_id, subject, why
 limit $2;

-- charge/payment-queries.ts: readPayment
select $1 from payment p where p.merchant_id = $2 and p.payment_id = $3;

-- charge/payment-queries.ts: livePaymentOf
select payment_id as id from payment
 where merchant_id = $1 and order_ref = $2 and holds_order_ref;

-- charge/payment-queries.ts: stepOf
select guest_step as step from payment
 where merchant_id = $1 and payment_id = $2 and status = 'pending';

-- charge/payment-queries.ts: paymentsById
select $1 from payment p
 where p.merchant_id = $2 and p.payment_id = any ($3::uuid[]);

-- charge/payment-store.ts: insertPayment
insert into payment
  (merchant_id, payment_id, account_id, gateway, store_id, order_ref, out_trade_no, amount_minor, currency, scene,
   status, cancelling, holds_order_ref, content, refunding_minor, asks, next_ask_at, expires_at, started_by, created_at)
values ($1, $2, $3, $4, $5,
        $6, $7, $8, $9, $10,
        'pending', false, true, $11, 0, 0, $12, $13, $14, $15)
on conflict (merchant_id, order_ref) where holds_order_ref do nothing;

-- charge/payment-store.ts: takeCharge
update payment set asks = 1
 where merchant_id = $1 and payment_id = $2 and asks = 0 and status = 'pending'
   and not cancelling;

-- charge/payment-store.ts: holdByNumber
  select p.payment_id as "paymentId", p.account_id as "accountId", p.gateway, p.store_id as "storeId",
p.order_ref as "orderRef", p.out_trade_no as "outTradeNo", p.amount_minor as "amountMinor", p.currency, p.scene,
p.status, p.cancelling, p.provider_ref as "providerRef", p.fail_reason as "failReason", p.paid_at as "paidAt",
p.order_id as "orderId", p.unsettled_for as "unsettledFor", p.refunding_minor as "refundingMinor", p.asks,
p.expires_at as "expiresAt", p.created_at as "createdAt"
    from payment p
   where p.merchant_id = $1 and p.out_trade_no = any ($2::text[])
   order by p.payment_id
     for update;

-- charge/payment-store.ts: writeCaptures
update payment p
   set status = 'captured', provider_ref = n.provider_ref, paid_at = n.paid_at, payer = n.payer,
       known_by = n.known_by, fail_reason = null, provider_code = null, cancelling = false, next_ask_at = null,
       claimed_until = null, ended_at = $1
  from unnest($2::uuid[], $3::text[],
              $4::timestamptz[], $5::bytea[],
              $6::text[]) as n (payment_id, provider_ref, paid_at, payer, known_by)
 where p.merchant_id = $7 and p.payment_id = n.payment_id;

-- charge/payment-store.ts: writeEnds
update payment p
   set status = n.status, fail_reason = n.fail_reason, provider_code = n.provider_code, known_by = n.known_by,
       holds_order_ref = false, cancelling = false, next_ask_at = null, claimed_until = null, ended_at = $1
  from unnest($2::uuid[], $3::text[],
              $4::text[], $5::text[],
              $6::text[]) as n (payment_id, status, fail_reason, provider_code, known_by)
 where p.merchant_id = $7 and p.payment_id = n.payment_id;

-- charge/payment-store.ts: writeNextAsks
update payment p set next_ask_at = n.next_ask_at, claimed_until = null
  from unnest($1::uuid[],
              $2::timestamptz[]) as n (payment_id, next_ask_at)
 where p.merchant_id = $3 and p.payment_id = n.payment_id;

-- charge/payment-store.ts: writeStep
update payment set guest_step = $1
 where merchant_id = $2 and payment_id = $3 and status = 'pending';

-- charge/payment-store.ts: endWindow
update payment set expires_at = least(expires_at, $1), next_ask_at = $2
 where merchant_id = $3 and payment_id = $4 and status = 'pending';

-- charge/payment-store.ts: claimDue
  with due as (
    select merchant_id, payment_id as due_id from payment
     where merchant_id = $1 and next_ask_at <= $2
       and (claimed_until is null or claimed_until <= $3)
     order by next_ask_at, payment_id
     limit $4
       for update skip locked)
  update payment p
     set asks = p.asks + 1, claimed_until = $5
    from due
   where p.merchant_id = $6 and p.merchant_id = due.merchant_id and p.payment_id = due.due_id
  returning p.payment_id as "paymentId", p.account_id as "accountId", p.gateway, p.store_id as "storeId",
p.order_ref as "orderRef", p.out_trade_no as "outTradeNo", p.amount_minor as "amountMinor", p.currency, p.scene,
p.status, p.cancelling, p.provider_ref as "providerRef", p.fail_reason as "failReason", p.paid_at as "paidAt",
p.order_id as "orderId", p.unsettled_for as "unsettledFor", p.refunding_minor as "refundingMinor", p.asks,
p.expires_at as "expiresAt", p.created_at as "createdAt";

-- charge/payment-store.ts: markCancelling
update payment set cancelling = true
 where merchant_id = $1 and payment_id = any ($2::uuid[]) and status = 'pending';

-- charge/settle-store.ts: holdUnsettled
select $1, p.content, p.payer, a.page_consents as "pageConsents"
  from payment p
  join payment_account a on a.merchant_id = p.merchant_id and a.account_id = p.account_id
 where p.merchant_id = $2 and p.payment_id = any ($3::uuid[])
   and p.status = 'captured' and p.order_id is null and p.unsettled_for is null
 order by p.payment_id
   for update of p;

-- charge/settle-store.ts: writeSettled
update payment p set order_id = n.order_id, content = null, guest_step = null, payer = null
  from unnest($1::uuid[], $2::uuid[])
         as n (payment_id, order_id)
 where p.merchant_id = $3 and p.payment_id = n.payment_id and p.status = 'captured';

-- charge/settle-store.ts: writeUnsettled
update payment p set unsettled_for = n.reason, holds_order_ref = false, content = null, guest_step = null, payer = null
  from unnest($1::uuid[], $2::text[])
         as n (payment_id, reason)
 where p.merchant_id = $3 and p.payment_id = n.payment_id and p.status = 'captured';

-- charge/settle-store.ts: paymentOfOrder
select $1 from payment p where p.merchant_id = $2 and p.order_id = $3;

-- charge/settle-store.ts: forgetContents
update payment set content = null, guest_step = null, payer = null
 where merchant_id = $1 and ended_at < $2 and content is not null
   and status in ('failed', 'closed');

-- refund/refund-store.ts: takeRefundable
update payment p set refunding_minor = p.refunding_minor + n.amount_minor
  from unnest($1::uuid[], $2::bigint[])
         as n (payment_id, amount_minor)
 where p.merchant_id = $3 and p.payment_id = n.payment_id and p.status = 'captured'
   and p.refunding_minor + n.amount_minor <= p.amount_minor
returning p.payment_id as "paymentId", p.account_id as "accountId";

-- refund/refund-store.ts: insertRefunds
insert into payment_refund
  (merchant_id, refund_id, payment_id, account_id, out_refund_no, amount_minor, cause, reference_id, status, asks,
   next_ask_at, created_at)
select $1, n.refund_id, n.payment_id, n.account_id, n.out_refund_no, n.amount_minor, n.cause,
       n.reference_id, 'due', 0, $2, $3
  from unnest($4::uuid[], $5::uuid[],
              $6::uuid[], $7::text[],
              $8::bigint[], $9::text[],
              $10::uuid[])
         as n (refund_id, payment_id, account_id, out_refund_no, amount_minor, cause, reference_id);

-- refund/refund-store.ts: refundsOf
  select r.refund_id as "refundId", r.payment_id as "paymentId", r.account_id as "accountId",
r.out_refund_no as "outRefundNo", r.amount_minor as "amountMinor", r.cause, r.reference_id as "referenceId", r.status,
r.provider_code as "providerCode", r.asks, r.created_at as "createdAt", p.currency from payment_refund r
join payment p on p.merchant_id = r.merchant_id and p.payment_id = r.payment_id
   where r.merchant_id = $1 and r.payment_id = $2
   order by r.refund_id;

-- refund/refund-store.ts: holdRefunds
  select r.refund_id as "refundId", r.payment_id as "paymentId", r.account_id as "accountId",
r.out_refund_no as "outRefundNo", r.amount_minor as "amountMinor", r.cause, r.reference_id as "referenceId", r.status,
r.provider_code as "providerCode", r.asks, r.created_at as "createdAt", p.currency from payment_refund r
join payment p on p.merchant_id = r.merchant_id and p.payment_id = r.payment_id
   where r.merchant_id = $1 and r.out_refund_no = any ($2::text[])
   order by r.refund_id
     for update of r;

-- refund/refund-store.ts: writeRefunds
update payment_refund r
   set status = n.status, provider_ref = n.provider_ref, provider_code = n.provider_code,
       next_ask_at = n.next_ask_at, refunded_at = n.refunded_at, claimed_until = null
  from unnest($1::uuid[], $2::text[],
              $3::text[], $4::text[],
              $5::timestamptz[],
              $6::timestamptz[])
         as n (refund_id, status, provider_ref, provider_code, next_ask_at, refunded_at)
 where r.merchant_id = $7 and r.refund_id = n.refund_id;

-- refund/refund-store.ts: claimRefunds
  with due as (
    select merchant_id, refund_id as due_id from payment_refund
     where merchant_id = $1 and next_ask_at <= $2
       and (claimed_until is null or claimed_until <= $3)
     order by next_ask_at, refund_id
     limit $4
       for update skip locked)
  update payment_refund r
     set asks = r.asks + 1, claimed_until = $5
    from due, payment p
   where r.merchant_id = $6 and r.merchant_id = due.merchant_id and r.refund_id = due.due_id
     and p.merchant_id = r.merchant_id and p.payment_id = r.payment_id
  returning r.refund_id as "refundId", r.payment_id as "paymentId", r.account_id as "accountId",
r.out_refund_no as "outRefundNo", r.amount_minor as "amountMinor", r.cause, r.reference_id as "referenceId", r.status,
r.provider_code as "providerCode", r.asks, r.created_at as "createdAt", p.currency;

-- refund/refund-store.ts: reviveRefund
update payment_refund
   set status = 'due', asks = 0, next_ask_at = $1, claimed_until = null
 where merchant_id = $2 and refund_id = $3 and status = 'failed';

-- refund/refund-store.ts: readRefund
  select r.refund_id as "refundId", r.payment_id as "paymentId", r.account_id as "accountId",
r.out_refund_no as "outRefundNo", r.amount_minor as "amountMinor", r.cause, r.reference_id as "referenceId", r.status,
r.provider_code as "providerCode", r.asks, r.created_at as "createdAt", p.currency from payment_refund r
join payment p on p.merchant_id = r.merchant_id and p.payment_id = r.payment_id
   where r.merchant_id = $1 and r.refund_id = $2;

-- refund/refund-store.ts: failedRefunds
  select r.refund_id as "refundId", r.payment_id as "paymentId", r.account_id as "accountId",
r.out_refund_no as "outRefundNo", r.amount_minor as "amountMinor", r.cause, r.reference_id as "referenceId", r.status,
r.provider_code as "providerCode", r.asks, r.created_at as "createdAt", p.currency from payment_refund r
join payment p on p.merchant_id = r.merchant_id and p.payment_id = r.payment_id
   where r.merchant_id = $1 and r.status = 'failed'
     and ($2::uuid is null or r.refund_id < $3::uuid)
   order by r.refund_id desc
   limit $4;

-- resealers.ts: read
select account_id as id, secrets from payment_account
 where merchant_id = $1 and account_id > $2 order by account_id limit $3;

-- resealers.ts: replace
update payment_account a set secrets = n.anew
  from unnest($1::uuid[], $2::bytea[],
              $3::bytea[]) as n (id, former, anew)
 where a.merchant_id = $4 and a.account_id = n.id and a.secrets = n.former;

-- resealers.ts: read
select payment_id as id, content, guest_step as step, payer from payment
 where merchant_id = $1 and payment_id > $2
   and (content is not null or guest_step is not null or payer is not null)
 order by payment_id limit $3;

-- resealers.ts: replace
update payment p set content = n.content, guest_step = n.step, payer = n.payer
  from unnest($1::uuid[], $2::bytea[],
              $3::bytea[], $4::bytea[],
              $5::bytea[], $6::bytea[],
              $7::bytea[])
         as n (id, former_content, former_step, former_payer, content, step, payer)
 where p.merchant_id = $8 and p.payment_id = n.id
   and p.content is not distinct from n.former_content and p.guest_step is not distinct from n.former_step
   and p.payer is not distinct from n.former_payer;

-- sweep/start-asking.ts: whoIsDue
-- crosses merchants: one look for all of them, through indexes of what is due alone.
select merchant_id as "merchantId" from payment where next_ask_at <= $1
union
select merchant_id from payment_refund where next_ask_at <= $2
 limit 200;

-- verify-payments.ts: byAccount
with moved as (
  select account_id, currency, amount_minor as captured, 0::bigint as promised, 0::bigint as paid, 0::bigint as fees
    from payment where merchant_id = $1 and status = 'captured'
  union all
  select r.account_id, p.currency, 0, r.amount_minor,
         case r.status when 'refunded' then r.amount_minor else 0 end, 0
    from payment_refund r
    join payment p on p.merchant_id = r.merchant_id and p.payment_id = r.payment_id
   where r.merchant_id = $2
  union all
  select account_id, currency, 0, 0, 0, fee_minor
    from payment_bill_line where merchant_id = $3
)
select account_id as owner, currency as asset, sum(captured) - sum(paid) - sum(fees) as receivable,
       sum(promised) - sum(paid) as due, sum(fees) as fees
  from moved
 group by account_id, currency;

-- verify-payments.ts: byStore
select store_id as owner, currency as asset,
       coalesce(sum(amount_minor) filter (where order_id is null and unsettled_for is null), 0) as waiting
  from payment
 where merchant_id = $1 and status = 'captured'
 group by store_id, currency;

-- verify-payments.ts: exceeding
select p.payment_id as "paymentId"
  from payment p
  left join payment_refund r on r.merchant_id = p.merchant_id and r.payment_id = p.payment_id
 where p.merchant_id = $1
 group by p.payment_id, p.refunding_minor, p.amount_minor
having coalesce(sum(r.amount_minor), 0) <> p.refunding_minor or p.refunding_minor > p.amount_minor
 limit 100;

-- verify-payments.ts: countRows
select (select count(*) from payment where merchant_id = $1) as payments,
       (select count(*) from payment_refund where merchant_id = $2) as "paymentRefunds";
