-- The statements of customer, written by `npm run tidy`; do not edit. $1, $2 … stand for what is bound.

-- consent/consent-queries.ts: hasConsent
select distinct on (n.customer_id) n.customer_id as "customerId", e.granted
  from unnest($1::uuid[], $2::uuid[])
    as n (customer_id, speaker)
  join consent_entry e on e.merchant_id = $3 and e.customer_id = n.speaker
 where e.purpose = $4 and e.channel in ($5, 'any') and e.said_at <= $6
 order by n.customer_id, e.said_at desc, e.granted;

-- consent/consent-queries.ts: liveConsents
select distinct on (e.purpose, c.channel) e.purpose, c.channel, e.granted
  from consent_entry e
  join (values ('sms'), ('wechat'), ('email'), ('call'), ('app'), ('any')) as c (channel)
    on e.channel in (c.channel, 'any')
 where e.merchant_id = $1 and e.customer_id = any($2::uuid[]) and e.said_at <= $3
 order by e.purpose, c.channel, e.said_at desc, e.granted;

-- consent/consent-queries.ts: lastEntries
select entry_id as "entryId", customer_id as "customerId", purpose, channel, granted, source,
       wording_version as version, language, said_at as at, recorded_at as "recordedAt",
       touchpoint_id as "touchpointId", recorded_by as by
  from consent_entry
 where merchant_id = $1 and customer_id = any($2::uuid[]) and said_at <= $3
 order by said_at desc, entry_id desc
 limit 200;

-- consent/consent-store.ts: insertEntries
insert into consent_entry
  (merchant_id, entry_id, customer_id, purpose, channel, granted, source, wording_version, language, said_at,
   recorded_at, touchpoint_id, recorded_by)
select $1, n.entry_id, n.customer_id, n.purpose, n.channel, n.granted, n.source, n.wording_version,
       n.language, n.said_at, $2, n.touchpoint_id, n.recorded_by
  from unnest($3::uuid[], $4::uuid[],
              $5::text[], $6::text[],
              $7::boolean[], $8::text[],
              $9::integer[],
              $10::text[],
              $11::timestamptz[],
              $12::uuid[], $13::uuid[])
    as n (entry_id, customer_id, purpose, channel, granted, source, wording_version, language, said_at,
          touchpoint_id, recorded_by);

-- consent/consent-store.ts: latestWordings
select distinct on (purpose) purpose, version, text_en as en, text_zh as zh
  from consent_wording
 where merchant_id = $1
 order by purpose, version desc;

-- consent/consent-store.ts: latestVersion
select coalesce(max(version), 0) as version from consent_wording
 where merchant_id = $1 and purpose = $2;

-- consent/consent-store.ts: insertWording
insert into consent_wording (merchant_id, purpose, version, text_en, text_zh, created_at, created_by)
select $1::uuid, $2::text, coalesce(max(w.version), 0) + 1, $3::text,
       $4::text, $5::timestamptz, $6::uuid
  from consent_wording w
 where w.merchant_id = $7::uuid and w.purpose = $8::text
on conflict (merchant_id, purpose, version) do nothing
returning purpose, version, text_en as en, text_zh as zh;

-- customer-queries.ts: readCustomer
select c.source, c.created_at, i.kind, i.hint
  from customer c
  left join customer_identifier i on i.merchant_id = c.merchant_id and i.customer_id = c.customer_id
 where c.merchant_id = $1 and c.customer_id = $2 and c.erased_at is null
 order by i.created_at, i.kind, i.hash;

-- customer-queries.ts: hintsOf
select distinct on (c.customer_id) c.customer_id, coalesce(i.hint, '•••') as hint
  from customer c
  left join customer_identifier i on i.merchant_id = c.merchant_id and i.customer_id = c.customer_id
 where c.merchant_id = $1 and c.customer_id = any ($2::uuid[])
 order by c.customer_id, i.created_at, i.kind, i.hash;

-- hold-customers.ts: holdCustomers
select customer_id from customer
 where merchant_id = $1 and customer_id = any ($2::uuid[]) and erased_at is null
 order by customer_id
   for no key update;

-- identity/identifier-store.ts: findOwners
select i.kind, i.hash, i.customer_id, coalesce(i.last_seen_at, i.created_at) as seen_at
  from unnest($1::text[], $2::bytea[]) as wanted (kind, hash)
  join customer_identifier i
    on i.merchant_id = $3 and i.kind = wanted.kind and i.hash = wanted.hash;

-- identity/identifier-store.ts: insertCustomers
with bound as (
  insert into customer_identifier (merchant_id, kind, hash, customer_id, sealed, hint, source, created_at)
  select $1, n.kind, n.hash, n.customer_id, n.sealed, n.hint, n.source, $2
    from unnest($3::text[], $4::bytea[],
                $5::uuid[], $6::bytea[],
                $7::text[], $8::text[])
           as n (kind, hash, customer_id, sealed, hint, source)
  on conflict (merchant_id, kind, hash) do nothing
  returning kind, hash, customer_id
), made as (
  insert into customer (merchant_id, customer_id, source, created_at)
  select $9, bound.customer_id, n.source, $10
    from bound
    join unnest($11::uuid[], $12::text[])
      as n (customer_id, source) using (customer_id)
), keyed as (
  insert into customer_key (merchant_id, customer_id, wrapped, key_version)
  select $13, bound.customer_id, n.wrapped, n.key_version
    from bound
    join unnest($14::uuid[], $15::bytea[],
                $16::integer[])
      as n (customer_id, wrapped, key_version) using (customer_id)
)
select kind, hash, customer_id from bound;

-- identity/identifier-store.ts: bindIdentifiers
insert into customer_identifier (merchant_id, kind, hash, customer_id, sealed, hint, source, created_at)
select $1, n.kind, n.hash, $2, n.sealed, n.hint, $3, $4
  from unnest($5::text[], $6::bytea[],
              $7::bytea[], $8::text[])
    as n (kind, hash, sealed, hint)
on conflict (merchant_id, kind, hash) do nothing;

-- identity/identifier-store.ts: markSeen
update customer_identifier i
   set last_seen_at = $1, seen_days = i.seen_days + 1
  from unnest($2::text[], $3::bytea[]) as n (kind, hash)
 where i.merchant_id = $4 and i.kind = n.kind and i.hash = n.hash
   and coalesce(i.last_seen_at, i.created_at) < $5;

-- identity/identifier-store.ts: releaseIdentifier
with released as (
  delete from customer_identifier
   where merchant_id = $1 and kind = $2 and hash = $3 and customer_id = $4
  returning kind, hash, source, created_at
), kept as (
  insert into customer_signal (merchant_id, kind, hash, customer_id, source, first_seen_at, last_seen_at)
  select $5, kind, hash, $6, source, created_at, $7
    from released
   where kind in ('phone', 'payment_token')
  on conflict (merchant_id, kind, hash, customer_id) do update set last_seen_at = excluded.last_seen_at
)
select kind from released;

-- identity/identifier-store.ts: markVerified
update customer_identifier
   set verified_at = $1
 where merchant_id = $2 and kind = $3 and hash = $4 and customer_id = $5;

-- identity/identifier-store.ts: insertCustomer
with keyed as (
  insert into customer_key (merchant_id, customer_id, wrapped, key_version)
  values ($1, $2, $3, $4)
)
insert into customer (merchant_id, customer_id, source, created_at)
values ($5, $6, $7, $8);

-- identity/identity-queries.ts: readBound
select kind, hint, source, created_at, last_seen_at, seen_days, verified_at
  from customer_identifier
 where merchant_id = $1 and customer_id = $2
 order by created_at, kind, hash;

-- identity/identity-use-store.ts: openUses
insert into identity_use (merchant_id, limit_key, identity_id, used, last_at)
select $1, n.limit_key, n.identity_id, 0, $2
  from unnest($3::text[], $4::uuid[])
         as n (limit_key, identity_id)
on conflict (merchant_id, limit_key, identity_id) do update set last_at = excluded.last_at;

-- identity/identity-use-store.ts: addUses
with asked as (
  select n.limit_key, n.identity_id, n.use_limit, n.count, n.no
    from unnest($1::text[], $2::uuid[],
                $3::integer[], $4::integer[],
                $5::integer[]) as n (limit_key, identity_id, use_limit, count, no)
), elsewhere as (
  select a.no, sum(u.used)::integer as used
    from unnest($6::integer[], $7::uuid[]) as m (no, customer_id)
    join asked a on a.no = m.no
    join identity_use u
      on u.merchant_id = $8 and u.limit_key = a.limit_key and u.identity_id = m.customer_id
     and u.identity_id <> a.identity_id
   group by a.no
), room as (
  select a.limit_key, a.identity_id, a.use_limit, coalesce(e.used, 0) as used_elsewhere,
         least(a.count, a.use_limit - u.used - coalesce(e.used, 0)) as admitted
    from asked a
    join identity_use u
      on u.merchant_id = $9 and u.limit_key = a.limit_key and u.identity_id = a.identity_id
    left join elsewhere e on e.no = a.no
)
update identity_use u
   set used = u.used + room.admitted
  from room
 where u.merchant_id = $10 and u.limit_key = room.limit_key and u.identity_id = room.identity_id
   and room.admitted > 0 and u.used + room.used_elsewhere + room.admitted <= room.use_limit
returning u.limit_key, u.identity_id, room.admitted;

-- identity/incident-store.ts: addIncidents
insert into identity_incident (merchant_id, day, kind, count)
select $1, ($2::timestamptz at time zone 'UTC')::date, n.kind, 1
  from unnest($3::text[]) as n (kind)
on conflict (merchant_id, day, kind) do update set count = identity_incident.count + 1;

-- identity/incident-store.ts: readIncidents
select day, kind, count from identity_incident
 where merchant_id = $1 and day between $2::date and $3::date
 order by day, kind;

-- identity/member-card-store.ts: findCardNo
select card_no from customer_card where merchant_id = $1 and customer_id = $2;

-- identity/member-card-store.ts: insertCard
insert into customer_card (merchant_id, card_no, customer_id, issued_at)
select $1, $2, customer_id, $3
  from customer
 where merchant_id = $4 and customer_id = $5 and erased_at is null
on conflict do nothing;

-- identity/member-card-store.ts: forgetCodeUses
delete from member_code_use where merchant_id = $1 and used_at < $2;

-- identity/post-staged-customers.ts: insertStaged
with bound as (
  insert into customer_identifier (merchant_id, kind, hash, customer_id, sealed, hint, source, created_at)
  select distinct on (s.hash) $1::uuid, s.kind, s.hash, s.customer_id, s.sealed, s.hint, 'import', $2::timestamptz
    from import_staging_customer s
   where s.load_id = $3 and s.batch_no = $4 and s.sealed is not null
   order by s.hash
  on conflict (merchant_id, kind, hash) do nothing
  returning customer_id
)
insert into customer (merchant_id, customer_id, source, created_at)
select $5, bound.customer_id, 'import', $6
  from bound;

-- identity/post-staged-customers.ts: settleStaged
update import_staging_customer s
   set customer_id = i.customer_id, wrapped_key = null
  from customer_identifier i
 where s.load_id = $1 and s.batch_no = $2
   and i.merchant_id = $3 and i.kind = s.kind and i.hash = s.hash
   and i.customer_id <> s.customer_id;

-- identity/post-staged-customers.ts: insertStagedKeys
insert into customer_key (merchant_id, customer_id, wrapped, key_version)
select $1, s.customer_id, s.wrapped_key, s.key_version
  from import_staging_customer s
 where s.load_id = $2 and s.batch_no = $3 and s.wrapped_key is not null
 order by s.customer_id
on conflict (merchant_id, customer_id) do nothing;

-- identity/real-identity-store.ts: neighboursOf
with mine as (
  select s.customer_id, s.kind, s.hash,
         case s.kind when 'device' then $1::integer else $2::integer end as most
    from customer_signal s
   where s.merchant_id = $3 and s.customer_id = any ($4::uuid[])
     and s.kind in ('device', 'real_name_hash', 'payment_token', 'phone')
  union
  select i.customer_id, i.kind, i.hash, $5::integer
    from customer_identifier i
   where i.merchant_id = $6 and i.customer_id = any ($7::uuid[])
     and i.kind in ('payment_token', 'phone')
), telling as (
  select mine.customer_id, mine.kind, mine.hash
    from mine
   where mine.most >= (select count(*)
                         from (select s.customer_id from customer_signal s
                                where s.merchant_id = $8 and s.kind = mine.kind and s.hash = mine.hash
                                limit mine.most + 1) as sharing)
)
select telling.customer_id, s.customer_id as neighbour_id
  from telling
  join customer_signal s
    on s.merchant_id = $9 and s.kind = telling.kind and s.hash = telling.hash
   and s.customer_id <> telling.customer_id
union
select telling.customer_id, i.customer_id
  from telling
  join customer_identifier i
    on i.merchant_id = $10 and i.kind = telling.kind and i.hash = telling.hash
   and i.customer_id <> telling.customer_id
union
select l.from_customer_id, l.into_customer_id
  from customer_link l
 where l.merchant_id = $11 and l.from_customer_id = any ($12::uuid[]) and l.unlinked_at is null
union
select l.into_customer_id, l.from_customer_id
  from customer_link l
 where l.merchant_id = $13 and l.into_customer_id = any ($14::uuid[]) and l.unlinked_at is null;

-- identity/recognise-store.ts: readEvidence
select setting.threshold_bps, found.kind, found.hash, found.customer_id, found.hint, found.verified, found.seen_at,
       found.store_id,
       exists (select from customer_link l
                where l.merchant_id = asked.merchant_id and l.from_customer_id = found.customer_id
                  and l.unlinked_at is null) as linked
  from (values ($1::uuid)) as asked (merchant_id)
  left join recognition_setting setting on setting.merchant_id = asked.merchant_id
  left join (
    select i.kind, i.hash, i.customer_id, i.hint, i.verified_at is not null as verified,
           coalesce(i.last_seen_at, i.created_at) as seen_at, null::uuid as store_id
      from unnest($2::text[], $3::bytea[])
             as wanted (kind, hash)
      join customer_identifier i
        on i.merchant_id = $4 and i.kind = wanted.kind and i.hash = wanted.hash
    union all
    select s.kind, s.hash, s.customer_id, null, false, s.last_seen_at, s.last_store_id
      from unnest($5::text[], $6::bytea[])
             as wanted (kind, hash)
     cross join lateral (
           select kind, hash, customer_id, last_seen_at, last_store_id
             from customer_signal
            where merchant_id = $7 and kind = wanted.kind and hash = wanted.hash
            limit $8) as s
    union all
    select 'member_code', null, c.customer_id, null, false, $9::timestamptz, null
      from customer_card c
     where c.merchant_id = $10 and c.card_no = $11
  ) as found on true;

-- identity/recognise-store.ts: recordSighting
with seen as (
  update customer_identifier i
     set last_seen_at = $1, seen_days = i.seen_days + 1
    from unnest($2::text[], $3::bytea[])
           as n (kind, hash)
   where i.merchant_id = $4 and i.kind = n.kind and i.hash = n.hash
     and coalesce(i.last_seen_at, i.created_at) < $5
), held as (
  select customer_id from customer
   where merchant_id = $6 and customer_id = any ($7::uuid[])
     and erased_at is null
     for share
), shared as (
  insert into customer_signal
    (merchant_id, kind, hash, customer_id, source, first_seen_at, last_seen_at, last_store_id)
  select $8, n.kind, n.hash, n.customer_id, 'scan', $9, $10, $11
    from unnest($12::text[], $13::bytea[],
                $14::uuid[]) as n (kind, hash, customer_id)
    join held using (customer_id)
  on conflict (merchant_id, kind, hash, customer_id) do update
     set last_seen_at = excluded.last_seen_at, last_store_id = excluded.last_store_id,
         seen_days = customer_signal.seen_days
                     + case when customer_signal.last_seen_at < $15 then 1 else 0 end
), used as (
  insert into member_code_use (merchant_id, card_no, step, terminal, used_at)
  select $16, n.card_no, n.step, n.terminal, $17
    from unnest($18::integer[], $19::bigint[],
                $20::text[]) as n (card_no, step, terminal)
  on conflict (merchant_id, card_no, step) do update set used_at = member_code_use.used_at
     where member_code_use.terminal = excluded.terminal
  returning 1
)
select count(*) as free from used;

-- identity/record-signals.ts: recordSignals
with held as (
  select customer_id from customer
   where merchant_id = $1 and customer_id = any ($2::uuid[])
     and erased_at is null
   order by customer_id
     for share
)
insert into customer_signal
  (merchant_id, kind, hash, customer_id, source, first_seen_at, last_seen_at, last_store_id)
select $3, n.kind, n.hash, n.customer_id, n.source, $4, $5, n.store_id
  from unnest($6::text[], $7::bytea[],
              $8::uuid[], $9::text[],
              $10::uuid[]) as n (kind, hash, customer_id, source, store_id)
  join held using (customer_id)
 order by n.kind, n.hash, n.customer_id
on conflict (merchant_id, kind, hash, customer_id) do update
   set last_seen_at = excluded.last_seen_at,
       last_store_id = coalesce(excluded.last_store_id, customer_signal.last_store_id);

-- identity/threshold.ts: readThreshold
select threshold_bps from recognition_setting where merchant_id = $1;

-- identity/threshold.ts: setThreshold
insert into recognition_setting (merchant_id, threshold_bps, changed_at) values ($1, $2, $3)
on conflict (merchant_id) do update set threshold_bps = excluded.threshold_bps, changed_at = excluded.changed_at;

-- identity/verification-store.ts: insertVerification
insert into phone_verification
  (merchant_id, verification_id, customer_id, phone_hash, code_hash, sealed, tries_left, created_at, expires_at)
values ($1, $2, $3, $4, $5, $6,
        $7, $8, $9);

-- identity/verification-store.ts: takeCodeToSend
insert into phone_code_window (merchant_id, phone_hash, sent_at, last_at)
values ($1, $2, array[$3::timestamptz], $4)
on conflict (merchant_id, phone_hash) do update
   set sent_at = (phone_code_window.sent_at || $5::timestamptz)
                 [greatest(1, cardinality(phone_code_window.sent_at) + 2 - $6::integer):],
       last_at = $7
 where cardinality(phone_code_window.sent_at) < $8::integer or phone_code_window.sent_at[1] <= $9;

-- identity/verification-store.ts: oldestSent
select sent_at[1] as oldest from phone_code_window
 where merchant_id = $1 and phone_hash = $2;

-- identity/verification-store.ts: takeTry
update phone_verification
   set tries_left = tries_left - 1
 where merchant_id = $1 and verification_id = $2 and tries_left > 0
   and expires_at > $3 and verified_at is null
returning customer_id, phone_hash, code_hash, tries_left;

-- identity/verification-store.ts: endVerification
update phone_verification
   set verified_at = $1, sealed = null
 where merchant_id = $2 and verification_id = $3;

-- identity/verification-store.ts: hasVerification
select true as there from phone_verification
 where merchant_id = $1 and verification_id = $2;

-- identity/verification-store.ts: collectSealed
with waiting as (
  select verification_id, customer_id, phone_hash, sealed, expires_at
    from phone_verification
   where merchant_id = $1 and verification_id = $2 and sealed is not null
     and expires_at > $3
     for update
), taken as (
  update phone_verification v set sealed = null
    from waiting w
   where v.merchant_id = $4 and v.verification_id = w.verification_id
)
select w.customer_id, w.sealed, w.expires_at, i.sealed as phone
  from waiting w
  join customer_identifier i
    on i.merchant_id = $5 and i.kind = 'phone' and i.hash = w.phone_hash and i.customer_id = w.customer_id;

-- identity/verification-store.ts: forgetVerifications
with windows as (
  delete from phone_code_window where merchant_id = $1 and last_at < $2
)
delete from phone_verification where merchant_id = $3 and created_at < $4;

-- known-customers.ts: knownCustomers
select c.customer_id
  from unnest($1::uuid[], $2::uuid[])
         as n (merchant_id, customer_id)
  join customer c on c.merchant_id = n.merchant_id and c.customer_id = n.customer_id
 where c.erased_at is null;

-- lifecycle/activity-store.ts: readActivities
select customer_id as "customerId", activity, since
  from customer_activity
 where merchant_id = $1 and customer_id = any ($2::uuid[]);

-- lifecycle/activity-store.ts: writeActivities
insert into customer_activity (merchant_id, customer_id, activity, since)
select $1, n.customer_id, n.activity, n.since
  from unnest($2::uuid[], $3::text[],
              $4::date[]) as n (customer_id, activity, since)
 order by n.customer_id
on conflict (merchant_id, customer_id) do update set activity = excluded.activity, since = excluded.since;

-- lifecycle/activity-store.ts: deleteActivities
delete from customer_activity
 where merchant_id = $1 and customer_id = any ($2::uuid[]);

-- lifecycle/activity-store.ts: customersAfter
select customer_id from customer
 where merchant_id = $1 and customer_id > $2 and erased_at is null
 order by customer_id
 limit $3;

-- lifecycle/encounter-store.ts: insertEncounters
insert into customer_encounter (merchant_id, customer_id, day, kind, touchpoint_id, first_at)
select $1, c.customer_id, n.day, n.kind, n.touchpoint_id, n.first_at
  from unnest($2::uuid[], $3::date[],
              $4::text[], $5::uuid[],
              $6::timestamptz[]) as n (customer_id, day, kind, touchpoint_id, first_at)
  join customer c on c.merchant_id = $7 and c.customer_id = n.customer_id and c.erased_at is null
 order by c.customer_id, n.day, n.kind, n.first_at
on conflict (merchant_id, customer_id, day, kind) do nothing;

-- lifecycle/encounter-store.ts: repeatVisits
select n.nth
  from unnest($1::uuid[], $2::date[])
         with ordinality as n (customer_id, day, nth)
 where exists (select from customer_encounter e
                where e.merchant_id = $3 and e.customer_id = n.customer_id and e.day < n.day
                  and e.kind in ('scan', 'join', 'store_entry'))
 order by n.nth;

-- lifecycle/encounter-store.ts: giftDays
select customer_id, array_agg(distinct (day - date '1970-01-01')::bigint) as days
  from customer_encounter
 where merchant_id = $1 and customer_id = any ($2::uuid[])
   and kind in ('gift_given', 'gift_received')
 group by customer_id;

-- lifecycle/stage-store.ts: readStages
select customer_id, stage, since
  from customer_stage
 where merchant_id = $1 and customer_id = any ($2::uuid[]);

-- lifecycle/stage-store.ts: writeStages
insert into customer_stage (merchant_id, customer_id, stage, since)
select $1, n.customer_id, n.stage, n.since
  from unnest($2::uuid[], $3::text[],
              $4::timestamptz[]) as n (customer_id, stage, since)
on conflict (merchant_id, customer_id) do update set stage = excluded.stage, since = excluded.since;

-- lifecycle/stage-store.ts: insertChanges
insert into customer_stage_change
  (merchant_id, change_id, customer_id, from_stage, to_stage, because, touchpoint_id, happened_at, recorded_at)
select $1, n.change_id, n.customer_id, n.from_stage, n.to_stage, n.because, n.touchpoint_id,
       n.happened_at, $2
  from unnest($3::uuid[], $4::uuid[],
              $5::text[], $6::text[],
              $7::text[], $8::uuid[],
              $9::timestamptz[])
    as n (change_id, customer_id, from_stage, to_stage, because, touchpoint_id, happened_at);

-- lifecycle/stage-store.ts: readChanges
select customer_id, to_stage, because, touchpoint_id, happened_at
  from customer_stage_change
 where merchant_id = $1 and customer_id = any ($2::uuid[])
 order by happened_at desc, change_id desc;

-- lifecycle/stage-store.ts: firstSeen
select min(created_at) as at from customer
 where merchant_id = $1 and customer_id = any ($2::uuid[]);

-- lifecycle/stage-store.ts: payersAsMembers
select customer_id, max(kind) as kind
  from customer_identifier
 where merchant_id = $1 and customer_id = any ($2::uuid[])
   and kind = any ($3::text[])
 group by customer_id;

-- link/cross-spend-store.ts: noteCrossSpends
insert into customer_cross_spend
  (merchant_id, cross_spend_id, order_id, shown_customer_id, holder_customer_id, kind, owner_id, asset, amount,
   lot_from, lot_until, spent_at)
select n.merchant_id, n.cross_spend_id, n.order_id, n.shown_customer_id, n.holder_customer_id, n.kind, n.owner_id,
       n.asset, n.amount, n.lot_from, n.lot_until, $1
  from unnest($2::uuid[], $3::uuid[],
              $4::uuid[], $5::uuid[],
              $6::uuid[], $7::text[],
              $8::uuid[], $9::text[],
              $10::bigint[], $11::date[],
              $12::date[])
    as n (merchant_id, cross_spend_id, order_id, shown_customer_id, holder_customer_id, kind, owner_id, asset, amount,
          lot_from, lot_until);

-- link/cross-spend-store.ts: settleBetween
update customer_cross_spend
   set settled_by = $1, settled_at = $2
 where merchant_id = $3 and settled_at is null
   and ((holder_customer_id = any ($4::uuid[]) and shown_customer_id = any ($5::uuid[]))
     or (holder_customer_id = any ($6::uuid[]) and shown_customer_id = any ($7::uuid[])))
returning order_id as "orderId", shown_customer_id as "shownCustomerId", holder_customer_id as "holderCustomerId",
          kind, owner_id as "ownerId", asset, amount, lot_from::text as "from", lot_until::text as until;

-- link/cross-spend-store.ts: openPairs
select distinct shown_customer_id as shown, holder_customer_id as holder
  from customer_cross_spend
 where merchant_id = $1 and settled_at is null
 order by shown_customer_id, holder_customer_id
 limit $2;

-- link/cross-spend-store.ts: crossSpendsOf
select order_id as "orderId", shown_customer_id as "shownCustomerId", holder_customer_id as "holderCustomerId",
       kind, owner_id as "ownerId", asset, amount, lot_from::text as "from", lot_until::text as until,
       settled_at is not null as "isSettled"
  from customer_cross_spend
 where merchant_id = $1 and order_id = $2;

-- link/cross-spend-store.ts: settledOrders
select holder_customer_id as holder, array_agg(distinct order_id) as orders
  from customer_cross_spend
 where merchant_id = $1 and holder_customer_id = any ($2::uuid[]) and settled_at is not null
 group by holder_customer_id;

-- link/link-queries.ts: sharingPairs
with owned as (
  select merchant_id, kind, hash, customer_id
    from customer_signal
   where merchant_id = $1 and kind = any ($2::text[])
  union
  select i.merchant_id, i.kind, i.hash, i.customer_id
    from customer_identifier i
    join customer_signal s on s.merchant_id = i.merchant_id and s.kind = i.kind and s.hash = i.hash
   where i.merchant_id = $3
)
select a.customer_id as a, b.customer_id as b, array_agg(distinct a.kind) as kinds
  from owned a
  join owned b on b.merchant_id = a.merchant_id and b.kind = a.kind and b.hash = a.hash
              and b.customer_id > a.customer_id
 group by a.customer_id, b.customer_id
 order by array_agg(distinct a.kind) && array['real_name_hash'] desc, a.customer_id, b.customer_id
 limit $4;

-- link/link-store.ts: linkedAmong
select n.customer_id
  from unnest($1::uuid[], $2::uuid[])
         as n (merchant_id, customer_id)
 where exists (select from customer_link l
                where l.merchant_id = n.merchant_id and l.from_customer_id = n.customer_id and l.unlinked_at is null)
    or exists (select from customer_link l
                where l.merchant_id = n.merchant_id and l.into_customer_id = n.customer_id and l.unlinked_at is null);

-- link/link-store.ts: findPersons
with recursive up as (
  select l.merchant_id, l.from_customer_id as customer_id, l.into_customer_id as person_id, 1 as steps
    from unnest($1::uuid[], $2::uuid[])
           as n (merchant_id, customer_id)
    join customer_link l on l.merchant_id = n.merchant_id and l.from_customer_id = n.customer_id
                        and l.unlinked_at is null
  union all
  select up.merchant_id, up.customer_id, l.into_customer_id, up.steps + 1
    from up
    join customer_link l on l.merchant_id = up.merchant_id and l.from_customer_id = up.person_id
                        and l.unlinked_at is null
)
select distinct on (merchant_id, customer_id) merchant_id, customer_id, person_id
  from up
 order by merchant_id, customer_id, steps desc;

-- link/link-store.ts: allMerged
with recursive up as (
  select l.merchant_id, l.from_customer_id as customer_id, l.into_customer_id as person_id
    from customer_link l
   where l.merchant_id = $1 and l.unlinked_at is null
  union all
  select up.merchant_id, up.customer_id, l.into_customer_id
    from up
    join customer_link l on l.merchant_id = up.merchant_id and l.from_customer_id = up.person_id
                        and l.unlinked_at is null
)
select up.merchant_id, up.customer_id, up.person_id
  from up
 where not exists (select from customer_link l
                    where l.merchant_id = up.merchant_id and l.from_customer_id = up.person_id
                      and l.unlinked_at is null);

-- link/link-store.ts: findFollowers
with recursive down as (
  select l.merchant_id, l.from_customer_id as customer_id, l.into_customer_id as person_id
    from unnest($1::uuid[], $2::uuid[])
           as n (merchant_id, customer_id)
    join customer_link l on l.merchant_id = n.merchant_id and l.into_customer_id = n.customer_id
                        and l.unlinked_at is null
  union
  select l.merchant_id, l.from_customer_id, down.person_id
    from down
    join customer_link l on l.merchant_id = down.merchant_id and l.into_customer_id = down.customer_id
                        and l.unlinked_at is null
)
select merchant_id, customer_id, person_id
  from down
 order by merchant_id, person_id, customer_id;

-- link/link-store.ts: insertLink
insert into customer_link (merchant_id, link_id, from_customer_id, into_customer_id, because, linked_at, linked_by)
values ($1, $2, $3, $4, $5,
        $6, $7);

-- link/link-store.ts: endLink
update customer_link
   set unlinked_at = $1, unlinked_by = $2
 where merchant_id = $3 and from_customer_id = $4 and unlinked_at is null
returning link_id as "linkId", from_customer_id as "fromCustomerId", into_customer_id as "intoCustomerId", because,
          linked_at as "linkedAt", linked_by as "linkedBy", unlinked_at as "unlinkedAt", unlinked_by as "unlinkedBy";

-- link/link-store.ts: linksOf
select link_id as "linkId", from_customer_id as "fromCustomerId", into_customer_id as "intoCustomerId", because,
       linked_at as "linkedAt", linked_by as "linkedBy", unlinked_at as "unlinkedAt", unlinked_by as "unlinkedBy"
  from customer_link
 where merchant_id = $1
   and (from_customer_id = any ($2::uuid[]) or into_customer_id = any ($3::uuid[]))
 order by link_id desc
 limit $4;

-- link/link-store.ts: personsAt
select p.merchant_id, p.customer_id, p.person_id
  from customer_person_at($1) p
 where p.merchant_id = $2 and p.customer_id = any ($3::uuid[]);

-- note/note-store.ts: countLive
select count(*)::integer as live from customer_note
 where merchant_id = $1 and customer_id = $2
   and removed_at is null and (expires_at is null or expires_at > $3);

-- note/note-store.ts: insertNote
insert into customer_note
  (merchant_id, note_id, customer_id, kind, body, visible_to, source, expires_at, created_at, created_by)
values ($1, $2, $3, $4, $5,
        $6::text[], $7, $8, $9, $10);

-- note/note-store.ts: removeNoteRow
update customer_note set removed_at = $1, removed_by = $2
 where merchant_id = $3 and note_id = $4 and customer_id = $5
   and removed_at is null and $6 = any (visible_to);

-- note/note-store.ts: restoreNoteRow
update customer_note set removed_at = null, removed_by = null
 where merchant_id = $1 and note_id = $2 and customer_id = $3
   and removed_at is not null and $4 = any (visible_to);

-- note/note-store.ts: liveNotes
select note_id as "noteId", customer_id as "customerId", kind, body as sealed, visible_to as "visibleTo", source,
       expires_at as "expiresAt", created_at as "createdAt", created_by as "createdBy"
  from customer_note
 where merchant_id = $1 and customer_id = any ($2::uuid[])
   and removed_at is null and (expires_at is null or expires_at > $3) and $4 = any (visible_to)
 order by customer_id, note_id;

-- note/profile-store.ts: writeProfile
insert into customer_profile
  (merchant_id, customer_id, name, salutation, birthday, locale, updated_at, updated_by)
values ($1, $2, $3, $4, $5, $6,
        $7, $8)
on conflict (merchant_id, customer_id) do update
  set name = excluded.name, salutation = excluded.salutation, birthday = excluded.birthday,
      locale = excluded.locale, updated_at = excluded.updated_at, updated_by = excluded.updated_by;

-- note/profile-store.ts: readProfiles
select customer_id as "customerId", name, salutation, birthday, locale from customer_profile
 where merchant_id = $1 and customer_id = any ($2::uuid[]);

-- privacy/person-key-store.ts: readPersonKeys
select customer_id as "customerId", wrapped, key_version as "keyVersion"
  from customer_key
 where merchant_id = $1 and customer_id = any ($2::uuid[]) and wrapped is not null;

-- privacy/person-key-store.ts: insertPersonKeys
insert into customer_key (merchant_id, customer_id, wrapped, key_version)
select $1, n.customer_id, n.wrapped, n.key_version
  from unnest($2::uuid[], $3::bytea[],
              $4::integer[]) as n (customer_id, wrapped, key_version)
 order by n.customer_id
on conflict (merchant_id, customer_id) do nothing;

-- privacy/person-key-store.ts: destroyPersonKeys
insert into customer_key (merchant_id, customer_id, wrapped, key_version, destroyed_at)
select $1::uuid, n.customer_id, null::bytea, null::integer, $2::timestamptz
  from unnest($3::uuid[]) as n (customer_id)
on conflict (merchant_id, customer_id) do update
   set wrapped = null, key_version = null, destroyed_at = excluded.destroyed_at;

-- privacy/person-key-store.ts: pageToRewrap
select customer_id as "customerId", wrapped, key_version as "keyVersion"
  from customer_key
 where merchant_id = $1 and customer_id > $2 and key_version <> $3
 order by customer_id
 limit $4;

-- privacy/person-key-store.ts: rewrapPersonKeys
update customer_key k set wrapped = n.anew, key_version = n.key_version
  from unnest($1::uuid[], $2::bytea[],
              $3::bytea[], $4::integer[])
    as n (customer_id, former, anew, key_version)
 where k.merchant_id = $5 and k.customer_id = n.customer_id and k.wrapped = n.former;

-- privacy/person-store.ts: lockPeople
select customer_id, erased_at from customer
 where merchant_id = $1 and customer_id = any ($2::uuid[])
 order by customer_id for update;

-- privacy/person-store.ts: readPeople
select customer_id, erased_at from customer
 where merchant_id = $1 and customer_id = any ($2::uuid[]);

-- privacy/person-store.ts: markErased
update customer set erased_at = $1
 where merchant_id = $2 and customer_id = any ($3::uuid[]) and erased_at is null;

-- privacy/person-store.ts: identifiersOf
select customer_id as "customerId", kind, sealed, hint
  from customer_identifier
 where merchant_id = $1 and customer_id = any ($2::uuid[])
 order by created_at, kind, hash;

-- privacy/resealers.ts: identifierPage
select kind, hash, customer_id as "customerId", sealed
  from customer_identifier
 where merchant_id = $1 and (kind, hash) > ($2, $3::bytea)
 order by kind, hash
 limit $4;

-- privacy/resealers.ts: replaceSealed
update customer_identifier i set sealed = n.anew
  from unnest($1::text[], $2::bytea[],
              $3::bytea[], $4::bytea[])
    as n (kind, hash, former, anew)
 where i.merchant_id = $5 and i.kind = n.kind and i.hash = n.hash and i.sealed = n.former;

-- tag/lexicon-store.ts: readOwnWords
select key, kind, name_en as en, name_zh as zh, terms from tag_lexicon
 where merchant_id = $1
 order by key;

-- tag/lexicon-store.ts: writeWord
insert into tag_lexicon (merchant_id, key, kind, name_en, name_zh, terms, updated_at)
values ($1, $2, $3, $4, $5, $6::text[], $7)
on conflict (merchant_id, key) do update
  set kind = excluded.kind, name_en = excluded.name_en, name_zh = excluded.name_zh, terms = excluded.terms,
      updated_at = excluded.updated_at;

-- tag/tag-store.ts: insertEvidence
insert into tag_evidence
  (merchant_id, evidence_id, customer_id, kind, dimension, value, likes, intensity, allergy, weight_milli, source,
   parents, order_id, line_no, note_id, staff_id, cancels, happened_at, recorded_at)
select $1, n.evidence_id, n.customer_id, n.kind, n.dimension, n.value, n.likes, n.intensity, n.allergy,
       n.weight_milli, n.source, array(select json_array_elements_text(n.parents)), n.order_id, n.line_no, n.note_id,
       n.staff_id, n.cancels, n.happened_at, $2
  from unnest($3::uuid[], $4::uuid[],
              $5::text[], $6::text[],
              $7::text[], $8::boolean[],
              $9::smallint[], $10::boolean[],
              $11::integer[], $12::text[],
              $13::json[], $14::uuid[],
              $15::integer[], $16::uuid[],
              $17::uuid[], $18::uuid[],
              $19::timestamptz[])
    as n (evidence_id, customer_id, kind, dimension, value, likes, intensity, allergy, weight_milli, source, parents,
          order_id, line_no, note_id, staff_id, cancels, happened_at)
on conflict (merchant_id, order_id, line_no, dimension, value) where order_id is not null and kind = 'said' do nothing;

-- tag/tag-store.ts: readEvidence
  select
evidence_id as "evidenceId", customer_id as "customerId", kind, dimension, value, likes, intensity, allergy,
weight_milli as "weightMilli", source, parents, order_id as "orderId", line_no as "lineNo", note_id as "noteId",
staff_id as "staffId", cancels, happened_at as "happenedAt"
    from tag_evidence
   where merchant_id = $1 and customer_id = any ($2::uuid[]);

-- tag/tag-store.ts: evidenceOfNote
  select
evidence_id as "evidenceId", customer_id as "customerId", kind, dimension, value, likes, intensity, allergy,
weight_milli as "weightMilli", source, parents, order_id as "orderId", line_no as "lineNo", note_id as "noteId",
staff_id as "staffId", cancels, happened_at as "happenedAt"
    from tag_evidence
   where merchant_id = $1 and note_id = $2;

-- tag/tag-store.ts: readTags
  select
t.customer_id as "customerId", t.family, t.value, t.parents, t.like_fading as "likeFading",
t.avoid_lasting as "avoidLasting", t.avoid_fading as "avoidFading", t.like_intensity as "likeIntensity",
t.avoid_intensity as "avoidIntensity", t.allergy, t.evidence_count as "evidenceCount",
t.last_evidence_at as "lastEvidenceAt"
    from customer_tag t
   where t.merchant_id = $1 and t.customer_id = any ($2::uuid[]);

-- tag/tag-store.ts: readNamedTags
  select
t.customer_id as "customerId", t.family, t.value, t.parents, t.like_fading as "likeFading",
t.avoid_lasting as "avoidLasting", t.avoid_fading as "avoidFading", t.like_intensity as "likeIntensity",
t.avoid_intensity as "avoidIntensity", t.allergy, t.evidence_count as "evidenceCount",
t.last_evidence_at as "lastEvidenceAt", w.name_en as "ownEn", w.name_zh as "ownZh"
    from customer_tag t
    left join tag_lexicon w on w.merchant_id = t.merchant_id and w.key = t.value
                           and t.family = any ($1::text[])
   where t.merchant_id = $2 and t.customer_id = any ($3::uuid[]);

-- tag/tag-store.ts: deleteOtherTags
delete from customer_tag t
 where t.merchant_id = $1 and t.customer_id = any ($2::uuid[])
   and not exists (select from unnest($3::uuid[], $4::text[],
                                      $5::text[]) as n (customer_id, family, value)
                    where n.customer_id = t.customer_id and n.family = t.family and n.value = t.value);

-- tag/tag-store.ts: writeTags
insert into customer_tag as t
  (merchant_id, customer_id, family, value, parents, like_fading, avoid_lasting, avoid_fading,
   like_intensity, avoid_intensity, allergy, evidence_count, last_evidence_at)
select $1, n.customer_id, n.family, n.value, array(select json_array_elements_text(n.parents)),
       n.like_fading, n.avoid_lasting, n.avoid_fading, n.like_intensity, n.avoid_intensity, n.allergy,
       n.evidence_count, n.last_evidence_at
  from unnest($2::uuid[], $3::text[],
              $4::text[], $5::json[],
              $6::double precision[],
              $7::double precision[],
              $8::double precision[], $9::smallint[],
              $10::smallint[], $11::boolean[],
              $12::integer[],
              $13::timestamptz[])
    as n (customer_id, family, value, parents, like_fading, avoid_lasting, avoid_fading, like_intensity,
          avoid_intensity, allergy, evidence_count, last_evidence_at)
on conflict (merchant_id, customer_id, family, value) do update
  set parents = excluded.parents, like_fading = excluded.like_fading,
      avoid_lasting = excluded.avoid_lasting, avoid_fading = excluded.avoid_fading,
      like_intensity = excluded.like_intensity, avoid_intensity = excluded.avoid_intensity,
      allergy = excluded.allergy, evidence_count = excluded.evidence_count,
      last_evidence_at = excluded.last_evidence_at
where (t.parents, t.like_fading, t.avoid_lasting, t.avoid_fading, t.like_intensity, t.avoid_intensity,
       t.allergy, t.evidence_count, t.last_evidence_at)
  is distinct from (excluded.parents, excluded.like_fading, excluded.avoid_lasting,
       excluded.avoid_fading, excluded.like_intensity, excluded.avoid_intensity, excluded.allergy,
       excluded.evidence_count, excluded.last_evidence_at);

-- tag/tag-store.ts: peopleWithEvidence
select distinct customer_id as "customerId" from tag_evidence
 where merchant_id = $1 and customer_id > $2
 order by customer_id
 limit $3;

-- tag/tag-store.ts: countSaidByStaff
select count(*)::integer as said from tag_evidence
 where merchant_id = $1 and customer_id = $2 and source = 'staff';
