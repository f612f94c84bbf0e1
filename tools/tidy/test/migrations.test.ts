import { expect, test } from 'vitest';
import { merchantTables } from '../rules/merchant-tables.ts';
import { migrations } from '../rules/migrations.ts';
import { told } from './told.ts';

const tables = (sql: string): string[] => told(merchantTables, { 'db/migrations/0001_coupon/up.sql': sql });
const fenced = (body: string): string => `create table coupon (${body});\ncall shuke_tenant_table('coupon', 'select');`;

test.each([
  fenced('merchant_id uuid, coupon_id uuid, primary key (merchant_id, coupon_id)'),
  fenced('merchant_id uuid primary key, name text not null check (length(name) > 0)'),
  fenced(`merchant_id uuid not null references merchant (merchant_id), code text default 'a,b)',
    constraint coupon_pkey primary key (merchant_id, code), unique nulls not distinct (merchant_id, name),
    foreign key (merchant_id, store_id) references store (merchant_id, store_id),
    exclude using gist (merchant_id with =, during with &&)`),
  fenced('merchant_id uuid primary key, agency_id uuid references agency (agency_id)'),
  `create table if not exists public.coupon (merchant_id uuid primary key);
   alter table coupon enable row level security;
   alter table only coupon force row level security;
   create policy tenant on coupon using (true);
   create unique index concurrently if not exists coupon_code on only coupon using btree (merchant_id, code);
   alter table coupon add column code text, add constraint k unique (merchant_id, code);
   create index coupon_at on coupon (at);`,
  `${fenced('merchant_id uuid primary key')} create table coupon_2027 partition of coupon for values in (1);
   create temporary table t (a int);`,
  'create table agency (agency_id uuid primary key, code text unique); create unique index a on agency (code);',
  '-- create table a (b int);\ncreate function f() returns void language sql as $$ create table a (b int) $$;',
])('this is a good table: %s', (sql) => {
  expect(tables(sql)).toEqual([]);
});

test.each([
  ['create table coupon (coupon_id uuid primary key);', 1, 'table coupon has no merchant_id'],
  ['create table coupon as select 1;', 1, 'table coupon has no merchant_id'],
  ['\ncreate table coupon (merchant_id uuid primary key);', 2, 'not under row-level security'],
  [fenced('merchant_id uuid'), 1, 'table coupon has no primary key'],
  [
    fenced('merchant_id uuid,\n primary key (coupon_id, merchant_id)'),
    2,
    'a primary key of coupon begins with coupon_id',
  ],
  [fenced('merchant_id uuid primary key, code text unique'), 1, 'a unique constraint of coupon begins with code'],
  [fenced('merchant_id uuid primary key, unique (code)'), 1, 'a unique constraint of coupon begins with code'],
  [fenced('merchant_id uuid primary key, s uuid references store (s)'), 1, 'a foreign key of coupon begins with s;'],
  [
    fenced('merchant_id uuid primary key, foreign key (s) references store (s)'),
    1,
    'a foreign key of coupon begins with s;',
  ],
  [fenced('merchant_id uuid primary key, exclude using gist (r with &&)'), 1, 'a exclusion of coupon begins with r'],
  [`${fenced('merchant_id uuid primary key')}\ncreate unique index c on coupon (lower(code));`, 3, 'begins with lower'],
  [
    `${fenced('merchant_id uuid primary key')}\nalter table coupon add constraint c unique (code);`,
    3,
    'begins with code',
  ],
  [`${fenced('merchant_id uuid primary key')}\nalter table coupon add column code text unique;`, 3, 'begins with code'],
  [
    `create table coupon (merchant_id uuid primary key);
     alter table coupon enable row level security; create policy tenant on coupon using (true);`,
    1,
    'not under row-level security',
  ],
])('this is not: %s', (sql, line, message) => {
  expect(tables(sql)).toEqual([expect.stringContaining(message)]);
  expect(tables(sql)[0]).toMatch(`up.sql:${line} `);
});

test('row-level security may come in a later migration', () => {
  const files = {
    'db/migrations/0001_coupon/up.sql': 'create table coupon (merchant_id uuid primary key);',
    'db/migrations/0002_coupon_fence/up.sql': "select shuke_tenant_table('coupon');",
  };
  expect(told(merchantTables, files)).toEqual([]);
});

const folder = (name: string) => ({ [`db/migrations/${name}/up.sql`]: '', [`db/migrations/${name}/notes.md`]: '' });

test('migrations are numbered from 1 without a gap and say whose they are', () => {
  expect(told(migrations, { ...folder('0001_foundation'), ...folder('0002_coupon_budget') })).toEqual([]);
  const bad = {
    ...folder('0001_foundation'),
    ...folder('0001_merchant'),
    ...folder('0004_hot_fix'),
    ...folder('5_order'),
  };
  expect(told(migrations, bad).map((line) => line.slice('db/migrations/'.length).split(';')[0])).toEqual([
    '0001_merchant/up.sql:1 0001_merchant should have the number 0002',
    '0004_hot_fix/up.sql:1 0004_hot_fix should have the number 0003',
    '0004_hot_fix/up.sql:1 0004_hot_fix names no module',
    '5_order/up.sql:1 5_order is not named NNNN_owner or NNNN_owner_what in lower case',
  ]);
});

test('a migration has its SQL and its notes', () => {
  expect(told(migrations, { 'db/migrations/0001_coupon/other.sql': '' })).toEqual([
    'db/migrations/0001_coupon/up.sql:1 up.sql is missing; add it',
    'db/migrations/0001_coupon/notes.md:1 notes.md is missing; add it',
  ]);
});
