import { expect, test } from 'vitest';
import { sqlPieces } from '../read/sql-pieces.ts';
import { namedTables } from '../read/sql-names.ts';
import { sqlTokens } from '../read/sql-tokens.ts';
import { treeOf } from '../read/tree.ts';

const texts = (sql: string): string[] => sqlTokens(sql).map((token) => token.text);

test('comments are no tokens, strings and bodies in dollar quotes are one', () => {
  expect(texts('SELECT a -- from b\n, /* c /* d */ e */ "F" FROM g')).toEqual(['select', 'a', ',', 'F', 'from', 'g']);
  expect(texts("select 'it''s -- fine', e'\\'', $1::text")).toEqual([
    'select',
    "'it''s -- fine'",
    ',',
    "e'\\''",
    ',',
    '$1',
    '::',
    'text',
  ]);
  expect(texts('do $body$ begin $$; end $body$; x')).toEqual(['do', '$body$ begin $$; end $body$', ';', 'x']);
});

test.each([
  [
    'select a from coupon c join store s on s.id = c.id, region r left join staff using (a)',
    'coupon region staff store',
  ],
  ['select a from coupon order by store, staff', 'coupon'],
  ['select a from coupon for update skip locked', 'coupon'],
  [
    'select a from coupon c, lateral unnest(c.ids) u, public.store s where x in (select y from "order")',
    'coupon order store',
  ],
  ['insert into coupon (merchant_id) select a from unnest($1) on conflict do update set a = 1', 'coupon'],
  ['update coupon set a = s.a from store s where true', 'coupon store'],
  ['delete from only coupon using store, staff where true', 'coupon staff store'],
  ['merge into coupon using staged on a = b when matched then update set a = 1', 'coupon staged'],
  ['with fresh as (select a from coupon), old (a) as not materialized (select 1) select a from fresh, old', 'coupon'],
  ['with recursive tree as (select a from region union all select b from tree) select a from tree', 'region'],
  ['select extract(epoch from at), a is distinct from b, store from coupon for update of coupon', 'at coupon'],
  ['copy coupon (a, b) from stdin', 'coupon stdin'],
])('%s names %s', (sql, expected) => {
  expect(namedTables(sqlTokens(sql)).sort().join(' ')).toBe(expected);
});

const pieces = (code: string) => sqlPieces(treeOf({ 'a.ts': code }));

test('a statement is read with its placeholders numbered and the parts of its file in their place', () => {
  const code = `
const columns = raw('coupon_id, use_limit');
const mine = (id: string) => sql\`and store_id = \${id}\`;
export const find = (tx: Tx, c: Find) => tx.many<Row>(sql\`
  select \${columns} from coupon where merchant_id = \${c.merchantId} \${sql\`and a = \${c.a}\`} and b = \${c.b}\`);`;
  const [, , whole] = pieces(code);
  expect(whole).toMatchObject({ line: 4, within: 'find', statement: true, marked: true });
  expect(whole!.text.trim()).toBe(
    'select coupon_id, use_limit from coupon where merchant_id = $1 and a = $2 and b = $3',
  );
});

test('parts, nested statements and raw text are no statements of their own', () => {
  const code = "f(raw('select 1'));\nsql`and a = 1`;\nsql`select a where b in (${x ? sql`select c from d` : sql``})`;";
  expect(pieces(code).map(({ statement }) => statement)).toEqual([false, false, true, false, false]);
});

test('a plain string that reads like a statement is seen, prose is not', () => {
  const code = "const a = 'select b from c';\nconst d = `delete from c where e = ${f}`;\nconst g = 'select the rows';";
  expect(pieces(code).map(({ text, marked }) => [text, marked])).toEqual([
    ['select b from c', false],
    ['delete from c where e = $1', false],
  ]);
});

test.each([
  ['// crosses merchants: the relay serves all.\nconst a = sql`select 1`;', 'the relay serves all.'],
  ['// crosses merchants: long\n// reason\nexport const a = (tx: Tx) => tx.many(sql`select 1`);', 'long\nreason'],
  ['f(/* crosses merchants: here */ sql`select 1`);', 'here'],
  ['function f() {\n  // crosses merchants: here\n  return tx.one(sql`select 1`);\n}', 'here'],
  ['const all = {\n  // crosses merchants: here\n  a: sql`select 1`,\n};', 'here'],
  ['// crosses merchants: here\nrun({ statement: sql`select 1` });', 'here'],
  ['// crosses merchants: not each\nconst all = { a: sql`select 1`, b: sql`select 2` };', undefined],
  ['// crosses merchants:\nconst a = sql`select 1`;', undefined],
  ['// crosses merchants: not this one\nconst b = 1;\nconst a = sql`select 1`;', undefined],
  ['// crosses merchants: not the body\nfunction f() {\n  return sql`select 1`;\n}', undefined],
])('a reason to cross merchants stands right before: %s', (code, reason) => {
  expect(pieces(code)[0]!.crossing).toBe(reason);
});
