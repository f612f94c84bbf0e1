import type pg from 'pg';

const TABLES = ['customer', 'customer_key', 'customer_identifier'] as const;

/**
 * Takes the keys and indexes of the members' tables away, lets them be filled, and builds them again: half the time of filling
 * them row by row, and each index comes out packed, as one that a bulk load leaves.
 */
export async function withoutIndexes(owner: pg.Client, fill: () => Promise<void>): Promise<void> {
  const { rows: keys } = await owner.query<{ drops: string; makes: string }>(
    `select format('alter table %s drop constraint %I', conrelid::regclass, conname) as drops,
            format('alter table %s add constraint %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) as makes
       from pg_constraint where contype = 'p' and conrelid = any ($1::regclass[])`,
    [TABLES],
  );
  for (const { drops } of keys) await owner.query(drops);
  const { rows: indexes } = await owner.query<{ drops: string; makes: string }>(
    `select format('drop index %s', indexrelid::regclass) as drops, pg_get_indexdef(indexrelid) as makes
       from pg_index where indrelid = any ($1::regclass[])`,
    [TABLES],
  );
  for (const { drops } of indexes) await owner.query(drops);
  await fill();
  await owner.query(`set maintenance_work_mem = '256MB'`);
  for (const { makes } of [...keys, ...indexes]) await owner.query(makes);
}
