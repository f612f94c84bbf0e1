-- The statements of loyalty, written by `npm run tidy`; do not edit. $1, $2 … stand for what is bound.

-- card-store.ts: insertCard
insert into loyalty_stored_card (merchant_id, card_id, number, kind, customer_id, status, created_at)
values ($1, $2, $3, $4, $5, 'active', $6)
on conflict (merchant_id, number) do nothing;

-- card-store.ts: lockCard
select card_id as "cardId", number, kind, customer_id as "customerId", status, created_at as "createdAt"
  from loyalty_stored_card
 where merchant_id = $1 and card_id = $2
   for update;

-- card-store.ts: readCard
select card_id as "cardId", number, kind, customer_id as "customerId", status, created_at as "createdAt"
  from loyalty_stored_card
 where merchant_id = $1 and card_id = $2;

-- card-store.ts: setStatus
update loyalty_stored_card set status = $1
 where merchant_id = $2 and card_id = $3;

-- card-store.ts: cardsOf
select card_id as "cardId", number, kind, customer_id as "customerId", status, created_at as "createdAt"
  from loyalty_stored_card
 where merchant_id = $1 and customer_id = any ($2::uuid[])
 order by card_id
 limit $3;

-- card-store.ts: readByNumber
select c.merchant_id as "merchantId", c.card_id as "cardId", c.number, c.kind, c.customer_id as "customerId", c.status,
       c.created_at as "createdAt"
  from loyalty_stored_card c
  join unnest($1::uuid[], $2::text[])
         as n (merchant_id, number)
    on c.merchant_id = n.merchant_id and c.number = n.number;

-- loyalty-store.ts: readHeads
select merchant_id as "merchantId", version from loyalty_head
 where merchant_id = any($1::uuid[]);

-- loyalty-store.ts: readVersion
select programme from loyalty_version where merchant_id = $1 and version = $2;

-- loyalty-store.ts: readStandings
select m.customer_id as "customerId",
       case when m.person_id is null then m.tier_id else m.person_tier_id end as "tierId",
       case when m.person_id is null then m.tier_since else m.person_since end as since,
       case when m.person_id is null then m.review_on else m.person_review_on end as "reviewOn"
  from loyalty_member m
  join unnest($1::uuid[], $2::uuid[])
         as n (merchant_id, customer_id)
    on m.merchant_id = n.merchant_id and m.customer_id = n.customer_id;

-- loyalty-store.ts: lockHead
insert into loyalty_head (merchant_id, programme_id, version)
values ($1, $2, 0)
on conflict (merchant_id) do nothing;

-- loyalty-store.ts: lockHead
select programme_id as "programmeId", version from loyalty_head
 where merchant_id = $1
   for update;

-- loyalty-store.ts: insertVersion
insert into loyalty_version (merchant_id, version, programme, created_at, created_by)
values ($1, $2, $3::jsonb, $4, $5);

-- loyalty-store.ts: insertVersion
update loyalty_head set version = $1
 where merchant_id = $2 and version = $3;

-- loyalty-store.ts: insertAdjustment
insert into loyalty_adjustment
  (merchant_id, adjustment_id, customer_id, asset, amount, reason, adjusted_by, adjusted_at)
values ($1, $2, $3, $4, $5, $6, $7,
        $8);

-- tier-store.ts: lockStandings
insert into loyalty_member (merchant_id, customer_id)
select $1, n.customer_id
  from unnest($2::uuid[]) as n (customer_id)
 order by n.customer_id
on conflict (merchant_id, customer_id) do nothing
returning customer_id as "customerId";

-- tier-store.ts: lockStandings
select customer_id as "customerId", tier_id as "tierId", tier_since as since, review_on as "reviewOn",
       person_id as "personId", person_tier_id as "personTierId", person_since as "personSince",
       person_review_on as "personReviewOn"
  from loyalty_member
 where merchant_id = $1 and customer_id = any($2::uuid[])
 order by customer_id
   for update;

-- tier-store.ts: writeStandings
update loyalty_member m
   set tier_id = n.tier_id, tier_since = n.tier_since, review_on = n.review_on
  from unnest($1::uuid[], $2::text[],
              $3::date[], $4::date[])
    as n (customer_id, tier_id, tier_since, review_on)
 where m.merchant_id = $5 and m.customer_id = n.customer_id;

-- tier-store.ts: writePersons
update loyalty_member m
   set person_id = n.person_id, person_tier_id = n.tier_id, person_since = n.since, person_review_on = n.review_on
  from unnest($1::uuid[], $2::uuid[],
              $3::text[],
              $4::date[],
              $5::date[])
    as n (customer_id, person_id, tier_id, since, review_on)
 where m.merchant_id = $6 and m.customer_id = n.customer_id;

-- tier-store.ts: insertTierChanges
insert into loyalty_tier_change
  (merchant_id, change_id, customer_id, from_tier, to_tier, why, earned, day, changed_at)
select $1, n.change_id, n.customer_id, n.from_tier, n.to_tier, n.why, n.earned, n.day, $2
  from unnest($3::uuid[], $4::uuid[],
              $5::text[], $6::text[],
              $7::text[], $8::bigint[],
              $9::date[])
    as n (change_id, customer_id, from_tier, to_tier, why, earned, day);

-- tier-store.ts: dueForReview
select customer_id as "customerId" from loyalty_member
 where merchant_id = $1 and review_on <= $2 and customer_id > $3
 union
select customer_id from loyalty_member
 where merchant_id = $4 and person_review_on <= $5 and customer_id > $6
 order by 1
 limit $7;

-- tier-store.ts: judgedTo
select tiers_judged_to as at from loyalty_head where merchant_id = $1;

-- tier-store.ts: setJudgedTo
update loyalty_head set tiers_judged_to = $1
 where merchant_id = $2 and (tiers_judged_to is null or tiers_judged_to < $3);

-- tier-store.ts: changesOf
select change_id as "changeId", customer_id as "customerId", from_tier as "fromTier", to_tier as "toTier", why, earned, day
  from loyalty_tier_change
 where merchant_id = $1 and customer_id = $2
 order by change_id desc
 limit $3;

-- tier-store.ts: readVersions
select created_at as at, programme from loyalty_version
 where merchant_id = $1
 order by version;

-- tier-store.ts: countByTier
select case when person_id is null then tier_id else person_tier_id end as "tierId", count(*)::integer as members
  from loyalty_member
 where merchant_id = $1 and (person_id is null or person_id = customer_id)
 group by 1;
