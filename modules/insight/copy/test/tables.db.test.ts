import pg from 'pg';
import { expect, it } from 'vitest';
import { testServices } from '@shuke/testkit';
import { TABLES } from '../tables.ts';

const services = testServices();

/** Views and columns that are left out on purpose: sealed texts, what tells a person, and how lines lie in their order. */
const LEFT_OUT = ['pub_order.note', 'pub_customer.hint', 'pub_order_packed'];

const DUCK_TYPES: Readonly<Record<string, string>> = {
  uuid: 'UUID',
  text: 'VARCHAR',
  boolean: 'BOOLEAN',
  smallint: 'SMALLINT',
  integer: 'INTEGER',
  bigint: 'BIGINT',
  'double precision': 'DOUBLE',
  date: 'DATE',
  'timestamp without time zone': 'TIMESTAMP',
  'timestamp with time zone': 'TIMESTAMPTZ',
  ARRAY: 'VARCHAR[]',
};

it('has every published view, with its columns and types, but for what is left out on purpose', async () => {
  const owner = new pg.Client({ connectionString: services.ownerUrl });
  await owner.connect();
  const { rows } = await owner.query<{ view: string; name: string; type: string }>(`
    select table_name as view, column_name as name, data_type as type from information_schema.columns
     where table_name like 'pub\\_%' and column_name <> 'merchant_id'`);
  await owner.end();
  const published = rows
    .filter(({ view, name }) => !LEFT_OUT.includes(view) && !LEFT_OUT.includes(`${view}.${name}`))
    .map(({ view, name, type }) => `${view}.${name} ${DUCK_TYPES[type]}`);
  const copied = Object.entries(TABLES).flatMap(([view, { columns }]) =>
    Object.entries(columns).map(([name, type]) => `${view}.${name} ${type}`),
  );
  expect(copied.toSorted()).toEqual(published.toSorted());
});
