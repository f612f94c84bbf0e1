-- The statements of touchpoint, written by `npm run tidy`; do not edit. $1, $2 … stand for what is bound.

-- content/content-store.ts: insertRule
insert into content_rule
  (merchant_id, rule_id, slot, scope, scope_ref, category, priority, content, valid_from, valid_until, active, created_at)
values ($1, $2, $3, $4, $5, $6, $7,
        $8, $9, $10, $11, $12);

-- content/content-store.ts: updateRule
update content_rule
   set category = $1, priority = $2, content = $3,
       valid_from = $4, valid_until = $5, active = $6
 where merchant_id = $7 and rule_id = $8;

-- content/content-store.ts: lockRule
  select
rule_id as "ruleId", slot, scope, scope_ref as "scopeRef", category, priority, content, valid_from as "validFrom",
valid_until as "validUntil", active, created_at as "createdAt" from content_rule where merchant_id = $1 and rule_id = $2 for update;

-- content/content-store.ts: readRule
  select
rule_id as "ruleId", slot, scope, scope_ref as "scopeRef", category, priority, content, valid_from as "validFrom",
valid_until as "validUntil", active, created_at as "createdAt" from content_rule where merchant_id = $1 and rule_id = $2;

-- content/content-store.ts: deleteRule
delete from content_rule where merchant_id = $1 and rule_id = $2;

-- content/content-store.ts: rulePage
  select
rule_id as "ruleId", slot, scope, scope_ref as "scopeRef", category, priority, content, valid_from as "validFrom",
valid_until as "validUntil", active, created_at as "createdAt" from content_rule
   where merchant_id = $1 and rule_id > $2 order by rule_id limit $3;

-- content/content-store.ts: candidatesOf
  select
rule_id as "ruleId", slot, scope, scope_ref as "scopeRef", category, priority, content, valid_from as "validFrom",
valid_until as "validUntil", active, created_at as "createdAt"
    from content_rule
   where merchant_id = $1 and slot = $2 and active
     and valid_from <= $3 and (valid_until is null or valid_until > $4)
     and (scope = 'brand' and (scope_ref is null or scope_ref = $5::text)
       or scope = 'region' and scope_ref = $6::text
       or scope = 'store' and scope_ref = $7::text
       or scope = 'segment' and scope_ref = any($8::text[])
       or scope = 'person' and scope_ref = any($9::text[]))
   order by priority desc, rule_id limit $10;

-- footfall/footfall-store.ts: writeCounts
insert into footfall_count (merchant_id, store_id, counter, from_at, until_at, entries, recorded_at)
select $1, n.store_id, n.counter, n.from_at, n.until_at, n.entries, $2
  from unnest($3::uuid[], $4::text[],
              $5::timestamptz[], $6::timestamptz[],
              $7::integer[]) as n (store_id, counter, from_at, until_at, entries)
on conflict (merchant_id, store_id, counter, from_at) do update
   set until_at = excluded.until_at, entries = excluded.entries, recorded_at = excluded.recorded_at;

-- footfall/footfall-store.ts: writeSightings
insert into footfall_sighting (merchant_id, store_id, visitor, minute)
select distinct $1::uuid, n.store_id, n.visitor, date_trunc('minute', n.at)
  from unnest($2::uuid[], $3::bytea[],
              $4::timestamptz[]) as n (store_id, visitor, at)
on conflict do nothing;

-- footfall/footfall-store.ts: forgetSightings
delete from footfall_sighting where merchant_id = $1 and minute < $2;

-- footfall/footfall-store.ts: sumCounts
select coalesce(sum(entries), 0) as entries, count(distinct (store_id, counter))::integer as counters
  from footfall_count
 where merchant_id = $1 and from_at >= $2 and from_at < $3
   and ($4::uuid is null or store_id = $5);

-- footfall/footfall-store.ts: readWifi
select encode(visitor, 'hex') as visitor, store_id as "storeId",
       (extract(epoch from minute) * 1000)::bigint as "atMs"
  from footfall_sighting
 where merchant_id = $1 and minute >= $2 and minute < $3
   and ($4::uuid is null or store_id = $5)
 order by minute limit $6;

-- footfall/footfall-store.ts: readScans
select encode(visitor, 'hex') as visitor, store_id as "storeId", (extract(epoch from at) * 1000)::bigint as "atMs"
  from touchpoint_event
 where merchant_id = $1 and kind = 'scan' and visitor is not null and store_id is not null
   and at >= $2 and at < $3 and ($4::uuid is null or store_id = $5)
 order by at limit $6;

-- footfall/footfall-store.ts: readTableScans
select encode(e.visitor, 'hex') as visitor, e.touchpoint_id as "touchpointId",
       (extract(epoch from e.at) * 1000)::bigint as "atMs"
  from touchpoint_event e
  join touchpoint t on t.merchant_id = e.merchant_id and t.touchpoint_id = e.touchpoint_id and t.kind = 'table'
 where e.merchant_id = $1 and e.kind = 'scan' and e.visitor is not null
   and e.at >= $2 and e.at < $3 and ($4::uuid is null or e.store_id = $5)
 order by e.at limit $6;

-- footfall/footfall-store.ts: readVisitOrders
select encode(v.visitor, 'hex') as visitor, e.store_id as "storeId",
       (extract(epoch from e.at) * 1000)::bigint as "atMs", e.amount_minor as "amountMinor"
  from touchpoint_event e
  join touchpoint_visitor v on v.merchant_id = e.merchant_id and v.customer_id = e.customer_id
 where e.merchant_id = $1 and e.kind = 'order' and e.store_id is not null
   and e.at >= $2 and e.at < $3 and ($4::uuid is null or e.store_id = $5)
 order by e.at limit $6;

-- funnel/funnel-store.ts: readSeen
select e.touchpoint_id as "touchpointId",
       count(*) filter (where e.kind = 'scan')::integer as scans,
       count(distinct e.visitor) filter (where e.kind = 'scan')::integer as visitors,
       count(distinct coalesce(m.person_id, e.customer_id)) filter (where e.kind = 'join')::integer as contacts,
       count(*) filter (where e.kind = 'payment')::integer as payments
  from touchpoint_event e
  left join unnest($1::uuid[], $2::uuid[]) as m (customer_id, person_id)
    on m.customer_id = e.customer_id
 where e.merchant_id = $3 and e.at >= $4 and e.at < $5 and e.touchpoint_id is not null
 group by e.touchpoint_id;

-- funnel/funnel-store.ts: readCredits
with merged as materialized (
  select customer_id, person_id from unnest($1::uuid[], $2::uuid[]) as m (customer_id, person_id)
), conversion as (
  select event_id, kind, touchpoint_id, customer_id, amount_minor, at
    from touchpoint_event
   where merchant_id = $3 and kind in ('order', 'member') and at >= $4 and at < $5
), known as (
  select event_id, customer_id, at from conversion where customer_id is not null
  union all
  select c.event_id, other.customer_id, c.at
    from conversion c
    join merged m on m.customer_id = c.customer_id
    join merged other on other.person_id = m.person_id and other.customer_id <> m.customer_id
), touch as (
  select c.event_id as conversion_id, e.touchpoint_id, e.at, 0 as rank, e.event_id
    from known c
    join touchpoint_event e
      on e.merchant_id = $6 and e.customer_id = c.customer_id and e.kind in ('scan', 'join')
     and e.touchpoint_id is not null and e.at <= c.at and e.at > c.at - make_interval(days => $7::integer)
  union all
  select c.event_id, e.touchpoint_id, e.at, 0, e.event_id
    from known c
    join touchpoint_visitor v on v.merchant_id = $8 and v.customer_id = c.customer_id
    join touchpoint_event e
      on e.merchant_id = v.merchant_id and e.visitor = v.visitor and e.customer_id is null
     and e.kind in ('scan', 'join') and e.touchpoint_id is not null
     and e.at <= c.at and e.at > c.at - make_interval(days => $9::integer)
  union all
  select event_id, touchpoint_id, at, 1, event_id from conversion where touchpoint_id is not null
), chosen as (
  select conversion_id, 'first' as rule,
         (array_agg(touchpoint_id order by at, rank, event_id))[1] as touchpoint_id
    from touch group by conversion_id
  union all
  select conversion_id, 'last',
         (array_agg(touchpoint_id order by at desc, rank desc, event_id desc))[1]
    from touch group by conversion_id
)
select chosen.touchpoint_id as "touchpointId", rules.rule,
       count(distinct coalesce(m.person_id, c.customer_id)) filter (where c.kind = 'member')::integer as members,
       count(distinct coalesce(m.person_id, c.customer_id)) filter (where c.kind = 'order')::integer as buyers,
       count(*) filter (where c.kind = 'order')::integer as orders,
       coalesce(sum(c.amount_minor) filter (where c.kind = 'order'), 0) as "revenueMinor"
  from conversion c
 cross join (values ('first'), ('last')) as rules (rule)
  left join merged m on m.customer_id = c.customer_id
  left join chosen on chosen.conversion_id = c.event_id and chosen.rule = rules.rule
 group by chosen.touchpoint_id, rules.rule;

-- funnel/funnel-store.ts: readFunnelTouchpoints
select touchpoint_id as "touchpointId", store_id as "storeId", kind, label, staff_id as "staffId",
       cost_minor as "costMinor", cost_per as "costPer", active, created_at as "createdAt"
  from touchpoint
 where merchant_id = $1 and ($2::uuid is null or store_id = $3)
 order by touchpoint_id limit 5000;

-- happening-store.ts: insertHappenings
insert into touchpoint_event
  (merchant_id, event_id, touchpoint_id, store_id, kind, visitor, customer_id, order_id, amount_minor, at)
select $1, n.event_id, t.touchpoint_id, n.store_id, n.kind, n.visitor, n.customer_id, n.order_id,
       n.amount_minor, n.at
  from unnest($2::uuid[], $3::uuid[],
              $4::uuid[], $5::text[],
              $6::bytea[], $7::uuid[],
              $8::uuid[], $9::bigint[],
              $10::timestamptz[])
    as n (event_id, touchpoint_id, store_id, kind, visitor, customer_id, order_id, amount_minor, at)
  left join touchpoint t on t.merchant_id = $11 and t.touchpoint_id = n.touchpoint_id
on conflict (merchant_id, order_id, kind) where order_id is not null do nothing
returning event_id as "eventId";

-- happening-store.ts: meetVisitor
insert into touchpoint_visitor (merchant_id, visitor, customer_id, first_at, last_at)
values ($1, $2, null, $3, $4)
on conflict (merchant_id, visitor) do update set last_at = greatest(touchpoint_visitor.last_at, excluded.last_at)
returning customer_id as "customerId";

-- happening-store.ts: bindVisitor
update touchpoint_visitor set customer_id = $1
 where merchant_id = $2 and visitor = $3 and customer_id is null;

-- happening-store.ts: customerOfVisitor
select customer_id as "customerId" from touchpoint_visitor
 where merchant_id = $1 and visitor = $2;

-- happening-store.ts: countRefusal
insert into touchpoint_refusal (merchant_id, day, code, count)
values ($1, $2, $3, 1)
on conflict (merchant_id, day, code) do update set count = touchpoint_refusal.count + 1;

-- happening-store.ts: refusalCounts
select day, code, count from touchpoint_refusal
 where merchant_id = $1 and day between $2::date
                                                  and $3::date
 order by day, code limit 1000;

-- interest/interest-store.ts: learn
insert into interest_evidence (merchant_id, customer_id, category, kind, day, count)
select $1, n.customer_id, n.category, n.kind, n.day, least(n.count, $2::integer)
  from unnest($3::uuid[], $4::text[], $5::text[],
              $6::date[], $7::integer[])
    as n (customer_id, category, kind, day, count)
on conflict (merchant_id, customer_id, category, kind, day) do update
   set count = least(interest_evidence.count + excluded.count, $8::integer);

-- interest/interest-store.ts: evidenceOn
select category, kind, day, count from interest_evidence
 where merchant_id = $1 and customer_id = any($2::uuid[])
   and day >= $3::date;

-- interest/interest-store.ts: forgetEvidence
delete from interest_evidence where merchant_id = $1 and day < $2;

-- near/fence-store.ts: countEntry
insert into fence_entry (merchant_id, visitor, store_id, day, entries, last_at)
values ($1, $2, $3, $4, 1, $5)
on conflict (merchant_id, visitor, store_id, day) do update
   set entries = fence_entry.entries + 1, last_at = $6
 where fence_entry.entries < $7;

-- near/fence-store.ts: lastEntry
select store_id as "storeId", last_at as at from fence_entry
 where merchant_id = $1 and visitor = $2
 order by last_at desc, store_id limit 1;

-- near/fence-store.ts: deleteEntriesBefore
delete from fence_entry where merchant_id = $1 and day < $2;

-- touchpoint-store.ts: insertTouchpoints
insert into touchpoint
  (merchant_id, touchpoint_id, store_id, kind, label, staff_id, cost_minor, cost_per, active, created_at)
select $1, n.touchpoint_id, n.store_id, n.kind, n.label, n.staff_id, n.cost_minor, n.cost_per, n.active,
       $2
  from unnest($3::uuid[], $4::uuid[],
              $5::text[], $6::text[],
              $7::uuid[], $8::bigint[],
              $9::text[], $10::boolean[])
    as n (touchpoint_id, store_id, kind, label, staff_id, cost_minor, cost_per, active);

-- touchpoint-store.ts: insertCodes
insert into touchpoint_code (merchant_id, code, touchpoint_id, created_at, expires_at)
select $1, n.code, n.touchpoint_id, $2, null
  from unnest($3::text[], $4::uuid[])
    as n (code, touchpoint_id);

-- touchpoint-store.ts: endLastingCode
update touchpoint_code set expires_at = $1
 where merchant_id = $2 and touchpoint_id = $3 and expires_at is null;

-- touchpoint-store.ts: updateTouchpoint
update touchpoint
   set label = $1, cost_minor = $2, cost_per = $3, active = $4
 where merchant_id = $5 and touchpoint_id = $6;

-- touchpoint-store.ts: lockTouchpoint
  select
t.touchpoint_id as "touchpointId", t.store_id as "storeId", t.kind, t.label, t.staff_id as "staffId",
t.cost_minor as "costMinor", t.cost_per as "costPer", t.active, t.created_at as "createdAt" from touchpoint t
   where t.merchant_id = $1 and t.touchpoint_id = $2
     for update;

-- touchpoint-store.ts: touchpointPage
  select
t.touchpoint_id as "touchpointId", t.store_id as "storeId", t.kind, t.label, t.staff_id as "staffId",
t.cost_minor as "costMinor", t.cost_per as "costPer", t.active, t.created_at as "createdAt", c.code
    from touchpoint t
    join touchpoint_code c
      on c.merchant_id = t.merchant_id and c.touchpoint_id = t.touchpoint_id and c.expires_at is null
   where t.merchant_id = $1 and t.touchpoint_id > $2
     and ($3::uuid is null or t.store_id = $4)
     and ($5::text is null or t.kind = $6)
   order by t.touchpoint_id limit $7;

-- touchpoint-store.ts: readTouchpoint
  select
t.touchpoint_id as "touchpointId", t.store_id as "storeId", t.kind, t.label, t.staff_id as "staffId",
t.cost_minor as "costMinor", t.cost_per as "costPer", t.active, t.created_at as "createdAt", c.code
    from touchpoint t
    join touchpoint_code c
      on c.merchant_id = t.merchant_id and c.touchpoint_id = t.touchpoint_id and c.expires_at is null
   where t.merchant_id = $1 and t.touchpoint_id = $2;

-- touchpoint-store.ts: readCodeRow
  select
t.touchpoint_id as "touchpointId", t.store_id as "storeId", t.kind, t.label, t.staff_id as "staffId",
t.cost_minor as "costMinor", t.cost_per as "costPer", t.active, t.created_at as "createdAt", c.expires_at as "expiresAt"
    from touchpoint_code c
    join touchpoint t on t.merchant_id = c.merchant_id and t.touchpoint_id = c.touchpoint_id
   where c.merchant_id = $1 and c.code = $2;
