import type { ImportView } from '@shuke/contract';
import type { ImportRow } from './import-store.ts';

/** An import as people see it. */
export const importView = (row: ImportRow): ImportView => ({
  importId: row.import_id,
  kind: row.kind,
  fileName: row.file_name,
  preset: row.preset,
  status: row.status,
  bytesTotal: row.bytes_total,
  bytesRead: row.bytes_read,
  rowsRead: row.rows_read,
  rowsRejected: row.rows_rejected,
  rowsTidied: row.rows_tidied,
  ordersNew: row.orders_new,
  ordersKnown: row.orders_known,
  customersNew: row.customers_new,
  productsNew: row.products_new,
  storesNew: row.stores_new,
  failure: row.failure,
  createdAt: row.created_at.toISOString(),
  endedAt: row.ended_at?.toISOString() ?? null,
});
