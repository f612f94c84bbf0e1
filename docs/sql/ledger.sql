-- The statements of ledger, written by `npm run tidy`; do not edit. $1, $2 … stand for what is bound.

-- balance-checks-queries.ts: differingBalances
with moved as (
  select merchant_id, credit_owner as owner_id, credit_account as account, asset, lot_from, lot_until, posted_at,
         amount as delta
    from ledger_transfer
   union all
  select merchant_id, debit_owner, debit_account, asset, lot_from, lot_until, posted_at, -amount
    from ledger_transfer), replay as (
  select owner_id, account, asset,
         case when account = any($1::text[]) then lot_from else '-infinity' end as lot_from,
         case when account = any($2::text[]) then lot_until else 'infinity' end as lot_until,
         sum(delta) as balance
    from moved
   where merchant_id = $3 and account = any($4::text[])
   group by 1, 2, 3, 4, 5
), kept as (
  select owner_id, account, asset, lot_from, lot_until, balance
    from ledger_balance
   where merchant_id = $5
)
select owner_id as owner, account, asset, lot_from::text as "lotFrom", lot_until::text as "lotUntil",
       coalesce(kept.balance, 0) as kept, coalesce(replay.balance, 0) as replayed
  from replay
  full join kept using (owner_id, account, asset, lot_from, lot_until)
 where coalesce(kept.balance, 0) <> coalesce(replay.balance, 0)
 order by owner_id, account, asset, lot_until, lot_from
 limit $6;

-- balance-checks-queries.ts: replaysBelowZero
with moved as (
  select merchant_id, credit_owner as owner_id, credit_account as account, asset, lot_from, lot_until, posted_at,
         amount as delta
    from ledger_transfer
   union all
  select merchant_id, debit_owner, debit_account, asset, lot_from, lot_until, posted_at, -amount
    from ledger_transfer)
select owner_id as owner, account, asset, min(lot_from)::text as "lotFrom", min(lot_until)::text as "lotUntil",
       sum(delta) as replayed
  from moved
 where merchant_id = $1 and account = any($2::text[])
 group by owner_id, account, asset, case when account = any($3::text[]) then (lot_from, lot_until) end
having sum(delta) < 0
 order by owner_id, account, asset
 limit $4;

-- balance-checks-queries.ts: misplacedBalances
select owner_id as owner, account, asset, lot_from::text as "lotFrom", lot_until::text as "lotUntil", balance
  from ledger_balance
 where merchant_id = $1
   and (account <> all($2::text[])
        or account <> all($3::text[]) and (lot_from <> '-infinity' or lot_until <> 'infinity'))
 order by owner_id, account, asset, lot_until, lot_from
 limit $4;

-- balance-checks-queries.ts: assetsNotZero
with moved as (
  select merchant_id, credit_owner as owner_id, credit_account as account, asset, lot_from, lot_until, posted_at,
         amount as delta
    from ledger_transfer
   union all
  select merchant_id, debit_owner, debit_account, asset, lot_from, lot_until, posted_at, -amount
    from ledger_transfer), held as (
  select asset, balance from ledger_balance where merchant_id = $1
   union all
  select asset, sum(delta) from moved
   where merchant_id = $2 and account <> all($3::text[])
   group by asset
)
select asset, sum(balance) as sum from held group by asset having sum(balance) <> 0 order by asset
 limit $4;

-- balance-checks-queries.ts: differingSnapshots
with moved as (
  select merchant_id, credit_owner as owner_id, credit_account as account, asset, lot_from, lot_until, posted_at,
         amount as delta
    from ledger_transfer
   union all
  select merchant_id, debit_owner, debit_account, asset, lot_from, lot_until, posted_at, -amount
    from ledger_transfer), line as (
  select account, owner_id, asset, (posted_at at time zone 'UTC')::date as day, delta, null::bigint as balance
    from moved
   where merchant_id = $1 and account = any($2::text[])
   union all
  select account, owner_id, asset, day, 0, balance
    from ledger_snapshot
   where merchant_id = $3
), run as (
  select account, owner_id, asset, day, balance,
         sum(delta) over (partition by account, owner_id, asset order by day) as replayed
    from line
)
select owner_id as owner, account, asset, day, balance as kept, replayed
  from run
 where balance <> replayed
 order by owner_id, account, asset, day
 limit $4;

-- balance-checks-queries.ts: missingSnapshots
with moved as (
  select merchant_id, credit_owner as owner_id, credit_account as account, asset, lot_from, lot_until, posted_at,
         amount as delta
    from ledger_transfer
   union all
  select merchant_id, debit_owner, debit_account, asset, lot_from, lot_until, posted_at, -amount
    from ledger_transfer), last as (
  select max(day) as day from ledger_snapshot where merchant_id = $1
), replay as (
  select m.account, m.owner_id, m.asset, sum(m.delta) as balance
    from moved m, last
   where m.merchant_id = $2 and m.account = any($3::text[])
     and (m.posted_at at time zone 'UTC')::date <= last.day
   group by m.account, m.owner_id, m.asset
), kept as (
  select distinct on (account, owner_id, asset) account, owner_id, asset, balance
    from ledger_snapshot
   where merchant_id = $4
   order by account, owner_id, asset, day desc
)
select r.owner_id as owner, r.account, r.asset, coalesce(k.balance, 0) as kept, r.balance as replayed
  from replay r
  left join kept k using (account, owner_id, asset)
 where coalesce(k.balance, 0) <> r.balance
 order by r.owner_id, r.account, r.asset
 limit $5;

-- balance-queries.ts: lotsOf
select n.nth, b.lot_from::text as "from", b.lot_until::text as until, b.balance
  from unnest($1::uuid[], $2::text[],
              $3::text[]) with ordinality as n (owner_id, account, asset, nth)
  join ledger_balance b
    on b.merchant_id = $4 and b.owner_id = n.owner_id and b.account = n.account and b.asset = n.asset
 where b.balance > 0
 order by n.nth, b.lot_until, b.lot_from;

-- balance-queries.ts: openBalances
with moved as (
  select credit_account as account, credit_owner as owner_id, asset, amount as delta
    from ledger_transfer
   where merchant_id = $1 and posted_at >= $2 and credit_account = any($3::text[])
   union all
  select debit_account, debit_owner, asset, -amount
    from ledger_transfer
   where merchant_id = $4 and posted_at >= $5 and debit_account = any($6::text[])
), since as (
  select account, owner_id, asset, sum(delta) as delta from moved group by account, owner_id, asset
)
select coalesce(last.balance, 0) + coalesce(since.delta, 0) as balance
  from unnest($7::uuid[], $8::text[], $9::text[])
       with ordinality as n (owner_id, account, asset, nth)
  left join since on since.account = n.account and since.owner_id = n.owner_id and since.asset = n.asset
  left join lateral (select s.balance from ledger_snapshot s
                      where s.merchant_id = $10 and s.account = n.account and s.owner_id = n.owner_id
                        and s.asset = n.asset and s.day <= $11::date
                      order by s.day desc limit 1) as last on true
 order by n.nth;

-- balance-queries.ts: lastSnapshotDay
select max(day) as day from ledger_snapshot where merchant_id = $1;

-- clearing-queries.ts: levelsOf
with held as (
  select asset, balance as opening, balance as closing
    from ledger_balance
   where merchant_id = $1 and account = any($2::text[])
   union all
  select asset, -amount, case when posted_at >= $3 then -amount else 0 end
    from ledger_transfer
   where merchant_id = $4 and posted_at >= $5 and credit_account = any($6::text[])
   union all
  select asset, amount, case when posted_at >= $7 then amount else 0 end
    from ledger_transfer
   where merchant_id = $8 and posted_at >= $9 and debit_account = any($10::text[])
)
select asset, sum(opening) as opening, sum(closing) as closing from held group by asset order by asset;

-- clearing-queries.ts: flowsOf
with flow as (
  select asset, debit_account as account, debit_owner as owner, amount as into_pool, 0 as out_of_pool
    from ledger_transfer
   where merchant_id = $1 and posted_at >= $2 and posted_at < $3
     and credit_account = any($4::text[]) and debit_account <> all($5::text[])
   union all
  select asset, credit_account, credit_owner, 0, amount
    from ledger_transfer
   where merchant_id = $6 and posted_at >= $7 and posted_at < $8
     and debit_account = any($9::text[]) and credit_account <> all($10::text[])
)
select asset, account, owner, sum(into_pool) as "into", sum(out_of_pool) as "outOf"
  from flow
 group by asset, account, owner
 order by asset, owner, account;

-- earned-within.ts: earnedWithin
select holder_id as "customerId", sum(case when debit_account in ('units_issued', 'units_owed') then amount else -amount end) as earned
  from ledger_transfer
 where merchant_id = $1 and holder_id = any($2::uuid[]) and asset = $3
   and posted_at >= $4 and purpose <> all($5::text[])
   and (debit_account = 'units_issued' and credit_account = 'units'
        or debit_account = 'units' and credit_account = 'units_issued'
        or debit_account = 'units_claimed' and credit_account = 'units_owed'
        or debit_account = 'units_owed' and credit_account = 'units_claimed')
 group by holder_id;

-- earned-within.ts: earningsOfAll
select holder_id as "customerId", posted_at as at, sum(case when debit_account in ('units_issued', 'units_owed') then amount else -amount end) as amount
  from ledger_transfer
 where merchant_id = $1 and holder_id = any($2::uuid[]) and asset = $3
   and purpose <> all($4::text[])
   and (debit_account = 'units_issued' and credit_account = 'units'
        or debit_account = 'units' and credit_account = 'units_issued'
        or debit_account = 'units_claimed' and credit_account = 'units_owed'
        or debit_account = 'units_owed' and credit_account = 'units_claimed')
 group by holder_id, posted_at
 order by posted_at, holder_id;

-- earned-within.ts: earnersSince
select distinct holder_id as "customerId"
  from ledger_transfer
 where merchant_id = $1 and posted_at >= $2 and asset = $3
   and debit_account = 'units_issued' and credit_account = 'units'
   and holder_id > $4
 order by holder_id
 limit $5;

-- expiry-store.ts: endedHoldings
select distinct account, owner, asset
  from (select account, owner_id as owner, asset
          from ledger_balance
         where merchant_id = $1 and lot_until <= $2 and lot_until < 'infinity'
           and account = any($3::text[])
         order by lot_until
         limit $4) as ended;

-- expiry-store.ts: deleteEmptyLots
delete from ledger_balance b
 using unnest($1::uuid[], $2::text[],
              $3::text[]) as n (owner_id, account, asset)
 where b.merchant_id = $4 and b.owner_id = n.owner_id and b.account = n.account and b.asset = n.asset
   and b.lot_until <= $5 and b.lot_until < 'infinity' and b.balance = 0;

-- holder-history.ts: holderHistory
select transaction_id as "transactionId", purpose, reference_id as "referenceId", debit_account as debit,
       credit_account as credit, amount, lot_from::text as "from", lot_until::text as until, posted_at as "postedAt"
  from ledger_transfer
 where merchant_id = $1 and holder_id = $2 and asset = $3
 order by posted_at, transaction_id, leg;

-- ledger-store.ts: lockBalances
select b.merchant_id as "merchantId", b.owner_id as owner, b.account, b.asset,
       b.lot_from::text as "from", b.lot_until::text as until, b.balance
  from ledger_balance b
  join unnest($1::uuid[], $2::uuid[],
              $3::text[], $4::text[])
         as n (merchant_id, owner_id, account, asset)
    on b.merchant_id = n.merchant_id and b.owner_id = n.owner_id and b.account = n.account and b.asset = n.asset
 order by b.merchant_id, b.owner_id, b.account, b.asset, b.lot_until, b.lot_from
   for update of b;

-- ledger-store.ts: moveBalances
update ledger_balance b
   set balance = b.balance + n.delta
  from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[],
              $5::date[], $6::date[], $7::bigint[])
    as n (merchant_id, owner_id, account, asset, lot_until, lot_from, delta)
 where b.merchant_id = n.merchant_id and b.owner_id = n.owner_id and b.account = n.account and b.asset = n.asset
   and b.lot_until = n.lot_until and b.lot_from = n.lot_from;

-- ledger-store.ts: addBalances
insert into ledger_balance (merchant_id, owner_id, account, asset, lot_until, lot_from, balance)
select n.merchant_id, n.owner_id, n.account, n.asset, n.lot_until, n.lot_from, n.delta
  from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[],
              $5::date[], $6::date[], $7::bigint[])
    as n (merchant_id, owner_id, account, asset, lot_until, lot_from, delta)
 order by n.merchant_id, n.owner_id, n.account, n.asset, n.lot_until, n.lot_from
on conflict (merchant_id, owner_id, account, asset, lot_until, lot_from)
do update set balance = ledger_balance.balance + excluded.balance;

-- ledger-store.ts: insertTransfers
insert into ledger_transfer
  (merchant_id, transaction_id, leg, asset, amount, debit_account, debit_owner, credit_account, credit_owner,
   lot_from, lot_until, holder_id, purpose, reference_id, posted_at)
select n.merchant_id, n.transaction_id, n.leg, n.asset, n.amount, n.debit_account, n.debit_owner, n.credit_account,
       n.credit_owner, n.lot_from, n.lot_until, n.holder_id, n.purpose, n.reference_id, $1
  from unnest($2::uuid[],
              $3::uuid[], $4::smallint[],
              $5::text[],
              $6::bigint[],
              $7::text[],
              $8::uuid[],
              $9::text[],
              $10::uuid[],
              $11::date[],
              $12::date[],
              $13::uuid[],
              $14::text[], $15::uuid[])
    as n (merchant_id, transaction_id, leg, asset, amount, debit_account, debit_owner, credit_account, credit_owner,
          lot_from, lot_until, holder_id, purpose, reference_id);

-- liability-queries.ts: standingAt
with held as (
  select account, asset, lot_until, balance as amount
    from ledger_balance
   where merchant_id = $1 and account = any($2::text[])
   union all
  select credit_account, asset, lot_until, -amount
    from ledger_transfer
   where merchant_id = $3 and posted_at >= $4 and credit_account = any($5::text[])
   union all
  select debit_account, asset, lot_until, amount
    from ledger_transfer
   where merchant_id = $6 and posted_at >= $7 and debit_account = any($8::text[])
), by_month as (
  select account, asset, amount, case when isfinite(lot_until) then to_char(lot_until - 1, 'YYYY-MM') end as month
    from held
)
select account, asset, month, sum(amount) as amount
  from by_month
 group by account, asset, month
having sum(amount) <> 0
 order by account, asset, month;

-- liability-queries.ts: flowsIn
with moved as (
  select credit_account as account, asset, posted_at, amount as issued, 0 as used, 0 as expired
    from ledger_transfer
   where merchant_id = $1 and posted_at >= $2 and posted_at < $3
     and credit_account = any($4::text[])
   union all
  select debit_account, asset, posted_at, 0, case when purpose <> $5 then amount else 0 end,
         case when purpose = $6 then amount else 0 end
    from ledger_transfer
   where merchant_id = $7 and posted_at >= $8 and posted_at < $9
     and debit_account = any($10::text[])
), by_month as (
  select account, asset, issued, used, expired,
         to_char((posted_at at time zone $11) - make_interval(mins => $12), 'YYYY-MM') as month
    from moved
)
select account, asset, month, sum(issued) as issued, sum(used) as used, sum(expired) as expired
  from by_month
 group by account, asset, month
 order by account, asset, month;

-- snapshot-store.ts: insertSnapshots
insert into ledger_snapshot (merchant_id, account, owner_id, asset, day, balance)
select $1, m.account, m.owner_id, m.asset, $2, coalesce(last.balance, 0) + m.delta
  from (select account, owner_id, asset, sum(delta) as delta
          from (select credit_account as account, credit_owner as owner_id, asset, amount as delta
                  from ledger_transfer
                 where merchant_id = $3 and posted_at >= $4 and posted_at < $5
                   and credit_account = any($6::text[])
                 union all
                select debit_account, debit_owner, asset, -amount
                  from ledger_transfer
                 where merchant_id = $7 and posted_at >= $8 and posted_at < $9
                   and debit_account = any($10::text[])) as moved
         group by account, owner_id, asset) as m
  left join lateral (select s.balance from ledger_snapshot s
                      where s.merchant_id = $11 and s.account = m.account and s.owner_id = m.owner_id
                        and s.asset = m.asset and s.day <= $12::date
                      order by s.day desc limit 1) as last on true
 where m.delta <> 0
 order by m.account, m.owner_id, m.asset
on conflict (merchant_id, account, owner_id, asset, day) do nothing;

-- statement-queries.ts: statementOf
select transaction_id as "transactionId", leg, purpose, reference_id as "referenceId",
       case when debit_owner = holder_id then debit_account else credit_account end as account,
       case when debit_owner = holder_id then credit_account else debit_account end as "counterAccount",
       asset, case when debit_owner = holder_id then -amount else amount end as change,
       case when isfinite(lot_until) then lot_until::text end as "lotUntil", posted_at as "postedAt"
  from ledger_transfer
 where merchant_id = $1 and holder_id = $2
   and ($3::uuid is null or (transaction_id, leg) < ($4::uuid, $5::smallint))
 order by transaction_id desc, leg desc
 limit $6;

-- transfer-checks-queries.ts: unknownAccounts
select transaction_id as "transactionId", leg, debit_account as "debitAccount", credit_account as "creditAccount"
  from ledger_transfer
 where merchant_id = $1
   and (debit_account <> all($2::text[])
        or credit_account <> all($3::text[]))
 order by transaction_id, leg
 limit $4;

-- transfer-checks-queries.ts: misplacedLots
select transaction_id as "transactionId", leg, debit_account as "debitAccount", credit_account as "creditAccount",
       lot_from::text as "lotFrom", lot_until::text as "lotUntil"
  from ledger_transfer
 where merchant_id = $1
   and (lot_until is not null)
       <> (debit_account = any($2::text[]) or credit_account = any($3::text[]))
 order by transaction_id, leg
 limit $4;

-- transfer-checks-queries.ts: wrongHolders
select transaction_id as "transactionId", leg, holder_id as "holderId", debit_owner as "debitOwner",
       credit_owner as "creditOwner"
  from ledger_transfer
 where merchant_id = $1
   and holder_id is distinct from case when debit_account = any($2::text[]) then debit_owner
                                       when credit_account = any($3::text[]) then credit_owner end
 order by transaction_id, leg
 limit $4;

-- transfer-checks-queries.ts: brokenTransactions
select transaction_id as "transactionId", count(*) as legs, max(leg) as "lastLeg", min(purpose) as purpose
  from ledger_transfer
 where merchant_id = $1
 group by transaction_id
having max(leg) <> count(*) - 1 or min(purpose) <> max(purpose) or min(posted_at) <> max(posted_at)
       or min(reference_id::text) <> max(reference_id::text)
 order by transaction_id
 limit $2;

-- transfer-checks-queries.ts: countRows
select (select count(*) from ledger_transfer where merchant_id = $1) as transfers,
       (select count(*) from ledger_balance where merchant_id = $2) as balances,
       (select count(*) from ledger_snapshot where merchant_id = $3) as snapshots;

-- transfer-queries.ts: transfersOf
  select transaction_id as "transactionId", asset, amount, debit_account as "debitAccount",
debit_owner as "debitOwner", credit_account as "creditAccount", credit_owner as "creditOwner", lot_from::text as "from",
lot_until::text as until
    from ledger_transfer
   where merchant_id = $1 and transaction_id = any($2::uuid[])
   order by transaction_id, leg;

-- transfer-queries.ts: postingsAbout
  select transaction_id as "transactionId", asset, amount, debit_account as "debitAccount",
debit_owner as "debitOwner", credit_account as "creditAccount", credit_owner as "creditOwner", lot_from::text as "from",
lot_until::text as until, purpose, posted_at as "postedAt"
    from ledger_transfer
   where merchant_id = $1
     and (transaction_id = any($2::uuid[])
          or posted_at = $3 and reference_id = any($4::uuid[]))
   order by posted_at, transaction_id, leg;

-- transfer-queries.ts: countPostings
select count(*) as count from ledger_transfer
 where merchant_id = $1 and purpose = $2 and leg = 0;
