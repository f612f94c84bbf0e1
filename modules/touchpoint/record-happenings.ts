import { rowsChanged, type Tx } from '@shuke/db';
import { insertHappenings, type Happening } from './happening-store.ts';

/** Adds happenings and tells whoever keeps a copy of them. A step of a bigger process. */
export async function recordHappenings(tx: Tx, rows: readonly Happening[]): Promise<void> {
  const added = await insertHappenings(tx, rows);
  await rowsChanged(
    tx,
    'pub_touchpoint_event',
    added.map(({ eventId }) => eventId),
  );
}
