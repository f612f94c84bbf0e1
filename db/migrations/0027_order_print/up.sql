-- What waits to be printed: a till or a printer's bridge claims it, prints it and says so. The content is gone with that.
create table print_job (
  merchant_id   uuid not null,
  job_id        uuid not null,
  store_id      uuid not null,
  kind          text not null check (kind in ('kitchen', 'receipt')),
  -- The order that it is about, or the platform's order.
  reference_id  uuid not null,
  -- The ticket as data, sealed: what a guest asked for in words stands on it.
  content       bytea,
  status        text not null check (status in ('waiting', 'claimed', 'printed')),
  claims        integer not null,
  claimed_by    uuid,
  claimed_until timestamptz,
  created_at    timestamptz not null,
  printed_at    timestamptz,
  primary key (merchant_id, job_id),
  -- A ticket of one kind is queued once.
  constraint print_job_once unique (merchant_id, kind, reference_id),
  check ((status = 'printed') = (printed_at is not null)),
  check (status <> 'printed' or content is null)
);
create index print_job_waiting on print_job (merchant_id, store_id, job_id) where status <> 'printed';
call shuke_tenant_table('print_job', 'select, insert, update, delete');
