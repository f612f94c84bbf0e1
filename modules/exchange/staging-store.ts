import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { from as copyFrom } from 'pg-copy-streams';
import { inBulk, sql, type Ctx, type Tx } from '@shuke/db';
import { CUSTOMER_COLUMNS, ORDER_COLUMNS } from './stage/staging-buffer.ts';

const COPY = {
  order: `copy import_staging_order (${ORDER_COLUMNS.join(', ')}) from stdin (format binary)`,
  customer: `copy import_staging_customer (${CUSTOMER_COLUMNS.join(', ')}) from stdin (format binary)`,
};

export type StagingTable = keyof typeof COPY;

/** Copies rows in PostgreSQL's binary format into a staging table, over a connection that has a transaction open. */
export const copyRows = (client: Client, table: StagingTable, rows: Uint8Array): Promise<void> =>
  pipeline(Readable.from([rows], { objectMode: false }), client.query(copyFrom(COPY[table])));

/** The same, in a transaction of its own. */
export const copyStaged = (ctx: Ctx, table: StagingTable, rows: Uint8Array): Promise<void> =>
  inBulk(ctx, (_tx, client) => copyRows(client, table, rows));

type Client = Parameters<Parameters<typeof inBulk>[1]>[1];

/** Takes away what one attempt has in staging. */
export async function clearStaged(ctx: Ctx, loadId: string): Promise<void> {
  await inBulk(ctx, async (tx) => {
    await tx.run(sql`delete from import_staging_order where load_id = ${loadId}`);
    await tx.run(sql`delete from import_staging_customer where load_id = ${loadId}`);
  });
}

/**
 * Tells the planner what was staged. Where it had last looked after an import was cleared up, it took both tables for empty and all
 * their indexes for alike: it then found each order's person by going over everybody of the import, minutes instead of a second.
 */
export const analyzeStaged = (ctx: Ctx): Promise<number> =>
  inBulk(ctx, (tx) => tx.run(sql`analyze import_staging_customer, import_staging_order`));

/** A staged receipt as it is read back. */
export interface StagedRow {
  readonly store_id: string;
  readonly customer_hash: Buffer | null;
  readonly order_ref: string;
  readonly ordered_at: Date;
  readonly business_day: string;
  readonly line_product_id: string[];
  readonly line_quantity_milli: number[];
  readonly line_amount_minor: number[];
  readonly line_discount_minor: number[];
  readonly line_row_no: number[];
}

/**
 * Keeps the planner from nested loops for the rest of a transaction. It knows nothing of tables that were filled a moment
 * ago, takes them for small, and went over 75,000 rows once for each of them: five minutes instead of a second.
 */
export async function avoidLoops(tx: Tx): Promise<void> {
  await tx.run(sql`set local enable_nestloop = off`);
  await tx.run(sql`set local cursor_tuple_fraction = 1`);
}

/** Opens a cursor on the receipts whose number was staged more than once, the parts of each number one behind the other. */
export const openTorn = (tx: Tx, loadId: string): Promise<number> =>
  tx.run(sql`
    declare torn_receipt no scroll cursor for
     select store_id, customer_hash, order_ref, ordered_at, business_day, line_product_id, line_quantity_milli,
            line_amount_minor, line_discount_minor, line_row_no
       from import_staging_order
      where load_id = ${loadId}
        and order_ref in (select order_ref from import_staging_order
                           where load_id = ${loadId} group by order_ref having count(*) > 1)
      order by order_ref, first_row`);

export const fetchTorn = (tx: Tx): Promise<StagedRow[]> =>
  tx.many<StagedRow>(sql`fetch forward 1000 from torn_receipt`);

/** Takes away the parts in the batches below `batchNo`, where the whole receipts begin. */
export const dropTorn = (tx: Tx, loadId: string, batchNo: number): Promise<number> =>
  tx.run(sql`
    delete from import_staging_order
     where load_id = ${loadId} and batch_no < ${batchNo}
       and order_ref in (select order_ref from import_staging_order
                          where load_id = ${loadId} and batch_no < ${batchNo}
                          group by order_ref having count(*) > 1)`);
