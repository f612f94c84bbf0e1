import type { NearbyStores } from '@shuke/contract';
import { inTx, type Ctx, type Tx } from '@shuke/db';
import { ok, refuse, type Refusal, type Result } from '@shuke/kernel';
import { readLocatedStores } from '@shuke/merchant';
import type { PositionRefusal } from '../errors.ts';
import { countEntry, lastEntry } from './fence-store.ts';
import { FENCE_M, isImplausibleJump, nearest, pointOf, type Position } from './nearby.ts';
import type { Point } from './geodesic.ts';

/** So often a day a guest can enter one fence: enough for lunch, coffee and the way home. */
export const FENCE_DAY_CAP = 3;

export interface EnterFences {
  readonly visitor: Buffer;
  readonly position: Position;
}

type Stores = Awaited<ReturnType<typeof readLocatedStores>>;

/**
 * Tells a guest the stores within 5 km and counts the entry into the nearest one's fence. The position itself is not kept,
 * only the store and the day. A device that jumps as nobody can travel is refused.
 */
export function enterFences(
  ctx: Ctx,
  { visitor, position }: EnterFences,
): Promise<Result<NearbyStores, PositionRefusal | Refusal<'idempotency_key_reused'>>> {
  const point = pointOf(position);
  return inTx<NearbyStores, PositionRefusal>(ctx, {}, async (tx) => {
    const stores = await readLocatedStores(tx);
    if (await hasJumped(tx, { visitor, stores, point })) return refuse('position_implausible');
    const near = nearest(stores, point);
    const inside = near[0] && near[0].distanceM <= FENCE_M ? near[0].store.storeId : null;
    const entry = { visitor, day: tx.now.toISOString().slice(0, 10), cap: FENCE_DAY_CAP };
    const counted = inside === null ? 0 : await countEntry(tx, { ...entry, storeId: inside });
    return ok({
      stores: near.map(({ store, distanceM }) => ({
        storeId: store.storeId,
        name: store.name,
        distanceM: Math.round(distanceM),
        entered: counted === 1 && store.storeId === inside,
      })),
    });
  });
}

async function hasJumped(tx: Tx, at: { visitor: Buffer; stores: Stores; point: Point }): Promise<boolean> {
  const last = await lastEntry(tx, at.visitor);
  const from = at.stores.find(({ storeId }) => storeId === last?.storeId)?.location;
  return last !== null && !!from && isImplausibleJump(from, at.point, tx.now.getTime() - last.at.getTime());
}
