-- The house's own tables, and the rule by which every tenant table is fenced.

create table shuke_migration (
  version    integer primary key,
  name       text not null,
  checksum   text not null,
  applied_at timestamptz not null
);

revoke create on schema public from public;
grant usage on schema public to shuke_app, shuke_poster, shuke_import, shuke_jobs;

-- The merchant that the transaction acts for. `begin` sets it; unset it is null, and no row is visible.
create function shuke_merchant() returns uuid
  language sql stable parallel safe
  return nullif(current_setting('shuke.merchants', true), '')::uuid;

-- Fences one table: row-level security, forced on the owner too, one merchant a transaction. The privileges are the
-- ones that the module's commands need, so that what is only added to cannot be changed.
create procedure shuke_tenant_table(name text, privileges text)
  language plpgsql as $$
begin
  execute format('alter table %I enable row level security', name);
  execute format('alter table %I force row level security', name);
  execute format('create policy tenant on %I to shuke_app using (merchant_id = shuke_merchant()) with check (merchant_id = shuke_merchant())', name);
  execute format('grant %s on %I to shuke_app', privileges, name);
end $$;

-- Opens a tenant table to the batch poster too, whose transactions act for several merchants. The list is a sub-select, so
-- that it is parsed once a statement and not once a row: as `= any(…::uuid[])` it cost a factor of five on 128 checkouts.
create procedure shuke_posted_table(name text, privileges text)
  language plpgsql as $$
begin
  execute format('create policy posting on %1$I to shuke_poster using (%2$s) with check (%2$s)', name,
    'merchant_id in (select unnest(string_to_array(current_setting(''shuke.merchants'', true), '','')::uuid[]))');
  execute format('grant %s on %I to shuke_poster', privileges, name);
end $$;

-- One row a command that was given a key. `answer` is null only inside the transaction that is making it; it is json and
-- not jsonb, so that a repeat gets the very same text.
create table idempotency (
  merchant_id uuid not null,
  key         text not null,
  input_hash  bytea not null,
  answer      json,
  created_at  timestamptz not null,
  primary key (merchant_id, key)
);
create index idempotency_created on idempotency (merchant_id, created_at);
call shuke_tenant_table('idempotency', 'select, insert, update, delete');

-- Events on their way out. `position` is null until the relay has stamped it; readers see positions only.
create table outbox (
  merchant_id uuid not null,
  event_id    uuid not null,
  type        text not null,
  payload     jsonb not null,
  occurred_at timestamptz not null,
  position    bigint,
  primary key (merchant_id, event_id)
);
create unique index outbox_position on outbox (merchant_id, position) where position is not null;
create index outbox_waiting on outbox (merchant_id, event_id) where position is null;
call shuke_tenant_table('outbox', 'select, insert');
call shuke_posted_table('outbox', 'insert');

create table outbox_head (
  merchant_id   uuid primary key,
  last_position bigint not null
);
call shuke_tenant_table('outbox_head', 'select');

-- The relay looks over all merchants for events that wait; it may stamp them and nothing else.
create policy relay on outbox to shuke_jobs using (true) with check (true);
create policy relay on outbox_head to shuke_jobs using (true) with check (true);
grant select on outbox to shuke_jobs;
grant update (position) on outbox to shuke_jobs;
grant select, insert, update on outbox_head to shuke_jobs;

-- Enqueues a job in the caller's transaction. Owned by the job queue's role, so that the application can add a job
-- without seeing the queue. The body is bound late: the queue's own tables are made after this migration.
create function shuke_enqueue(task text, payload json, key text, run_at timestamptz, max_attempts integer) returns void
  language plpgsql security definer set search_path = pg_catalog as $$
begin
  perform graphile_worker.add_job(task, payload, job_key => key, run_at => run_at, max_attempts => max_attempts);
end $$;
revoke execute on function shuke_enqueue(text, json, text, timestamptz, integer) from public;
grant execute on function shuke_enqueue(text, json, text, timestamptz, integer) to shuke_app;
