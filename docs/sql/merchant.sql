-- The statements of merchant, written by `npm run tidy`; do not edit. $1, $2 … stand for what is bound.

-- api-key-store.ts: insertApiKey
insert into api_key (merchant_id, key_id, name, scopes, created_by, created_at)
values ($1, $2, $3, $4, $5, $6);

-- api-key-store.ts: findLiveApiKey
select scopes from api_key where merchant_id = $1 and key_id = $2 and revoked_at is null;

-- api-key-store.ts: apiKeyPage
select key_id, name, scopes, created_at, revoked_at from api_key
 where merchant_id = $1 and key_id > $2 order by key_id limit $3;

-- api-key-store.ts: revokeApiKeyRow
update api_key set revoked_at = coalesce(revoked_at, $1)
 where merchant_id = $2 and key_id = $3;

-- audit/audit-queries.ts: readEntries
select merchant_id as "merchantId", entry_no as "entryNo",
       to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at,
       actor_kind as "actorKind", actor_id as "actorId", action, subject_id as "subjectId", detail::text as detail,
       prev_hash as "prevHash", hash
  from audit_entry
 where merchant_id = $1 and entry_no > $2
 order by entry_no
 limit $3;

-- audit/audit-queries.ts: accessesOf
select at, actor_kind, actor_id, action, detail
  from audit_entry
 where merchant_id = $1 and subject_id = any ($2::uuid[])
 order by entry_no desc
 limit $3;

-- audit/audit-store.ts: lockHead
insert into audit_head (merchant_id, last_no, last_hash)
values ($1, $2, $3)
on conflict (merchant_id) do nothing;

-- audit/audit-store.ts: selectLocked
select last_no as count, last_hash as hash from audit_head where merchant_id = $1 for update;

-- audit/audit-store.ts: readHead
select last_no as count, last_hash as hash from audit_head where merchant_id = $1;

-- audit/audit-store.ts: insertEntries
insert into audit_entry (merchant_id, entry_no, at, actor_kind, actor_id, action, subject_id, detail, prev_hash, hash)
select $1, n.entry_no, $2, n.actor_kind, n.actor_id, n.action, n.subject_id, n.detail::json,
       n.prev_hash, n.hash
  from unnest($3::bigint[], $4::text[],
              $5::uuid[], $6::text[],
              $7::uuid[], $8::text[],
              $9::bytea[], $10::bytea[])
    as n (entry_no, actor_kind, actor_id, action, subject_id, detail, prev_hash, hash);

-- audit/audit-store.ts: insertEntries
update audit_head set last_no = $1, last_hash = $2 where merchant_id = $3;

-- directory-store.ts: findEntry
select tenant_id as "tenantId", subject_id as "subjectId" from directory where kind = $1 and hash = $2;

-- directory-store.ts: takeEntry
insert into directory (kind, hash, tenant_id, subject_id)
values ($1, $2, $3, $4)
on conflict (kind, hash) do nothing;

-- directory-store.ts: takeEntries
insert into directory (kind, hash, tenant_id, subject_id)
select n.kind, n.hash, $1, n.subject_id
  from unnest($2::text[], $3::bytea[],
              $4::uuid[]) as n (kind, hash, subject_id)
on conflict (kind, hash) do nothing;

-- directory-store.ts: releaseApiKey
delete from directory
 where kind = 'api_key' and tenant_id = $1 and subject_id = $2;

-- directory-store.ts: listUnder
update directory set subject_id = $1 where kind = 'merchant' and hash = $2;

-- directory-store.ts: merchantIdsAfter
select tenant_id from directory
 where kind = 'merchant' and tenant_id > $1
 order by tenant_id limit $2;

-- directory-store.ts: agencyMerchantIds
select tenant_id from directory
 where kind = 'merchant' and subject_id = $1 and tenant_id > $2
 order by tenant_id limit $3;

-- directory-store.ts: insertAgency
insert into agency (agency_id, name, created_at) values ($1, $2, $3);

-- directory-store.ts: agencyIdsAfter
select agency_id from agency where agency_id > $1 order by agency_id limit $2;

-- keys/staff-resealer.ts: replaceNames
update staff s set sign_in_name = n.anew
  from unnest($1::uuid[], $2::bytea[],
              $3::bytea[]) as n (staff_id, former, anew)
 where s.merchant_id = $4 and s.staff_id = n.staff_id and s.sign_in_name = n.former;

-- known-staff.ts: knownStaff
select s.staff_id
  from unnest($1::uuid[], $2::uuid[])
         as n (merchant_id, staff_id)
  join staff s on s.merchant_id = n.merchant_id and s.staff_id = n.staff_id
 where s.active;

-- merchant-store.ts: readMerchant
select name, currency, time_zone, locale, day_start_minute, agency_id, created_at
  from merchant where merchant_id = $1;

-- merchant-store.ts: insertMerchant
insert into merchant (merchant_id, agency_id, name, currency, time_zone, locale, day_start_minute, created_at)
values ($1, $2, $3, $4, $5,
        $6, $7, $8);

-- merchant-store.ts: patchMerchant
update merchant
   set name = coalesce($1, name),
       time_zone = coalesce($2, time_zone),
       locale = coalesce($3, locale),
       day_start_minute = coalesce($4::integer, day_start_minute)
 where merchant_id = $5
returning name, currency, time_zone, locale, day_start_minute, agency_id, created_at;

-- merchant-store.ts: setAgency
update merchant set agency_id = $1 where merchant_id = $2;

-- place-store.ts: insertBrand
insert into brand (merchant_id, brand_id, code, name, created_at)
values ($1, $2, $3, $4, $5);

-- place-store.ts: brandPage
select brand_id as "brandId", code, name from brand
 where merchant_id = $1 and code > $2 order by code limit $3;

-- place-store.ts: insertRegion
insert into region (merchant_id, region_id, code, name, created_at)
values ($1, $2, $3, $4, $5);

-- place-store.ts: regionPage
select region_id as "regionId", code, name from region
 where merchant_id = $1 and code > $2 order by code limit $3;

-- place-store.ts: insertStore
insert into store
  (merchant_id, store_id, code, name, brand_id, region_id, time_zone, latitude_e7, longitude_e7, active, created_at)
values ($1, $2, $3, $4, $5, $6,
        $7, $8, $9, $10,
        $11);

-- place-store.ts: storePage
  select
store_id as "storeId", code, name, brand_id as "brandId", region_id as "regionId", time_zone as "timeZone",
case when latitude_e7 is not null
     then json_build_object('latitude', latitude_e7 / 1e7, 'longitude', longitude_e7 / 1e7) end as location, active
    from store where merchant_id = $1 and code > $2 order by code limit $3;

-- place-store.ts: readStore
  select
store_id as "storeId", code, name, brand_id as "brandId", region_id as "regionId", time_zone as "timeZone",
case when latitude_e7 is not null
     then json_build_object('latitude', latitude_e7 / 1e7, 'longitude', longitude_e7 / 1e7) end as location, active from store where merchant_id = $1 and store_id = $2;

-- place-store.ts: readLocatedStores
  select
store_id as "storeId", code, name, brand_id as "brandId", region_id as "regionId", time_zone as "timeZone",
case when latitude_e7 is not null
     then json_build_object('latitude', latitude_e7 / 1e7, 'longitude', longitude_e7 / 1e7) end as location, active
    from store where merchant_id = $1 and active and latitude_e7 is not null order by code;

-- place-store.ts: lockStore
  select
store_id as "storeId", code, name, brand_id as "brandId", region_id as "regionId", time_zone as "timeZone",
case when latitude_e7 is not null
     then json_build_object('latitude', latitude_e7 / 1e7, 'longitude', longitude_e7 / 1e7) end as location, active
    from store where merchant_id = $1 and store_id = $2 for update;

-- place-store.ts: hasStore
select exists (select 1 from store where merchant_id = $1 and store_id = $2) as has;

-- place-store.ts: writeStore
update store
   set name = $1, brand_id = $2, region_id = $3,
       time_zone = $4, latitude_e7 = $5,
       longitude_e7 = $6, active = $7
 where merchant_id = $8 and store_id = $9;

-- place-store.ts: storesByCode
select s.store_id as "storeId", s.code, coalesce(s.time_zone, m.time_zone) as "timeZone", s.active
  from store s join merchant m on m.merchant_id = s.merchant_id
 where s.merchant_id = $1 and s.code = any($2::text[]);

-- place-store.ts: insertMissingStores
insert into store (merchant_id, store_id, code, name, active, created_at)
select $1, missing.store_id, missing.code, missing.code, true, $2
  from unnest($3::uuid[], $4::text[]) as missing (store_id, code)
on conflict (merchant_id, code) do nothing;

-- place-store.ts: insertTerminal
insert into terminal (merchant_id, terminal_id, store_id, code, name, active, created_at)
values ($1, $2, $3, $4, $5,
        $6, $7);

-- place-store.ts: terminalPage
select terminal_id as "terminalId", store_id as "storeId", code, name, active from terminal
 where merchant_id = $1 and store_id = $2 and code > $3
 order by code limit $4;

-- places.ts: placesOf
select n.merchant_id as "merchantId", s.store_id as "storeId", s.code, s.active,
       coalesce(s.time_zone, m.time_zone) as "timeZone", m.day_start_minute as "dayStartMinute", m.currency
  from unnest($1::uuid[], $2::text[])
         as n (merchant_id, code)
 cross join lateral (select store_id, code, active, time_zone from store
                      where merchant_id = n.merchant_id and code = n.code limit 1) as s
 cross join lateral (select time_zone, day_start_minute, currency from merchant
                      where merchant_id = n.merchant_id limit 1) as m;

-- post-staged-stores.ts: insertStores
insert into store (merchant_id, store_id, code, name, active, created_at)
select $1, staged.store_id, staged.code, staged.name, true, $2
  from unnest($3::uuid[], $4::text[],
              $5::text[]) as staged (store_id, code, name)
on conflict (merchant_id, code) do nothing;

-- session-store.ts: insertSession
insert into staff_session (merchant_id, token_hash, staff_id, created_at, idle_expires_at, expires_at)
select merchant_id, $1, staff_id, $2, $3, $4
  from staff
 where merchant_id = $5 and staff_id = $6 and active
   and password_hash = $7
   and (password_expires_at is null or password_expires_at > $8);

-- session-store.ts: findLiveSession
select s.staff_id, p.role, p.store_id, p.must_change_password, s.idle_expires_at
  from staff_session s join staff p on p.merchant_id = s.merchant_id and p.staff_id = s.staff_id
 where s.merchant_id = $1 and s.token_hash = $2 and s.revoked_at is null
   and s.expires_at > $3 and s.idle_expires_at > $4 and p.active;

-- session-store.ts: prolongSession
update staff_session set idle_expires_at = $1
 where merchant_id = $2 and token_hash = $3 and idle_expires_at < $4;

-- session-store.ts: revokeSession
update staff_session set revoked_at = $1
 where merchant_id = $2 and token_hash = $3 and revoked_at is null;

-- session-store.ts: revokeSessionsOf
update staff_session set revoked_at = $1
 where merchant_id = $2 and staff_id = $3 and revoked_at is null;

-- session-store.ts: deleteEndedSessions
delete from staff_session
 where merchant_id = $1
   and token_hash in (select token_hash from staff_session
                       where merchant_id = $2 and expires_at < $3 limit 1000);

-- sign-in-store.ts: takeAttempt
insert into sign_in_attempt (bucket, attempted_at, last_at) values ($1, array[$2::timestamptz], $3)
on conflict (bucket) do update
   set attempted_at = (sign_in_attempt.attempted_at || $4::timestamptz)
                      [greatest(1, cardinality(sign_in_attempt.attempted_at) + 2 - $5::integer):],
       last_at = $6
 where cardinality(sign_in_attempt.attempted_at) < $7::integer
    or sign_in_attempt.attempted_at[1] <= $8;

-- sign-in-store.ts: oldestAttempt
select attempted_at[1] as oldest from sign_in_attempt where bucket = $1;

-- sign-in-store.ts: forgetAttempts
delete from sign_in_attempt where bucket = $1;

-- sign-in-store.ts: giveBackAttempt
update sign_in_attempt
   set attempted_at = attempted_at[:array_position(attempted_at, $1::timestamptz) - 1]
                      || attempted_at[array_position(attempted_at, $2::timestamptz) + 1:]
 where bucket = $3 and $4::timestamptz = any(attempted_at);

-- sign-in-store.ts: forgetStaleAttempts
delete from sign_in_attempt where last_at < $1;

-- staff-store.ts: insertStaff
insert into staff (merchant_id, staff_id, display_name, sign_in_name, role, store_id, password_hash,
                   must_change_password, password_expires_at, active, created_at)
values ($1, $2, $3, $4, $5,
        $6, $7, true, $8, true, $9);

-- staff-store.ts: readStaff
select staff_id, display_name, sign_in_name, role, store_id, must_change_password, active, created_at
  from staff where merchant_id = $1 and staff_id = $2;

-- staff-store.ts: staffPage
select staff_id, display_name, sign_in_name, role, store_id, must_change_password, active, created_at
  from staff where merchant_id = $1 and staff_id > $2 order by staff_id limit $3;

-- staff-store.ts: lockWithOwners
select staff_id, display_name, sign_in_name, role, store_id, must_change_password, active, created_at
  from staff
 where merchant_id = $1 and (staff_id = $2 or (role = 'owner' and active))
 order by staff_id for update;

-- staff-store.ts: writeStaff
update staff
   set display_name = $1, role = $2, store_id = $3,
       active = $4
 where merchant_id = $5 and staff_id = $6;

-- staff-store.ts: readPassword
select password_hash, active, password_expires_at, sign_in_name
  from staff where merchant_id = $1 and staff_id = $2;

-- staff-store.ts: setOneTimePassword
update staff
   set password_hash = $1, must_change_password = true, password_expires_at = $2
 where merchant_id = $3 and staff_id = $4;

-- staff-store.ts: changeOwnPassword
update staff
   set password_hash = $1, must_change_password = false, password_expires_at = null
 where merchant_id = $2 and staff_id = $3 and active and password_hash = $4;
