-- The statements of decision, written by `npm run tidy`; do not edit. $1, $2 … stand for what is bound.

-- decision-queries.ts: listPlans
select $1
  from plan
 where merchant_id = $2 and ($3::uuid is null or plan_id < $4::uuid)
 order by plan_id desc
 limit $5;

-- decision-queries.ts: readPlan
select $1 from plan where merchant_id = $2 and plan_id = $3;

-- decision-queries.ts: countRhythms
select rhythm, count(*) filter (where arm = 'treated') as treated,
       count(*) filter (where arm = 'control') as control, count(*) filter (where arm = 'none') as none
  from plan_choice
 where merchant_id = $1 and plan_id = $2
 group by rhythm
 order by array_position(array['new', 'on_time', 'due', 'late', 'lapsed'], rhythm);

-- decision-queries.ts: readChoices
select customer_id as "customerId", rank, rhythm, arm, template_id as "templateId", propensity, score, reason,
       facts, candidates, coupon_id as "couponId", not_issued as "notIssued"
  from plan_choice
 where merchant_id = $1 and plan_id = $2 and rank > $3
   and ($4::text is null or arm = $5)
   and ($6::text is null or rhythm = $7)
 order by rank
 limit $8;

-- decision-store.ts: insertPlan
insert into plan
  (merchant_id, plan_id, name, status, as_of, budget_minor, control_bps, horizon_days, assumptions,
   customer_count, offer_count, control_count, committed_minor, issued_minor, issued_count, settled_rank, plans_before,
   created_by, created_at)
values ($1, $2, $3, 'draft', $4::date, $5,
        $6, $7, $8::jsonb,
        $9, $10, $11, $12, 0, 0, 0,
        $13, $14, $15)
returning $16;

-- decision-store.ts: insertOffers
insert into plan_offer (merchant_id, plan_id, template_id, name, liability_minor)
select $1, $2, n.template_id, n.name, n.liability_minor
  from unnest($3::uuid[], $4::text[],
              $5::bigint[]) as n (template_id, name, liability_minor);

-- decision-store.ts: planOffers
select template_id as "templateId", name, liability_minor as "liabilityMinor"
  from plan_offer
 where merchant_id = $1 and plan_id = $2
 order by template_id;

-- decision-store.ts: insertChoices
insert into plan_choice
  (merchant_id, plan_id, customer_id, rank, rhythm, last_day, arm, template_id, propensity, score, reason, facts,
   candidates)
select $1, $2, n.customer_id, n.rank, n.rhythm, n.last_day, n.arm, n.template_id,
       n.propensity, n.score, n.reason, n.facts::jsonb, n.candidates::jsonb
  from unnest($3::uuid[], $4::integer[],
              $5::text[], $6::date[],
              $7::text[], $8::uuid[],
              $9::float8[], $10::float8[],
              $11::text[], $12::text[],
              $13::text[])
    as n (customer_id, rank, rhythm, last_day, arm, template_id, propensity, score, reason, facts, candidates);

-- decision-store.ts: lockPlan
select $1 from plan where merchant_id = $2 and plan_id = $3 for update;

-- decision-store.ts: approve
update plan set status = 'approved', approved_by = $1, approved_at = $2
 where merchant_id = $3 and plan_id = $4 and status = 'draft'
returning $5;

-- decision-store.ts: discard
update plan set status = 'discarded'
 where merchant_id = $1 and plan_id = $2 and status in ('draft', 'approved');

-- decision-store.ts: lockIssuable
select plan_id from plan
 where merchant_id = $1 and status in ('approved', 'issuing')
 order by plan_id
   for update;

-- decision-store.ts: countBegun
select count(*) as begun from plan where merchant_id = $1 and issuing_at is not null;

-- decision-store.ts: beginIssue
update plan set status = 'issuing', issuing_at = $1
 where merchant_id = $2 and plan_id = $3 and status = 'approved';

-- decision-store.ts: setOpenUntil
update plan_offer o set open_until = n.open_until
  from unnest($1::uuid[], $2::timestamptz[])
    as n (template_id, open_until)
 where o.merchant_id = $3 and o.plan_id = $4 and o.template_id = n.template_id;

-- decision-store.ts: nextWaiting
select w.customer_id as "customerId", w.rank, w.template_id as "templateId",
       exists (select from pub_coupon c
                where c.merchant_id = w.merchant_id and c.customer_id = w.customer_id and c.plan_id is not null
                  and c.used_count < c.use_limit and c.expires_at > $1) as "hasOpenOffer"
  from plan_choice w
 where w.merchant_id = $2 and w.plan_id = $3 and w.rank > $4 and w.arm = 'treated'
 order by w.rank
 limit $5;

-- decision-store.ts: bookChunk
update plan_choice
   set coupon_id = ($1::jsonb ->> customer_id::text)::uuid,
       not_issued = $2::jsonb ->> customer_id::text
 where merchant_id = $3 and plan_id = $4
   and rank between $5 and $6
   and arm = 'treated' and coupon_id is null and not_issued is null;

-- decision-store.ts: bookChunk
update plan
   set issued_count = issued_count + $1::integer, issued_minor = issued_minor + $2::bigint,
       settled_rank = $3
 where merchant_id = $4 and plan_id = $5 and status = 'issuing'
   and issued_minor + $6::bigint <= budget_minor;

-- decision-store.ts: finishIssue
update plan set status = 'issued', issued_at = $1
 where merchant_id = $2 and plan_id = $3 and status = 'issuing'
returning $4;

-- report-store.ts: redemptionTotals
with merged as materialized (
  select customer_id, person_id
    from unnest($1::uuid[], $2::uuid[]) as m (customer_id, person_id)
), given as (
  select coupon_id from plan_choice
   where merchant_id = $3 and plan_id = $4::uuid and coupon_id is not null
  union all
  select coupon_id from pub_coupon
   where merchant_id = $5 and template_id = $6::uuid
), used as (
  select r.coupon_id, r.order_ref, r.basis_minor, r.discount_minor
    from given
    join pub_coupon_redemption r on r.merchant_id = $7 and r.coupon_id = given.coupon_id
), receipt as (
  select u.order_ref, max(u.basis_minor) - sum(u.discount_minor) as shown_minor, o.order_id, o.customer_id,
         o.ordered_at, o.payable_minor
    from used u
    left join pub_order o on o.merchant_id = $8 and o.order_ref = u.order_ref
   group by u.order_ref, o.order_id, o.customer_id, o.ordered_at, o.payable_minor
)
select (select count(*) from given) as given,
       (select count(distinct coupon_id) from used) as redeemed,
       (select coalesce(sum(discount_minor), 0) from used) as "discountMinor",
       (select coalesce(sum(coalesce(payable_minor, shown_minor)), 0) from receipt) as "salesMinor",
       (select count(*) from receipt r
         where r.customer_id is not null
           and not exists (select from pub_order o
                            where o.merchant_id = $9 and o.customer_id = r.customer_id
                              and (o.ordered_at, o.order_id) < (r.ordered_at, r.order_id))
           and not exists (select from merged m
                             join merged other on other.person_id = m.person_id
                             join pub_order o on o.merchant_id = $10 and o.customer_id = other.customer_id
                            where m.customer_id = r.customer_id
                              and (o.ordered_at, o.order_id) < (r.ordered_at, r.order_id))) as "newMembers";

-- report-store.ts: readChosen
select customer_id as "customerId", arm, (facts ->> 'ticketMinor')::bigint as "ticketMinor"
  from plan_choice
 where merchant_id = $1 and plan_id = $2 and arm in ('treated', 'control')
 order by customer_id;

-- report-store.ts: readSpent
select customer_id as "customerId", count(*) filter (where ordered_at >= $1) as orders,
       coalesce(sum(gross_minor) filter (where ordered_at >= $2), 0) as "grossMinor",
       coalesce(sum(discount_minor) filter (where ordered_at >= $3), 0) as "discountMinor",
       coalesce(sum(payable_minor) filter (where ordered_at >= $4), 0) as "salesMinor",
       coalesce(sum(payable_minor) filter (where ordered_at < $5), 0) as "beforeMinor"
  from pub_order
 where merchant_id = $6 and customer_id is not null
   and ordered_at >= $7 and ordered_at < $8
 group by customer_id;

-- situation-store.ts: lastReceiptDay
select max(business_day) as day from pub_order
 where merchant_id = $1 and business_day <= $2::date;

-- situation-store.ts: allCustomerIds
select customer_id from pub_customer where merchant_id = $1;

-- situation-store.ts: earlierRhythms
select customer_id, rhythm, last_day
  from plan_choice
 where merchant_id = $1
   and plan_id = (select plan_id from plan
                   where merchant_id = $2 and issuing_at is not null and as_of <= $3::date
                   order by issuing_at desc, plan_id desc
                   limit 1)
 order by last_day nulls first, customer_id;

-- situation-store.ts: holdersOfOpenOffers
select distinct customer_id from pub_coupon
 where merchant_id = $1 and plan_id is not null and customer_id is not null
   and used_count < use_limit and expires_at > $2;

-- situation-store.ts: recentlyChosen
select distinct c.customer_id
  from plan_offer o
  join plan_choice c
    on c.merchant_id = o.merchant_id and c.plan_id = o.plan_id and c.template_id = o.template_id
 where o.merchant_id = $1 and o.open_until > $2;

-- situation-store.ts: atCustomerLimit
select c.template_id, c.customer_id, count(*) as coupons
  from unnest($1::uuid[], $2::integer[])
         as l (template_id, customer_limit)
  join pub_coupon c on c.merchant_id = $3 and c.template_id = l.template_id
 where c.customer_id is not null
 group by c.template_id, c.customer_id, l.customer_limit
having count(*) >= l.customer_limit or c.customer_id = any($4::uuid[]);
