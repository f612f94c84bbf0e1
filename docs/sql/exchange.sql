-- The statements of exchange, written by `npm run tidy`; do not edit. $1, $2 … stand for what is bound.

-- import-store.ts: insertImport
insert into import_job
  (merchant_id, import_id, kind, file_name, mapping, status, bytes_total, bytes_read, rows_read, rows_rejected,
   rows_tidied, orders_new, orders_known, customers_new, products_new, stores_new, created_by, created_at)
values ($1, $2, 'receipts', $3, '{}', 'uploaded', $4,
        0, 0, 0, 0, 0, 0, 0, 0, 0, $5, $6);

-- import-store.ts: findImport
select import_id, kind, file_name, preset, mapping, status, bytes_total, bytes_read, rows_read, rows_rejected,
       rows_tidied, orders_new, orders_known, customers_new, products_new, stores_new, failure, created_at, ended_at
  from import_job
 where merchant_id = $1 and import_id = $2;

-- import-store.ts: importsBefore
select import_id, kind, file_name, preset, mapping, status, bytes_total, bytes_read, rows_read, rows_rejected,
       rows_tidied, orders_new, orders_known, customers_new, products_new, stores_new, failure, created_at, ended_at
  from import_job
 where merchant_id = $1 and import_id < $2
 order by import_id desc
 limit $3;

-- import-store.ts: markStarted
update import_job
   set status = 'running', kind = $1, preset = $2, mapping = $3,
       failure = null, ended_at = null, runner_id = null, heard_at = null
 where merchant_id = $4 and import_id = $5 and status in ('uploaded', 'failed');

-- import-store.ts: lockImport
select status, runner_id, heard_at
  from import_job
 where merchant_id = $1 and import_id = $2
   for update;

-- import-store.ts: claimRun
update import_job
   set status = 'running', runner_id = $1, heard_at = $2, failure = null, ended_at = null,
       bytes_read = 0, rows_read = 0, rows_rejected = 0, rows_tidied = 0, orders_known = 0
 where merchant_id = $3 and import_id = $4;

-- import-store.ts: markRead
update import_job
   set bytes_read = $1, rows_read = $2, rows_tidied = $3,
       heard_at = $4
 where merchant_id = $5 and import_id = $6 and runner_id = $7;

-- import-store.ts: countAdded
update import_job
   set rows_rejected = rows_rejected + $1,
       orders_new = orders_new + $2,
       orders_known = orders_known + $3,
       customers_new = customers_new + $4,
       products_new = products_new + $5,
       stores_new = stores_new + $6,
       heard_at = $7
 where merchant_id = $8 and import_id = $9 and runner_id = $10;

-- import-store.ts: markEnded
update import_job
   set status = case when $1::text is null then 'done' else 'failed' end, failure = $2,
       ended_at = $3, runner_id = null
 where merchant_id = $4 and import_id = $5 and runner_id = $6;

-- import-store.ts: leaveRun
update import_job
   set heard_at = null
 where merchant_id = $1 and import_id = $2 and runner_id = $3;

-- import-store.ts: silentImports
select import_id, heard_at
  from import_job
 where merchant_id = $1 and status = 'running' and (heard_at is null or heard_at <= $2)
 order by import_id
 limit 100;

-- import-store.ts: insertRejects
insert into import_reject (merchant_id, import_id, row_no, column_name, reason)
select $1, $2, r.row_no, r.column_name, r.reason
  from unnest($3::bigint[], $4::text[],
              $5::text[]) as r (row_no, column_name, reason)
on conflict (merchant_id, import_id, row_no) do nothing;

-- import-store.ts: clearRejects
delete from import_reject where merchant_id = $1 and import_id = $2;

-- import-store.ts: rejectsAfter
select row_no as row, column_name as column, reason
  from import_reject
 where merchant_id = $1 and import_id = $2 and row_no > $3
 order by row_no
 limit 1000;

-- staging-store.ts: clearStaged
delete from import_staging_order where load_id = $1;

-- staging-store.ts: clearStaged
delete from import_staging_customer where load_id = $1;

-- staging-store.ts: dropTorn
delete from import_staging_order
 where load_id = $1 and batch_no < $2
   and order_ref in (select order_ref from import_staging_order
                      where load_id = $3 and batch_no < $4
                      group by order_ref having count(*) > 1);
