-- The statements of coupon, written by `npm run tidy`; do not edit. $1, $2 … stand for what is bound.

-- coupon-queries.ts: activeTemplates
select $1
  from coupon_template
 where merchant_id = $2 and active and (valid_until is null or valid_until > $3)
 order by template_id;

-- coupon-queries.ts: listTemplates
select $1
  from coupon_template
 where merchant_id = $2 and ($3::uuid is null or template_id < $4::uuid)
 order by template_id desc
 limit $5;

-- coupon-queries.ts: cardByCode
select
c.coupon_id as "couponId", coalesce(c.printed_code, c.code) as code, c.template_id as "templateId", t.name, t.kind, t.amount_minor as "amountMinor",
t.percent_bps as "percentBps", t.item_sku as "itemSku", t.price_minor as "priceMinor",
t.scope, t.min_spend_minor as "minSpendMinor",
c.customer_id as "customerId", c.plan_id as "planId", c.issued_at as "issuedAt", c.valid_from as "validFrom",
c.expires_at as "expiresAt", c.use_limit as "useLimit", c.used_count as "usedCount", held."heldCount"
  from coupon c
  join coupon_template t on t.merchant_id = c.merchant_id and t.template_id = c.template_id,
       lateral (select count(*)::integer as "heldCount" from coupon_reservation h
                 where h.merchant_id = c.merchant_id and h.coupon_id = c.coupon_id
                   and h.ended_at is null and h.expires_at > $1) as held
 where c.merchant_id = $2 and c.code = $3;

-- coupon-queries.ts: latestRedemptions
select r.redemption_id as "redemptionId", r.order_ref as "orderRef", r.discount_minor as "discountMinor",
       r.redeemed_at as "redeemedAt", v.reversed_at as "reversedAt"
  from coupon_redemption r
  left join coupon_reversal v on v.merchant_id = r.merchant_id and v.redemption_id = r.redemption_id
 where r.merchant_id = $1 and r.coupon_id = $2
 order by r.redemption_id desc
 limit 20;

-- coupon-queries.ts: couponsOfCustomer
    select
c.coupon_id as "couponId", coalesce(c.printed_code, c.code) as code, c.template_id as "templateId", t.name, t.kind, t.amount_minor as "amountMinor",
t.percent_bps as "percentBps", t.item_sku as "itemSku", t.price_minor as "priceMinor",
t.scope, t.min_spend_minor as "minSpendMinor",
c.customer_id as "customerId", c.plan_id as "planId", c.issued_at as "issuedAt", c.valid_from as "validFrom",
c.expires_at as "expiresAt", c.use_limit as "useLimit", c.used_count as "usedCount", held."heldCount"
      from coupon c
      join coupon_template t on t.merchant_id = c.merchant_id and t.template_id = c.template_id,
           lateral (select count(*)::integer as "heldCount" from coupon_reservation h
                     where h.merchant_id = c.merchant_id and h.coupon_id = c.coupon_id
                       and h.ended_at is null and h.expires_at > $1) as held
     where c.merchant_id = $2 and c.customer_id = $3
       and ($4::uuid is null or c.coupon_id < $5::uuid)
     order by c.coupon_id desc
     limit $6;

-- coupon-queries.ts: codesOf
select coupon_id as "couponId", coalesce(printed_code, code) as code from coupon
 where merchant_id = $1 and coupon_id = any($2::uuid[]);

-- coupon-store.ts: countHeld
select c.template_id as "templateId", c.customer_id as "customerId", count(*)::integer as held
  from coupon c
 where c.merchant_id = $1 and c.template_id = any($2::uuid[])
   and c.customer_id = any($3::uuid[])
 group by c.template_id, c.customer_id;

-- coupon-store.ts: insertChunk
insert into coupon
  (merchant_id, coupon_id, template_id, customer_id, code, printed_code, plan_id, issued_at, valid_from, expires_at,
   use_limit, used_count, spent_minor)
select $1, n.coupon_id, n.template_id, n.customer_id, n.code, n.printed_code, n.plan_id, $2,
       n.valid_from, n.expires_at, n.use_limit, 0, 0
  from unnest($3::uuid[], $4::uuid[],
              $5::uuid[], $6::text[],
              $7::text[],
              $8::uuid[], $9::timestamptz[],
              $10::timestamptz[], $11::integer[])
    as n (coupon_id, template_id, customer_id, code, printed_code, plan_id, valid_from, expires_at, use_limit)
on conflict (merchant_id, code) do nothing;

-- coupon-store.ts: idsAmong
select coupon_id as "couponId" from coupon
 where merchant_id = $1 and coupon_id = any($2::uuid[]);

-- coupon-store.ts: settleExpired
with due as (
  select coupon_id from coupon
   where merchant_id = $1 and expired_at is null and expires_at <= $2
   order by expires_at limit $3
     for update skip locked
), settled as (
  update coupon c set expired_at = $4
    from due
   where c.merchant_id = $5 and c.coupon_id = due.coupon_id
  returning c.template_id, c.use_limit, c.used_count, c.spent_minor
)
select t.merchant_id as "merchantId", t.template_id as "templateId", t.currency,
       t.budget_minor is not null as budgeted, count(*)::integer as coupons,
       count(*) filter (where s.used_count < s.use_limit)::integer as unused,
       sum(t.amount_minor * (s.use_limit - s.used_count)) as "unusedMinor",
       sum(t.amount_minor * s.used_count - s.spent_minor) as "heldBackMinor"
  from settled s
  join coupon_template t on t.merchant_id = $6 and t.template_id = s.template_id
 group by t.merchant_id, t.template_id, t.currency, t.budget_minor is not null;

-- coupon-store.ts: takeDailyClaim
insert into coupon_claim_day (merchant_id, template_id, day, claimed)
values ($1, $2, $3, 1)
on conflict (merchant_id, template_id, day)
do update set claimed = coupon_claim_day.claimed + 1 where coupon_claim_day.claimed < $4;

-- desk-store.ts: lockCoupons
select c.merchant_id as "merchantId", c.code, coalesce(c.printed_code, c.code) as "printedCode",
       c.coupon_id as "couponId", c.template_id as "templateId", c.customer_id as "customerId",
       c.valid_from as "validFrom", c.expires_at as "expiresAt", c.expired_at is not null as settled,
       c.use_limit as "useLimit", c.used_count as "usedCount", t.kind, t.amount_minor as "amountMinor",
       t.percent_bps as "percentBps", t.item_sku as "itemSku", t.price_minor as "priceMinor", t.scope,
       t.min_spend_minor as "minSpendMinor", t.stacking, t.currency, t.budget_minor is not null as budgeted
  from unnest($1::uuid[], $2::text[])
         as n (merchant_id, code)
  join coupon c on c.merchant_id = n.merchant_id and c.code = n.code
  join coupon_template t on t.merchant_id = c.merchant_id and t.template_id = c.template_id
 order by c.merchant_id, c.coupon_id
   for update of c;

-- desk-store.ts: liveHolds
select h.merchant_id as "merchantId", h.coupon_id as "couponId", h.order_ref as "orderRef",
       h.expires_at as "expiresAt"
  from unnest($1::uuid[], $2::uuid[])
         as n (merchant_id, coupon_id)
  join coupon_reservation h on h.merchant_id = n.merchant_id and h.coupon_id = n.coupon_id
 where h.ended_at is null and h.expires_at > $3;

-- desk-store.ts: standingUses
select r.merchant_id as "merchantId", r.coupon_id as "couponId", r.order_ref as "orderRef"
  from unnest($1::uuid[], $2::uuid[],
              $3::text[]) as n (merchant_id, coupon_id, order_ref)
  join coupon_redemption r
    on r.merchant_id = n.merchant_id and r.coupon_id = n.coupon_id and r.order_ref = n.order_ref
 where not exists (select from coupon_reversal v
                    where v.merchant_id = r.merchant_id and v.redemption_id = r.redemption_id);

-- desk-store.ts: takeUses
update coupon c
   set used_count = c.used_count + u.uses, spent_minor = c.spent_minor + u.spent_minor
  from unnest($1::uuid[], $2::uuid[],
              $3::integer[], $4::bigint[])
         as u (merchant_id, coupon_id, uses, spent_minor)
 where c.merchant_id = u.merchant_id and c.coupon_id = u.coupon_id
   and c.used_count + u.uses <= c.use_limit
   and c.valid_from <= $5 and c.expires_at > $6 and c.expired_at is null;

-- desk-store.ts: returnUses
update coupon c
   set used_count = c.used_count - u.uses, spent_minor = c.spent_minor - u.spent_minor
  from unnest($1::uuid[], $2::uuid[],
              $3::integer[], $4::bigint[])
         as u (merchant_id, coupon_id, uses, spent_minor)
 where c.merchant_id = u.merchant_id and c.coupon_id = u.coupon_id and c.used_count >= u.uses;

-- desk-store.ts: insertRedemptions
insert into coupon_redemption
  (merchant_id, redemption_id, coupon_id, template_id, customer_id, store_id, order_ref, basis_minor,
   discount_minor, redeemed_at)
select n.merchant_id, n.redemption_id, n.coupon_id, n.template_id, n.customer_id, n.store_id, n.order_ref,
       n.basis_minor, n.discount_minor, $1
  from unnest($2::uuid[], $3::uuid[],
              $4::uuid[], $5::uuid[],
              $6::uuid[], $7::uuid[],
              $8::text[], $9::bigint[],
              $10::bigint[])
    as n (merchant_id, redemption_id, coupon_id, template_id, customer_id, store_id, order_ref, basis_minor,
          discount_minor);

-- desk-store.ts: endRedeemedHolds
update coupon_reservation h
   set ended_at = $1, outcome = 'redeemed'
  from unnest($2::uuid[], $3::uuid[],
              $4::text[]) as r (merchant_id, coupon_id, order_ref)
 where h.merchant_id = r.merchant_id and h.coupon_id = r.coupon_id and h.order_ref = r.order_ref
   and h.ended_at is null and h.expires_at > $5;

-- desk-store.ts: lockRedemptions
select r.merchant_id as "merchantId", r.redemption_id as "redemptionId", r.coupon_id as "couponId",
       r.template_id as "templateId", r.order_ref as "orderRef", r.discount_minor as "discountMinor",
       t.amount_minor as "faceMinor", t.currency, t.budget_minor is not null as budgeted,
       c.expires_at as "expiresAt", c.expired_at is not null as settled
  from unnest($1::uuid[], $2::uuid[])
         as n (merchant_id, redemption_id)
  join coupon_redemption r on r.merchant_id = n.merchant_id and r.redemption_id = n.redemption_id
  join coupon c on c.merchant_id = r.merchant_id and c.coupon_id = r.coupon_id
  join coupon_template t on t.merchant_id = r.merchant_id and t.template_id = r.template_id
 order by c.merchant_id, c.coupon_id
   for update of c;

-- desk-store.ts: reversedAmong
select v.merchant_id as "merchantId", v.redemption_id as "redemptionId"
  from unnest($1::uuid[], $2::uuid[])
         as n (merchant_id, redemption_id)
  join coupon_reversal v on v.merchant_id = n.merchant_id and v.redemption_id = n.redemption_id;

-- desk-store.ts: abatedAmong
select a.merchant_id as "merchantId", a.redemption_id as "redemptionId", sum(a.amount_minor)::bigint as "amountMinor"
  from unnest($1::uuid[], $2::uuid[])
         as n (merchant_id, redemption_id)
  join coupon_abatement a on a.merchant_id = n.merchant_id and a.redemption_id = n.redemption_id
 group by a.merchant_id, a.redemption_id;

-- desk-store.ts: insertReversals
insert into coupon_reversal (merchant_id, redemption_id, reason, reversed_at)
select n.merchant_id, n.redemption_id, n.reason, $1
  from unnest($2::uuid[], $3::uuid[],
              $4::text[]) as n (merchant_id, redemption_id, reason);

-- desk-store.ts: insertAbatements
insert into coupon_abatement (merchant_id, redemption_id, refund_id, amount_minor, abated_at)
select n.merchant_id, n.redemption_id, n.refund_id, n.amount_minor, $1
  from unnest($2::uuid[], $3::uuid[],
              $4::uuid[], $5::bigint[])
         as n (merchant_id, redemption_id, refund_id, amount_minor);

-- desk-store.ts: lowerSpent
update coupon c
   set spent_minor = c.spent_minor - u.spent_minor
  from unnest($1::uuid[], $2::uuid[],
              $3::bigint[]) as u (merchant_id, coupon_id, spent_minor)
 where c.merchant_id = u.merchant_id and c.coupon_id = u.coupon_id and c.spent_minor >= u.spent_minor;

-- reservation-store.ts: insertHold
insert into coupon_reservation
  (merchant_id, reservation_id, coupon_id, order_ref, reserved_at, expires_at)
values ($1, $2, $3, $4, $5, $6)
on conflict (merchant_id, coupon_id, order_ref) where ended_at is null
do update set expires_at = greatest(coupon_reservation.expires_at, excluded.expires_at)
returning reservation_id as "reservationId", expires_at as "expiresAt";

-- reservation-store.ts: releaseHold
update coupon_reservation set ended_at = $1, outcome = 'released'
 where merchant_id = $2 and reservation_id = $3
   and ended_at is null and expires_at > $4;

-- reservation-store.ts: lapseHolds
with due as (
  select reservation_id from coupon_reservation
   where merchant_id = $1 and ended_at is null and expires_at <= $2
   order by expires_at limit $3
     for update skip locked
)
update coupon_reservation h set ended_at = h.expires_at, outcome = 'lapsed'
  from due
 where h.merchant_id = $4 and h.reservation_id = due.reservation_id;

-- template-store.ts: insertTemplate
insert into coupon_template
  (merchant_id, template_id, name, kind, amount_minor, percent_bps, item_sku, price_minor, scope, min_spend_minor,
   valid_from, valid_until, valid_days, uses_per_coupon, issue_limit, customer_limit, budget_minor, stacking,
   claimable, daily_claim_limit, currency, active, created_at, issued_count, redeemed_count)
values ($1, $2, $3, $4, $5, $6, $7,
        $8, $9, $10, $11, $12,
        $13, $14, $15, $16, $17, $18,
        $19, $20, $21, true, $22, 0, 0);

-- template-store.ts: setActive
update coupon_template set active = $1
 where merchant_id = $2 and template_id = $3;

-- template-store.ts: readTemplates
  select
template_id as "templateId", name, kind, amount_minor as "amountMinor", percent_bps as "percentBps",
item_sku as "itemSku", price_minor as "priceMinor", scope, min_spend_minor as "minSpendMinor",
valid_from as "validFrom", valid_until as "validUntil", valid_days as "validDays",
uses_per_coupon as "usesPerCoupon", issue_limit as "issueLimit", customer_limit as "customerLimit",
budget_minor as "budgetMinor", stacking, claimable, daily_claim_limit as "dailyClaimLimit", currency, active,
created_at as "createdAt", issued_count as "issued", redeemed_count as "redeemed"
    from coupon_template
   where merchant_id = $1 and template_id = any($2::uuid[])
   order by template_id;

-- template-store.ts: lockTemplates
  select
template_id as "templateId", name, kind, amount_minor as "amountMinor", percent_bps as "percentBps",
item_sku as "itemSku", price_minor as "priceMinor", scope, min_spend_minor as "minSpendMinor",
valid_from as "validFrom", valid_until as "validUntil", valid_days as "validDays",
uses_per_coupon as "usesPerCoupon", issue_limit as "issueLimit", customer_limit as "customerLimit",
budget_minor as "budgetMinor", stacking, claimable, daily_claim_limit as "dailyClaimLimit", currency, active,
created_at as "createdAt", issued_count as "issued", redeemed_count as "redeemed"
    from coupon_template
   where merchant_id = $1 and template_id = any($2::uuid[])
   order by template_id
     for update;

-- template-store.ts: moveCounts
update coupon_template t
   set issued_count = t.issued_count + n.issued, redeemed_count = t.redeemed_count + n.redeemed
  from unnest($1::uuid[], $2::uuid[],
              $3::integer[], $4::integer[])
         as n (merchant_id, template_id, issued, redeemed)
 where t.merchant_id = n.merchant_id and t.template_id = n.template_id
   and (t.issue_limit is null or t.issued_count + n.issued <= t.issue_limit);

-- verify-coupons.ts: everyTemplate
select $1 from coupon_template where merchant_id = $2 order by template_id;

-- verify-coupons.ts: recountAll
with standing as (
  select r.coupon_id, count(*)::integer as uses, sum(r.discount_minor) as discount_minor
    from coupon_standing_redemption r
   where r.merchant_id = $1
   group by r.coupon_id
)
select t.template_id as "templateId", count(c.coupon_id)::integer as issued,
       coalesce(sum(s.uses), 0)::integer as redeemed,
       coalesce(sum(t.amount_minor * (c.use_limit - coalesce(s.uses, 0)))
                filter (where c.expired_at is null), 0) as "committedMinor",
       coalesce(sum(s.discount_minor), 0) as "spentMinor",
       coalesce(sum(t.amount_minor * s.uses - s.discount_minor)
                filter (where c.expired_at is null), 0) as "heldBackMinor",
       count(*) filter (where c.used_count <> coalesce(s.uses, 0)
                           or c.spent_minor <> coalesce(s.discount_minor, 0))::integer as miscounted
  from coupon_template t
  left join coupon c on c.merchant_id = t.merchant_id and c.template_id = t.template_id
  left join standing s on s.coupon_id = c.coupon_id
 where t.merchant_id = $2
 group by t.template_id;

-- verify-coupons.ts: countRows
select (select count(*) from coupon_template where merchant_id = $1)::integer as templates,
       (select count(*) from coupon where merchant_id = $2)::integer as coupons,
       (select count(*) from coupon_redemption where merchant_id = $3)::integer as redemptions;
