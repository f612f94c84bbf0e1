import type { ImportKind, ImportMapping, ImportStatus } from '@shuke/contract';
import { sql, type Tx } from '@shuke/db';
import type { Reject } from './rows/row-fault.ts';

export interface ImportRow {
  readonly import_id: string;
  readonly kind: ImportKind;
  readonly file_name: string;
  readonly preset: string | null;
  readonly mapping: ImportMapping;
  readonly status: ImportStatus;
  readonly bytes_total: number;
  readonly bytes_read: number;
  readonly rows_read: number;
  readonly rows_rejected: number;
  readonly rows_tidied: number;
  readonly orders_new: number;
  readonly orders_known: number;
  readonly customers_new: number;
  readonly products_new: number;
  readonly stores_new: number;
  readonly failure: string | null;
  readonly created_at: Date;
  readonly ended_at: Date | null;
}

export interface NewImport {
  readonly importId: string;
  readonly fileName: string;
  readonly bytesTotal: number;
  readonly createdBy: string;
}

export const insertImport = (tx: Tx, row: NewImport): Promise<number> =>
  tx.run(sql`
    insert into import_job
      (merchant_id, import_id, kind, file_name, mapping, status, bytes_total, bytes_read, rows_read, rows_rejected,
       rows_tidied, orders_new, orders_known, customers_new, products_new, stores_new, created_by, created_at)
    values (${tx.merchantId}, ${row.importId}, 'receipts', ${row.fileName}, '{}', 'uploaded', ${row.bytesTotal},
            0, 0, 0, 0, 0, 0, 0, 0, 0, ${row.createdBy}, ${tx.now})`);

export const findImport = (tx: Tx, importId: string): Promise<ImportRow | null> =>
  tx.maybeOne<ImportRow>(sql`
    select import_id, kind, file_name, preset, mapping, status, bytes_total, bytes_read, rows_read, rows_rejected,
           rows_tidied, orders_new, orders_known, customers_new, products_new, stores_new, failure, created_at, ended_at
      from import_job
     where merchant_id = ${tx.merchantId} and import_id = ${importId}`);

/** A page of imports, the newest first. */
export const importsBefore = (tx: Tx, before: string, limit: number): Promise<ImportRow[]> =>
  tx.many<ImportRow>(sql`
    select import_id, kind, file_name, preset, mapping, status, bytes_total, bytes_read, rows_read, rows_rejected,
           rows_tidied, orders_new, orders_known, customers_new, products_new, stores_new, failure, created_at, ended_at
      from import_job
     where merchant_id = ${tx.merchantId} and import_id < ${before}
     order by import_id desc
     limit ${limit}`);

export interface Started {
  readonly importId: string;
  readonly kind: ImportKind;
  readonly preset: string | null;
  readonly mapping: ImportMapping;
}

/** Settles how an import that is not under way is read, and says that it runs. Answers 1, or 0 where it may not. */
export const markStarted = (tx: Tx, { importId, kind, preset, mapping }: Started): Promise<number> =>
  tx.run(sql`
    update import_job
       set status = 'running', kind = ${kind}, preset = ${preset}, mapping = ${JSON.stringify(mapping)},
           failure = null, ended_at = null, runner_id = null, heard_at = null
     where merchant_id = ${tx.merchantId} and import_id = ${importId} and status in ('uploaded', 'failed')`);

/** Locks an import, and answers who runs it and when that one was last heard of. */
export const lockImport = (tx: Tx, importId: string): Promise<Runner | null> =>
  tx.maybeOne<Runner>(sql`
    select status, runner_id, heard_at
      from import_job
     where merchant_id = ${tx.merchantId} and import_id = ${importId}
       for update`);

export interface Runner {
  readonly status: ImportStatus;
  readonly runner_id: string | null;
  readonly heard_at: Date | null;
}

/**
 * Makes one runner the one that works on an import. What another might still try fails, because each of its writes names
 * it. What earlier attempts posted stays counted; the rest is counted anew.
 */
export const claimRun = (tx: Tx, run: Run): Promise<number> =>
  tx.run(sql`
    update import_job
       set status = 'running', runner_id = ${run.runnerId}, heard_at = ${tx.now}, failure = null, ended_at = null,
           bytes_read = 0, rows_read = 0, rows_rejected = 0, rows_tidied = 0, orders_known = 0
     where merchant_id = ${tx.merchantId} and import_id = ${run.importId}`);

/** One attempt at an import. */
export interface Run {
  readonly importId: string;
  readonly runnerId: string;
}

export interface ReadSoFar {
  readonly bytesRead: number;
  readonly rowsRead: number;
  readonly rowsTidied: number;
}

/** Says how far the reading is. Answers 0 where another runner has taken over. */
export const markRead = (tx: Tx, run: Run, read: ReadSoFar): Promise<number> =>
  tx.run(sql`
    update import_job
       set bytes_read = ${read.bytesRead}, rows_read = ${read.rowsRead}, rows_tidied = ${read.rowsTidied},
           heard_at = ${tx.now}
     where merchant_id = ${tx.merchantId} and import_id = ${run.importId} and runner_id = ${run.runnerId}`);

/** What one transaction of an import added. */
export interface Added {
  readonly rowsRejected?: number;
  readonly ordersNew?: number;
  readonly ordersKnown?: number;
  readonly customersNew?: number;
  readonly productsNew?: number;
  readonly storesNew?: number;
}

/** Counts what the transaction added. Answers 0 where another runner has taken over. */
export const countAdded = (tx: Tx, run: Run, added: Added): Promise<number> =>
  tx.run(sql`
    update import_job
       set rows_rejected = rows_rejected + ${added.rowsRejected ?? 0},
           orders_new = orders_new + ${added.ordersNew ?? 0},
           orders_known = orders_known + ${added.ordersKnown ?? 0},
           customers_new = customers_new + ${added.customersNew ?? 0},
           products_new = products_new + ${added.productsNew ?? 0},
           stores_new = stores_new + ${added.storesNew ?? 0},
           heard_at = ${tx.now}
     where merchant_id = ${tx.merchantId} and import_id = ${run.importId} and runner_id = ${run.runnerId}`);

/** Ends a run. `failure` is the code of what ended it early, or null. */
export const markEnded = (tx: Tx, run: Run, failure: string | null): Promise<number> =>
  tx.run(sql`
    update import_job
       set status = case when ${failure}::text is null then 'done' else 'failed' end, failure = ${failure},
           ended_at = ${tx.now}, runner_id = null
     where merchant_id = ${tx.merchantId} and import_id = ${run.importId} and runner_id = ${run.runnerId}`);

/** Says that nobody is at work on an import that still runs: whoever finds it goes on at once. */
export const leaveRun = (tx: Tx, run: Run): Promise<number> =>
  tx.run(sql`
    update import_job
       set heard_at = null
     where merchant_id = ${tx.merchantId} and import_id = ${run.importId} and runner_id = ${run.runnerId}`);

export interface SilentImport {
  readonly import_id: string;
  readonly heard_at: Date | null;
}

/** Imports that were started and have not been heard of since, as after the machine was switched off. */
export const silentImports = (tx: Tx, silentSince: Date): Promise<SilentImport[]> =>
  tx.many<SilentImport>(sql`
    select import_id, heard_at
      from import_job
     where merchant_id = ${tx.merchantId} and status = 'running' and (heard_at is null or heard_at <= ${silentSince})
     order by import_id
     limit 100`);

/** Adds rejected rows; a row keeps the first reason that it was given. Answers how many were added. */
export const insertRejects = (tx: Tx, importId: string, rejects: readonly Reject[]): Promise<number> =>
  tx.run(sql`
    insert into import_reject (merchant_id, import_id, row_no, column_name, reason)
    select ${tx.merchantId}, ${importId}, r.row_no, r.column_name, r.reason
      from unnest(${rejects.map((r) => r.row)}::bigint[], ${rejects.map((r) => r.column)}::text[],
                  ${rejects.map((r) => r.reason)}::text[]) as r (row_no, column_name, reason)
    on conflict (merchant_id, import_id, row_no) do nothing`);

export const clearRejects = (tx: Tx, importId: string): Promise<number> =>
  tx.run(sql`delete from import_reject where merchant_id = ${tx.merchantId} and import_id = ${importId}`);

/** Rejected rows behind a row of the file, in its order. */
export const rejectsAfter = (tx: Tx, importId: string, row: number): Promise<Reject[]> =>
  tx.many<Reject>(sql`
    select row_no as row, column_name as column, reason
      from import_reject
     where merchant_id = ${tx.merchantId} and import_id = ${importId} and row_no > ${row}
     order by row_no
     limit 1000`);
