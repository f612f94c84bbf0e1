import { expect, test } from 'vitest';
import type { Rule } from '../read/tree.ts';
import { foreignTables } from '../rules/foreign-tables.ts';
import { merchantSql } from '../rules/merchant-sql.ts';
import { sqlShape } from '../rules/sql-shape.ts';
import { told } from './told.ts';

const MIGRATIONS = {
  'db/migrations/0001_foundation/up.sql': 'create table outbox (merchant_id uuid primary key);',
  'db/migrations/0002_merchant/up.sql': 'create table store (merchant_id uuid); create table directory (key bytea);',
  'db/migrations/0003_coupon/up.sql': 'create table coupon (merchant_id uuid); create view pub_coupon as select 1;',
  'db/migrations/0004_coupon_budget/up.sql': 'create table coupon_budget (merchant_id uuid);',
  'db/migrations/0005_exchange/up.sql': 'create table import_staging_order (load_id uuid);',
};

const on = (rule: Rule, path: string, statement: string): string[] =>
  told(rule, { ...MIGRATIONS, [path]: `export const a = (tx: Tx) => tx.many(sql\`${statement}\`);` });

test.each([
  ['modules/coupon/a.ts', 'select 1 from coupon join coupon_budget on true'],
  ['modules/merchant/a.ts', 'select store from store where coupon = 1'],
  ['modules/insight/a.ts', 'select 1 from pub_coupon'],
  ['modules/coupon/a.ts', 'select 1 from pub_coupon'],
  ['modules/merchant/a.ts', 'with coupon as (select 1 from store) select 1 from coupon'],
  ['modules/coupon/test/a.db.test.ts', 'select 1 from outbox'],
  ['packages/db/a.ts', 'select 1 from outbox, coupon'],
  ['modules/order/post-staged-orders.ts', 'select 1 from import_staging_order'],
])('%s may ask: %s', (path, statement) => {
  expect(on(foreignTables, path, statement)).toEqual([]);
});

test.each([
  ['modules/merchant/a.ts', 'select 1 from coupon_budget', 'coupon_budget belongs to coupon; call @shuke/coupon'],
  ['modules/merchant/a.ts', 'insert into coupon (a) values (1)', 'coupon belongs to coupon'],
  ['modules/merchant/test/a.db.test.ts', 'select 1 from coupon', 'coupon belongs to coupon'],
  ['modules/merchant/a.ts', 'and exists (select 1 from coupon)', 'coupon belongs to coupon'],
  ['modules/order/a.ts', 'select 1 from pub_coupon', 'pub_coupon is read by insight, audience, decision only'],
  ['modules/insight/a.ts', 'select 1 from coupon', 'coupon belongs to coupon'],
  ['modules/coupon/a.ts', 'insert into outbox (a) values (1)', 'outbox belongs to the foundation'],
  ['modules/order/a.ts', 'select 1 from import_staging_order', 'import_staging_order belongs to exchange'],
  ['modules/coupon/a.ts', 'select shuke_enqueue($1)', 'shuke_enqueue belongs to the foundation'],
])('%s may not ask: %s', (path, statement, message) => {
  expect(on(foreignTables, path, statement)).toEqual([expect.stringContaining(`${path}:1 ${message}`)]);
});

test("another module's table in a plain string is seen too", () => {
  const files = { ...MIGRATIONS, 'modules/merchant/a.ts': "client.query('select a from coupon');" };
  expect(told(foreignTables, files)).toHaveLength(1);
});

test.each([
  ['modules/coupon/a.ts', 'update coupon set a = 1 where merchant_id = $1'],
  ['modules/coupon/a.ts', 'select a from unnest($1) as a'],
  ['modules/coupon/a.ts', 'and coupon_id in (select coupon_id from coupon)'],
  ['modules/merchant/a.ts', 'select merchant from directory'],
  ['modules/coupon/test/a.db.test.ts', 'select a from coupon'],
  ['packages/db/a.ts', 'select a from outbox'],
])('%s: %s needs no other merchant_id', (path, statement) => {
  expect(on(merchantSql, path, statement)).toEqual([]);
});

test('a statement on a tenant table without merchant_id is reported, unless it says why', () => {
  const statement = 'select coupon_id from coupon where expires_at < $1';
  expect(on(merchantSql, 'modules/coupon/a.ts', statement)).toEqual([
    expect.stringContaining('modules/coupon/a.ts:1 a statement on coupon does not say merchant_id'),
  ]);
  const code = `// crosses merchants: the nightly job finds whoever has something to expire.\nconst a = sql\`${statement}\`;`;
  expect(told(merchantSql, { ...MIGRATIONS, 'modules/coupon/a.ts': code })).toEqual([]);
  const hidden = '-- merchant_id\nselect coupon_id from coupon';
  expect(on(merchantSql, 'modules/coupon/a.ts', hidden)).toHaveLength(1);
});

test.each([
  'select count(*), a * b, $1 * c from coupon',
  "select a from b where c = 'offset' order by d limit 3",
  'insert into a (b) select c from d returning b',
])('%s names its columns', (statement) => {
  expect(on(sqlShape, 'modules/coupon/a.ts', statement)).toEqual([]);
});

test.each([
  ['select * from coupon', '*'],
  ['select distinct * from coupon', '*'],
  ['select a, * from coupon', '*'],
  ['select c.* from coupon c', '*'],
  ['delete from coupon returning *', '*'],
  ['select a from coupon limit 3 offset 6', 'OFFSET'],
])('%s is refused', (statement, message) => {
  expect(on(sqlShape, 'modules/coupon/a.ts', statement)).toEqual([expect.stringContaining(message)]);
  expect(on(sqlShape, 'packages/db/a.ts', statement)).toHaveLength(1);
  expect(on(sqlShape, 'modules/coupon/test/a.test.ts', statement)).toEqual([]);
});
