import type { Tx } from '@shuke/db';
import { keyOf } from './read-signals.ts';
import type { SeenRow } from './recognise-store.ts';
import { storePoint, type StorePoint } from './store-points.ts';
import { impossibleJump, type Jump } from './travel.ts';

export interface DeviceJump extends Jump {
  readonly fromStoreId: string;
}

/** The devices that cannot have come here from the store where they were last, by key. A store without a place tells nothing. */
export async function jumpsOf(tx: Tx, here: StorePoint, seen: readonly SeenRow[]): Promise<Map<string, DeviceJump>> {
  const jumps = new Map<string, DeviceJump>();
  if (!here.point) return jumps;
  for (const row of latestOfEach(seen)) {
    const from = row.store_id === null || row.store_id === here.storeId ? null : await storePoint(tx, row.store_id);
    if (!from?.point) continue;
    const jump = impossibleJump({ at: row.seen_at, point: from.point }, { at: tx.now, point: here.point });
    if (jump) jumps.set(keyOf(row), { ...jump, fromStoreId: from.storeId });
  }
  return jumps;
}

/** Where each device was last, whoever it was with. */
function latestOfEach(seen: readonly SeenRow[]): SeenRow[] {
  const devices = Map.groupBy(
    seen.filter(({ kind }) => kind === 'device' || kind === 'wifi'),
    keyOf,
  );
  return [...devices.values()].map((rows) => rows.reduce((a, b) => (b.seen_at > a.seen_at ? b : a)));
}
