-- The statements of audience, written by `npm run tidy`; do not edit. $1, $2 … stand for what is bound.

-- audience-store.ts: readAudience
  select audience_id as "audienceId", name, rule, version, by_touch as "byTouch", members,
whole_as_of as "wholeAsOf", whole_version as "wholeVersion", refreshed_at as "refreshedAt", created_at as "createdAt" from audience where merchant_id = $1 and audience_id = $2;

-- audience-store.ts: lockAudience
  select audience_id as "audienceId", name, rule, version, by_touch as "byTouch", members,
whole_as_of as "wholeAsOf", whole_version as "wholeVersion", refreshed_at as "refreshedAt", created_at as "createdAt" from audience
   where merchant_id = $1 and audience_id = $2 for update;

-- audience-store.ts: lockTouched
  select audience_id as "audienceId", name, rule, version, by_touch as "byTouch", members,
whole_as_of as "wholeAsOf", whole_version as "wholeVersion", refreshed_at as "refreshedAt", created_at as "createdAt" from audience
   where merchant_id = $1 and by_touch and whole_version = version
   order by audience_id for update;

-- audience-store.ts: allAudiences
  select audience_id as "audienceId", name, rule, version, by_touch as "byTouch", members,
whole_as_of as "wholeAsOf", whole_version as "wholeVersion", refreshed_at as "refreshedAt", created_at as "createdAt" from audience where merchant_id = $1 order by audience_id;

-- audience-store.ts: audiencePage
  select audience_id as "audienceId", name, rule, version, by_touch as "byTouch", members,
whole_as_of as "wholeAsOf", whole_version as "wholeVersion", refreshed_at as "refreshedAt", created_at as "createdAt" from audience
   where merchant_id = $1 and ($2::uuid is null or audience_id < $3::uuid)
   order by audience_id desc limit $4;

-- audience-store.ts: takePlace
insert into audience_head (merchant_id, audiences) values ($1, 1)
on conflict (merchant_id) do update set audiences = audience_head.audiences + 1
 where audience_head.audiences < $2;

-- audience-store.ts: holdRules
update audience_head set audiences = audiences where merchant_id = $1;

-- audience-store.ts: givePlaceBack
update audience_head set audiences = audiences - 1 where merchant_id = $1;

-- audience-store.ts: insertAudience
  insert into audience
    (merchant_id, audience_id, name, rule, version, by_touch, members, created_at, created_by, updated_at)
  values ($1, $2, $3, $4::jsonb, 1, $5, 0,
          $6, $7, $8)
  returning audience_id as "audienceId", name, rule, version, by_touch as "byTouch", members,
whole_as_of as "wholeAsOf", whole_version as "wholeVersion", refreshed_at as "refreshedAt", created_at as "createdAt";

-- audience-store.ts: writeAudience
  update audience
     set name = $1, rule = $2::jsonb, by_touch = $3,
         version = version + 1, updated_at = $4
   where merchant_id = $5 and audience_id = $6 and version = $7
  returning audience_id as "audienceId", name, rule, version, by_touch as "byTouch", members,
whole_as_of as "wholeAsOf", whole_version as "wholeVersion", refreshed_at as "refreshedAt", created_at as "createdAt";

-- audience-store.ts: deleteAudience
delete from audience_member where merchant_id = $1 and audience_id = $2;

-- audience-store.ts: deleteAudience
delete from audience where merchant_id = $1 and audience_id = $2;

-- audience-store.ts: readStorePlaces
select store_id as "storeId", region_id as "regionId", brand_id as "brandId" from pub_store
 where merchant_id = $1;

-- likely/features-store.ts: categoryOf
select max(g.category) as category
  from pub_product g
 where g.merchant_id = $1::uuid and (g.sku = $2::text or g.category = $3::text)
   and exists (select 1 from pub_order_line l where l.merchant_id = g.merchant_id and l.product_id = g.product_id)
having count(*) > 0;

-- likely/features-store.ts: dataDays
select min(business_day) as first_day, max(business_day) as last_day from pub_order
 where merchant_id = $1::uuid and customer_id is not null and business_day <= $2::date;

-- likely/features-store.ts: relatedSkus
with bought as (
  select distinct p.person_id, g.sku, g.category
    from pub_order_line l
    join pub_customer_person p on p.merchant_id = l.merchant_id and p.customer_id = l.customer_id
    join pub_product g on g.merchant_id = l.merchant_id and g.product_id = l.product_id
   where l.merchant_id = $1::uuid and l.business_day <= $2::date
), buyers as (
  select distinct person_id from bought where sku = $3::text or category = $4::text
), shared as (
  select b.sku, count(*) as people, count(m.person_id) as both_people
    from bought b
    left join buyers m on m.person_id = b.person_id
   where ($5::text is null or b.sku <> $6::text)
     and ($7::text is null or b.category is null or b.category <> $8::text)
   group by b.sku
)
select sku from shared where both_people > 1
 order by both_people::double precision * both_people / people desc, sku limit 10;

-- likely/features-store.ts: histories
with line as (
  select p.person_id, (l.business_day - date '1970-01-01')::integer as day, l.amount_minor,
         case when g.sku = $1::text or g.category = $2::text then 1 else 0 end as is_own,
         case when g.category = $3::text then 1 else 0 end as is_near,
         case when g.sku in (select unnest(string_to_array($4, $5))) then 1 else 0 end
           as is_related
    from pub_order_line l
    join pub_customer c on c.merchant_id = l.merchant_id and c.customer_id = l.customer_id
    join pub_customer_person p on p.merchant_id = l.merchant_id and p.customer_id = l.customer_id
    join pub_product g on g.merchant_id = l.merchant_id and g.product_id = l.product_id
   where l.merchant_id = $6::uuid and l.business_day <= $7::date
)
select person_id, count(distinct day) as days, min(day) as first_day, max(day) as last_day, count(*) as lines,
       sum(amount_minor) as amount_minor,
       count(distinct case when is_own = 1 then day end) as own_days,
       min(case when is_own = 1 then day end) as own_first, max(case when is_own = 1 then day end) as own_last,
       count(distinct case when is_near = 1 then day end) as near_days,
       max(case when is_near = 1 then day end) as near_last,
       count(distinct case when is_related = 1 then day end) as related_days,
       max(case when is_related = 1 then day end) as related_last
  from line group by person_id order by person_id;

-- likely/features-store.ts: buyersBetween
select distinct p.person_id
  from pub_order_line l
  join pub_customer_person p on p.merchant_id = l.merchant_id and p.customer_id = l.customer_id
  join pub_product g on g.merchant_id = l.merchant_id and g.product_id = l.product_id
 where l.merchant_id = $1::uuid and l.business_day between $2::date and $3::date
   and (g.sku = $4::text or g.category = $5::text);

-- postings/names-queries.ts: readGoods
select sku, brand, category from pub_product
 where merchant_id = $1::uuid order by category nulls last, product_id;

-- postings/names-queries.ts: readStoreIds
select store_id from pub_store where merchant_id = $1::uuid order by store_id;

-- postings/names-queries.ts: readOrderSources
select distinct source from pub_order where merchant_id = $1::uuid order by source;

-- postings/names-queries.ts: readCustomerSources
select distinct source from pub_customer where merchant_id = $1::uuid order by source;

-- postings/names-queries.ts: readTierIds
select tier_id as tier from pub_loyalty_member where merchant_id = $1::uuid and tier_id is not null
 union
select to_tier as tier from pub_loyalty_tier_change where merchant_id = $2::uuid and to_tier is not null;

-- postings/names-queries.ts: readTagNames
select distinct family, value from pub_customer_tag
 where merchant_id = $1::uuid order by family, value;

-- postings/names-queries.ts: readTouchpoints
select touchpoint_id as id, kind from pub_touchpoint
 where merchant_id = $1::uuid order by touchpoint_id;

-- postings/names-queries.ts: countLines
select count(*) as lines from pub_order_line where merchant_id = $1::uuid;

-- postings/names-queries.ts: countOrders
select count(*) as orders from pub_order where merchant_id = $1::uuid and customer_id is not null;

-- postings/table-queries.ts: linesStatement
select l.order_id, g.product_no::integer as product, l.amount_minor::integer as amount,
       l.quantity_milli::integer as quantity,
       case when coalesce(r.quantity_milli, 0) < l.quantity_milli then 0 else 1 end as gone
  from pub_order_line l
  join (select product_id, row_number() over (order by category nulls last, product_id) - 1 as product_no
          from pub_product where merchant_id = $1::uuid) as g on g.product_id = l.product_id
  left join pub_order_return r
         on r.merchant_id = l.merchant_id and r.order_id = l.order_id and r.line_no = l.line_no
 where l.merchant_id = $2::uuid and l.customer_id is not null;

-- saved/member-store.ts: membersAmong
select person_id from audience_member
 where merchant_id = $1 and audience_id = $2 and person_id = any ($3::uuid[])
 order by person_id;

-- saved/member-store.ts: allMembers
select person_id from audience_member
 where merchant_id = $1 and audience_id = $2 order by person_id;

-- saved/member-store.ts: memberPage
select person_id as "personId", entered_at as "enteredAt" from audience_member
 where merchant_id = $1 and audience_id = $2
   and ($3::uuid is null or person_id > $4::uuid)
 order by person_id limit $5;

-- saved/member-store.ts: writeChange
insert into audience_member (merchant_id, audience_id, person_id, entered_at)
select $1, $2, n.person_id, $3
  from unnest($4::uuid[]) as n (person_id)
on conflict (merchant_id, audience_id, person_id) do nothing;

-- saved/member-store.ts: writeChange
delete from audience_member
 where merchant_id = $1 and audience_id = $2 and person_id = any ($3::uuid[]);

-- saved/member-store.ts: writeChange
update audience set members = members + $1::integer, refreshed_at = $2
 where merchant_id = $3 and audience_id = $4
returning members;

-- saved/member-store.ts: markWhole
update audience set whole_as_of = $1::date, whole_version = version, by_touch = $2
 where merchant_id = $3 and audience_id = $4;

-- saved/member-store.ts: personsTouched
select person_id from pub_customer_person
 where merchant_id = $1 and customer_id = any ($2::uuid[]);
