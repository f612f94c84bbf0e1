import { expect, test } from 'vitest';
import { raw, sql } from '../sql.ts';

test('what is put into a statement is bound, whatever it says', () => {
  const evil = `'; drop table store; --`;
  const statement = sql`select code from store where merchant_id = ${1} and name = ${evil}`;
  expect(statement.text).toBe('select code from store where merchant_id = $1 and name = $2');
  expect(statement.values).toEqual([1, evil]);
});

test('one statement has one name, so that it is prepared once; another text has another', () => {
  const ask = (id: number) => sql`select ${id}::int`;
  expect(ask(1).name).toBe(ask(2).name);
  expect(ask(1).name).not.toBe(sql`select ${1}::bigint`.name);
});

test('text of the source may be put in where a statement is assembled', () => {
  const order = raw('order by code desc');
  const statement = sql`select code from store where merchant_id = ${7} ${order} limit ${5}`;
  expect(statement.text).toBe('select code from store where merchant_id = $1 order by code desc limit $2');
  expect(statement.values).toEqual([7, 5]);
});
