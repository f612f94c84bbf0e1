-- Everything of value moves here and nowhere else. A row moves an amount of one asset from the account that it debits to
-- the one that it credits, so that each transaction and asset sums to zero by its shape. No foreign keys and no triggers:
-- these tables are hot, and `shuke verify` checks what keys would.
create table ledger_transfer (
  merchant_id    uuid not null,
  transaction_id uuid not null,
  leg            smallint not null check (leg >= 0),
  asset          text not null,
  amount         bigint not null check (amount > 0),
  debit_account  text not null,
  debit_owner    uuid not null,
  credit_account text not null,
  credit_owner   uuid not null,
  -- The lot that is filled or spent, where one of the two accounts is kept by lots.
  lot_from       date,
  lot_until      date,
  -- Whose balance it moves, for that person's statement; null where it is nobody's.
  holder_id      uuid,
  -- Why, such as order.paid, and the order, refund or coupon template that it is about.
  purpose        text not null,
  reference_id   uuid not null,
  posted_at      timestamptz not null,
  primary key (merchant_id, transaction_id, leg),
  check (debit_account <> credit_account or debit_owner <> credit_owner),
  check ((lot_from is null) = (lot_until is null))
);
create index ledger_transfer_holder on ledger_transfer (merchant_id, holder_id, transaction_id) where holder_id is not null;
create index ledger_transfer_time on ledger_transfer using brin (posted_at);
call shuke_tenant_table('ledger_transfer', 'select, insert');
call shuke_posted_table('ledger_transfer', 'select, insert');

-- Balances of the accounts that must not go below zero: credits less debits. Accounts without a floor have no row. A lot
-- is spendable on the days from lot_from until before lot_until; an account without lots has one of all days.
create table ledger_balance (
  merchant_id uuid not null,
  owner_id    uuid not null,
  account     text not null,
  asset       text not null,
  lot_from    date not null,
  lot_until   date not null,
  balance     bigint not null,
  primary key (merchant_id, owner_id, account, asset, lot_until, lot_from),
  constraint ledger_balance_floor check (balance >= 0),
  check (lot_from < lot_until)
) with (fillfactor = 80);
-- What the expiry job looks for: lots that end. It deletes them once it has emptied them, so that those of past years are
-- not looked at every hour; what a balance was follows from the transfers.
create index ledger_balance_ending on ledger_balance (merchant_id, lot_until) where lot_until < 'infinity';
call shuke_tenant_table('ledger_balance', 'select, insert, update, delete');
call shuke_posted_table('ledger_balance', 'select, insert, update');

-- Balances of the accounts without a floor at the end of a day (UTC), for the accounts that moved since the snapshot before:
-- the latest one is the newest day that stands here, and an account without a row of that day stood still until then.
create table ledger_snapshot (
  merchant_id uuid not null,
  account     text not null,
  owner_id    uuid not null,
  asset       text not null,
  day         date not null,
  balance     bigint not null,
  primary key (merchant_id, account, owner_id, asset, day)
);
create index ledger_snapshot_day on ledger_snapshot (merchant_id, day);
call shuke_tenant_table('ledger_snapshot', 'select, insert');
