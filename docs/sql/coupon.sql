-- The statements of coupon, written by `npm run tidy`; do not edit. $1, $2 … stand for what is bound.

-- coupon-queries.ts: templatesById
select $1
  from coupon_template
 where merchant_id = $2 and template_id = any($3::uuid[])
 order by template_id;

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
c.coupon_id as "couponId", c.code, c.template_id as "templateId", t.name, t.kind, t.amount_minor as "amountMinor",
t.percent_bps as "percentBps", t.item_sku as "itemSku", t.min_spend_minor as "minSpendMinor",
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
c.coupon_id as "couponId", c.code, c.template_id as "templateId", t.name, t.kind, t.amount_minor as "amountMinor",
t.percent_bps as "percentBps", t.item_sku as "itemSku", t.min_spend_minor as "minSpendMinor",
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
select coupon_id as "couponId", code from coupon
 where merchant_id = $1 and coupon_id = any($2::uuid[]);

-- coupon-store.ts: countHeld
select c.template_id as "templateId", c.customer_id as "customerId", count(*)::integer as held
  from coupon c
 where c.merchant_id = $1 and c.template_id = any($2::uuid[])
   and c.customer_id = any($3::uuid[])
 group by c.template_id, c.customer_id;

-- coupon-store.ts: insertCoupons
insert into coupon
  (merchant_id, coupon_id, template_id, customer_id, code, plan_id, issued_at, valid_from, expires_at, use_limit,
   used_count, spent_minor)
select $1, n.coupon_id, n.template_id, n.customer_id, n.code, n.plan_id, $2, n.valid_from,
       n.expires_at, n.use_limit, 0, 0
  from unnest($3::uuid[], $4::uuid[],
              $5::uuid[], $6::text[],
              $7::uuid[], $8::timestamptz[],
              $9::timestamptz[], $10::integer[])
    as n (coupon_id, template_id, customer_id, code, plan_id, valid_from, expires_at, use_limit);

-- coupon-store.ts: lockCoupons
select c.code, c.coupon_id as "couponId", c.template_id as "templateId", c.customer_id as "customerId",
       c.valid_from as "validFrom", c.expires_at as "expiresAt", c.expired_at is not null as settled,
       c.use_limit as "useLimit", c.used_count as "usedCount", t.kind, t.amount_minor as "amountMinor", t.percent_bps as "percentBps",
       t.item_sku as "itemSku", t.min_spend_minor as "minSpendMinor"
  from coupon c
  join coupon_template t on t.merchant_id = c.merchant_id and t.template_id = c.template_id
 where c.merchant_id = $1 and c.code = any($2::text[])
 order by c.coupon_id
   for update of c;

-- coupon-store.ts: liveHolds
select coupon_id as "couponId", order_ref as "orderRef", expires_at as "expiresAt"
  from coupon_reservation
 where merchant_id = $1 and coupon_id = any($2::uuid[])
   and ended_at is null and expires_at > $3;

-- coupon-store.ts: standingRedemptions
select r.coupon_id as "couponId", r.order_ref as "orderRef"
  from coupon_redemption r
 where r.merchant_id = $1 and r.coupon_id = any($2::uuid[])
   and r.order_ref = any($3::text[])
   and not exists (select from coupon_reversal v
                    where v.merchant_id = r.merchant_id and v.redemption_id = r.redemption_id);

-- coupon-store.ts: takeUses
update coupon c
   set used_count = c.used_count + u.uses, spent_minor = c.spent_minor + u.spent_minor
  from unnest($1::uuid[], $2::integer[],
              $3::bigint[]) as u (coupon_id, uses, spent_minor)
 where c.merchant_id = $4 and c.coupon_id = u.coupon_id
   and c.used_count + u.uses <= c.use_limit
   and c.valid_from <= $5 and c.expires_at > $6 and c.expired_at is null;

-- coupon-store.ts: returnUses
update coupon c
   set used_count = c.used_count - u.uses, spent_minor = c.spent_minor - u.spent_minor
  from unnest($1::uuid[], $2::integer[],
              $3::bigint[]) as u (coupon_id, uses, spent_minor)
 where c.merchant_id = $4 and c.coupon_id = u.coupon_id and c.used_count >= u.uses;

-- coupon-store.ts: insertRedemptions
insert into coupon_redemption
  (merchant_id, redemption_id, coupon_id, template_id, customer_id, store_id, order_ref, basis_minor,
   discount_minor, redeemed_at)
select $1, n.redemption_id, n.coupon_id, n.template_id, n.customer_id, n.store_id, n.order_ref,
       n.basis_minor, n.discount_minor, $2
  from unnest($3::uuid[], $4::uuid[],
              $5::uuid[], $6::uuid[],
              $7::uuid[], $8::text[],
              $9::bigint[], $10::bigint[])
    as n (redemption_id, coupon_id, template_id, customer_id, store_id, order_ref, basis_minor, discount_minor);

-- coupon-store.ts: insertHold
insert into coupon_reservation
  (merchant_id, reservation_id, coupon_id, order_ref, reserved_at, expires_at)
values ($1, $2, $3, $4, $5, $6)
on conflict (merchant_id, coupon_id, order_ref) where ended_at is null
do update set expires_at = greatest(coupon_reservation.expires_at, excluded.expires_at)
returning reservation_id as "reservationId", expires_at as "expiresAt";

-- coupon-store.ts: endRedeemedHolds
update coupon_reservation h
   set ended_at = $1, outcome = 'redeemed'
  from unnest($2::uuid[], $3::text[])
    as r (coupon_id, order_ref)
 where h.merchant_id = $4 and h.coupon_id = r.coupon_id and h.order_ref = r.order_ref
   and h.ended_at is null and h.expires_at > $5;

-- coupon-store.ts: releaseHold
update coupon_reservation set ended_at = $1, outcome = 'released'
 where merchant_id = $2 and reservation_id = $3
   and ended_at is null and expires_at > $4;

-- coupon-store.ts: lapseHolds
with due as (
  select reservation_id from coupon_reservation
   where merchant_id = $1 and ended_at is null and expires_at <= $2
   order by expires_at limit $3
     for update skip locked
)
update coupon_reservation h set ended_at = h.expires_at, outcome = 'lapsed'
  from due
 where h.merchant_id = $4 and h.reservation_id = due.reservation_id;

-- coupon-store.ts: lockRedemptions
select r.redemption_id as "redemptionId", r.coupon_id as "couponId", r.template_id as "templateId",
       r.order_ref as "orderRef", r.discount_minor as "discountMinor", t.amount_minor as "faceMinor",
       c.expires_at as "expiresAt", c.expired_at is not null as settled
  from coupon_redemption r
  join coupon c on c.merchant_id = r.merchant_id and c.coupon_id = r.coupon_id
  join coupon_template t on t.merchant_id = r.merchant_id and t.template_id = r.template_id
 where r.merchant_id = $1 and r.redemption_id = any($2::uuid[])
 order by c.coupon_id
   for update of c;

-- coupon-store.ts: reversedAmong
select redemption_id from coupon_reversal
 where merchant_id = $1 and redemption_id = any($2::uuid[]);

-- coupon-store.ts: insertReversals
insert into coupon_reversal (merchant_id, redemption_id, reason, reversed_at)
select $1, n.redemption_id, n.reason, $2
  from unnest($3::uuid[], $4::text[])
    as n (redemption_id, reason);

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
select t.template_id as "templateId", count(*)::integer as coupons,
       count(*) filter (where s.used_count < s.use_limit)::integer as unused,
       sum(t.amount_minor * (s.use_limit - s.used_count)) as "unusedMinor",
       sum(t.amount_minor * s.used_count - s.spent_minor) as "heldBackMinor"
  from settled s
  join coupon_template t on t.merchant_id = $6 and t.template_id = s.template_id
 group by t.template_id;

-- template-store.ts: insertTemplate
insert into coupon_template
  (merchant_id, template_id, name, kind, amount_minor, percent_bps, item_sku, min_spend_minor, valid_from,
   valid_until, valid_days, uses_per_coupon, issue_limit, customer_limit, budget_minor, active, created_at,
   issued_count, redeemed_count, committed_minor, spent_minor, held_back_minor)
values ($1, $2, $3, $4, $5, $6, $7,
        $8, $9, $10, $11, $12, $13,
        $14, $15, true, $16, 0, 0, 0, 0, 0);

-- template-store.ts: setActive
update coupon_template set active = $1
 where merchant_id = $2 and template_id = $3;

-- template-store.ts: lockTemplates
  select
template_id as "templateId", name, kind, amount_minor as "amountMinor", percent_bps as "percentBps",
item_sku as "itemSku", min_spend_minor as "minSpendMinor", valid_from as "validFrom", valid_until as "validUntil",
valid_days as "validDays", uses_per_coupon as "usesPerCoupon", issue_limit as "issueLimit",
customer_limit as "customerLimit", budget_minor as "budgetMinor", active, created_at as "createdAt",
issued_count as "issued", redeemed_count as "redeemed", committed_minor as "committedMinor",
spent_minor as "spentMinor", held_back_minor as "heldBackMinor"
    from coupon_template
   where merchant_id = $1 and template_id = any($2::uuid[])
   order by template_id
     for update;

-- template-store.ts: moveFigures
with locked as (
  select template_id from coupon_template
   where merchant_id = $1 and template_id = any($2::uuid[])
   order by template_id
     for update
)
update coupon_template t
   set issued_count = t.issued_count + m.issued, redeemed_count = t.redeemed_count + m.redeemed,
       committed_minor = t.committed_minor + m.committed_minor, spent_minor = t.spent_minor + m.spent_minor,
       held_back_minor = t.held_back_minor + m.held_back_minor
  from locked
  join unnest($3::uuid[], $4::integer[],
              $5::integer[], $6::bigint[],
              $7::bigint[], $8::bigint[])
    as m (template_id, issued, redeemed, committed_minor, spent_minor, held_back_minor) using (template_id)
 where t.merchant_id = $9 and t.template_id = locked.template_id
   and (t.issue_limit is null or t.issued_count + m.issued <= t.issue_limit)
   and (t.budget_minor is null
        or t.committed_minor + t.spent_minor + t.held_back_minor
           + m.committed_minor + m.spent_minor + m.held_back_minor <= t.budget_minor);
