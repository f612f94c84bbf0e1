import { appendEvents } from './append-events.ts';
import type { Tx } from './client.ts';

// An event stays a small row, which is read and sent whole.
const IDS_AN_EVENT = 500;

/**
 * Tells whoever keeps a copy of a published view that rows of it were written, where no event of the module's own names them.
 * The ids are what the view's rows are found by: products, customers. Null: too many to name.
 */
export async function rowsChanged(tx: Tx, view: string, ids: readonly string[] | null): Promise<void> {
  const parts = ids === null ? [null] : chunks([...new Set(ids)]);
  await appendEvents(
    tx,
    parts.map((part) => ({ type: 'view.rows_changed', payload: { view, ids: part } })),
  );
}

const chunks = (ids: string[]): string[][] =>
  Array.from({ length: Math.ceil(ids.length / IDS_AN_EVENT) }, (_, i) =>
    ids.slice(i * IDS_AN_EVENT, (i + 1) * IDS_AN_EVENT),
  );
