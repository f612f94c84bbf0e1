-- The statements of promotion, written by `npm run tidy`; do not edit. $1, $2 … stand for what is bound.

-- promotion-queries.ts: listPromotions
    select
p.promotion_id as "promotionId", p.name, p.status, p.version, v.rule, v.period, p.created_at as "createdAt",
p.updated_at as "updatedAt"
      from promotion p
      join promotion_version v
        on v.merchant_id = p.merchant_id and v.promotion_id = p.promotion_id and v.version = p.version
     where p.merchant_id = $1
       and ($2::text is null or p.status = $3)
       and ($4::uuid is null or p.promotion_id < $5::uuid)
     order by p.promotion_id desc
     limit $6;

-- promotion-queries.ts: getPromotion
    select
p.promotion_id as "promotionId", p.name, p.status, p.version, v.rule, v.period, p.created_at as "createdAt",
p.updated_at as "updatedAt"
      from promotion p
      join promotion_version v
        on v.merchant_id = p.merchant_id and v.promotion_id = p.promotion_id and v.version = p.version
     where p.merchant_id = $1 and p.promotion_id = $2;

-- promotion-queries.ts: promotionNames
select promotion_id as id, name from promotion
 where merchant_id = $1 and promotion_id = any ($2::uuid[]);

-- promotion-queries.ts: promotionHistory
select version, rule, period, created_at as "createdAt", created_by as "createdBy"
  from promotion_version
 where merchant_id = $1 and promotion_id = $2
   and ($3::integer is null or version < $4::integer)
 order by version desc
 limit $5;

-- promotion-store.ts: insertPromotion
insert into promotion (merchant_id, promotion_id, name, status, version, created_at, updated_at)
values ($1, $2, $3, 'draft', 1, $4, $5);

-- promotion-store.ts: insertVersion
insert into promotion_version (merchant_id, promotion_id, version, rule, period, created_at, created_by)
values ($1, $2, $3, $4::jsonb, $5,
        $6, $7);

-- promotion-store.ts: lockPromotion
select name, status, version from promotion
 where merchant_id = $1 and promotion_id = $2
   for update;

-- promotion-store.ts: updatePromotion
update promotion set name = $1, status = $2, version = $3, updated_at = $4
 where merchant_id = $5 and promotion_id = $6;

-- promotion-store.ts: knownAmong
select promotion_id from promotion
 where merchant_id = $1 and promotion_id = any($2::uuid[]);

-- rule-set-store.ts: lockHead
insert into promotion_head (merchant_id, rule_set_no) values ($1, 0)
on conflict (merchant_id) do update set rule_set_no = promotion_head.rule_set_no
returning rule_set_no;

-- rule-set-store.ts: liveVersions
select v.rule, v.period
  from promotion p
  join promotion_version v
    on v.merchant_id = p.merchant_id and v.promotion_id = p.promotion_id and v.version = p.version
 where p.merchant_id = $1 and p.status = 'live'
 order by p.promotion_id;

-- rule-set-store.ts: advanceHead
insert into promotion_rule_set (merchant_id, rule_set_no, promotion_ids, versions, currency, created_at)
values ($1, $2, $3::uuid[],
        $4::integer[], $5, $6);

-- rule-set-store.ts: advanceHead
update promotion_head set rule_set_no = $1
 where merchant_id = $2 and rule_set_no = $3;

-- rule-set-store.ts: readHeads
select merchant_id as "merchantId", rule_set_no as "ruleSetNo"
  from promotion_head where merchant_id = any($1::uuid[]);

-- rule-set-store.ts: readRuleSet
select s.currency, v.rule, v.period
  from promotion_rule_set s
  left join lateral unnest(s.promotion_ids, s.versions) as one (promotion_id, version) on true
  left join promotion_version v
    on v.merchant_id = s.merchant_id and v.promotion_id = one.promotion_id and v.version = one.version
 where s.merchant_id = $1 and s.rule_set_no = $2
 order by one.promotion_id;

-- usage-store.ts: lockCounts
insert into promotion_usage (merchant_id, customer_id, period_key, promotion_id, used)
select c.merchant_id, c.customer_id, c.period_key, c.promotion_id, 0
  from unnest($1::uuid[], $2::uuid[],
              $3::text[], $4::uuid[])
    as c (merchant_id, customer_id, period_key, promotion_id)
 order by c.merchant_id, c.customer_id, c.period_key, c.promotion_id
on conflict (merchant_id, customer_id, period_key, promotion_id)
do update set used = promotion_usage.used
returning merchant_id as "merchantId", customer_id as "customerId", period_key as "periodKey",
          promotion_id as "promotionId", used;

-- usage-store.ts: moveCounts
update promotion_usage u
   set used = u.used + m.moved
  from unnest($1::uuid[], $2::uuid[],
              $3::text[], $4::uuid[],
              $5::integer[], $6::integer[])
    as m (merchant_id, customer_id, period_key, promotion_id, moved, cap)
 where u.merchant_id = m.merchant_id and u.customer_id = m.customer_id and u.period_key = m.period_key
   and u.promotion_id = m.promotion_id
   and u.used + m.moved >= 0 and (m.cap is null or u.used + m.moved <= m.cap);

-- usage-store.ts: readCounts
select u.merchant_id as "merchantId", u.customer_id as "customerId", u.period_key as "periodKey",
       u.promotion_id as "promotionId", u.used
  from unnest($1::uuid[], $2::uuid[],
              $3::text[]) as a (merchant_id, customer_id, period_key)
  join promotion_usage u on u.merchant_id = a.merchant_id and u.customer_id = a.customer_id
                        and u.period_key = a.period_key;
