import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { customerRows, identifierRows, keyRows, type ShopRows } from './member-rows.ts';

/** Two connections that fill and index side by side. */
export type Lanes = readonly [pg.Client, pg.Client];

const TABLES = ['customer_identifier', 'customer', 'customer_key'] as const;

interface Load {
  readonly table: string;
  readonly rows: (shops: readonly ShopRows[]) => Iterable<Buffer>;
}

// One lane takes the identifiers, which are as much as all else.
const LOADS: readonly (readonly Load[])[] = [
  [
    {
      table: 'customer_identifier (merchant_id, kind, hash, customer_id, sealed, hint, source, created_at)',
      rows: identifierRows,
    },
  ],
  [
    { table: 'customer (merchant_id, customer_id, source, created_at)', rows: customerRows },
    { table: 'customer_key (merchant_id, customer_id, wrapped, key_version)', rows: keyRows },
  ],
];

/**
 * Fills the members' tables without their keys and indexes, and builds those afterwards: each comes out packed, as one that a
 * bulk load leaves. Rows are frozen as they are copied, so that no vacuum has to write their pages again. `besides` is
 * loaded too, by the lane that has less to do.
 */
export async function loadMembers(
  lanes: Lanes,
  { shops, besides }: { shops: readonly ShopRows[]; besides: (lane: pg.Client) => Promise<void> },
): Promise<void> {
  const [owner] = lanes;
  const keys = await keysOf(owner);
  for (const { drops } of keys) await owner.query(drops);
  const indexes = await indexesOf(owner);
  for (const { drops } of indexes) await owner.query(drops);
  await inLanes(lanes, async (lane, i) => {
    await lane.query(`set maintenance_work_mem = '256MB'; set max_parallel_maintenance_workers = 1`);
    for (const load of LOADS[i]!) await copyFrozen(lane, load, shops);
    if (i === 1) await besides(lane);
  });
  const building = [...keys, ...indexes].map(({ makes }) => makes).values();
  await inLanes(lanes, async (lane) => {
    for (const makes of building) await lane.query(makes);
  });
  for (const { attaches } of keys) await owner.query(attaches);
}

const inLanes = async (lanes: Lanes, work: (lane: pg.Client, i: number) => Promise<void>): Promise<void> =>
  void (await Promise.all(lanes.map(work)));

/** Rows can be frozen only in a table that is empty for everybody: one that the same transaction has emptied. */
async function copyFrozen(lane: pg.Client, { table, rows }: Load, shops: readonly ShopRows[]): Promise<void> {
  await lane.query(`begin; truncate ${table.split(' ')[0]}`);
  await pipeline(Readable.from(rows(shops)), lane.query(copyFrom(`copy ${table} from stdin (format binary, freeze)`)));
  await lane.query('commit');
}

interface Index {
  readonly drops: string;
  readonly makes: string;
}

/** Primary keys, the largest first. They are built as indexes, which several lanes can do to one table, and then made keys. */
async function keysOf(owner: pg.Client): Promise<(Index & { attaches: string })[]> {
  const { rows } = await owner.query<Index & { attaches: string }>(
    `select format('alter table %s drop constraint %I', c.conrelid::regclass, c.conname) as drops,
            pg_get_indexdef(c.conindid) as makes,
            format('alter table %s add primary key using index %I', c.conrelid::regclass, c.conname) as attaches
       from pg_constraint c
      where c.contype = 'p' and c.conrelid = any ($1::regclass[])
      order by array_position($1::regclass[], c.conrelid::regclass)`,
    [TABLES],
  );
  return rows;
}

async function indexesOf(owner: pg.Client): Promise<Index[]> {
  const { rows } = await owner.query<Index>(
    `select format('drop index %s', indexrelid::regclass) as drops, pg_get_indexdef(indexrelid) as makes
       from pg_index where indrelid = any ($1::regclass[])
      order by array_position($1::regclass[], indrelid::regclass)`,
    [TABLES],
  );
  return rows;
}
